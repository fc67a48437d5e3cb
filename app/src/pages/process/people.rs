//! Whose record a paper names, what left of it, and an order of silence.

use super::steps::StepForm;
use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{answers::day, fact::fact, field::Field, first_of::first_of, table},
    words::{process as words, warrant as warrant_words},
};
use domain::{
    inventory::show,
    process::Instrument,
    words::{Lang, Text},
};
use portal::{
    Listed,
    process::{Entry, HeldRecord, OfRecord, ReleasedText, Taken},
};

/// Whose records are kept for it, and the form to keep another.
pub(super) fn people(
    visit: &Visit,
    entry: &Entry,
    (kept, may): (&[HeldRecord], bool),
    entered: &StepForm,
    problems: &Problems,
) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let (open, action) = (entry.closed.is_none(), format!("/desk/process/{}", entry.id));
    let field = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 24 }.text(value, problems, lang)
    };
    let rows: Vec<_> = kept
        .iter()
        .map(|one| {
            let card = one.card.clone().map(|card| format!("•••• {card}"));
            let doors = match one.lifted_at {
                Some(at) => view! { {words::LET_GO_ON.to(lang)} " " {show::moment(at, zone, lang)} },
                None => view! {
                    {(open && may).then(|| view! {
                        <a class="button secondary" href=format!("/desk/process/{}/release/{}", entry.id, one.id)>
                            {words::SEE_WHAT.to(lang)}
                            <span class="visually-hidden">": " <bdi>{one.name.clone()}</bdi></span>
                        </a>
                    })}
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="hold" value=one.id.to_string()/>
                        <button class="button secondary" name="step" value="let-go">
                            {words::LET_GO.to(lang)}
                            <span class="visually-hidden">": " <bdi>{one.name.clone()}</bdi></span>
                        </button>
                    </form>
                },
            };
            view! {
                <tr>
                    <th scope="row"><bdi>{one.name.clone()}</bdi></th>
                    <td data-label=words::CARD.to(lang)>{card}</td>
                    <td data-label=words::KEPT_SINCE.to(lang)>{show::moment(one.since, zone, lang)}</td>
                    <td data-label=words::WHAT_NOW.to(lang)>{doors}</td>
                </tr>
            }
        })
        .collect();
    let table = (!rows.is_empty()).then(|| {
        view! {
            <table class="slip" aria-labelledby="people">
                {table::head([words::NAME, words::CARD, words::KEPT_SINCE, words::WHAT_NOW], lang)}
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="people">
            <h2 id="people">{words::PEOPLE.to(lang)}</h2>
            <p>{words::PEOPLE_WHAT.to(lang)}</p>
            {table}
            {open.then(|| view! {
                <form method="post" action=action.clone() novalidate>
                    {field("card", words::CARD_NUMBER, &entered.card)}
                    <p class="hint">{words::OR.to(lang)}</p>
                    {field("name", words::NAME_ON_PAPER, &entered.name)}
                    {day("born", words::BORN, None, &entered.born, problems, lang)}
                    <p class="buttons"><button class="button" name="step" value="keep">{words::KEEP_DO.to(lang)}</button></p>
                </form>
            })}
        </section>
    }
}

/// What there is of what it names: the door to count it, and the count.
pub(super) fn extent(
    visit: &Visit,
    entry: &Entry,
    kept: &[HeldRecord],
    counted: Option<&[OfRecord]>,
) -> Option<AnyView> {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let waits = entry.closed.is_none() && !entry.named.classes.is_empty();
    if !waits || !kept.iter().any(|one| one.lifted_at.is_none()) {
        return None;
    }
    let aside = entry.named.classes.iter().filter_map(|&class| {
        let why = match (profile.is_kept(class), profile.is_not_loaded(class)) {
            (false, _) => words::NOT_KEPT,
            (true, true) => words::NOT_LOADED,
            (true, false) => return None,
        };
        Some(view! { <li>{class.label_for_others().to(lang)} ": " {why.to(lang)}</li> })
    });
    let aside: Vec<_> = aside.collect();
    let records = counted.map(|all| {
        let each = all.iter().map(|one| {
            let lines: Vec<_> = one
                .each
                .iter()
                .map(|&(class, entries)| {
                    let entries = show::count(i64::try_from(entries).unwrap_or(i64::MAX));
                    view! { {fact(class.label_for_others(), entries, lang)} }
                })
                .collect();
            view! { <h3><bdi>{one.name.clone()}</bdi></h3> <dl class="card-record">{lines}</dl> }
        });
        view! { <div role="status">{each.collect::<Vec<_>>()} <ul>{aside}</ul></div> }
    });
    Some(view! {
        <section class="sheet" aria-labelledby="extent">
            <h2 id="extent">{words::EXTENT.to(lang)}</h2>
            <p>{words::EXTENT_WHAT.to(lang)}</p>
            {records}
            <form method="post" action=format!("/desk/process/{}#extent", entry.id)>
                <p class="buttons">
                    <button class="button secondary" name="step" value="count">{words::EXTENT_DO.to(lang)}</button>
                </p>
            </form>
        </section>
    })
}

/// What left.
pub(super) fn given(entry: &Entry, given: &Listed<ReleasedText>, visit: &Visit) -> Option<AnyView> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let rows: Vec<_> = given
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/desk/process/{}/released/{}", entry.id, one.id)>
                            {show::moment(one.at, zone, lang)}
                        </a>
                    </th>
                    <td data-label=words::GIVEN_TO.to(lang)><bdi>{one.given_to.clone()}</bdi></td>
                    <td data-label=words::ENTRIES.to(lang)>{one.entries}</td>
                    <td data-label=words::GIVEN_BY.to(lang)>{one.by.clone()}</td>
                </tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="given">
                <h2 id="given">{words::GIVEN.to(lang)}</h2>
                <table class="slip" aria-labelledby="given">
                    {table::head([words::GIVEN_AT, words::GIVEN_TO, words::ENTRIES, words::GIVEN_BY], lang)}
                    <tbody>{rows}</tbody>
                </table>
                {first_of(given, lang)}
            </section>
        }
    })
}

/// What was taken under a search warrant, and the door to write down more: where something was, or a warrant was brought.
pub(super) fn taken(entry: &Entry, taken: &[Taken], visit: &Visit) -> Option<AnyView> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let warrant = entry.paper.is_some_and(|paper| paper.instrument == Instrument::SearchWarrant);
    let rows: Vec<_> = taken
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row"><bdi>{one.what.clone()}</bdi></th>
                    <td data-label=warrant_words::AT.to(lang)>{show::moment(one.at, zone, lang)}</td>
                    <td data-label=warrant_words::BY.to(lang)>{one.by.clone()}</td>
                </tr>
            }
        })
        .collect();
    (warrant || !rows.is_empty()).then(|| {
        let table = (!rows.is_empty()).then(|| {
            view! {
                <table class="slip" aria-labelledby="taken">
                    {table::head([warrant_words::WHAT, warrant_words::AT, warrant_words::BY], lang)}
                    <tbody>{rows}</tbody>
                </table>
            }
        });
        view! {
            <section class="sheet" aria-labelledby="taken">
                <h2 id="taken">{warrant_words::LIST.to(lang)}</h2>
                {table}
                <p class="buttons">
                    <a class="button secondary" href=format!("/desk/warrant?entry={}", entry.id)>
                        {warrant_words::MORE.to(lang)}
                    </a>
                </p>
            </section>
        }
    })
}

/// An order of silence: that it holds, its review, and its end.
pub(super) fn silence(visit: &Visit, entry: &Entry, entered: &StepForm, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let action = format!("/desk/process/{}", entry.id);
    let holds = entry.is_silent();
    let now = entry.silence.as_ref().map(|silence| {
        let last = show::date(silence.until, lang);
        let ended = silence.ended_at.map(|at| fact(words::SILENCE_ENDED, show::moment(at, zone, lang), lang));
        view! {
            <dl class="card-record">
                {fact(words::SILENCE_BY, view! { <bdi>{silence.by.clone()}</bdi> }, lang)}
                {fact(words::SILENCE_UNTIL, last, lang)}
                {ended}
            </dl>
        }
    });
    let field = Field {
        name: "silence_by",
        label: words::SILENCE_BY,
        hint: None,
        autocomplete: "off",
        inputmode: "text",
        size: 40,
    };
    view! {
        <section class="sheet" aria-labelledby="silence">
            <h2 id="silence">{words::SILENCE.to(lang)}</h2>
            <p>{if holds { words::SILENCE_HOLDS } else { words::SILENCE_WHAT }.to(lang)}</p>
            {now}
            <form method="post" action=action.clone() novalidate>
                {field.text(&entered.silence_by, problems, lang)}
                {day("silence_until", words::SILENCE_UNTIL, None, &entered.silence_until, problems, lang)}
                <p class="buttons">
                    <button class="button" name="step" value="silence">
                        {if holds { words::SILENCE_AGAIN } else { words::SILENCE_DO }.to(lang)}
                    </button>
                    {holds.then(|| view! {
                        <button class="button secondary" name="step" value="speak">{words::SILENCE_END.to(lang)}</button>
                    })}
                </p>
            </form>
        </section>
    }
}

/// What nobody on the list can be told by.
pub(super) fn problem(found: portal::process::HoldOutcome) -> Option<(&'static str, Text)> {
    use portal::process::HoldOutcome;
    match found {
        HoldOutcome::Kept | HoldOutcome::NoEntry => None,
        HoldOutcome::Nobody => Some(("card", words::NOBODY)),
        HoldOutcome::Several => Some(("card", words::SEVERAL)),
        HoldOutcome::CardOfSeveral => Some(("card", words::CARD_OF_SEVERAL)),
    }
}

/// The language of the register's own lines.
pub(super) fn line(label: Text, value: Option<String>, lang: Lang) -> Option<AnyView> {
    value.map(|value| fact(label, view! { <bdi>{value}</bdi> }, lang))
}
