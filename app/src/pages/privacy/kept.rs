//! How long each part of the record is kept: a drawing, the shortest first, that stands in the table which says the same.

use crate::{
    prelude::*,
    ui::{rules::places, table},
    words::{home as words, record},
};
use domain::{
    inventory::{Class, info},
    profile::{Keep, Profile, Retention},
    words::Lang,
};

/// How long, as far as it can be drawn. In the order in which it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Span {
    /// Until so many days after it is over.
    Days(u16),
    /// With the card.
    NoEnd,
    /// Not at all.
    NotHeld,
}

impl Span {
    const fn of(keep: &Keep) -> Self {
        match keep {
            Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. } => Self::Days(*days),
            Keep::WhileAPatron => Self::NoEnd,
            Keep::NotKept { .. } => Self::NotHeld,
        }
    }

    /// How much of the whole width, in hundredths: each day weighs less than the one before, so that one day and seven years
    /// are both seen.
    fn width(self) -> Option<f64> {
        /// Where the width ends: some seven years.
        const MOST: f64 = 2600.0;
        match self {
            Self::Days(days) => Some((f64::from(days).ln_1p() / MOST.ln() * 100.0).min(98.0)),
            Self::NoEnd => Some(100.0),
            Self::NotHeld => None,
        }
    }
}

/// The classes that are kept equally long.
struct Row {
    span: Span,
    how_long: String,
    classes: Vec<(Class, Retention)>,
}

/// What is said of each class, the shortest first; of those that others hold the profile tells elsewhere.
fn rows(profile: &Profile, lang: Lang) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (class, kept) in Class::ALL.into_iter().filter_map(|class| Some((class, profile.retention(class)?.clone()))) {
        let span = Span::of(&kept.keep);
        let how_long = match span {
            Span::NotHeld => record::NOT_KEPT.to(lang).to_owned(),
            _ => kept.in_words().to(lang).to_owned(),
        };
        match rows.iter_mut().find(|row| row.span == span && row.how_long == how_long) {
            Some(row) => row.classes.push((class, kept)),
            None => rows.push(Row { span, how_long, classes: vec![(class, kept)] }),
        }
    }
    rows.sort_by_key(|row| row.span);
    rows
}

/// The section; why something is kept, how the policy was read and the rules are folded away.
pub(super) fn section(profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let rows: Vec<_> = rows(profile, lang).iter().map(|one| row(one, lang)).collect();
    view! {
        <section aria-labelledby="how-long">
            <h2 id="how-long">{words::RETENTION_TITLE.to(lang)}</h2>
            <p class="hint" aria-hidden="true">{words::RETENTION_DRAWN.to(lang)}</p>
            <table class="slip spans">
                {table::head([words::RETENTION_WHAT, words::RETENTION_HOW_LONG, words::COMES_FROM], lang)}
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(row: &Row, lang: Lang) -> impl IntoView + use<> {
    let names: Vec<&str> = row.classes.iter().map(|(class, _)| info(*class).label.to(lang)).collect();
    let names = names.join(", ");
    let drawing = row.span.width().map(|width| {
        let class = (row.span == Span::NoEnd).then_some("pale");
        view! {
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class=class width=format!("{width:.1}") height="10"></rect>
            </svg>
        }
    });
    let each: Vec<_> = row.classes.iter().map(|(class, kept)| behind(*class, kept, lang)).collect();
    let about = format!(": {names}");
    view! {
        <tr>
            <th scope="row">{names}</th>
            <td data-label=words::RETENTION_HOW_LONG.to(lang)>{drawing} {row.how_long.clone()}</td>
            <td>
                <details class="about">
                    <summary>{words::COMES_FROM.to(lang)}<span class="visually-hidden">{about}</span></summary>
                    {each}
                </details>
            </td>
        </tr>
    }
}

/// Why a class is there, or why not, with how the policy was read and where it says so.
fn behind(class: Class, kept: &Retention, lang: Lang) -> impl IntoView + use<> {
    let about = info(class);
    let why = match &kept.keep {
        Keep::NotKept { reason, .. } => reason.to(lang).to_owned(),
        _ => about.why.to(lang).to_owned(),
    };
    let note = kept.note.as_ref().map(|note| format!(" {}", note.to(lang)));
    view! {
        <p><b>{about.label.to(lang)}</b> ": " {why} {note}</p>
        <p class="cite">{places(&kept.rules, lang)}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_something_is_kept_the_wider_it_is_drawn() {
        let width = |days| Span::Days(days).width().unwrap();
        assert!(width(1) > 5.0 && width(1) < width(30) && width(30) < width(365) && width(365) < width(730));
        assert!(width(u16::MAX) < Span::NoEnd.width().unwrap(), "nothing with an end is as wide as what has none");
        assert!(Span::NotHeld.width().is_none());
    }

    #[test]
    fn the_shortest_comes_first_and_what_is_not_held_last() {
        let mut spans = [Span::NotHeld, Span::NoEnd, Span::Days(365), Span::Days(1)];
        spans.sort();
        assert_eq!(spans, [Span::Days(1), Span::Days(365), Span::NoEnd, Span::NotHeld]);
    }
}
