//! Development only: the mail that would have been sent. A production build does not contain this page.

use crate::{
    prelude::*,
    request::{Web, failure::Failure, visit::Visit},
    ui::render::{Head, render},
};
use axum::{extract::State, response::Response};

/// `GET /dev/mail`
pub async fn get(visit: Visit, State(web): State<Web>) -> Result<Response, Failure> {
    let mails = portal::mail::dev_list(&web.portal, visit.site.slug()).await?;
    Ok(render(&visit, Head::new("Mail (development)"), || {
        let rows: Vec<_> = mails
            .into_iter()
            .map(|mail| {
                let links: Vec<_> = links_in(&mail.text)
                    .map(|link| view! { <p><a href=link.to_owned()>{link.to_owned()}</a></p> })
                    .collect();
                view! {
                    <li class="sheet">
                        <h2>{mail.subject}</h2>
                        <p>"To " {mail.to} ", " {mail.created_at.to_rfc3339()} ", " {mail.status}</p>
                        <pre>{mail.text}</pre>
                        {links}
                    </li>
                }
            })
            .collect();
        view! {
            <h1>"Mail (development)"</h1>
            {if rows.is_empty() {
                view! { <p class="missing">"No mail yet."</p> }
            } else {
                view! { <ul class="mail">{rows}</ul> }
            }}
        }
    }))
}

/// The links in a mail. What ends the sentence around one is no part of it.
fn links_in(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace().filter(|word| word.starts_with("http://") || word.starts_with("https://"));
    words.map(|word| word.trim_end_matches([',', '.', ';', ':', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_before_the_sign_that_ends_its_sentence() {
        let text = "Open http://a.example/choose?t=K7-3, or write to us.\n\nhttp://c.example/x?y=1)\n(not http)";
        let links: Vec<_> = links_in(text).collect();
        assert_eq!(links, ["http://a.example/choose?t=K7-3", "http://c.example/x?y=1"]);
    }
}
