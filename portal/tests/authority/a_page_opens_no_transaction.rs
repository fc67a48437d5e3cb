//! Only `portal` begins transactions: a page that wants rows asks a use case.
use portal::{Portal, authority::Patron};

async fn page(portal: &Portal, patron: &Patron) {
    let _rows = portal.db.begin(patron.scope()).await;
}

fn main() {}
