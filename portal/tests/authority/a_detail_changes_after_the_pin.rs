//! Being signed in is not enough: somebody else may sit at the computer.
use portal::{Portal, authority::Patron, contact::{Wish, ask}};

async fn page(portal: &Portal, patron: &Patron, wish: Wish<'_>) {
    let _asked = ask(portal, patron, wish).await;
}

fn main() {}
