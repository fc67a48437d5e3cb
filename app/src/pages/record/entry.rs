//! A drawer with one card in it: label, value, and behind each value why it is there and where it came from.

use super::{reader::Reader, wrong};
use crate::{
    prelude::*,
    ui::{fact::fact, value},
    words::record as words,
};
use domain::{
    inventory::{ClassInfo, Relation, Visibility, childs::ChildClassWords, show, source_label},
    profile::Profile,
    words::{Lang, Text},
};
use portal::record::{Cell, Row, Source, Value};

/// A row as a catalogue card.
pub fn card(
    row: &Row,
    (about, relation): (&'static ClassInfo, &'static Relation),
    reader: Reader<'_>,
    profile: &Profile,
    lang: Lang,
) -> impl IntoView + use<> {
    let way = |cell: &Cell| wrong::way(reader, (about.class, relation), row, Some(cell.field.column));
    let said = reader.about(about.class, lang);
    // What is not recorded is named once, below what is: there is nothing to say of each.
    let (missing, held): (Vec<&Cell>, Vec<&Cell>) = row.cells.iter().partition(|cell| value::is_missing(cell));
    let missing: Vec<&str> = missing.into_iter().map(|cell| cell.field.label.to(lang)).collect();
    let missing = (!missing.is_empty())
        .then(|| fact(words::MISSING, view! { <span class="missing">{missing.join("; ")}</span> }, lang));
    let entries: Vec<_> = held
        .into_iter()
        .map(|cell| {
            view! {
                <div class="entry">
                    <dt>{cell.field.label.to(lang)}</dt>
                    <dd>{value::shown(cell, profile, lang)} {provenance(cell, row, &said, way(cell), lang)}</dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="card-record">{entries} {missing}</dl> }
}

fn provenance(
    cell: &Cell,
    row: &Row,
    about: &ChildClassWords,
    way: Option<(String, Text)>,
    lang: Lang,
) -> Option<impl IntoView + use<>> {
    (!matches!(cell.value, Value::Missing)).then(|| {
        let way = way.filter(|_| !matches!(cell.field.shown, Visibility::Withheld(_)));
        let why = cell.field.why.map_or_else(|| about.why.clone(), |why| why.to(lang).to_owned());
        let source = from(cell.origin.as_ref().unwrap_or(&row.source), lang);
        view! {
            <details class="about">
                <summary>
                    {words::ABOUT_VALUE.to(lang)}
                    <span class="visually-hidden">": " {cell.field.label.to(lang)}</span>
                </summary>
                <dl>
                    <div><dt>{words::WHY.to(lang)}</dt><dd>{why}</dd></div>
                    <div><dt>{words::SOURCE.to(lang)}</dt><dd>{source}</dd></div>
                    <div><dt>{words::WHO.to(lang)}</dt><dd>{about.who.clone()}</dd></div>
                    <div><dt>{words::WRONG.to(lang)}</dt><dd>{about.wrong.clone()}</dd></div>
                </dl>
                {way.map(|(address, act)| view! {
                    <p class="act">
                        <a href=address>
                            {act.to(lang)} <span class="visually-hidden">": " {cell.field.label.to(lang)}</span>
                        </a>
                    </p>
                })}
            </details>
        }
    })
}

/// `The library’s own system, March 12, 2019`.
pub fn from(source: &Source, lang: Lang) -> String {
    format!("{}, {}", source_label(&source.code).to(lang), show::date(source.at.date_naive(), lang))
}
