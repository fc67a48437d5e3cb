//! The rules of the policies by id, with citation and the project's own words.
