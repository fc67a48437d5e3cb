//! Who left at the service: the file that it gives, pasted.

use crate::{
    prelude::*,
    request::forms::Problems,
    ui::{answers::long, buttons},
    words::service as words,
};
use domain::words::Lang;

/// How many lines without an address are named.
const NAMED: usize = 20;

/// The section of the page; `lines` are those that hold no address.
pub(super) fn section(action: &str, pasted: &str, lines: &[usize], problems: &Problems, lang: Lang) -> AnyView {
    let named: Vec<String> = lines.iter().take(NAMED).map(ToString::to_string).collect();
    let more = if lines.len() > NAMED { ", …" } else { "" };
    view! {
        <section class="sheet" aria-labelledby="left">
            <h2 id="left">{words::LEFT.to(lang)}</h2>
            <p>{words::LEFT_WHAT.to(lang)}</p>
            <form method="post" action=action.to_owned() novalidate>
                <input type="hidden" name="step" value="left"/>
                {(!named.is_empty()).then(|| view! {
                    <p class="error">{words::LEFT_AT.to(lang)} " " {named.join(", ")} {more}</p>
                })}
                {long("file", words::LEFT_FILE, Some(words::LEFT_HINT), pasted, problems, lang)}
                {buttons::submit(words::LEFT_DO, lang)}
            </form>
        </section>
    }
}
