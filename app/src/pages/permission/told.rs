//! What somebody who is named would hear today of each part that can be chosen: of holds, loans and fees in a sentence, of every
//! other part how much there is.

use crate::words::{overview, permission as words, record, told as sentence};
use chrono::NaiveDate;
use domain::{
    age::Young,
    inventory::{Class, show},
    permission::Offer,
    profile::Profile,
    words::Lang,
};
use portal::record::{ClassSummary, Glance, LoansLine, Overview, ReadyLine};

/// Each class that this library offers, with what would be told of it as the record is on `today`.
// Test below: "of holds, loans and fees the words are told and of the others how much there is".
pub(super) fn told(
    found: &Overview,
    offer: &Offer,
    profile: &Profile,
    today: NaiveDate,
    (lang, young): (Lang, Option<Young>),
) -> Vec<(Class, String)> {
    let offered = found.classes.iter().filter(|one| offer.classes().contains(&one.class));
    let said = |one: &ClassSummary| in_a_sentence(&found.glance, one.class, profile, today, (lang, young));
    offered.map(|one| (one.class, said(one).unwrap_or_else(|| counted(one.count, lang)))).collect()
}

fn counted(count: u64, lang: Lang) -> String {
    if count == 0 { words::NOTHING_NOW.to(lang).to_owned() } else { record::entries(lang, count) }
}

/// Nothing where there is no more to say than how much there is.
fn in_a_sentence(
    glance: &Glance,
    class: Class,
    profile: &Profile,
    today: NaiveDate,
    (lang, young): (Lang, Option<Young>),
) -> Option<String> {
    match class {
        Class::Holds => holds(glance.ready.as_ref()?, profile, today, lang),
        Class::Checkouts => loans(glance.loans.as_ref()?, today, lang),
        // Of an account in credit nothing is owed, and its lines would be told.
        Class::Fees => {
            glance.owed.filter(|cents| *cents >= 0).map(|cents| sentence::owed(lang, young, &show::cents(cents)))
        }
        _ => None,
    }
}

fn holds(ready: &ReadyLine, profile: &Profile, today: NaiveDate, lang: Lang) -> Option<String> {
    let waiting = ready.holds.saturating_sub(ready.count);
    match (ready.count, waiting) {
        (0, 0) => None,
        (0, waiting) => Some(sentence::not_ready(lang, waiting)),
        (count, waiting) => {
            let place =
                ready.at.as_deref().map(|code| profile.code_words.get(code).map_or(code, |words| words.to(lang)));
            let until = ready.until.filter(|day| *day != show::NO_END).map(|day| show::short_date(day, today, lang));
            let said = sentence::ready(lang, count, place, until.as_deref());
            Some(if waiting == 0 { said } else { format!("{said} {}", sentence::more_not_ready(lang, waiting)) })
        }
    }
}

fn loans(loans: &LoansLine, today: NaiveDate, lang: Lang) -> Option<String> {
    if loans.count == 0 {
        return None;
    }
    let next = loans.next_due.filter(|day| *day != show::NO_END).map(|day| show::short_date(day, today, lang));
    let said = sentence::loans(lang, loans.count, next.as_deref());
    Some(if loans.overdue == 0 { said } else { format!("{said} {}.", overview::overdue(lang, None, loans.overdue)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-23";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// What is told of a class.
    fn of(glance: &Glance, class: Class, count: u64, lang: Lang) -> String {
        let text = include_str!("../../../../libraries/mansfield.toml");
        let profile = Profile::parse("mansfield", text).unwrap();
        let found = Overview {
            classes: vec![ClassSummary { class, count, since: None, newest: None }],
            glance: glance.clone(),
        };
        let told = told(&found, &Offer::of(&profile).unwrap(), &profile, day(TODAY), (lang, None));
        assert_eq!(told.len(), 1, "{class:?}");
        told[0].1.replace('\u{a0}', " ")
    }

    fn ready(holds: u64, count: u64, until: Option<&str>, at: Option<&str>) -> Glance {
        let line = ReadyLine { holds, count, until: until.map(day), at: at.map(str::to_owned) };
        Glance { ready: Some(line), ..Glance::default() }
    }

    fn out(count: u64, overdue: u64, next_due: Option<&str>) -> Glance {
        let line = LoansLine { count, overdue, next_due: next_due.map(day), due_then: 1 };
        Glance { loans: Some(line), ..Glance::default() }
    }

    #[test]
    fn of_holds_loans_and_fees_the_words_are_told_and_of_the_others_how_much_there_is() {
        let one = ready(1, 1, Some("2026-12-04"), Some("Main"));
        assert_eq!(of(&one, Class::Holds, 1, Lang::En), "One hold is ready at Main until Dec 4.");
        assert_eq!(of(&one, Class::Holds, 1, Lang::Es), "Una reserva está lista en Main hasta el 4 dic.");
        let owed = Glance { owed: Some(0), ..Glance::default() };
        assert_eq!(of(&owed, Class::Fees, 0, Lang::En), "You owe $0.00.");
        assert_eq!(of(&owed, Class::Fees, 3, Lang::Es), "Usted debe $0.00.");
        let nine = out(9, 0, Some("2026-11-28"));
        assert_eq!(of(&nine, Class::Checkouts, 9, Lang::En), "9 loans, the next due Nov 28.");
        assert_eq!(of(&nine, Class::Checkouts, 9, Lang::Es), "9 préstamos, el próximo vence el 28 nov.");
        for class in [Class::Identity, Class::History, Class::Membership] {
            assert_eq!(of(&one, class, 3, Lang::En), "3 entries");
            assert_eq!(of(&nine, class, 0, Lang::Es), "ahora no hay nada");
        }
    }

    #[test]
    fn several_holds_are_told_with_the_first_day_and_a_place_in_the_librarys_words() {
        let two = ready(5, 2, Some("2027-01-02"), Some("MANSFIELD"));
        let en =
            "2 holds are ready at Mansfield Public Library, the first until Jan 2, 2027. 3 more are not ready yet.";
        assert_eq!(of(&two, Class::Holds, 5, Lang::En), en);
        let es = "2 reservas están listas en Mansfield Public Library, la primera hasta el 2 ene 2027. \
                  Otras 3 todavía no están listas.";
        assert_eq!(of(&two, Class::Holds, 5, Lang::Es), es);
        let apart = ready(3, 2, None, None);
        assert_eq!(of(&apart, Class::Holds, 3, Lang::En), "2 holds are ready. One more is not ready yet.");
        assert_eq!(of(&ready(1, 0, None, None), Class::Holds, 1, Lang::En), "One hold is not ready yet.");
        assert_eq!(of(&ready(4, 0, None, None), Class::Holds, 9, Lang::Es), "4 reservas todavía no están listas.");
        let endless = ready(1, 1, Some("9999-12-31"), None);
        assert_eq!(of(&endless, Class::Holds, 1, Lang::En), "One hold is ready.");
    }

    #[test]
    fn where_there_is_no_sentence_the_count_is_told() {
        let picked_up = ready(0, 0, None, None);
        assert_eq!(of(&picked_up, Class::Holds, 0, Lang::En), "nothing is held now");
        assert_eq!(of(&picked_up, Class::Holds, 2, Lang::En), "2 entries", "what was picked up is in the list still");
        assert_eq!(of(&out(0, 0, None), Class::Checkouts, 0, Lang::En), "nothing is held now");
        let credit = Glance { owed: Some(-250), ..Glance::default() };
        assert_eq!(of(&credit, Class::Fees, 1, Lang::En), "1 entry");
    }

    #[test]
    fn what_is_overdue_is_told_beside_what_is_due_next() {
        let late = out(3, 1, Some("2026-11-23"));
        assert_eq!(of(&late, Class::Checkouts, 3, Lang::En), "3 loans, the next due Nov 23. 1 loan is overdue.");
        assert_eq!(
            of(&out(1, 1, None), Class::Checkouts, 1, Lang::Es),
            "Un préstamo. 1 préstamo está vencido.",
            "none is due from now on"
        );
        assert_eq!(of(&out(1, 0, Some("2026-12-01")), Class::Checkouts, 1, Lang::En), "One loan, due Dec 1.");
    }
}
