//! A copy of everything least of all.
use domain::words::Lang;
use portal::{Portal, authority::Patron, export::archive};

async fn page(portal: &Portal, patron: &Patron) {
    let _copy = archive(portal, patron, Lang::En).await;
}

fn main() {}
