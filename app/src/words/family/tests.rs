use super::{lines::looked, *};
use domain::{
    age::Young,
    ledger::{Action, ActorKind, Subject},
    words::Lang,
};

#[test]
fn no_name_turns_the_sentence_it_stands_in() {
    let name = Some("Mia\u{2069}\u{202E}");
    for lang in Lang::ALL {
        for said in [
            record_of(lang, name),
            lede_of(lang, name),
            looking_at(lang, name),
            looking_means(lang, name, Some("May 6")),
            looking_means(lang, name, None),
            added(lang, name, Some("May 6")),
            added(lang, name, None),
            over_title(lang, name),
            part_left_out(lang, name),
            seen_is_theirs(lang, name),
            about_child(lang, name),
            that_the_child_is(lang, name),
            ends_on(lang, name, "May 6", 18),
            you_see(lang, name, &["Fees".to_owned()]),
            can_look(lang, Young::Child, name, 18, Some("May 6")),
            can_look(lang, Young::Child, name, 18, None),
            can_look(lang, Young::Teenager, name, 18, Some("May 6")),
            can_look(lang, Young::Teenager, name, 18, None),
            about(lang, name),
            looked(lang, guardian(Young::Child), name, &[]),
        ] {
            assert!(said.contains("\u{2068}Mia\u{2069}"), "{said:?}");
            assert!(!said.replacen("\u{2068}Mia\u{2069}", "", 1).contains(['\u{202E}', '\u{2069}']), "{said:?}");
        }
    }
}
#[test]
fn a_young_person_reads_who_looked_at_what() {
    let line = |lang, young, name, drawers: &[&str]| {
        for_a_child(lang, young, (ActorKind::Guardian, Action::Viewed), name, drawers).unwrap()
    };
    let (child, teenager) = (Young::Child, Young::Teenager);
    assert_eq!(
        line(Lang::En, child, Some("Rosa Ibarra"), &["Fees", "Holds"]),
        "Your grown-up Rosa Ibarra looked at: Fees, Holds"
    );
    assert_eq!(line(Lang::En, child, None, &[]), "Your grown-up looked at the list of what is in your record");
    assert_eq!(
        line(Lang::Es, child, Some("Rosa Ibarra"), &["Cargos"]),
        "La persona adulta que te cuida, Rosa Ibarra, vio: Cargos"
    );
    assert_eq!(line(Lang::En, teenager, None, &["Fees"]), "Your parent or guardian looked at: Fees");
    assert_eq!(
        line(Lang::Es, teenager, Some("Rosa Ibarra"), &["Cargos"]),
        "Tu madre, padre o tutor, Rosa Ibarra, vio: Cargos"
    );
}

#[test]
fn a_child_reads_in_plain_words_what_the_librarys_system_sent_and_that_a_pin_was_chosen() {
    let line = |lang, actor, action, drawers: &[&str]| for_a_child(lang, Young::Child, (actor, action), None, drawers);
    assert_eq!(
        line(Lang::En, ActorKind::System, Action::Imported, &["Who you are", "Holds"]).as_deref(),
        Some("The library’s computers sent this for your record: Who you are, Holds")
    );
    assert_eq!(
        line(Lang::Es, ActorKind::System, Action::Imported, &["Reservas"]).as_deref(),
        Some("Las computadoras de la biblioteca enviaron esto para tu registro: Reservas")
    );
    assert_eq!(
        line(Lang::En, ActorKind::Patron, Action::Activated, &["Security"]).as_deref(),
        Some("A PIN or password was chosen, so that you can sign in here.")
    );
}

#[test]
fn every_line_about_a_grown_up_has_words_for_each_age_and_they_say_no_reason() {
    for action in Subject::Family.actions().into_iter().chain([Action::AccessClosed]) {
        for (lang, young) in Lang::ALL.into_iter().flat_map(|lang| [(lang, Young::Child), (lang, Young::Teenager)]) {
            let line = for_a_child(lang, young, (ActorKind::Staff, action), None, &[]).unwrap();
            assert!(!["custod", "emancip", "seguridad", "safety"].iter().any(|word| line.contains(word)), "{line}");
        }
    }
    assert_eq!(for_a_child(Lang::En, Young::Child, (ActorKind::Patron, Action::SignedIn), None, &[]), None);
}

#[test]
fn a_teenager_reads_no_words_for_a_small_child() {
    let (name, date) = (Some("Rosa Ibarra"), Some("May 6, 2031"));
    let said = |lang| {
        let lines = Action::ALL.iter().copied().flat_map(|action| {
            [ActorKind::Guardian, ActorKind::Staff, ActorKind::Visitor]
                .into_iter()
                .filter_map(move |actor| for_a_child(lang, Young::Teenager, (actor, action), name, &[]))
        });
        let mut said: Vec<String> = lines.collect();
        said.extend([name, None].map(|name| can_look(lang, Young::Teenager, name, 18, date)));
        said.extend([not_right(Young::Teenager), guardian(Young::Teenager)].map(|text| text.to(lang).to_owned()));
        said
    };
    for lang in Lang::ALL {
        for text in said(lang) {
            let small = ["grown-up", "adult", "te cuida", "Someone who works", "get in"];
            assert!(!small.iter().any(|word| text.contains(word)), "{text}");
        }
    }
    assert_eq!(
        can_look(Lang::En, Young::Teenager, None, 18, date),
        "One of your parents or guardians can look at your record until you turn 18, on May 6, 2031."
    );
    assert!(can_look(Lang::En, Young::Child, None, 18, None).contains("grown-up"));
}
