//! The error summary at the top of a form (after GOV.UK's contract): it takes the focus and links to each field.

use crate::{prelude::*, request::forms::Problems, words::shell as words};
use domain::words::Lang;

/// What is wrong, or nothing where nothing is.
pub fn summary(problems: &Problems, lang: Lang) -> Option<AnyView> {
    let items: Vec<_> = problems
        .iter()
        .map(|problem| {
            view! { <li><a href=format!("#{}", problem.field)>{problem.text.to(lang)}</a></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title">
                <h2 id="error-summary-title">{words::PROBLEM_TITLE.to(lang)}</h2>
                <ul>{items}</ul>
            </div>
        }
    })
}
