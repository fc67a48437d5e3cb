//! The role is checked where a keeper is made, and not by whoever remembers to.
use portal::{Portal, authority::Staff, staff};

async fn page(portal: &Portal, clerk: &Staff) {
    let _ended = staff::end(portal, clerk, "wanda").await;
}

fn main() {}
