//! Not for whatever person somebody names: for the record that this clerk has open for this purpose.
use domain::decision::Hold;
use portal::{Portal, authority::Staff, family::desk::set_hold};

async fn page(portal: &Portal, clerk: &Staff) {
    let _set = set_hold(portal, clerk, Hold::Custody).await;
}

fn main() {}
