//! The steps of one request: what was brought and what it names, counsel, how it ended.

use super::optional;
use crate::{
    prelude::*,
    request::{
        forms::{Problems, day_or_none},
        visit::Visit,
    },
    ui::{
        answers::{Answer, day, one_of, some_of, tick},
        field::{Field, error_line},
    },
    words::process as words,
};
use domain::{
    inventory::show,
    process::{Advice, Basis, Defect, Instrument, Law, Named, Outcome, Proceeding},
    profile::Profile,
    words::{Lang, OwnedText, Text},
};
use portal::process::{Entry, Recorded};
use serde::Deserialize;
use std::collections::HashMap;

/// The fields of all steps; `step` says which is sent.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub(super) step: String,
    instrument: String,
    served_how: String,
    served_on: String,
    court: String,
    docket: String,
    signed_by: String,
    comply_by: String,
    court_order: String,
    law: String,
    proceeding: String,
    cured: String,
    named_from: String,
    named_until: String,
    pub(super) whom: String,
    pub(super) advice: String,
    pub(super) good_cause: Option<String>,
    pub(super) outcome: String,
    /// Ticked: somebody has looked in the library's own system too.
    pub(super) looked_there: Option<String>,
    /// Whose record: a card number, or a name and a birth date.
    pub(super) card: String,
    pub(super) name: String,
    pub(super) born: String,
    /// The number of a record that is let go.
    pub(super) hold: String,
    pub(super) silence_by: String,
    pub(super) silence_until: String,
    /// The parts of a record that are named and what is wrong with the paper, each by its code.
    #[serde(flatten)]
    ticked: HashMap<String, String>,
}

impl StepForm {
    /// As it is recorded already.
    pub(super) fn of(entry: &Entry) -> Self {
        let text = |line: &Option<String>| line.clone().unwrap_or_default();
        let date = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let silence = entry.silence.as_ref().filter(|silence| silence.ended_at.is_none());
        let begun = Self {
            silence_by: silence.map(|silence| silence.by.clone()).unwrap_or_default(),
            silence_until: date(silence.map(|silence| silence.until)),
            ..Self::default()
        };
        let Some(paper) = entry.paper else { return begun };
        Self {
            instrument: paper.instrument.code().to_owned(),
            served_how: text(&entry.served_how),
            served_on: date(paper.served_on),
            court: text(&entry.court),
            docket: text(&entry.docket),
            signed_by: text(&entry.signed_by),
            comply_by: date(paper.comply_by),
            court_order: paper.court_order.map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
            named_from: date(entry.named.from),
            named_until: date(entry.named.until),
            cured: text(&entry.cured),
            law: entry.basis.law.map(Law::code).unwrap_or_default().to_owned(),
            proceeding: entry.basis.proceeding.map(Proceeding::code).unwrap_or_default().to_owned(),
            ticked: entry
                .named
                .classes
                .iter()
                .map(|class| class.code())
                .chain(entry.defects.iter().map(|defect| defect.code()))
                .map(|code| (code.to_owned(), "on".to_owned()))
                .collect(),
            good_cause: paper.good_cause.then(|| "on".to_owned()),
            ..begun
        }
    }

    /// What stands on the page again after the step that was sent was not taken: the others as they are recorded.
    pub(super) fn beside(self, entry: &Entry) -> Self {
        let kept = Self::of(entry);
        match self.step.as_str() {
            "paper" => Self {
                good_cause: kept.good_cause,
                silence_by: kept.silence_by,
                silence_until: kept.silence_until,
                ..self
            },
            "counsel" => Self { whom: self.whom, advice: self.advice, good_cause: self.good_cause, ..kept },
            "keep" => Self { card: self.card, name: self.name, born: self.born, ..kept },
            "silence" => Self { silence_by: self.silence_by, silence_until: self.silence_until, ..kept },
            _ => Self { outcome: self.outcome, looked_there: self.looked_there, ..kept },
        }
    }

    /// The paper, where nothing is wrong with it.
    pub(super) fn paper(&self, problems: &mut Problems) -> Option<Recorded> {
        let instrument = Instrument::from_code(&self.instrument);
        if instrument.is_none() {
            problems.add("instrument", words::INSTRUMENT_MISSING);
        }
        let recorded = Recorded {
            instrument: instrument?,
            served_how: optional("served_how", &self.served_how, problems),
            served_on: day_or_none("served_on", &self.served_on, problems),
            court: optional("court", &self.court, problems),
            docket: optional("docket", &self.docket, problems),
            signed_by: optional("signed_by", &self.signed_by, problems),
            comply_by: day_or_none("comply_by", &self.comply_by, problems),
            court_order: match self.court_order.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            defects: Defect::ALL.iter().copied().filter(|defect| self.ticked.contains_key(defect.code())).collect(),
            cured: optional("cured", &self.cured, problems),
            basis: Basis { law: Law::from_code(&self.law), proceeding: Proceeding::from_code(&self.proceeding) },
            named: Named {
                classes: Named::nameable().filter(|class| self.ticked.contains_key(class.code())).collect(),
                from: day_or_none("named_from", &self.named_from, problems),
                until: day_or_none("named_until", &self.named_until, problems),
            },
        };
        // An untrue yes would open records (§ 11-25(b)(2)(A)), so it follows from the kind of paper and from who signed it.
        if recorded.court_order == Some(true) && !recorded.instrument.can_be_of_a_court() {
            problems.add("court_order", words::COURT_ORDER_NONE);
        } else if recorded.court_order == Some(true) && self.signed_by.trim().is_empty() {
            problems.add("signed_by", words::COURT_ORDER_SIGNED);
        }
        if let Err(wrong) = recorded.named.in_order() {
            problems.add("named_until", wrong);
        }
        problems.is_empty().then_some(recorded)
    }
}

/// Who is meant, in English: by that name they are recorded.
pub(super) fn whom<'a>(entered: &StepForm, profile: &'a Profile) -> Option<&'a str> {
    profile.counsel.each().iter().map(|one| one.en.as_str()).find(|name| *name == entered.whom)
}

/// The paper.
pub(super) fn paper(visit: &Visit, entry: &Entry, entered: &StepForm, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let text = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 40 }.text(value, problems, lang)
    };
    let instruments = Instrument::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.instrument == one.code(),
    });
    let orders = [("yes", words::YES), ("no", words::NO), ("unsure", words::UNSURE)].map(|(code, label)| Answer {
        code,
        label,
        hint: None,
        chosen: entered.court_order == code
            || code == "unsure" && !["yes", "no"].contains(&entered.court_order.as_str()),
    });
    let defects = Defect::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.ticked.contains_key(one.code()),
    });
    let parts = Named::nameable().map(|class| Answer {
        code: class.code(),
        label: class.label_for_others(),
        hint: if visit.site.profile.is_kept(class) {
            visit.site.profile.is_not_loaded(class).then_some(words::NOT_LOADED)
        } else {
            Some(words::NOT_KEPT)
        },
        chosen: entered.ticked.contains_key(class.code()),
    });
    view! {
        <form method="post" action=format!("/desk/process/{}", entry.id) class="sheet" novalidate>
            <h2>{words::PAPER.to(lang)}</h2>
            {entry.paper.is_some().then(|| view! { <p class="hint">{words::PAPER_AGAIN.to(lang)}</p> })}
            {one_of("instrument", words::INSTRUMENT, instruments.collect(), problems, lang)}
            {text("served_how", words::SERVED_HOW, &entered.served_how)}
            {day("served_on", words::SERVED_ON, None, &entered.served_on, problems, lang)}
            {text("court", words::COURT, &entered.court)}
            {text("docket", words::DOCKET, &entered.docket)}
            {text("signed_by", words::SIGNED_BY, &entered.signed_by)}
            {day("comply_by", words::COMPLY_BY, None, &entered.comply_by, problems, lang)}
            {one_of("court_order", words::COURT_ORDER, orders.into(), problems, lang)}
            <p class="hint">{words::COURT_ORDER_HINT.to(lang)}</p>
            {rests_on(entered, problems, lang)}
            <details open=!entry.defects.is_empty()>
                <summary>{words::DEFECTS.to(lang)}</summary>
                <p class="hint">{words::DEFECTS_HINT.to(lang)}</p>
                {some_of("defects", words::DEFECTS_SEEN, defects.collect(), problems, lang)}
                {text("cured", words::CURED, &entered.cured)}
            </details>
            <details open=!entry.named.classes.is_empty()>
                <summary>{words::NAMED.to(lang)}</summary>
                <p class="hint">{words::NAMED_HINT.to(lang)}</p>
                {some_of("named", words::NAMED_PARTS, parts.collect(), problems, lang)}
            </details>
            {day("named_from", words::NAMED_FROM, None, &entered.named_from, problems, lang)}
            {day("named_until", words::NAMED_UNTIL, None, &entered.named_until, problems, lang)}
            <p class="buttons"><button class="button" name="step" value="paper">{words::PAPER_DO.to(lang)}</button></p>
        </form>
    }
}

/// What it rests on, as far as it says (M10).
fn rests_on(entered: &StepForm, problems: &Problems, lang: Lang) -> AnyView {
    let unsaid = |chosen: &str| Answer { code: "", label: words::BASIS_UNSAID, hint: None, chosen: chosen.is_empty() };
    let laws = Law::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.law == one.code(),
    });
    let kinds = Proceeding::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.proceeding == one.code(),
    });
    view! {
        <details open=!(entered.law.is_empty() && entered.proceeding.is_empty())>
            <summary>{words::BASIS.to(lang)}</summary>
            {one_of("law", words::LAW, laws.chain([unsaid(&entered.law)]).collect(), problems, lang)}
            {one_of("proceeding", words::PROCEEDING, kinds.chain([unsaid(&entered.proceeding)]).collect(), problems, lang)}
        </details>
    }
}

/// Counsel: who was asked when and answered what, and a form for one of them.
pub(super) fn counsel(visit: &Visit, entry: &Entry, entered: &StepForm, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let each = visit.site.profile.counsel.each();
    let none = Answer { code: "none", label: words::ADVICE_NONE, hint: None, chosen: entered.advice == "none" };
    let advice = Advice::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.advice == one.code(),
    });
    view! {
        <form method="post" action=format!("/desk/process/{}", entry.id) class="sheet" novalidate>
            <h2>{words::COUNSEL.to(lang)}</h2>
            <p>{words::COUNSEL_WHOM.to(lang)} " " {visit.site.profile.counsel.named().to(lang).to_owned()} "."
                {(each.len() > 1).then(|| view! { " " {words::COUNSEL_EACH.to(lang)} })}</p>
            {consulted(visit, entry)}
            {if each.len() > 1 {
                whom_field(each, &entered.whom, problems, lang)
            } else {
                let only = each.first().map(|one| one.en.clone());
                view! { <input type="hidden" name="whom" value=only/> }
            }}
            {one_of("advice", words::ADVICE, std::iter::once(none).chain(advice).collect(), problems, lang)}
            {tick("good_cause", words::GOOD_CAUSE, None, entered.good_cause.is_some(), problems, lang)}
            <p class="buttons"><button class="button" name="step" value="counsel">{words::COUNSEL_DO.to(lang)}</button></p>
        </form>
    }
}

fn whom_field(each: &[OwnedText], chosen: &str, problems: &Problems, lang: Lang) -> AnyView {
    let wrong = problems.of("whom", lang);
    let answers: Vec<_> = each
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let id = if at == 0 { "whom".to_owned() } else { format!("whom-{at}") };
            let (name, value) = (one.to(lang).to_owned(), one.en.clone());
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name="whom" value=value checked=chosen == one.en/>
                    <label for=id>{name}</label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset aria-describedby=wrong.map(|_| "whom-error")>
            <legend>{words::COUNSEL_WHO.to(lang)}</legend>
            {error_line("whom", wrong, lang)}
            {answers}
        </fieldset>
    }
}

/// The person who was asked, and anyone who has still to be.
pub(super) fn consulted(visit: &Visit, entry: &Entry) -> impl IntoView + use<> {
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    let each = visit.site.profile.counsel.each();
    let name = |whom: &str| match each.iter().find(|one| one.en == whom) {
        Some(one) => one.to(lang).to_owned(),
        // As migration 0196 has anyone who was asked before they were asked by name.
        None if whom == "counsel" => words::COUNSEL_BEFORE.to(lang).to_owned(),
        None => whom.to_owned(),
    };
    let said = entry.consulted.iter().map(|one| {
        let asked = show::moment(one.asked_at, zone, lang);
        let mut said = match one.answer {
            None => words::counsel_asked(lang, &asked),
            Some((advice, at)) => {
                words::counsel_answered(lang, &asked, &show::moment(at, zone, lang), advice.label().to(lang))
            }
        };
        if one.replaced {
            said = format!("{said} ({})", words::COUNSEL_FORMER.to(lang));
        }
        (name(&one.whom), said)
    });
    let is_open = entry.closed.is_none();
    let waits = each
        .iter()
        .filter(|name| is_open && !entry.consulted.iter().any(|one| one.whom == name.en && !one.replaced))
        .map(|name| (name.to(lang).to_owned(), words::COUNSEL_NOT_YET.to(lang).to_owned()));
    let lines: Vec<_> = said.chain(waits).map(|(name, said)| view! { <li><b>{name}</b> ": " {said}</li> }).collect();
    view! { <ul>{lines}</ul> }
}

/// How it ended.
pub(super) fn close(entry: &Entry, entered: &StepForm, problems: &Problems, lang: Lang) -> AnyView {
    let outcomes = Outcome::ALL.iter().map(|one| Answer {
        code: one.code(),
        label: one.label(),
        hint: None,
        chosen: entered.outcome == one.code(),
    });
    view! {
        <form method="post" action=format!("/desk/process/{}", entry.id) class="sheet" novalidate>
            <h2>{words::CLOSE.to(lang)}</h2>
            {one_of("outcome", words::OUTCOME, outcomes.collect(), problems, lang)}
            {tick("looked_there", words::LOOKED_THERE, Some(words::LOOKED_THERE_HINT), entered.looked_there.is_some(), problems, lang)}
            <p class="buttons"><button class="button" name="step" value="close">{words::CLOSE_DO.to(lang)}</button></p>
        </form>
    }
}
