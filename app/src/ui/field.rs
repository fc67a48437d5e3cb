//! Form fields: label above, hint, what is wrong, and what was typed kept.

use crate::{
    islands::{FormHelp, ShowSecret},
    request::forms::Problems,
    words::shell as words,
};
use domain::{
    parse::Judge,
    words::{Lang, Text},
};
use leptos::prelude::*;

/// A one-line field.
#[derive(Clone)]
pub struct Field {
    /// Its `name` and `id`.
    pub name: &'static str,
    /// What it asks for.
    pub label: Text,
    /// How to answer, where that is not plain.
    pub hint: Option<Text>,
    /// The `autocomplete` token (WCAG 1.3.5).
    pub autocomplete: &'static str,
    /// The on-screen keyboard: `text`, `numeric`, `email`.
    pub inputmode: &'static str,
    /// How wide, in characters; 0 for the whole width.
    pub size: u8,
}

impl Field {
    /// A field whose value is shown while typed, with `value` in it.
    pub fn text(self, value: &str, problems: &Problems, lang: Lang) -> AnyView {
        self.shown(value, problems, lang, false)
    }

    /// The same for the one field that a page is for: whoever opens the page can type at once. Where something is wrong,
    /// the summary of it comes first.
    pub fn first(self, value: &str, problems: &Problems, lang: Lang) -> AnyView {
        self.shown(value, problems, lang, problems.is_empty())
    }

    fn shown(self, value: &str, problems: &Problems, lang: Lang, focus: bool) -> AnyView {
        let Self { name, label, hint, autocomplete, inputmode, size } = self;
        let wrong = problems.of(name, lang);
        view! {
            <div class="field" class:has-error=wrong.is_some()>
                <label for=name>{label.to(lang)}</label>
                {hint_line(name, hint, lang)}
                {error_line(name, wrong, lang)}
                <input
                    id=name name=name type="text" inputmode=inputmode autocomplete=autocomplete
                    autocapitalize="none" spellcheck="false" value=value.to_owned()
                    size=(size > 0).then_some(size) autofocus=focus
                    aria-invalid=wrong.map(|_| "true")
                    aria-describedby=described(name, hint.is_some(), wrong.is_some())
                />
            </div>
        }
        .into_any()
    }

    /// A field for a secret: never filled in again, may be pasted into, can be shown with script.
    pub fn secret(self, problems: &Problems, lang: Lang) -> AnyView {
        let Self { name, label, hint, autocomplete, .. } = self;
        let wrong = problems.of(name, lang);
        view! {
            <div class="field" class:has-error=wrong.is_some()>
                <label for=name>{label.to(lang)}</label>
                {hint_line(name, hint, lang)}
                {error_line(name, wrong, lang)}
                <div class="with-button">
                    <input
                        id=name name=name type="password" autocomplete=autocomplete
                        aria-invalid=wrong.map(|_| "true")
                        aria-describedby=described(name, hint.is_some(), wrong.is_some())
                    />
                    <ShowSecret
                        field=name.to_owned()
                        name=label.to(lang).to_owned()
                        show=words::SHOW.to(lang).to_owned()
                        hide=words::HIDE.to(lang).to_owned()
                        shown=words::SHOWN.to(lang).to_owned()
                        hidden=words::HIDDEN.to(lang).to_owned()
                    />
                </div>
            </div>
        }
        .into_any()
    }
}

/// Judges these fields of the page when they are left, where there is script. The page needs
/// [`Head::tools`](crate::request::head::Head::tools), and where nobody is signed in
/// [`Head::islands`](crate::request::head::Head::islands).
pub fn judged(fields: impl IntoIterator<Item = (&'static str, Judge)>, lang: Lang) -> AnyView {
    let fields = fields.into_iter().map(|(name, judge)| (name.to_owned(), judge)).collect();
    view! { <FormHelp fields lang prefix=words::ERROR_PREFIX.to(lang).to_owned()/> }.into_any()
}

pub(super) fn hint_line(name: &str, hint: Option<Text>, lang: Lang) -> Option<impl IntoView + use<>> {
    hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint.to(lang)}</p> })
}

pub(super) fn error_line(name: &str, wrong: Option<&'static str>, lang: Lang) -> Option<impl IntoView + use<>> {
    wrong.map(|wrong| {
        view! {
            <p class="error" id=format!("{name}-error")>
                <span class="visually-hidden">{words::ERROR_PREFIX.to(lang)}</span>{wrong}
            </p>
        }
    })
}

pub(super) fn described(name: &str, hint: bool, wrong: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (wrong, "error")]
        .into_iter()
        .filter(|&(there, _)| there)
        .map(|(_, part)| format!("{name}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// One answer of several.
#[derive(Clone, Copy)]
pub struct Choice {
    /// Its `id`.
    pub id: &'static str,
    /// What is sent.
    pub value: &'static str,
    /// What it says.
    pub label: Text,
    /// What it means.
    pub hint: Option<Text>,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// A question with one answer, each in sight.
pub fn choices(name: &'static str, question: Text, options: &[Choice], lang: Lang) -> impl IntoView + use<> {
    let options: Vec<_> = options
        .iter()
        .map(|&Choice { id, value, label, hint, chosen }| {
            view! {
                <div class="choice">
                    <input type="radio" id=id name=name value=value checked=chosen
                        aria-describedby=described(id, hint.is_some(), false)/>
                    <label for=id>{label.to(lang)}</label>
                    {hint_line(id, hint, lang)}
                </div>
            }
        })
        .collect();
    view! { <fieldset><legend>{question.to(lang)}</legend>{options}</fieldset> }
}
