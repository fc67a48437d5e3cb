//! Signing in at the desk is no reason to make a code for a record.
use portal::{Portal, access::make_activation_code, authority::Staff};

async fn page(portal: &Portal, staff: &Staff) {
    let _code = make_activation_code(portal, staff, "21234000123456").await;
}

fn main() {}
