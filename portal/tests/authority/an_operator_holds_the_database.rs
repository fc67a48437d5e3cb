//! Whoever acts as the command line has the connection to the database; a page has none.
use domain::profile::Profile;
use portal::authority::Operator;
use std::sync::Arc;

fn page(profile: Arc<Profile>) -> Operator {
    Operator { profile }
}

fn main() {}
