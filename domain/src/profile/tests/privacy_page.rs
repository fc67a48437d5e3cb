//! What a library’s privacy page says, and on which rules it rests.

use super::*;

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
fn where_each_list_of_deletions_waits_for_a_person_the_page_says_that_its_days_are_the_earliest() {
    let mut one = profile("mansfield");
    for approval in [true, false] {
        one.leaving.approval = approval;
        assert_eq!(says(&one, "A person at the library approves each list of deletions first"), approval);
    }
}

/// Only the other two policies speak of it; for these it is a reading, and stands as one.
#[test]
fn what_a_policy_does_not_say_of_telephone_and_e_mail_is_noted_as_a_reading() {
    for slug in ["putnam", "canton", "wethersfield"] {
        let switches = profile(slug).switches;
        let noted =
            [(switches.phone_answers.note, "phone_answers"), (switches.email_is_consent.note, "email_is_consent")];
        for (note, switch) in noted {
            let note = note.unwrap_or_else(|| panic!("{slug} notes nothing beside {switch}"));
            assert!(note.en.contains("does not") || note.en.contains("is silent"), "{slug}, {switch}: {}", note.en);
            assert!(note.es.contains("La política no"), "{slug}, {switch}: {}", note.es);
        }
    }
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
