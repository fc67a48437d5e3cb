//! Form fields: label above, hint, what is wrong, and what was typed kept.

use crate::{prelude::*, request::forms::Problems, words::shell as words};
use domain::{
    parse::{ERROR_PREFIX, Judge},
    words::{Lang, Text},
};

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

/// A field that is also judged when it is left, where there is script (the island
/// [`FormHelp`](crate::islands::FormHelp)).
#[derive(Clone)]
pub struct Judged(Field, Judge);

impl Judged {
    /// As [`Field::text`].
    pub fn text(self, value: &str, problems: &Problems, lang: Lang) -> AnyView {
        self.0.shown(value, problems, (false, Some(self.1)), lang)
    }

    /// As [`Field::first`].
    pub fn first(self, value: &str, problems: &Problems, lang: Lang) -> AnyView {
        self.0.shown(value, problems, (problems.is_empty(), Some(self.1)), lang)
    }

    /// As [`Field::secret`].
    pub fn secret(self, problems: &Problems, lang: Lang) -> AnyView {
        self.0.hidden(problems, Some(self.1), lang)
    }
}

impl Field {
    /// The same field, judged by this when it is left. A page where nobody is signed in needs
    /// [`Head::islands`](crate::request::head::Head::islands).
    pub fn judged(self, judge: Judge) -> Judged {
        Judged(self, judge)
    }

    /// A field whose value is shown while typed, with `value` in it.
    pub fn text(self, value: &str, problems: &Problems, lang: Lang) -> AnyView {
        self.shown(value, problems, (false, None), lang)
    }

    /// The same for the one field that a page is for: anyone who opens the page can type at once. Where something is wrong,
    /// the summary of it comes first.
    pub fn first(self, value: &str, problems: &Problems, lang: Lang) -> AnyView {
        self.shown(value, problems, (problems.is_empty(), None), lang)
    }

    fn shown(self, value: &str, problems: &Problems, (focus, judge): (bool, Option<Judge>), lang: Lang) -> AnyView {
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
                    size=(size > 0).then_some(size) autofocus=focus data-judge=judge.map(|judge| judge.code())
                    aria-invalid=wrong.map(|_| "true")
                    aria-describedby=described(name, hint.is_some(), wrong.is_some())
                />
            </div>
        }
    }

    /// A field for a secret: never filled in again, may be pasted into, can be shown with script.
    pub fn secret(self, problems: &Problems, lang: Lang) -> AnyView {
        self.hidden(problems, None, lang)
    }

    fn hidden(self, problems: &Problems, judge: Option<Judge>, lang: Lang) -> AnyView {
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
                        data-judge=judge.map(|judge| judge.code())
                        aria-invalid=wrong.map(|_| "true")
                        aria-describedby=described(name, hint.is_some(), wrong.is_some())
                    />
                    {show_button(name, label, lang)}
                </div>
            </div>
        }
    }
}

/// What the island [`ShowSecret`](crate::islands::ShowSecret) wakes: a button, and what it tells screen readers.
fn show_button(name: &'static str, label: Text, lang: Lang) -> impl IntoView + use<> {
    let either = |hidden: Text, shown: Text| format!("{}|{}", hidden.to(lang), shown.to(lang));
    view! {
        <button type="button" class="button secondary" hidden aria-controls=name
            data-say=either(words::SHOW, words::HIDE) data-said=either(words::HIDDEN, words::SHOWN)>
            <span>{words::SHOW.to(lang)}</span>
            <span class="visually-hidden">": " {label.to(lang)}</span>
        </button>
        <span class="visually-hidden" role="status"></span>
    }
}

pub(super) fn hint_line(name: &str, hint: Option<Text>, lang: Lang) -> Option<impl IntoView + use<>> {
    hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint.to(lang)}</p> })
}

/// What is wrong with a field, beside it.
pub fn error_line(name: &str, wrong: Option<&'static str>, lang: Lang) -> Option<impl IntoView + use<>> {
    wrong.map(|wrong| {
        view! {
            <p class="error" id=format!("{name}-error")>
                <span class="visually-hidden">{ERROR_PREFIX.to(lang)}</span>{wrong}
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
    choices_saying(name, question, options, &|one| one.label.to(lang).to_owned(), lang)
}

/// The same, where `says` makes the words of an answer from what the library decided.
pub fn choices_saying(
    name: &'static str,
    question: Text,
    options: &[Choice],
    says: &dyn Fn(&Choice) -> String,
    lang: Lang,
) -> impl IntoView + use<> {
    let options: Vec<_> = options
        .iter()
        .map(|one| {
            let (label, &Choice { id, value, hint, chosen, .. }) = (says(one), one);
            view! {
                <div class="choice">
                    <input type="radio" id=id name=name value=value checked=chosen
                        aria-describedby=described(id, hint.is_some(), false)/>
                    <label for=id>{label}</label>
                    {hint_line(id, hint, lang)}
                </div>
            }
        })
        .collect();
    view! { <fieldset><legend>{question.to(lang)}</legend>{options}</fieldset> }
}
