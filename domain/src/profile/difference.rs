//! What a new version of a profile changes: in its file, key by key; in what the privacy page says; and in the words that
//! patrons agreed to.

use super::{
    Newsletter, Profile,
    privacy::{Statement, statements},
};
use crate::{
    consent::{Purpose, names_service, statement, without_card},
    rules::RuleId,
    words::{Lang, OwnedText},
};
use chrono::{Days, NaiveDate};
use std::{collections::BTreeMap, fmt::Write};

/// So many days before the words change that patrons agreed to, at the latest, they are told.
pub const NOTICE: Days = Days::new(14);

/// So many days before at the earliest. What was written stands longer in the outbox, so that nobody is told twice.
pub const NOTICE_FROM: Days = Days::new(42);

/// What one version changes of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Each key of the file that changes, in the order of the keys.
    pub keys: Vec<KeyChange>,
    /// What the privacy page says no more.
    pub unsaid: Vec<Statement>,
    /// What the privacy page says from then on.
    pub said: Vec<Statement>,
    /// The words that patrons agreed to and that change.
    pub agreed: Vec<AgreedChange>,
}

/// A key that has another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// Such as `switches.helper.value` or `newsletters[monthly].what.en`.
    pub key: String,
    /// Its value before, as the file has it; `None`: it was not there.
    pub before: Option<String>,
    /// Its value after; `None`: it is gone.
    pub after: Option<String>,
    /// The rules that the key or a value names, each once: a reader is told their words and where they are from.
    pub rules: Vec<RuleId>,
}

impl KeyChange {
    /// A value for a reader: where it names a rule, it says where that is from and not its id.
    pub fn cited(&self, value: &str, lang: Lang) -> String {
        self.rules.iter().fold(value.to_owned(), |said, rule| said.replace(&quoted(rule.as_str()), rule.citation(lang)))
    }
}

/// As an id stands in a list of the file.
fn quoted(id: &str) -> String {
    format!("\"{id}\"")
}

/// Words that patrons agreed to and that change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedChange {
    /// The code of what they agreed to ([`Purpose::code`]).
    pub purpose: String,
    /// What it is called until then.
    pub label: OwnedText,
    /// What a yes says with a card until then.
    pub before: OwnedText,
    /// What a yes says from then on; `None`: it is no longer offered.
    pub after: Option<OwnedText>,
    /// The same without a card, where it was offered without one.
    pub without_card: Option<(OwnedText, Option<OwnedText>)>,
    /// Whether a service of others sends it then that no yes until then names.
    pub new_service: bool,
    /// Whether an e-mail address on record is a yes to it until its patron answers (L27, C5).
    pub by_address: bool,
}

impl Difference {
    /// What `after` changes of `before`.
    pub fn between(before: &Profile, after: &Profile) -> Self {
        let (old, new) = (statements(before), statements(after));
        let only = |these: &[Statement], those: &[Statement]| -> Vec<Statement> {
            these.iter().filter(|one| !those.iter().any(|other| is_same(one, other))).cloned().collect()
        };
        Self {
            keys: keys(before, after),
            unsaid: only(&old, &new),
            said: only(&new, &old),
            agreed: Purpose::offered(before).filter_map(|purpose| agreed(&purpose, before, after)).collect(),
        }
    }

    /// The first day on which the new version may be in force: today, or so many days later that those can be told whose
    /// words change.
    pub fn first_day(&self, today: NaiveDate) -> NaiveDate {
        if self.agreed.is_empty() { today } else { today.checked_add_days(NOTICE).unwrap_or(today) }
    }
}

/// Whether a patron reads the same in both.
fn is_same(one: &Statement, other: &Statement) -> bool {
    one.words == other.words && one.class == other.class && one.receives == other.receives
}

fn agreed(purpose: &Purpose<'_>, before: &Profile, after: &Profile) -> Option<AgreedChange> {
    let both = |words: &dyn Fn(Lang) -> String| OwnedText { en: words(Lang::En), es: words(Lang::Es) };
    let later = Purpose::from_code(purpose.code(), after);
    let said = both(&|lang| statement(purpose, true, before, lang));
    let service = later.as_ref().and_then(|later| later.service(after));
    let change = AgreedChange {
        purpose: purpose.code().to_owned(),
        label: both(&|lang| purpose.label(lang)),
        new_service: service.is_some_and(|service| !names_service(&said.en, service)),
        by_address: *purpose != Purpose::AllMail && purpose.default_of(before),
        before: said,
        after: later.map(|later| both(&|lang| statement(&later, true, after, lang))),
        without_card: newsletter(purpose).map(|list| {
            let later = later.as_ref().and_then(newsletter);
            (
                both(&|lang| without_card(list, true, before, lang)),
                later.map(|later| both(&|lang| without_card(later, true, after, lang))),
            )
        }),
    };
    let is_same = change.after.as_ref() == Some(&change.before)
        && change.without_card.as_ref().is_none_or(|(before, after)| after.as_ref() == Some(before));
    (!is_same).then_some(change)
}

/// The newsletter: each is offered without a card, too.
fn newsletter<'a>(purpose: &Purpose<'a>) -> Option<&'a Newsletter> {
    match purpose {
        Purpose::Newsletter(list) => Some(list),
        _ => None,
    }
}

fn keys(before: &Profile, after: &Profile) -> Vec<KeyChange> {
    let (mut old, new) = (values(before), values(after));
    let change = |key: String, was: Option<String>, is: Option<String>| {
        let rules = named_in(&key, [was.as_deref(), is.as_deref()], [after, before]);
        KeyChange { key, before: was, after: is, rules }
    };
    let mut all: Vec<KeyChange> = new
        .into_iter()
        .filter_map(|(key, value)| match old.remove(&key) {
            Some(same) if same == value => None,
            was => Some(change(key, was, Some(value))),
        })
        .collect();
    all.extend(old.into_iter().map(|(key, value)| change(key, Some(value), None)));
    all.sort_by(|one, other| one.key.cmp(&other.key));
    all
}

/// The rules that a key (`rules[M3].words.en`) or one of its values (`["M3", "S3"]`) names, as the first of these profiles that
/// has them says them. Leads for counsel are rules, too.
fn named_in(key: &str, values: [Option<&str>; 2], profiles: [&Profile; 2]) -> Vec<RuleId> {
    let of_key = key.strip_prefix("rules[").and_then(|rest| rest.split(']').next());
    let of_values = values.into_iter().flatten().filter(|value| value.starts_with('['));
    let ids = of_key.into_iter().chain(of_values.flat_map(|value| value.split('"').skip(1).step_by(2)));
    let mut rules: Vec<RuleId> = Vec::new();
    for id in ids {
        let mut known = profiles.iter().flat_map(|profile| profile.rules.all().chain(profile.rules.leads()));
        if !rules.iter().any(|rule| rule.as_str() == id) {
            rules.extend(known.find(|rule| rule.as_str() == id).cloned());
        }
    }
    rules
}

/// Each value of a profile by its key.
fn values(profile: &Profile) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    if let Ok(value) = toml::Value::try_from(profile) {
        put(&mut all, String::new(), &value);
    }
    all
}

/// Tables go key by key; lists whose every entry has a `code` or an `id` go entry by entry, so that one that is put in front
/// does not make every other look changed; other lists stand whole.
fn put(all: &mut BTreeMap<String, String>, key: String, value: &toml::Value) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                put(all, key, value);
            }
        }
        toml::Value::Array(list) => match list.iter().map(named).collect::<Option<Vec<_>>>() {
            Some(names) if !names.is_empty() => {
                for (name, value) in names.into_iter().zip(list) {
                    put(all, format!("{key}[{name}]"), value);
                }
            }
            _ => {
                let mut text = String::new();
                let _ = write!(text, "{value}");
                all.insert(key, text);
            }
        },
        toml::Value::String(text) => _ = all.insert(key, text.clone()),
        other => _ = all.insert(key, other.to_string()),
    }
}

fn named(entry: &toml::Value) -> Option<&str> {
    ["code", "id"].into_iter().find_map(|key| entry.get(key)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> &'static str {
        include_str!("../../../libraries/mansfield.toml")
    }

    fn read(text: &str) -> Profile {
        Profile::parse("mansfield", text).unwrap()
    }

    fn with(from: &str, to: &str) -> Difference {
        assert!(text().contains(from), "{from}");
        Difference::between(&read(text()), &read(&text().replacen(from, to, 1)))
    }

    #[test]
    fn a_version_that_says_the_same_changes_nothing() {
        let same = Difference::between(&read(text()), &read(&format!("# A remark.\n{}", text())));
        assert!(same.keys.is_empty() && same.said.is_empty() && same.unsaid.is_empty() && same.agreed.is_empty());
    }

    #[test]
    fn every_library_has_values_to_compare_and_each_switch_is_among_them() {
        for slug in ["mansfield", "canton", "wethersfield", "lci-member", "putnam"] {
            let file = format!("{}/../libraries/{slug}.toml", env!("CARGO_MANIFEST_DIR"));
            let profile = Profile::parse(slug, &std::fs::read_to_string(file).unwrap()).unwrap();
            let all = values(&profile);
            for switch in profile.switches.each() {
                let key = format!("switches.{}.rules", switch.key);
                assert!(all.contains_key(&key), "{slug}: {key}");
            }
        }
    }

    #[test]
    fn what_a_yes_says_is_told_two_weeks_before_it_changes() {
        let profile = read(text());
        let list = profile.newsletters.first().unwrap();
        let changed = with(&list.what.en, "Something else altogether, each week.");
        let [only] = &changed.agreed[..] else { panic!("{:?}", changed.agreed) };
        assert_eq!(only.purpose, list.code);
        assert!(only.before.en.contains(&list.what.en));
        assert!(only.after.as_ref().unwrap().en.contains("Something else altogether"));
        assert_eq!(only.before.es, only.after.as_ref().unwrap().es, "in Spanish it stays");
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        assert_eq!(changed.first_day(today).to_string(), "2026-12-14");
        let key = format!("newsletters[{}].what.en", list.code);
        assert!(changed.keys.iter().any(|one| one.key == key), "{:?}", changed.keys);
    }

    #[test]
    fn l28_a_service_that_no_yes_names_is_told_of_and_one_that_was_named_is_not() {
        let profile = read(text());
        let code = profile.vendors[0].code.clone();
        let mut with_service = profile.clone();
        with_service.newsletters[0].service = Some(code);
        assert!(Difference::between(&profile, &with_service).agreed[0].new_service);
        let mut other_words = with_service.clone();
        other_words.newsletters[0].what.en = "Something else.".to_owned();
        let changed = Difference::between(&with_service, &other_words);
        assert!(!changed.agreed.is_empty() && !changed.agreed[0].new_service);
    }

    #[test]
    fn a_rule_that_a_change_names_is_told_by_where_it_is_from_and_never_by_its_id_alone() {
        let profile = read(text());
        let mut later = profile.clone();
        later.switches.helper.rules.truncate(1);
        let changed = Difference::between(&profile, &later);
        let [only] = &changed.keys[..] else { panic!("{:?}", changed.keys) };
        assert_eq!(only.key, "switches.helper.rules");
        let ids: Vec<&str> = only.rules.iter().map(RuleId::as_str).collect();
        assert!(ids.len() > 1 && profile.switches.helper.rules.iter().all(|rule| ids.contains(&rule.as_str())));
        for value in [&only.before, &only.after].map(|value| value.as_deref().unwrap()) {
            let said = only.cited(value, Lang::En);
            assert!(ids.iter().all(|id| !said.contains(&quoted(id))), "{value}: {said}");
            assert!(said.contains(only.rules[0].citation(Lang::En)), "{said}");
        }
        let words = with("We make and keep only the records we need", "We make and keep the records we need");
        let [of_rule] = &words.keys[..] else { panic!("{:?}", words.keys) };
        assert_eq!((of_rule.key.as_str(), of_rule.rules[0].as_str()), ("rules[M1].words.en", "M1"));
    }

    #[test]
    fn a_newsletter_that_ends_has_no_words_after() {
        let profile = read(text());
        let mut later = profile.clone();
        let gone = later.newsletters.remove(0);
        let changed = Difference::between(&profile, &later);
        let [only] = &changed.agreed[..] else { panic!("{:?}", changed.agreed) };
        assert_eq!((only.purpose.as_str(), &only.after), (gone.code.as_str(), &None));
    }

    #[test]
    fn a_telephone_number_changes_nothing_that_was_agreed_and_may_hold_today() {
        let profile = read(text());
        let changed = with(&profile.desk.phone, "860-555-0199");
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        assert!(changed.agreed.is_empty() && !changed.keys.is_empty());
        assert_eq!(changed.first_day(today), today);
    }

    #[test]
    fn what_the_privacy_page_says_is_told_before_and_after() {
        let profile = read(text());
        let mut later = profile.clone();
        later.permission.as_mut().unwrap().max_days = 7;
        let changed = Difference::between(&profile, &later);
        assert_eq!((changed.unsaid.len(), changed.said.len()), (1, 1), "{changed:?}");
        assert_ne!(changed.unsaid[0].words, changed.said[0].words);
    }
}
