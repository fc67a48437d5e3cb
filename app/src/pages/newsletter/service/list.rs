//! The newsletters that a service sends.

use crate::{
    pages::newsletter::editor,
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons,
        render::{Head, render},
        table,
    },
    words::{newsletter, service as words},
};
use axum::{extract::State, response::Response};
use domain::profile::{Newsletter, Vendor};
use portal::newsletter::service::{OfNewsletter, of_newsletter, service_lists};

/// `GET /desk/service`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let editor = editor(&staff)?;
    let mut rows = Vec::new();
    for (list, vendor) in service_lists(&visit.site.profile) {
        if let Some(found) = of_newsletter(&web.portal, &editor, &list.code).await? {
            rows.push(row(&visit, list, vendor, &found));
        }
    }
    if rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let lang = visit.lang;
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk/newsletters", newsletter::TITLE, lang)}
            <h1 id="lists">{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <table class="slip" aria-labelledby="lists">
                {table::head(
                    [newsletter::LIST, words::SENT_BY, words::ON_A_LIST, words::TO_REMOVE_COUNT, words::FAILED_COUNT],
                    lang,
                )}
                <tbody>{rows}</tbody>
            </table>
        }
    }))
}

fn row(visit: &Visit, list: &Newsletter, vendor: &Vendor, found: &OfNewsletter) -> impl IntoView + use<> {
    let lang = visit.lang;
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/desk/service/{}", list.code)>{list.name.to(lang).to_owned()}</a>
            </th>
            <td data-label=words::SENT_BY.to(lang)>{vendor.name.to(lang).to_owned()}</td>
            <td data-label=words::ON_A_LIST.to(lang)>{found.count.get_it}</td>
            <td data-label=words::TO_REMOVE_COUNT.to(lang)>{found.to_remove}</td>
            <td data-label=words::FAILED_COUNT.to(lang)>
                {found.connected.as_ref().map_or(0, |there| there.failed)}
            </td>
        </tr>
    }
}
