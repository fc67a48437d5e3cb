//! Means of the mail tests: a portal whose clock stands still, letters of every kind, and a mail server on the loopback that
//! speaks real SMTP ([`receiver`]).

mod receiver;

pub(crate) use receiver::{Answer, Held, Receiver, transport};

use super::{Circulation, Letter, Section, What, samples, samples::breach};
use crate::{Portal, clock::SetClock, ids::PersonId, testing::House};
use domain::{
    ids::LibrarySlug,
    profile::{Accent, Colour, NoticeKind},
    words::Lang,
};
use sqlx::PgPool;
use std::sync::Arc;

/// A portal with one library and one person, and the clock it goes by.
pub(crate) struct Bench {
    pub(crate) portal: Portal,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) library: LibrarySlug,
    pub(crate) person: PersonId,
}

pub(crate) async fn bench(pool: PgPool) -> Bench {
    let house = House::at("mansfield").open(&pool).await;
    let person = house.person("Ana").add().await.id;
    Bench { portal: house.portal, clock: house.clock, library: house.profile.slug.clone(), person }
}

/// The colour of the library in tests.
pub(crate) const ACCENT: Accent = Accent { light: Colour::new(0x1f, 0x5f, 0x5b), dark: Colour::new(0x8f, 0xd0, 0xc8) };

/// One letter of each kind, and one of those whose data may be missing without it.
pub(crate) fn letters() -> Vec<Letter> {
    let profile = crate::testing::profile("mansfield");
    let link = || "https://mansfield.example.org/reset?a=1&b=SECRET".to_owned();
    let mut all = samples(&profile, "https://mansfield.example.org", Lang::En);
    for letter in &mut all {
        match letter {
            Letter::Activation { link: of, .. }
            | Letter::Reset { link: of, .. }
            | Letter::VerifyEmail { link: of, .. }
            | Letter::Subscribe { link: of, .. }
            | Letter::SubscriberLink { link: of, .. } => *of = link(),
            Letter::Newsletter(issue) => {
                (issue.link, issue.card, issue.without_card) = (link(), Some("0042".into()), true);
            }
            _ => {}
        }
    }
    all.push(Letter::SecurityNotice(What::NewDevice { device: None }));
    // One that tells of no way in.
    let reading = domain::breach::Notice { classes: vec![domain::inventory::Class::History], ..breach() };
    all.push(Letter::Breach(Box::new(reading)));
    all.push(Letter::Circulation(Box::new(Circulation {
        id: uuid::Uuid::from_u128(77),
        kinds: vec![NoticeKind::Overdue, NoticeKind::HoldReady],
        subject: "Your loans and holds today".into(),
        sections: vec![Section {
            title: "Overdue:".into(),
            lines: vec!["The Heron & the Hare, was due November 20, 2026".into(), "2 items".into()],
            note: "Please bring it back.".into(),
        }],
        without_answer: true,
        hours: None,
        link: link(),
    })));
    all
}
