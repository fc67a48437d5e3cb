//! The questions of a permission: their fields, and how they are read. The patron answers them on one page, and the desk
//! reads a paper with them.

use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{
        answers::{Answer, day, long, one_of, some_of},
        field::Field,
    },
    words::{minor, overview::drawer, permission as words},
};
use chrono::NaiveDate;
use domain::{
    inventory::{Class, show},
    parse::{FieldError, NameError, ShortText},
    permission::{Offer, Part, Parts, Recipient, RecipientKind, Span, Uses, WhenError, read_day, tidied},
    words::Text,
};
use std::collections::HashMap;

/// The fields as they were typed, by name.
pub(crate) type AskFields = HashMap<String, String>;

/// The fields of a draft as they are kept.
pub(super) fn as_kept(parts: &Parts) -> AskFields {
    let mut entered = AskFields::new();
    let mut put = |name: &str, value: &str| drop(entered.insert(name.to_owned(), value.to_owned()));
    for part in Part::ALL {
        match part {
            Part::Recipient => {
                if let Some(recipient) = &parts.recipient {
                    put("kind", recipient.kind.code());
                    put("name", recipient.name.as_str());
                }
            }
            Part::Proof => parts.proof.iter().for_each(|proof| put("proof", proof.as_str())),
            Part::Records => parts.classes.iter().for_each(|class| put(class.code(), "on")),
            Part::Purpose => parts.purpose.iter().for_each(|purpose| put("purpose", purpose.as_str())),
            Part::Days => {
                if let Some((from, until)) = parts.days {
                    put("from", &from.to_string());
                    put("until", &until.to_string());
                }
            }
            Part::Uses => parts.uses.iter().for_each(|uses| put("uses", uses.code())),
        }
    }
    entered
}

/// The first field of a part: what is wrong with the part stands there.
pub(crate) const fn field_of(part: Part) -> &'static str {
    match part {
        Part::Recipient => "kind",
        Part::Proof => "proof",
        Part::Records => "classes",
        Part::Purpose => "purpose",
        Part::Days => "from",
        Part::Uses => "uses",
    }
}

/// Puts the part that was read into a draft.
pub(crate) fn take(parts: &mut Parts, part: Part, read: Parts) {
    match part {
        Part::Recipient => parts.recipient = read.recipient,
        Part::Proof => parts.proof = read.proof,
        Part::Records => parts.classes = read.classes,
        Part::Purpose => parts.purpose = read.purpose,
        Part::Days => parts.days = read.days,
        Part::Uses => parts.uses = read.uses,
    }
}

/// Reads every part of a form: those that can be read, and in `problems` what is wrong with the others.
pub(crate) fn read_all(
    entered: &AskFields,
    offer: &Offer,
    today: NaiveDate,
    problems: &mut Problems,
) -> Vec<(Part, Parts)> {
    let read = Part::ALL.into_iter().filter_map(|part| match read(part, entered, offer, today) {
        Ok(parts) => Some((part, parts)),
        Err(wrong) => {
            wrong.iter().for_each(|one| problems.add(one.field, one.text));
            None
        }
    });
    read.collect()
}

/// Reads one part of a form.
fn read(part: Part, entered: &AskFields, offer: &Offer, today: NaiveDate) -> Result<Parts, Problems> {
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let mut parts = Parts::default();
    let mut problems = Problems::none();
    match part {
        Part::Recipient => {
            let kind = RecipientKind::from_code(typed("kind"));
            if kind.is_none() {
                problems.add("kind", words::KIND_MISSING);
            }
            let name = line("name", typed("name"), words::NAME_MISSING, &mut problems);
            parts.recipient = kind.zip(name).map(|(kind, name)| Recipient { kind, name });
        }
        Part::Proof => parts.proof = line("proof", typed("proof"), words::PROOF_MISSING, &mut problems),
        Part::Records => match offer.records(Class::ALL.into_iter().filter(|class| entered.contains_key(class.code())))
        {
            Ok(classes) => parts.classes = classes,
            Err(why) => problems.add("classes", why.text()),
        },
        Part::Purpose => parts.purpose = line("purpose", typed("purpose"), words::PURPOSE_MISSING, &mut problems),
        Part::Days => {
            let mut day = |name: &'static str| {
                let day = read_day(typed(name));
                if day.is_none() && !typed(name).trim().is_empty() {
                    problems.add(name, words::NO_DAY);
                }
                day
            };
            let from = day("from");
            let until = Span::last_day(typed("for"), from, offer.latest(today), || day("until"));
            if problems.is_empty() {
                match offer.days(from, until, today) {
                    Ok(days) => parts.days = Some(days),
                    Err(why @ (WhenError::NoFirst | WhenError::Past)) => problems.add("from", why.text()),
                    Err(why) => problems.add("until", why.text()),
                }
            }
        }
        Part::Uses => {
            parts.uses = Uses::from_code(typed("uses"));
            if parts.uses.is_none() {
                problems.add("uses", words::USES_MISSING);
            }
        }
    }
    if problems.is_empty() { Ok(parts) } else { Err(problems) }
}

fn line<const MAX: usize>(
    name: &'static str,
    typed: &str,
    missing: Text,
    problems: &mut Problems,
) -> Option<ShortText<MAX>> {
    ShortText::parse(&tidied(typed))
        .map_err(|why| problems.add(name, if why == NameError::Empty { missing } else { why.text() }))
        .ok()
}

/// The fields of a part, with what was typed in them.
pub(crate) fn fields(part: Part, entered: &AskFields, offer: &Offer, visit: &Visit, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    match part {
        Part::Recipient => {
            let kinds = RecipientKind::ALL.map(|kind| Answer {
                code: kind.code(),
                label: kind.label(),
                hint: None,
                chosen: typed("kind") == kind.code(),
            });
            view! {
                {one_of("kind", words::KIND, kinds.into(), problems, lang)}
                {plain("name", words::NAME, words::NAME_HINT).text(typed("name"), problems, lang)}
            }
        }
        Part::Proof => {
            plain("proof", words::PROOF, words::PROOF_HINT.of(visit.young)).text(typed("proof"), problems, lang)
        }
        Part::Records => {
            let classes = offer.classes().iter().map(|&class| Answer {
                code: class.code(),
                label: drawer(class, visit.young),
                hint: Some(minor::what(class, visit.young)),
                chosen: entered.contains_key(class.code()),
            });
            some_of("classes", words::RECORDS.of(visit.young), classes.collect(), problems, lang)
        }
        Part::Purpose => {
            long("purpose", words::PURPOSE.of(visit.young), Some(words::PURPOSE_HINT), typed("purpose"), problems, lang)
        }
        Part::Days => {
            let today = visit.now.with_timezone(&visit.site.profile.time_zone).date_naive();
            let latest = words::latest(lang, &show::date(offer.latest(today), lang));
            view! {
                {day("from", words::FROM, None, typed("from"), problems, lang)}
                {day("until", words::UNTIL, Some(latest), typed("until"), problems, lang)}
            }
        }
        Part::Uses => uses(visit, typed("uses"), problems),
    }
}

fn uses(visit: &Visit, chosen: &str, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let answers = Uses::ALL.map(|uses| Answer {
        code: uses.code(),
        label: uses.label(),
        hint: Some(if uses == Uses::Once { words::ONCE_HINT } else { words::REPEATEDLY_HINT.of(visit.young) }),
        chosen: chosen == uses.code(),
    });
    one_of("uses", words::USES, answers.into(), problems, lang)
}

fn plain(name: &'static str, label: Text, hint: Text) -> Field {
    Field { name, label, hint: Some(hint), autocomplete: "off", inputmode: "text", size: 0 }
}
