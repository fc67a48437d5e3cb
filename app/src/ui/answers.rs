//! Answers that are more than one line of text: long text, a day, one of several, some of several.

use super::field::{described, error_line, hint_line};
use crate::prelude::*;
use crate::request::forms::Problems;
use domain::{
    parse::Judge,
    words::{Lang, Text},
};

/// One answer that can be chosen.
pub struct Answer {
    /// What is sent (one of several), or the field's name (some of several).
    pub code: &'static str,
    /// What it says.
    pub label: Text,
    /// What it means.
    pub hint: Option<Text>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A text of several lines.
pub fn long(
    name: &'static str,
    label: Text,
    hint: Option<Text>,
    value: &str,
    problems: &Problems,
    lang: Lang,
) -> AnyView {
    long_among(name, name, label, hint, value, problems, lang)
}

/// The same as one of several on a page: with an id of its own.
pub fn long_among(
    id: &str,
    name: &'static str,
    label: Text,
    hint: Option<Text>,
    value: &str,
    problems: &Problems,
    lang: Lang,
) -> AnyView {
    let wrong = problems.of(name, lang);
    view! {
        <div class="field" class:has-error=wrong.is_some()>
            <label for=id.to_owned()>{label.to(lang)}</label>
            {hint_line(id, hint, lang)}
            {error_line(id, wrong, lang)}
            <textarea
                id=id.to_owned() name=name rows="4" autocomplete="off"
                aria-invalid=wrong.map(|_| "true")
                aria-describedby=described(id, hint.is_some(), wrong.is_some())
            >{as_text(value)}</textarea>
        </div>
    }
}

/// The framework writes what stands in a `textarea` as it is, so it is made text here: `</textarea>` in it would end the
/// field, and what follows would be markup.
// Test (server/tests/routes/permissions.rs): "what is typed is text wherever it is shown".
fn as_text(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A day: the browser's calendar where it has one, and otherwise a line of text. It is judged when it is left.
pub fn day(
    name: &'static str,
    label: Text,
    hint: Option<String>,
    value: &str,
    problems: &Problems,
    lang: Lang,
) -> AnyView {
    moment(("date", Some(Judge::Day)), name, label, hint, value, problems.of(name, lang), lang)
}

/// A time of day: the browser's clock where it has one, and otherwise a line of text.
pub fn time(
    name: &'static str,
    label: Text,
    hint: Option<Text>,
    value: &str,
    problems: &Problems,
    lang: Lang,
) -> AnyView {
    let hint = hint.map(|hint| hint.to(lang).to_owned());
    moment(("time", None), name, label, hint, value, problems.of(name, lang), lang)
}

/// What the browser picks with a calendar or a clock, by the type of its field; with who judges it.
fn moment(
    (kind, judge): (&'static str, Option<Judge>),
    name: &'static str,
    label: Text,
    hint: Option<String>,
    value: &str,
    wrong: Option<&'static str>,
    lang: Lang,
) -> AnyView {
    let has_hint = hint.is_some();
    view! {
        <div class="field short" class:has-error=wrong.is_some()>
            <label for=name>{label.to(lang)}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {error_line(name, wrong, lang)}
            <input
                id=name name=name type=kind autocomplete="off" value=value.to_owned()
                data-judge=judge.map(|judge| judge.code())
                aria-invalid=wrong.map(|_| "true")
                aria-describedby=described(name, has_hint, wrong.is_some())
            />
        </div>
    }
}

/// One thing to say yes to.
pub fn tick(
    name: &'static str,
    label: Text,
    hint: Option<Text>,
    ticked: bool,
    problems: &Problems,
    lang: Lang,
) -> AnyView {
    let wrong = problems.of(name, lang);
    view! {
        {error_line(name, wrong, lang)}
        <div class="choice">
            <input
                type="checkbox" id=name name=name value="on" checked=ticked
                aria-invalid=wrong.map(|_| "true")
                aria-describedby=described(name, hint.is_some(), wrong.is_some())
            />
            <label for=name>{label.to(lang)}</label>
            {hint_line(name, hint, lang)}
        </div>
    }
}

/// A question with one answer of several. The first answer has the question's name as its `id`, where an error leads.
pub fn one_of(name: &'static str, question: Text, answers: Vec<Answer>, problems: &Problems, lang: Lang) -> AnyView {
    group(name, question, answers, problems, lang, Kind::One)
}

/// A question with some answers of several, each a field of its own name.
pub fn some_of(name: &'static str, question: Text, answers: Vec<Answer>, problems: &Problems, lang: Lang) -> AnyView {
    group(name, question, answers, problems, lang, Kind::Some)
}

#[derive(Clone, Copy)]
enum Kind {
    One,
    Some,
}

fn group(
    name: &'static str,
    question: Text,
    answers: Vec<Answer>,
    problems: &Problems,
    lang: Lang,
    kind: Kind,
) -> AnyView {
    let wrong = problems.of(name, lang);
    let answers: Vec<_> = answers
        .into_iter()
        .enumerate()
        .map(|(at, Answer { code, label, hint, chosen })| {
            let id = if at == 0 { name.to_owned() } else { format!("{name}-{code}") };
            let described = described(&id, hint.is_some(), false);
            let hint = hint_line(&id, hint, lang);
            let (of_type, field, value) = match kind {
                Kind::One => ("radio", name, code),
                Kind::Some => ("checkbox", code, "on"),
            };
            view! {
                <div class="choice">
                    <input type=of_type id=id.clone() name=field value=value checked=chosen aria-describedby=described/>
                    <label for=id>{label.to(lang)}</label>
                    {hint}
                </div>
            }
        })
        .collect();
    view! {
        <fieldset aria-describedby=wrong.map(|_| format!("{name}-error"))>
            <legend>{question.to(lang)}</legend>
            {error_line(name, wrong, lang)}
            {answers}
        </fieldset>
    }
}
