//! Whom the library consulted about a paper, and what they say together (M8: both of two have to have answered).

use super::Advice;
use crate::profile::Counsel;
use chrono::{DateTime, Utc};

/// That one of those whom the library consults was asked, and what they answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consulted {
    /// Who, as the profile named them then, in English.
    pub whom: String,
    /// When they were asked.
    pub asked_at: DateTime<Utc>,
    /// What they advised, and when that was recorded.
    pub answer: Option<(Advice, DateTime<Utc>)>,
    /// Whether it was about the paper as it was recorded before.
    pub replaced: bool,
}

/// What those whom the library consults say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// Whether each of them was asked.
    pub all_asked: bool,
    /// What they advise: to contest it as soon as one does; else nothing before each has answered, and to have it corrected
    /// where one says so.
    pub advice: Option<Advice>,
}

impl Together {
    /// Of everybody whom the profile names today.
    pub fn of(counsel: &Counsel, consulted: &[Consulted]) -> Self {
        let of = |name: &str| consulted.iter().find(|one| one.whom == name && !one.replaced);
        let asked: Vec<Option<&Consulted>> = counsel.each().iter().map(|name| of(&name.en)).collect();
        let answers: Vec<Option<Advice>> = asked.iter().map(|one| Some((*one)?.answer?.0)).collect();
        let advice = if answers.contains(&Some(Advice::Contest)) {
            Some(Advice::Contest)
        } else if answers.contains(&None) {
            None
        } else if answers.contains(&Some(Advice::Defective)) {
            Some(Advice::Defective)
        } else {
            Some(Advice::Comply)
        };
        Self { all_asked: asked.iter().all(Option::is_some), advice }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn of(whom: &str, advice: Option<Advice>) -> Consulted {
        Consulted { whom: whom.to_owned(), asked_at: at(), answer: advice.map(|one| (one, at())), replaced: false }
    }

    #[derive(serde::Deserialize)]
    struct File {
        counsel: Counsel,
    }

    fn counsel(names: &[&str]) -> Counsel {
        let each = names.iter().map(|name| format!("{{ en = \"{name}\", es = \"{name}\" }}")).collect::<Vec<_>>();
        toml::from_str::<File>(&format!("counsel = [{}]", each.join(", "))).unwrap().counsel
    }

    #[test]
    fn m8_one_of_two_is_not_enough_to_comply_and_enough_to_contest() {
        let both = counsel(&["manager", "attorney"]);
        let say = |all: &[Consulted]| Together::of(&both, all);
        assert_eq!(say(&[]), Together { all_asked: false, advice: None });
        assert_eq!(say(&[of("manager", Some(Advice::Comply))]), Together { all_asked: false, advice: None });
        let half = [of("manager", Some(Advice::Comply)), of("attorney", None)];
        assert_eq!(say(&half), Together { all_asked: true, advice: None });
        let two = |one, other| say(&[of("manager", Some(one)), of("attorney", Some(other))]).advice;
        assert_eq!(two(Advice::Comply, Advice::Comply), Some(Advice::Comply));
        assert_eq!(two(Advice::Comply, Advice::Defective), Some(Advice::Defective));
        assert_eq!(two(Advice::Defective, Advice::Contest), Some(Advice::Contest));
        assert_eq!(
            say(&[of("attorney", Some(Advice::Contest))]).advice,
            Some(Advice::Contest),
            "nothing leaves meanwhile"
        );
        let former = Consulted { replaced: true, ..of("attorney", Some(Advice::Comply)) };
        assert_eq!(say(&[of("manager", Some(Advice::Comply)), former]), Together { all_asked: false, advice: None });
    }

    proptest! {
        #[test]
        fn m8_l15_c2_w6_nobody_complies_before_each_whom_the_profile_names_has_said_so(
            named in prop::collection::btree_set("[a-d]", 1..4),
            said in prop::collection::btree_map("[a-e]", prop::option::of(prop::sample::select(Advice::ALL.to_vec())), 0..5),
        ) {
            let names: Vec<&str> = named.iter().map(String::as_str).collect();
            let all: Vec<_> = said.iter().map(|(whom, advice)| of(whom, *advice)).collect();
            let together = Together::of(&counsel(&names), &all);
            let comply = names.iter().all(|name| said.get(*name).copied().flatten() == Some(Advice::Comply));
            if together.advice == Some(Advice::Comply) {
                prop_assert!(comply && together.all_asked);
            }
            prop_assert_eq!(together.all_asked, names.iter().all(|name| said.contains_key(*name)));
        }
    }
}
