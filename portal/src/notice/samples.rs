//! The notices about loans and holds as a patron gets them, with made-up titles, for the staff to look at.

use super::words::{Thing, section, subject};
use crate::mail::{Circulation, Letter};
use chrono::NaiveDate;
use domain::{
    consent::Purpose,
    profile::{NoticeKind, Profile, SentBy, Titles},
    words::Lang,
};
use uuid::Uuid;

/// One of each kind that the portal sends for this library, and all of a day in one mail; none where the library's own system
/// sends them. `today` is the day that the made-up loans go by.
pub fn samples(profile: &Profile, site: &str, lang: Lang, today: NaiveDate) -> Vec<Letter> {
    if profile.circulation_mail.sent_by == SentBy::System {
        return Vec::new();
    }
    let kinds: Vec<NoticeKind> = profile.notices.keys().copied().collect();
    let of = |kinds: Vec<NoticeKind>| {
        let without_answer = match kinds[..] {
            [one] => Purpose::Notice(one).default_of(profile),
            _ => true,
        };
        let named = profile.circulation_mail.titles == Titles::Named;
        let sections = kinds.iter().map(|kind| section(*kind, &things(*kind, lang, today), named, lang)).collect();
        Letter::Circulation(Box::new(Circulation {
            id: Uuid::nil(),
            subject: subject(&kinds, lang),
            kinds,
            sections,
            without_answer,
            hours: None,
            link: format!("{site}/unsubscribe/example"),
        }))
    };
    let mut all: Vec<Letter> = kinds.iter().map(|kind| of(vec![*kind])).collect();
    if kinds.len() > 1 {
        all.push(of(kinds));
    }
    all
}

fn things(kind: NoticeKind, lang: Lang, today: NaiveDate) -> Vec<Thing> {
    let days = |days| today.checked_add_signed(chrono::Duration::days(days));
    let (day, cents) = match kind {
        NoticeKind::Receipt | NoticeKind::Renewal => (days(21), 0),
        NoticeKind::HoldReady => (days(7), 0),
        NoticeKind::AlmostDue => (days(3), 0),
        NoticeKind::Overdue => (days(-1), 0),
        NoticeKind::Bill => (None, 2_450),
    };
    let titles = match lang {
        Lang::En => ["The Heron and the Hare", "Gardens by the Sea"],
        Lang::Es => ["La garza y la liebre", "Jardines junto al mar"],
    };
    titles.map(|title| Thing { title: title.to_owned(), day, place: None, cents }).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn every_kind_of_notice_that_the_portal_sends_has_its_sample_in_both_languages() {
        let mut profile = (*testing::profile("mansfield")).clone();
        let today = "2026-11-23".parse().unwrap();
        profile.circulation_mail.sent_by = SentBy::Portal;
        for lang in Lang::ALL {
            let all = samples(&profile, testing::SITE, lang, today);
            let codes: Vec<_> = all.iter().map(Letter::code).collect();
            for kind in profile.notices.keys() {
                assert!(codes.contains(&kind.code()), "{kind:?}");
            }
            assert!(codes.contains(&"notices"));
        }
        profile.circulation_mail.sent_by = SentBy::System;
        assert_eq!(samples(&profile, testing::SITE, Lang::En, today), []);
    }
}
