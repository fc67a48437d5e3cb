use super::{
    privacy::{self, by_topic, how_long, statements},
    retention::{Due, Ended, deletes_on, deletes_on_as_chosen, due, over_by},
    *,
};
use crate::{
    ids::LibrarySlug,
    inventory::{Class, Over},
    rules::{Kind, RuleId, Topic},
    words::{Lang, OwnedText, Text},
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::HashSet;

const FILES: [(&str, &str); 5] = [
    ("canton.toml", include_str!("../../../libraries/canton.toml")),
    ("lci-member.toml", include_str!("../../../libraries/lci-member.toml")),
    ("mansfield.toml", include_str!("../../../libraries/mansfield.toml")),
    ("putnam.toml", include_str!("../../../libraries/putnam.toml")),
    ("wethersfield.toml", include_str!("../../../libraries/wethersfield.toml")),
];

fn text_of(slug: &str) -> &'static str {
    FILES.iter().find(|(file, _)| *file == format!("{slug}.toml")).unwrap().1
}

fn profiles() -> Profiles {
    Profiles::load_all(FILES).unwrap_or_else(|errors| panic!("{errors}"))
}

pub(super) fn profile(slug: &str) -> Profile {
    Profile::parse(slug, text_of(slug)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_profile_is_read_and_found_by_its_short_name() {
    let profiles = profiles();
    let slugs: Vec<_> = profiles.iter().map(|profile| profile.slug.to_string()).collect();
    assert_eq!(slugs, ["canton", "lci-member", "mansfield", "putnam", "wethersfield"]);
    assert_eq!(profiles.named("putnam").unwrap().name, "Putnam Public Library");
    assert_eq!(profiles.get(&"canton".parse::<LibrarySlug>().unwrap()).unwrap().town.as_deref(), Some("Canton"));
    assert!(profiles.named("hartford").is_none() && profiles.named("../etc").is_none());
    assert!(profiles.only().is_none());
    assert!(Profiles::load_all([FILES[0]]).unwrap().only().is_some());
}

#[test]
fn a_profile_written_out_and_read_again_is_the_same() {
    for (file, text) in FILES {
        let profile = Profile::parse(file, text).unwrap();
        let again = toml::to_string(&profile).unwrap();
        assert_eq!(Profile::parse(file, &again).unwrap(), profile, "{file}");
    }
}

#[test]
fn a_date_is_read_bare_or_in_quotes_and_nothing_else_is() {
    let putnam = text_of("putnam");
    let quoted = putnam.replace("adopted = 2021-11-22", "adopted = \"2021-11-22\"");
    assert_ne!(quoted, putnam);
    assert_eq!(Profile::parse("putnam.toml", &quoted).unwrap(), profile("putnam"));
    assert_eq!(profile("putnam").policy.dated(), NaiveDate::from_ymd_opt(2021, 11, 22));
    assert_eq!(profile("mansfield").policy.dated(), None);
}

#[test]
fn each_switch_stands_as_the_table_of_switches_has_it() {
    let of = |slug| profile(slug).switches;
    let (mansfield, lci, putnam, canton, wethersfield) =
        (of("mansfield"), of("lci-member"), of("putnam"), of("canton"), of("wethersfield"));
    for refused in [&mansfield, &putnam, &canton, &wethersfield] {
        assert_eq!(refused.helper.value, Helper::Refused);
        assert_eq!(refused.debt_payer.value, DebtPayer::Refused);
        assert_eq!(refused.wellness_check.value, WellnessCheck::Refused);
        assert_eq!(refused.contact_edits.value, ContactEdits::Desk);
        assert_eq!(refused.newsletters.value, NewsletterConsent::OptIn);
        assert_eq!(refused.consortium.value, None);
    }
    assert_eq!(lci.helper.value, Helper::MinimumWithCard);
    assert_eq!(lci.debt_payer.value, DebtPayer::AmountOwed);
    assert_eq!(lci.wellness_check.value, WellnessCheck::NamePhoneAddress);
    assert_eq!(lci.contact_edits.value, ContactEdits::DeskWithPhotoId);
    assert_eq!(lci.newsletters.value, NewsletterConsent::OptInThirdParty);
    assert_eq!(lci.consortium.value.as_deref(), Some("LCI"));
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.guardian_access.value),
        [
            GuardianAccess::GuardianOnRecord,
            GuardianAccess::ChildsCard,
            GuardianAccess::GuardianOnRecord,
            GuardianAccess::PatronsPermissionOnly,
            GuardianAccess::GuardianOnRecord,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.phone_answers.value),
        [
            PhoneAnswers::AsAtDesk,
            PhoneAnswers::CheckoutsHoldsFines,
            PhoneAnswers::None,
            PhoneAnswers::None,
            PhoneAnswers::None
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.computer_sessions.value),
        [
            ComputerSessions::NotKept,
            ComputerSessions::DateDurationBalance,
            ComputerSessions::ConfidentialIfKept,
            ComputerSessions::NotStated,
            ComputerSessions::NotStated,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.legal_process.value),
        [
            LegalProcess::AfterReview,
            LegalProcess::AfterReview,
            LegalProcess::CourtOrder,
            LegalProcess::AfterReview,
            LegalProcess::CourtOrderWithGoodCause,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.written_permission.value),
        [
            WrittenPermission::Offered,
            WrittenPermission::Offered,
            WrittenPermission::Offered,
            WrittenPermission::NotOffered,
            WrittenPermission::NotOffered,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.staff_card_monitor.value.is_some()),
        [false, false, false, false, true]
    );
    assert!([&mansfield, &lci, &putnam, &canton, &wethersfield].iter().all(|one| one.email_is_consent.value));
}

/// One wrong edit: which file, what is replaced by what, and what the error has to name.
struct Wrong(&'static str, &'static str, &'static str, &'static str, &'static str);

const WRONG: &[Wrong] = &[
    Wrong("mansfield", "slug = \"mansfield\"", "slug = \"Mansfield!\"", "slug", "lower-case"),
    Wrong("mansfield", "slug = \"mansfield\"\n", "", "slug", "missing"),
    Wrong("mansfield", "name = \"Mansfield Public Library\"", "name = \" \"", "name", "empty"),
    Wrong("mansfield", "name = \"Mansfield Public Library\"", "name = \"A\\r\\nBcc: b@c.example\"", "name", "control"),
    Wrong("mansfield", "name = \"Mansfield Public Library\"", "name = 7", "name", "text in quotes"),
    Wrong("mansfield", "name = \"Mansfield Public Library\"", "name = \"Mansfield", "name", ""),
    Wrong("mansfield", "town = ", "colour = ", "colour", "there is no setting `colour`"),
    Wrong("mansfield", "director.es = \"la dirección de la biblioteca\"\n", "", "director.es", "missing"),
    Wrong("wethersfield", "counsel.es = \"el", "counsel.es = \"\" # \"el", "counsel.es", "empty"),
    Wrong("mansfield", "es = \"la administración del municipio\"", "es = \"\"", "counsel[1].es", "empty"),
    Wrong("mansfield", ", es = \"la administración del municipio\"", "", "counsel[1].es", "missing"),
    Wrong(
        "mansfield",
        "age_of_majority = 18",
        "told_of_process = [{ name = \"Ruth\" }, { name = \"Sam\", email = \"sam\" }]\nage_of_majority = 18",
        "told_of_process[2].email",
        "an e-mail address",
    ),
    Wrong("mansfield", "age_of_majority = 18", "age_of_majority = 8", "age_of_majority", "16 to 21"),
    Wrong("mansfield", "age_of_majority = 18", "age_of_majority = 1800", "age_of_majority", "whole number"),
    Wrong("mansfield", "America/New_York", "America/Mansfield", "time_zone", "tz database"),
    Wrong("mansfield", "[\"en\", \"es\"]", "[\"en\", \"fr\"]", "languages[2]", "`fr`"),
    Wrong("mansfield", "[\"en\", \"es\"]", "[\"en\", \"en\"]", "languages[2]", "twice"),
    Wrong("mansfield", "[\"en\", \"es\"]", "[]", "languages", "at least one"),
    Wrong("mansfield", "#1f5f5b", "#5fb0aa", "accent.light", "contrast"),
    Wrong("mansfield", "#8fd0c8", "#1f5f5b", "accent.dark", "contrast"),
    Wrong("mansfield", "#1f5f5b", "teal", "accent.light", "#1f5f5b"),
    Wrong("mansfield", "\naccent =", "\nlogo = \"../mansfield.svg\"\naccent =", "logo", "style/assets/logos"),
    Wrong("mansfield", "\naccent =", "\nlogo = \"Mansfield Library.jpg\"\naccent =", "logo", "style/assets/logos"),
    Wrong("mansfield", "rules = \"M\"", "rules = \"S\"", "policy.rules", "statute"),
    Wrong("mansfield", "rules = \"M\"", "rules = \"X\"", "policy.rules", "`X`"),
    Wrong("mansfield", "rules = \"M\"", "rules = \"m\"", "policy.rules", "capital letters"),
    Wrong("mansfield", "rules = \"M\"", "rules = \"W\"", "rules[1].id", "`M1` has to be W and a number"),
    Wrong("mansfield", "rules = \"M\"\n", "", "policy.rules", "name the letters"),
    Wrong("mansfield", "id = \"M2\"", "id = \"M1\"", "rules[2].id", "two rules M1"),
    Wrong("mansfield", "id = \"M2\"", "id = \"M02\"", "rules[2].id", "a number"),
    Wrong("mansfield", "marks = \"BS\"", "marks = \"X\"", "rules[1].marks", "`X`"),
    Wrong("mansfield", "topic = \"kept\"", "topic = \"keeping\"", "rules[1].topic", "`keeping`"),
    Wrong("mansfield", "section = \"Circ", "section = \" \" # \"Circ", "rules[1].section", "empty"),
    Wrong("mansfield", "words.es = \"Creamos", "words.es = \"\" # \"Creamos", "rules[1].words.es", "empty"),
    Wrong(
        "mansfield",
        "told_by = { switch = \"guardian_access\" }",
        "told_by = { switch = \"guardian\" }",
        "rules[3].told_by.switch",
        "`guardian`",
    ),
    Wrong(
        "mansfield",
        "told_by = { switch = \"guardian_access\" }",
        "told_by = { switch = \"newsletters\" }",
        "rules[3].told_by",
        "nothing tells it",
    ),
    Wrong("mansfield", "[grounds]", "[reasons]", "reasons", "no setting `reasons`"),
    Wrong("mansfield", "own-record = [", "own-records = [", "grounds.own-records", "`own-records`"),
    Wrong("mansfield", "own-record = [\"S1\"", "own-record = [\"L1\"", "grounds.own-record[1]", "another library"),
    Wrong("mansfield", "own-record = [\"S1\"", "own-record = [\"X1\"", "grounds.own-record[1]", "lead for counsel"),
    Wrong("mansfield", "identity = [\"S3\", \"M3\"]", "identity = []", "grounds.identity", "at least one"),
    Wrong("mansfield", "rule = \"X2\"", "rule = \"X1\"", "leads[2].rule", "twice"),
    // M6: what authenticates a patron and nothing personal; L24: no address; C4: no contact details.
    Wrong(
        "mansfield",
        "receives = []",
        "receives = [\"identity.surname\"]",
        "vendors[1].receives[1]",
        "does not let a vendor",
    ),
    Wrong(
        "lci-member",
        "\"membership.status\"]",
        "\"contact.email\"]",
        "vendors[1].receives[5]",
        "does not let a vendor",
    ),
    Wrong("canton", "[[held_elsewhere]]", CANTON_VENDOR, "vendors[1].receives[1]", "does not let a vendor"),
    Wrong("mansfield", "rule = \"X2\"", "rule = \"S2\"", "leads[2].rule", "no lead"),
    Wrong("mansfield", "applies = \"undecided\"", "applies = \"perhaps\"", "leads[1].applies", "`perhaps`"),
    Wrong(
        "wethersfield",
        "revised = [2004-04-27, 2011-12-06]",
        "revised = [2011-12-06, 2004-04-27]",
        "policy.revised[2]",
        "order",
    ),
    Wrong("wethersfield", "adopted = 2002-09-24", "adopted = 2022-09-24", "policy.revised[1]", "order"),
    Wrong("wethersfield", "affirmed = 2014-04-22", "affirmed = 2010-04-22", "policy.affirmed", "not before"),
    Wrong("wethersfield", "affirmed = 2014-04-22", "affirmed = \"last spring\"", "policy.affirmed", "a date such as"),
    Wrong("wethersfield", "affirmed = 2014-04-22", "affirmed = 2014-02-30", "policy.affirmed", ""),
    Wrong("mansfield", "\nphone = \"(860) 555-0101\"", "\nphone = \"ask us\"", "desk.phone", "digits"),
    Wrong("mansfield", "backup_days = 35", "backup_days = 0", "backup_days", "at least 1"),
    Wrong("mansfield", "the Town Attorney", "the Town Manager", "counsel[2]", "stands twice"),
    Wrong(
        "putnam",
        "counsel.en = \"a lawyer\"\ncounsel.es = \"un abogado o una abogada\"\n",
        "counsel = []\n",
        "counsel",
        "1 to 8",
    ),
    Wrong("mansfield", "desk@mansfield.example", "desk at mansfield", "desk.email", "no e-mail"),
    Wrong("mansfield", "lengths = [14]", "lengths = []", "card.lengths", "how many digits"),
    Wrong("mansfield", "lengths = [14]", "lengths = [2]", "card.lengths[1]", "4 to 20"),
    Wrong("mansfield", "prefixes = [\"2\"]", "prefixes = [\"D2\"]", "card.prefixes[1]", "digits"),
    Wrong("mansfield", "prefixes = [\"2\"]", "prefixes = [\"20000000000000\"]", "card.prefixes[1]", "no room"),
    Wrong("mansfield", "pin = { min = 4, max = 8 }\npassword = { min = 8 }\n", "", "sign_in", "nobody can sign in"),
    Wrong("mansfield", "pin = { min = 4, max = 8 }", "pin = { min = 3, max = 8 }", "sign_in.pin.min", "4 digits"),
    Wrong("mansfield", "pin = { min = 4, max = 8 }", "pin = { min = 6, max = 5 }", "sign_in.pin.max", "less than min"),
    Wrong("mansfield", "password = { min = 8 }", "password = { min = 6 }", "sign_in.password.min", "8 characters"),
    Wrong("mansfield", "192.0.2.0/28", "192.0.2.1/28", "sign_in.own_networks", "`192.0.2.1/28`"),
    Wrong("mansfield", "192.0.2.0/28", "0.0.0.0/0", "sign_in.own_networks[1]", "far more"),
    Wrong(
        "mansfield",
        "value = \"refused\"\nrules = [\"M3\", \"S3\"]",
        "value = \"refused\"\nrules = []",
        "switches.helper.rules",
        "at least one",
    ),
    Wrong("mansfield", "[\"M3\", \"S3\"]", "[\"M3\", \"M3\"]", "switches.helper.rules[2]", "twice"),
    Wrong("mansfield", "[\"M3\", \"S3\"]", "[\"M3\", \"S33\"]", "switches.helper.rules[2]", "`S33`"),
    Wrong("mansfield", "[\"M3\", \"S3\"]", "[\"L17\"]", "switches.helper.rules[1]", "another library"),
    Wrong("mansfield", "max_days = 365", "max_days = 0", "permission.max_days", "3660"),
    Wrong("mansfield", "max_days = 365", "max_days = \"a year\"", "permission.max_days", "whole number"),
    Wrong("mansfield", "max_days = 365\n", "", "permission.max_days", "missing"),
    Wrong(
        "mansfield",
        "max_days = 365\nrules = [\"M9\", \"S3\"]",
        "max_days = 365\nrules = [\"L12\"]",
        "permission.rules[1]",
        "another library",
    ),
    Wrong(
        "canton",
        "[switches.newsletters]",
        "[permission]\nmax_days = 9\nrules = [\"S3\"]\n[switches.newsletters]",
        "permission",
        "leave this table out",
    ),
    Wrong("canton", "value = \"not-offered\"", "value = \"offered\"", "switches.written_permission.value", "how long"),
    Wrong("mansfield", "value = \"refused\"", "value = \"everything\"", "switches.helper.value", "minimum-with-card"),
    Wrong("mansfield", "value = true", "value = \"yes\"", "switches.email_is_consent.value", "true or false"),
    Wrong(
        "mansfield",
        "[switches.legal_process]\nvalue = \"after-review\"\n",
        "[switches.legal_process]\n",
        "switches.legal_process.value",
        "missing",
    ),
    Wrong(
        "mansfield",
        "[switches.legal_process]",
        "[switches.legal_processs]",
        "switches.legal_processs",
        "no setting",
    ),
    Wrong(
        "mansfield",
        "value = \"not-kept\"",
        "value = \"date-duration-balance\"",
        "retention.computer-use.keep",
        "how long",
    ),
    Wrong("canton", "keep = \"not-stated\"", "keep = \"not-kept\"", "retention.computer-use.keep", "not-stated"),
    Wrong(
        "lci-member",
        "\nvalue = \"date-duration-balance\"",
        "\nvalue = \"not-kept\"",
        "retention.computer-use.keep",
        "not-kept",
    ),
    Wrong("lci-member", "value = \"LCI\"", "value = \"Bibliomation\"", "switches.consortium.value", "held_elsewhere"),
    Wrong(
        "mansfield",
        "holds = { keep = \"days-after\", days = 14, after = \"closed\", rules = [\"M1\"] }\n",
        "",
        "retention.holds",
        "every data class",
    ),
    Wrong("mansfield", "holds = {", "hold = {", "retention.hold", "`hold`"),
    Wrong("mansfield", "days = 14, ", "", "retention.holds", "needs `days`"),
    Wrong("mansfield", "days = 14", "days = 0", "retention.holds.days", "36500"),
    Wrong(
        "mansfield",
        "identity = { keep = \"while-a-patron\"",
        "identity = { keep = \"days-after\", days = 9, after = \"recorded\"",
        "retention.identity.keep",
        "needs \"identity\"",
    ),
    Wrong(
        "mansfield",
        "fees = { keep = \"days-after\"",
        "fees = { keep = \"patrons-choice\"",
        "retention.fees.keep",
        "history",
    ),
    Wrong(
        "mansfield",
        "reason.en = \"We do not keep who used",
        "reason.en = \" \" # \"We",
        "retention.computer-use.reason.en",
        "empty",
    ),
    Wrong("mansfield", "overdue = \"on\"", "overdue = \"sometimes\"", "notices.overdue", "`sometimes`"),
    Wrong("mansfield", "value = true", "value = false", "notices.hold-ready", "email_is_consent"),
    Wrong("mansfield", "code = \"databases\"", "code = \"ebooks\"", "vendors[2].code", "two vendors"),
    Wrong(
        "mansfield",
        "name.en = \"Research databases\"",
        "name.en = \"E-book and audiobook service\"",
        "vendors[2].name.en",
        "two vendors",
    ),
    Wrong("lci-member", "\"contact.email\"", "\"contacts.email\"", "vendors[3].receives", "contacts.email"),
    Wrong("lci-member", "\"contact.email\"", "\"credentials\"", "vendors[3].receives[3]", "no vendor ever"),
    Wrong(
        "lci-member",
        "\"identity.firstname\", \"contact.email\"]",
        "\"identity.firstname\"]",
        "newsletters[1].service",
        "does not receive contact.email",
    ),
    Wrong("lci-member", "code = \"newsletter\"", "code = \"mailer\"", "newsletters[1].service", "no vendor"),
    Wrong("lci-member", "service = \"newsletter\"\n", "", "newsletters[1].service", "vendor's code"),
    Wrong(
        "mansfield",
        "code = \"monthly\"",
        "code = \"monthly\"\nservice = \"ebooks\"",
        "newsletters[1].service",
        "sends them itself",
    ),
    Wrong("lci-member", "who.en = \"Paper forms\"", "who.en = \"lci\"", "held_elsewhere[3].who.en", "two entries"),
    Wrong("mansfield", "[desk]", "[desk]\n[desk]", "desk", ""),
];

#[test]
fn a_wrong_profile_is_refused_with_file_key_place_and_reason() {
    let mut failures = Vec::new();
    for Wrong(slug, from, to, key, reason) in WRONG {
        let (file, text) = (format!("{slug}.toml"), text_of(slug));
        let wrong = text.replacen(from, to, 1);
        assert_ne!(wrong, text, "nothing was replaced: {from}");
        let Err(error) = Profile::parse(&file, &wrong) else {
            failures.push(format!("{from} → {to} was accepted"));
            continue;
        };
        let told = error.to_string();
        let placed =
            error.place.is_some_and(|(line, column)| (1..=wrong.lines().count() + 1).contains(&line) && column > 0);
        if error.key != *key
            || !error.reason.contains(reason)
            || !told.starts_with(&file)
            || !placed
            || told.contains('\n')
        {
            failures.push(format!("{from} → {to}: wanted {key}, {reason}: {told}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_place_is_the_line_of_the_setting() {
    let wrong = text_of("canton").replace("lengths = [14]", "lengths = [3]");
    let error = Profile::parse("canton.toml", &wrong).unwrap_err();
    let line = wrong.lines().position(|line| line.starts_with("lengths")).unwrap() + 1;
    assert_eq!(
        error.to_string(),
        format!("canton.toml, line {line}, column 12: card.lengths[1]: a card number has 4 to 20 digits")
    );
}

#[test]
fn every_wrong_file_is_named_at_once_and_none_is_loaded() {
    let mut files = FILES.map(|(file, text)| (file, text.to_owned()));
    files[0].1 = files[0].1.replace("lengths = [14]", "lengths = [3]");
    files[3].1 = "slug = ".to_owned();
    let errors = Profiles::load_all(files).unwrap_err();
    let told = errors.to_string();
    assert_eq!(errors.0.len(), 2, "{told}");
    assert!(told.contains("canton.toml, line") && told.contains("putnam.toml, line 1"), "{told}");
}

#[test]
fn two_files_for_one_library_are_refused() {
    let twice = [FILES[0], ("copy.toml", FILES[0].1)];
    let errors = Profiles::load_all(twice).unwrap_err().0;
    assert_eq!((errors.len(), errors[0].file.as_str(), errors[0].key.as_str()), (1, "copy.toml", "slug"));
    assert!(errors[0].reason.contains("canton.toml"), "{}", errors[0]);
    let none: [(&str, &str); 0] = [];
    assert!(Profiles::load_all(none).unwrap_err().to_string().contains("no profile"));
}

#[test]
fn every_switch_rests_on_its_own_librarys_rules_or_the_statute() {
    for profile in profiles().iter() {
        let own = profile.policy.rules.as_ref().unwrap().as_str();
        let told = toml::Value::try_from(&profile.switches).unwrap();
        let switches = told.as_table().unwrap();
        assert_eq!(switches.len(), 15, "{}", profile.slug);
        for (name, switch) in switches {
            let ids = switch["rules"].as_array().unwrap();
            assert!(!ids.is_empty(), "{}: {name}", profile.slug);
            for id in ids {
                let id = profile.rules.get(id.as_str().unwrap()).unwrap();
                assert!(["S", own].contains(&id.rule().series.as_str()), "{}: {name}: {id}", profile.slug);
            }
        }
    }
}

#[test]
fn the_library_and_its_dates_are_in_every_citation_of_its_rules() {
    for profile in profiles().iter() {
        for id in profile.rules.own() {
            let cited = id.citation(Lang::En);
            assert!(cited.starts_with(&format!("{}, {}", profile.name, profile.policy.cited_as().en)), "{cited}");
            let dated = profile.policy.dated().map(|day| crate::inventory::show::date(day, Lang::En));
            assert!(dated.is_none_or(|day| cited.contains(&day)), "{cited}");
        }
    }
}

#[test]
fn every_rule_of_a_library_and_of_the_statute_is_told_on_its_privacy_page() {
    for profile in profiles().iter() {
        let told: HashSet<RuleId> = statements(profile).into_iter().flat_map(|one| one.rules).collect();
        let all: HashSet<RuleId> = profile.rules.all().cloned().collect();
        assert_eq!(told, all, "{}", profile.slug);
    }
}

#[test]
fn every_rule_marked_s_has_words_on_the_page_of_its_library() {
    for profile in profiles().iter() {
        let page: Vec<_> = statements(profile);
        for id in profile.rules.all().filter(|id| id.rule().marks.shown()) {
            let sayings: Vec<_> = page.iter().filter(|one| one.rules.contains(id)).collect();
            assert!(sayings.iter().any(|one| one.class.is_none()), "{}: {id}", profile.slug);
            for one in sayings {
                assert!(one.citations(Lang::En).contains(&id.citation(Lang::En)), "{id}");
                assert!(one.citations(Lang::Es).contains(&id.citation(Lang::Es)), "{id}");
            }
        }
    }
}

#[test]
fn a_page_has_every_topic_every_class_and_words_in_both_languages() {
    for profile in profiles().iter() {
        let topics = by_topic(profile);
        let headings: Vec<_> =
            topics.iter().map(|(topic, _)| *topic).filter(|topic| *topic != Topic::NotStated).collect();
        assert_eq!(headings.len(), 8, "{}", profile.slug);
        let page: Vec<_> = topics.into_iter().flat_map(|(_, statements)| statements).collect();
        assert_eq!(page, statements(profile));
        let classes: HashSet<_> = page.iter().filter_map(|one| one.class).collect();
        assert_eq!(classes.len(), Class::ALL.len() - 1, "{}", profile.slug);
        for one in &page {
            assert!(one.words.en.ends_with('.') && one.words.es.ends_with('.'), "{:?}", one.words);
            assert_ne!(one.words.en, one.words.es);
            assert!(!one.rules.is_empty(), "{:?}", one.words);
            assert!(!one.words.en.contains("  ") && !one.words.es.contains("  "), "{:?}", one.words);
        }
    }
}

/// A rule's own words.
fn words_of<'a>(profile: &'a Profile, id: &str) -> &'a str {
    profile.rules.get(id).unwrap().words(Lang::En)
}

fn says(profile: &Profile, part: &str) -> bool {
    statements(profile).iter().any(|one| one.words.en.contains(part))
}

#[test]
fn m4_mansfield_says_that_computer_use_is_not_kept_and_stops_saying_it_when_it_is() {
    let mut mansfield = profile("mansfield");
    assert!(says(&mansfield, "no record of when you use our public computers"));
    assert!(!mansfield.is_kept(Class::ComputerUse));
    mansfield.switches.computer_sessions.value = ComputerSessions::DateDurationBalance;
    assert!(!says(&mansfield, "no record of when you use"));
    assert!(!says(&mansfield, words_of(&mansfield, "M4")));
}

#[test]
fn l9_an_lci_member_says_that_backups_cannot_be_purged() {
    let lci = profile("lci-member");
    assert!(says(
        &lci,
        "cannot promise that what we delete is also deleted from the backups and offsite servers of LCI"
    ));
    assert!(says(&lci, "LCI holds your record for us"));
}

#[test]
fn l17_l18_l25_only_the_library_that_has_them_says_them() {
    let profile_of_lci = profile("lci-member");
    for profile in profiles().iter() {
        let has_them = profile.slug.as_str() == "lci-member";
        for id in ["L17", "L18", "L25"] {
            assert_eq!(says(profile, words_of(&profile_of_lci, id)), has_them, "{}: {id}", profile.slug);
        }
    }
}

#[test]
fn s3_a_library_that_takes_no_permission_names_the_statutes_way() {
    for slug in ["canton", "wethersfield"] {
        let page = statements(&profile(slug));
        let one = page.iter().find(|one| one.words.en.contains("We do not take written permissions")).unwrap();
        assert!(one.words.en.contains("written permission of the person it is about"));
        assert!(one.citations(Lang::En).contains(&"Conn. Gen. Stat. § 11-25(b)(2)"));
    }
}

#[test]
fn m8_and_w7_the_page_names_whom_the_director_asks() {
    assert!(says(&profile("mansfield"), "the Library Director asks the Town Manager and the Town Attorney"));
    assert!(says(
        &profile("wethersfield"),
        "good cause has been shown in court. A subpoena alone is not enough. Before that, the Library Director asks the town attorney"
    ));
}

#[test]
fn m6_a_vendor_of_mansfield_gets_nothing_and_l24_one_of_an_lci_member_gets_what_is_listed() {
    assert!(profile("mansfield").vendors.iter().all(|vendor| vendor.receives.is_empty()));
    assert!(says(&profile("mansfield"), "It gets nothing from your record"));
    let lci = profile("lci-member");
    for vendor in &lci.vendors {
        assert!(!vendor.receives.is_empty());
        let contact = vendor.receives.iter().any(|field| field.class == Class::Contact);
        assert_eq!(
            contact,
            vendor.code == "newsletter",
            "only the newsletter service gets an address: {}",
            vendor.code
        );
    }
    let page = statements(&lci);
    assert!(page.iter().any(|one| one.receives.iter().any(|field| field.to_string() == "contact.email")));
}

#[test]
fn a_page_never_tells_what_its_library_has_switched_off() {
    let mut lci = profile("lci-member");
    lci.switches.helper.value = Helper::Refused;
    lci.switches.newsletters.value = NewsletterConsent::OptIn;
    assert!(!says(&lci, words_of(&lci, "L17")) && says(&lci, "is told nothing about you"));
    assert!(!says(&lci, words_of(&lci, "L28")));
    // What no rule of the policy puts into words is told in general ones.
    let mut putnam = profile("putnam");
    putnam.switches.guardian_access.value = GuardianAccess::ChildsCard;
    assert!(says(&putnam, "needs the child’s library card"));
}

#[test]
fn silence_is_called_silence() {
    for slug in ["mansfield", "putnam", "canton", "wethersfield"] {
        assert!(
            says(&profile(slug), "Our policy does not say whether a group of libraries holds your record"),
            "{slug}"
        );
    }
    for slug in ["canton", "wethersfield"] {
        let page = statements(&profile(slug));
        let silent: Vec<_> = page.iter().filter(|one| one.topic == Topic::NotStated).collect();
        assert!(silent.iter().any(|one| one.words.en.contains("does not say whether a record of your use")), "{slug}");
        let classes: Vec<_> = silent.iter().filter_map(|one| one.class).collect();
        assert!(classes.contains(&Class::ComputerUse) && classes.contains(&Class::Questions), "{slug}: {classes:?}");
        assert!(page.iter().all(|one| one.topic != Topic::NotKept || one.class.is_none()), "{slug}");
    }
    let putnam = profile("putnam");
    let sessions = putnam.switches.computer_sessions.note.unwrap().en;
    assert!(sessions.contains("does not say whether such records are kept"));
}

#[test]
fn s3_where_a_policy_names_a_subpoena_a_note_stands_beside_the_statutes_order() {
    for slug in ["mansfield", "lci-member", "canton"] {
        let switch = profile(slug).switches.legal_process;
        assert!(switch.note.unwrap().en.contains("The law speaks of a court order"), "{slug}");
        assert!(switch.rules.iter().any(|id| id.as_str() == "S3"), "{slug}");
    }
    for slug in ["canton", "wethersfield"] {
        let note = profile(slug).switches.written_permission.note.unwrap().en;
        assert!(note.contains("The law would allow it") && note.contains("the board decides"), "{slug}");
    }
}

#[test]
fn c3_a_page_promises_a_parent_no_permission_that_the_library_does_not_take() {
    let mut canton = profile("canton");
    assert!(says(&canton, "We do not show a child’s account to a parent") && !says(&canton, "if the child permits it"));
    canton.switches.written_permission.value = WrittenPermission::Offered;
    assert!(says(&canton, "if the child permits it"));
}

#[test]
fn no_page_says_more_than_its_policy() {
    // Sentences that were struck: no policy has them.
    const STRUCK: [&str; 6] = [
        "No group of libraries",
        "not even when you ask",
        "keep no record that you had it",
        "give them back",
        "do not say who asked",
        "gives nobody this task",
    ];
    for (file, text) in FILES {
        let page = statements(&Profile::parse(file, text).unwrap());
        for one in page {
            let said = format!("{} {}", one.words.en, one.note.map_or(String::new(), |note| note.en));
            assert!(STRUCK.iter().all(|struck| !said.contains(struck)), "{file}: {said}");
        }
    }
}

#[test]
fn x1_to_x4_are_a_note_for_counsel_and_no_claim() {
    for profile in profiles().iter() {
        let noted: Vec<_> = profile.leads.iter().map(|lead| lead.rule.as_str()).collect();
        assert_eq!(noted, ["X1", "X2", "X3", "X4"], "{}", profile.slug);
        assert!(profile.leads.iter().all(|lead| lead.applies == Applies::Undecided));
        for one in statements(profile) {
            assert!(one.rules.iter().all(|id| id.rule().kind != Kind::Lead), "{:?}", one.words);
        }
    }
}

#[test]
fn the_five_say_that_they_are_readings_of_published_policies() {
    assert!(profiles().iter().all(|profile| profile.reading_of_published_policy));
    let own = text_of("canton").replace("reading_of_published_policy = true\n", "");
    assert!(!Profile::parse("canton.toml", &own).unwrap().reading_of_published_policy, "nobody says it unasked");
}

#[test]
fn the_policies_are_not_copied() {
    // Runs of words that only the published texts have.
    const THEIRS: [&str; 8] = [
        "sell or otherwise disseminate",
        "deemed necessary",
        "sole purpose of",
        "convincing the argument",
        "quash said process",
        "titles and number of items",
        "under no circumstances",
        "off of the newsletter",
    ];
    for (file, text) in FILES {
        let page = statements(&Profile::parse(file, text).unwrap());
        let all = page.iter().map(|one| one.words.en.to_lowercase()).collect::<Vec<_>>().join("\n");
        for theirs in THEIRS {
            assert!(!all.contains(theirs) && !text.to_lowercase().contains(theirs), "{file}: {theirs}");
        }
    }
}

#[test]
fn the_accents_are_distinct_and_can_be_read() {
    let profiles = profiles();
    let colours: HashSet<_> = profiles.iter().map(|profile| profile.accent.light.to_string()).collect();
    assert_eq!(colours.len(), 5);
    for profile in profiles.iter() {
        for ground in Accent::LIGHT_GROUNDS {
            assert!(profile.accent.light.contrast(ground) >= 4.5, "{}", profile.slug);
        }
        for ground in Accent::DARK_GROUNDS {
            assert!(profile.accent.dark.contrast(ground) >= 4.5, "{}", profile.slug);
        }
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    let colour = |text: &str| text.parse::<Colour>().unwrap();
    let close = |a: &str, b: &str, expected: f64| {
        let contrast = colour(a).contrast(colour(b));
        assert!((contrast - expected).abs() < 0.01, "{a} on {b}: {contrast}");
        assert!((contrast - colour(b).contrast(colour(a))).abs() < f64::EPSILON);
    };
    close("#000000", "#ffffff", 21.0);
    close("#ffffff", "#FFFFFF", 1.0);
    close("#777777", "#ffffff", 4.48); // the grey that just fails
    close("#767676", "#ffffff", 4.54); // and the one that just passes
    for bad in ["", "#fff", "1f5f5b", "#1f5f5", "#1f5f5bb", "#1f5g5b", "#+f5f5b", "#ééé"] {
        assert_eq!(bad.parse::<Colour>(), Err(BadColour), "{bad}");
    }
}

#[test]
fn a_network_holds_its_own_addresses_only() {
    let holds = |network: &str, client: &str| network.parse::<Network>().unwrap().contains(client.parse().unwrap());
    assert!(holds("192.0.2.0/28", "192.0.2.15") && !holds("192.0.2.0/28", "192.0.2.16"));
    assert!(holds("192.0.2.0/28", "::ffff:192.0.2.3"));
    assert!(holds("2001:db8::/48", "2001:db8:0:ffff::1") && !holds("2001:db8::/48", "2001:db8:1::1"));
    assert!(!holds("2001:db8::/48", "192.0.2.3"));
    assert!(holds("192.0.2.7/32", "192.0.2.7") && !holds("192.0.2.7/32", "192.0.2.6"));
    for bad in ["", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+8", "192.0.2.1/24", "::/129"]
    {
        assert_eq!(
            bad.parse::<Network>().unwrap_err().to_string().split(' ').next(),
            Some(format!("`{bad}`").as_str())
        );
    }
}

#[test]
fn a_reader_knows_how_long_history_is_kept_and_can_choose_where_the_library_lets_them() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mansfield = &profile("mansfield").retention[&Class::History].keep;
    assert_eq!(deletes_on(mansfield, day("2026-11-05")), Some(day("2026-12-05")));
    assert_eq!(deletes_on_as_chosen(mansfield, HistoryChoice::Forever, day("2026-11-05")), None);
    assert_eq!(deletes_on_as_chosen(mansfield, HistoryChoice::Off, day("2026-11-05")), Some(day("2026-11-05")));
    let putnam = &profile("putnam").retention[&Class::History].keep;
    assert_eq!(deletes_on_as_chosen(putnam, HistoryChoice::Forever, day("2027-02-28")), Some(day("2028-02-28")));
    let wethersfield = profile("wethersfield");
    assert!(!wethersfield.is_kept(Class::History));
    assert_eq!(
        deletes_on_as_chosen(&wethersfield.retention[&Class::History].keep, HistoryChoice::Forever, day("2026-11-05")),
        Some(day("2026-11-05"))
    );
    let ended = Some(Ended::On(day("2026-11-05")));
    for class in [Class::Identity, Class::HeldElsewhere] {
        let due = profile("canton").due(class, Over::WithTheRecord, Standing::default(), ended);
        assert_eq!(due, Due::WithTheRecord);
    }
}

#[test]
fn what_came_back_late_in_the_evening_counts_from_that_day_where_the_library_is() {
    let profile = profile("mansfield");
    let moment = "2026-12-02T04:59:00Z".parse().unwrap();
    assert_eq!(Ended::At(moment).day(profile.time_zone), "2026-12-01".parse().unwrap());
}

/// A vendor that would get contact details (C4).
const CANTON_VENDOR: &str = "[[vendors]]\ncode = \"shop\"\nname = { en = \"Shop\", es = \"Tienda\" }\npurpose = { en = \"It sells.\", \
    es = \"Vende.\" }\nreceives = [\"contact.email\"]\nask = { en = \"Ask.\", es = \"Pregunte.\" }\nrules = [\"C4\"]\n\n\
    [[held_elsewhere]]";

#[test]
fn x1_the_privacy_page_and_the_activity_say_how_long_the_list_of_who_saw_a_record_is_kept() {
    for (kept, says, leaves_out) in [
        (AccessesKept::FiveYears, "for five years", "nothing ties the list"),
        (AccessesKept::WithTheRecord, "nothing ties the list", "five years"),
    ] {
        let mut mansfield = profile("mansfield");
        mansfield.switches.accesses_kept.value = kept;
        mansfield.switches.accesses_kept.note = None;
        let told = privacy::kept(&mansfield, Class::Activity, Lang::En).unwrap();
        let page: String = statements(&mansfield).iter().map(|one| one.words.en.clone()).collect();
        for said in [&told, &page] {
            assert!(said.contains(says) && !said.contains(leaves_out), "{said}");
        }
        assert!(!privacy::kept(&mansfield, Class::Holds, Lang::En).unwrap().contains(says));
    }
}

#[test]
fn how_long_is_a_sentence() {
    let checkouts = how_long(&profile("mansfield").retention[&Class::Checkouts].keep);
    assert_eq!(checkouts.en, "We delete this 1 day after you return the item.");
    assert_eq!(checkouts.es, "Lo borramos 1 día después de que usted devuelva el material.");
    // What puts it off is said with it, on every page and in the plan.
    let mut mansfield = profile("mansfield");
    mansfield.retention.get_mut(&Class::History).unwrap().stopped_by = vec![Stop::Debt];
    let kept = privacy::kept(&mansfield, Class::History, Lang::En).unwrap();
    assert!(kept.contains("It stays until what you owe the library is paid or forgiven."), "{kept}");
    let stated = privacy::statements(&mansfield).into_iter().find(|one| one.class == Some(Class::History)).unwrap();
    assert!(stated.words.es.ends_with("Se queda hasta que se pague o se perdone lo que debe a la biblioteca."));
}

fn row(keep: &Keep) -> Retention {
    Retention { keep: keep.clone(), stopped_by: vec![], rules: vec![], note: None }
}

#[test]
fn a_debt_puts_off_only_what_the_profile_says() {
    let over = Over::On { column: "returned_at", until: Text::new("until then", "hasta entonces") };
    let (mansfield, day) = (profile("mansfield"), "2026-11-05".parse().unwrap());
    let history = &mansfield.retention[&Class::History];
    let owes = Standing { owes: true, ..Standing::default() };
    assert_eq!(due(history, owes, over, Some(day)), Due::On("2026-12-05".parse().unwrap()));
    let stopped = Retention { stopped_by: vec![Stop::Debt], ..history.clone() };
    assert_eq!(due(&stopped, owes, over, Some(day)), Due::Stopped(Stop::Debt));
    assert_eq!(due(&stopped, Standing::default(), over, Some(day)), Due::On("2026-12-05".parse().unwrap()));
}

fn any_keep() -> impl Strategy<Value = Keep> {
    let text = || OwnedText { en: "x".into(), es: "x".into() };
    prop_oneof![
        Just(Keep::WhileAPatron),
        any::<bool>().prop_map(move |stated| Keep::NotKept { reason: text(), stated }),
        any::<u16>().prop_map(|days| Keep::DaysAfter { days, event: Event::Sent }),
        any::<u16>().prop_map(|days| Keep::PatronsChoice { days, event: Event::Returned }),
    ]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..6_000_000).prop_map(|days| NaiveDate::MIN.checked_add_days(Days::new(days * 32)).unwrap_or(NaiveDate::MAX))
}

proptest! {
    #[test]
    fn nothing_is_deleted_before_it_happened(keep in any_keep(), date in any_day()) {
        for choice in HistoryChoice::ALL {
            if let Some(deleted) = deletes_on_as_chosen(&keep, choice, date) {
                prop_assert!(deleted >= date);
            }
        }
        if let Some(deleted) = deletes_on(&keep, date) {
            prop_assert!(deleted >= date);
        }
    }

    #[test]
    fn what_the_page_says_is_due_by_today_is_what_the_run_deletes(
        keep in any_keep(), date in any_day(), today in any_day(), near in 0u64..800,
    ) {
        let over = Over::On { column: "returned_at", until: Text::new("until then", "hasta entonces") };
        let near = date.checked_add_days(Days::new(near)).unwrap_or(NaiveDate::MAX);
        for choice in HistoryChoice::ALL {
            for today in [today, near] {
                let standing = Standing { choice, owes: true, ..Standing::default() };
                let said = matches!(due(&row(&keep), standing, over, Some(date)), Due::On(day) if day <= today);
                let done = over_by(&keep, choice, today).is_some_and(|last| date <= last);
                prop_assert_eq!(said, done, "{:?} {:?} {} {}", keep, choice, date, today);
            }
            let standing = Standing { choice, ..Standing::default() };
            prop_assert!(!matches!(due(&row(&keep), standing, over, None), Due::On(_)), "what is not over has no date");
            let held = Standing { held: true, ..standing };
            prop_assert!(!matches!(due(&row(&keep), held, over, Some(date)), Due::On(_)), "a legal hold stops it");
        }
    }

    #[test]
    fn what_happened_later_is_deleted_no_sooner(keep in any_keep(), date in any_day(), later in 0u64..100_000) {
        if let Some(after) = date.checked_add_days(Days::new(later))
            && let (Some(first), Some(second)) = (deletes_on(&keep, date), deletes_on(&keep, after)) {
                prop_assert!(first <= second);
            }
    }

    #[test]
    fn no_file_makes_the_reader_panic(cut in 0usize..8_000, put in ".{0,12}") {
        let text = text_of("lci-member");
        let cut = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        for broken in [format!("{}{put}", &text[..cut]), format!("{}{put}{}", &text[..cut], &text[cut..])] {
            if let Err(error) = Profile::parse("broken.toml", &broken) {
                prop_assert!(error.to_string().starts_with("broken.toml"));
                prop_assert!(!error.reason.is_empty());
            }
        }
    }

    #[test]
    fn a_colour_is_what_it_says(red: u8, green: u8, blue: u8) {
        let colour = Colour::new(red, green, blue);
        prop_assert_eq!(colour.to_string().parse(), Ok(colour));
        let contrast = colour.contrast(Colour::new(255, 255, 255));
        prop_assert!((1.0..=21.0).contains(&contrast));
    }

    #[test]
    fn a_network_holds_its_first_address(address: u128, bits in 0u8..=128) {
        let first = address & !u128::MAX.checked_shr(bits.into()).unwrap_or(0);
        let text = format!("{}/{bits}", std::net::Ipv6Addr::from_bits(first));
        let network: Network = text.parse().unwrap();
        let mapped = std::net::Ipv6Addr::from_bits(address).to_ipv4_mapped().is_some();
        prop_assert!(mapped || network.contains(std::net::Ipv6Addr::from_bits(address).into()), "{}", text);
    }
}
