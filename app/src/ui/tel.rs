//! A telephone number of the library's, which a tap calls.

use crate::prelude::*;

/// The number as it is shown, and the address that calls it.
// Test (server/tests/routes/one_page.rs): "every number of the library is called by a tap".
pub fn tel(shown: &str) -> AnyView {
    let (href, shown) = (address(shown), shown.to_owned());
    view! { <a href=href>{shown}</a> }
}

/// A number of ten digits is one of this country.
fn address(shown: &str) -> String {
    let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if digits.len() == 10 { format!("tel:+1{digits}") } else { format!("tel:{digits}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_are_called_in_this_country_and_others_as_they_are() {
        assert_eq!(address("860-555-0107"), "tel:+18605550107");
        assert_eq!(address("+1 (860) 555-0107"), "tel:+18605550107");
        assert_eq!(address("911"), "tel:911");
    }
}
