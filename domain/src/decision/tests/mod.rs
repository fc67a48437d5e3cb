//! The rules as tests, by id; and properties over every asker, library and class.

mod libraries;
mod profiles;
mod properties;
mod rules;
mod samples;
mod told;
