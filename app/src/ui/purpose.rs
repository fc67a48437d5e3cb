//! What an answer to a question about e-mail was for.

use crate::request::visit::Visit;
use domain::consent::Purpose;

/// Its name; its code where the library does not offer it any more.
pub fn purpose_label(visit: &Visit, code: &str) -> String {
    Purpose::from_code(code, &visit.site.profile).map_or_else(|| code.to_owned(), |purpose| purpose.label(visit.lang))
}
