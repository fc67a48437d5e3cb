//! The page that a form stands on, where its address is not the form's own: what is posted there has no page to go back to, to
//! read it in another language, or to sign in for.

/// The page a form stands on: most are sent to their page's own address.
// Test (server/tests/routes/beside.rs): "whoever was signed out while filling in a form is led back to its page".
pub fn page_of(path: &str) -> &str {
    match path {
        "/sign-out" | "/leave" | "/resubscribe" => "/",
        "/activate/link" => "/activate",
        // What is held is seen by a link in a mail, which stands in the form and in no address.
        "/newsletters/link" | "/newsletters/mine/remove" => "/newsletters",
        "/contact/take-back" | "/contact/written-again" => "/contact",
        "/corrections/take-back" | "/corrections/statement" => "/corrections",
        "/security/close/take-back" => "/security/close",
        "/family/add/code" => "/family/add",
        "/family/ask-end" => "/family",
        "/security/end" | "/security/end-all" => "/security",
        "/desk/sign-out" => "/desk/sign-in",
        "/desk/find" => "/desk",
        "/desk/letters/posted" => "/desk/letters",
        "/desk/staff/end" => "/desk/staff",
        own if own.starts_with("/api/") => "/",
        own => own.rsplit_once('/').filter(|(page, step)| stands_beside(page, step)).map_or(own, |(page, _)| page),
    }
}

/// Whether a form's last part is a step beside its page: what is looked for in a list, what is done with a look or a permission.
fn stands_beside(page: &str, step: &str) -> bool {
    match step {
        "search" => true,
        "code" | "copy" | "payment" => page.starts_with("/desk/look/"),
        "check" | "settle" => page.starts_with("/desk/permissions/"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::router::listed;
    use axum::http::Method;

    /// Whether an address is one of a route's.
    fn is_of(pattern: &str, path: &str) -> bool {
        let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len()
            && pattern.iter().zip(path).all(|(part, given)| part.starts_with('{') || *part == given)
    }

    #[test]
    fn every_form_has_a_page_to_go_back_to_and_to_read_in_another_language() {
        let all = listed();
        let forms: Vec<_> = all.iter().filter(|(method, _)| *method == Method::POST).collect();
        assert!(forms.len() > 60, "{}", forms.len());
        for (_, form) in forms {
            let filled = form.replace("{*function}", "f").replace(['{', '}'], "");
            let page = page_of(&filled);
            let is_page = |(method, pattern): &(Method, &str)| *method == Method::GET && is_of(pattern, page);
            assert!(all.iter().any(is_page), "{form} leads back to {page}, which is no page");
        }
    }
}
