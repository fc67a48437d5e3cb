//! The real router, in process, over a real database: what each kind of visitor gets from each address.

mod support;

mod actors;
mod requests;
mod sessions;
mod sign_in;
