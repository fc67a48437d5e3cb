//! A file that is wrong is refused, with file, key, place and reason.

use super::*;

/// One wrong edit: which file, what is replaced by what, and what the error has to name.
struct Wrong(&'static str, &'static str, &'static str, &'static str, &'static str);

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

proptest! {
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
}
