//! The real router, in process, over a real database: what each kind of visitor gets from each address.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod actors;
mod requests;
mod sessions;
mod sign_in;
