//! L27, L28, C5: yes and no, as patrons say it.

use super::*;
use crate::{
    authority::Patron,
    mail::What,
    notify,
    testing::{House, Person, SITE},
};
use domain::{
    consent::{self, Purpose, State},
    profile::NoticeKind,
    words::Lang,
};
use sqlx::PgPool;
use std::ops::Deref;

mod leaving;
mod proof;
mod report;

/// Says yes or no, as a patron who is signed in does; whether it needs the PIN first is a question of its own.
pub(crate) async fn says(portal: &crate::Portal, patron: &Patron, purpose: Purpose<'_>, given: bool) -> Said {
    super::say::answered(portal, patron, purpose, given, Lang::En, SITE).await.unwrap()
}

struct Room {
    house: House,
    ana: Patron,
    person: Person,
}

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Room {
    async fn open(pool: &PgPool, email: Option<&str>) -> Self {
        let house = House::at("mansfield").open(pool).await;
        let ana = house.somebody().reachable();
        let person = email.into_iter().fold(ana, crate::testing::NewPerson::email).add().await;
        Self { ana: person.patron(), house, person }
    }

    async fn says(&self, purpose: Purpose<'_>, given: bool) -> Said {
        says(&self.portal, &self.ana, purpose, given).await
    }

    fn newsletter(&self) -> Purpose<'_> {
        Purpose::Newsletter(&self.profile.newsletters[0])
    }

    async fn choices(&self) -> Choices<'_> {
        choices(&self.portal, &self.ana).await.unwrap()
    }

    async fn is_on(&self, purpose: Purpose<'_>) -> bool {
        self.choices().await.each.iter().find(|one| one.purpose == purpose).unwrap().on
    }

    async fn mailed(&self) -> Vec<String> {
        self.mails().await.into_iter().map(|mail| mail.kind).collect()
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn c5_l32_a_newsletter_is_off_until_it_is_chosen_and_a_notice_is_as_the_profile_says(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    assert!(!room.is_on(room.newsletter()).await);
    assert!(room.is_on(Purpose::Notice(NoticeKind::Overdue)).await);
    assert!(!room.is_on(Purpose::Notice(NoticeKind::Receipt)).await);
    assert!(matches!(room.says(room.newsletter(), true).await, Said::Kept { .. }));
    assert!(room.is_on(room.newsletter()).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_without_an_address_nothing_is_on_and_a_yes_says_so(pool: PgPool) {
    let room = Room::open(&pool, None).await;
    assert!(room.choices().await.each.iter().all(|one| !one.on));
    assert_eq!(room.says(room.newsletter(), true).await, Said::NoAddress);
    assert!(matches!(room.says(room.newsletter(), false).await, Said::Kept { .. }), "a no is always taken");
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_no_is_as_easy_as_a_yes_and_every_answer_is_kept_with_its_words(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    room.says(room.newsletter(), true).await;
    assert_eq!(room.says(room.newsletter(), true).await, Said::Already);
    room.says(room.newsletter(), false).await;
    assert!(!room.is_on(room.newsletter()).await);
    let answers = answers(&room.portal, &room.ana, 10).await.unwrap();
    assert_eq!(answers.iter().map(|answer| answer.kept.state).collect::<Vec<_>>(), [State::Withdrawn, State::Given]);
    for answer in &answers {
        let words = consent::statement(&room.newsletter(), answer.kept.state.is_given(), &room.profile, Lang::En);
        assert_eq!(
            (answer.kept.words.as_str(), answer.kept.words_version.as_str()),
            (words.as_str(), consent::VERSION)
        );
    }
    for change in ["UPDATE consent SET given = true", "DELETE FROM consent"] {
        let mut tx = room.portal.db.begin(room.ana.scope()).await.unwrap();
        let refused = sqlx::query(change).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("denied"), "an answer is never changed: {refused}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_no_where_there_was_no_yes_is_refused_and_never_called_withdrawn(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    room.says(room.newsletter(), false).await;
    room.says(Purpose::Notice(NoticeKind::Overdue), false).await;
    room.says(room.newsletter(), true).await;
    room.says(Purpose::AllMail, false).await;
    let said = answers(&room.portal, &room.ana, 10).await.unwrap();
    let mut said: Vec<_> = said.into_iter().map(|answer| (answer.purpose, answer.kept.state)).collect();
    said.reverse();
    let (news, overdue) = (room.newsletter().code(), NoticeKind::Overdue.code());
    let wanted = [
        (news, State::Refused),
        (overdue, State::Refused),
        (news, State::Given),
        (consent::ALL_MAIL, State::Refused),
        (news, State::Withdrawn),
    ];
    assert_eq!(said.iter().map(|(purpose, state)| (purpose.as_str(), *state)).collect::<Vec<_>>(), wanted);
    let told: Vec<String> =
        sqlx::query_scalar("SELECT action FROM ledger_event WHERE action LIKE 'consent-%' ORDER BY position")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(told, wanted.map(|(_, state)| state.action().code()));
    let Some(last) = answers(&room.portal, &room.ana, 1).await.unwrap().pop() else { panic!("an answer") };
    let receipt = consent::receipt(&last.kept, room.newsletter().code(), &room.profile, SITE);
    assert_eq!(receipt.consent_events[0].event_state, "consent withdrawn");
}

#[sqlx::test(migrations = "../migrations")]
async fn no_e_mail_at_all_stands_above_the_rest_and_no_newsletter_begins_again_by_itself(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    room.says(room.newsletter(), true).await;
    room.says(Purpose::AllMail, false).await;
    assert!(room.choices().await.stopped_at.is_some());
    assert_eq!(room.mailed().await, ["mail-stopped"], "the last one says so");
    assert_eq!(room.says(room.newsletter(), true).await, Said::Stopped);

    let mut tx = room.portal.db.begin(room.ana.scope()).await.unwrap();
    let what = What::ContactChanged;
    notify::tell(&mut tx, &room.portal, &room.profile, room.ana.person(), Lang::En, SITE, what).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(room.mailed().await.len(), 1, "nothing else is written");

    room.says(Purpose::AllMail, true).await;
    assert!(room.choices().await.stopped_at.is_none());
    assert!(!room.is_on(room.newsletter()).await);
    assert!(room.is_on(Purpose::Notice(NoticeKind::Overdue)).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn no_e_mail_at_all_does_not_silence_what_touches_the_safety_of_the_record(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    room.says(Purpose::AllMail, false).await;
    let mut tx = room.portal.db.begin(room.ana.scope()).await.unwrap();
    let safety = [
        What::NewDevice { device: None },
        What::PinChanged,
        What::PasswordChanged,
        What::CodeMade,
        What::CardReportedLost,
        What::EmailChanged,
    ];
    for what in safety.clone() {
        notify::tell(&mut tx, &room.portal, &room.profile, room.ana.person(), Lang::En, SITE, what).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(room.mailed().await.len(), 1 + safety.len());
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_finds_an_open_session_cannot_say_no_e_mail_at_all_without_the_pin(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    room.has_pin(&room.person, "8305").await;
    room.is_signed_in(&room.person).await;
    let said = say(&room.portal, &room.ana, Purpose::AllMail, false, Lang::En, SITE).await.unwrap();
    assert_eq!(said, Said::SecretFirst);
    let stop = async |pin: &str| {
        let pin = pin.to_owned().into();
        stop_all(&room.portal, &room.hasher, &room.ana, pin, Lang::En, SITE).await.unwrap()
    };
    assert_eq!(stop("2468").await, AllStopped::Wrong);
    assert!(room.choices().await.stopped_at.is_none());
    assert!(matches!(stop("8305").await, AllStopped::Said(Said::Kept { .. })));
    assert!(room.choices().await.stopped_at.is_some());
    room.run("DELETE FROM session").await;
    assert_eq!(stop("8305").await, AllStopped::SignedOut);
}

#[sqlx::test(migrations = "../migrations")]
async fn fifty_yes_and_no_at_once_leave_one_state_that_agrees_with_the_newest_answer(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    let said = (0..50).map(|n| room.says(room.newsletter(), n % 2 == 0));
    futures::future::join_all(said).await;
    let newest = answers(&room.portal, &room.ana, 1).await.unwrap().remove(0);
    assert_eq!(room.is_on(room.newsletter()).await, newest.kept.state.is_given());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_receipt_has_the_fields_of_the_standard_and_is_its_owners_alone(pool: PgPool) {
    let room = Room::open(&pool, Some("ana@example.org")).await;
    let Said::Kept { id } = room.says(room.newsletter(), true).await else { panic!("kept") };
    let other = room.somebody().add().await.patron();
    assert_eq!(answer(&room.portal, &other, id).await.unwrap(), None);
    let answer = answer(&room.portal, &room.ana, id).await.unwrap().unwrap();
    let receipt = consent::receipt(&answer.kept, room.newsletter().code(), &room.profile, SITE);
    let json = serde_json::to_value(&receipt).unwrap();
    for pointer in [
        "/schema_version",
        "/record_id",
        "/pii_principal_id",
        "/pii_processing/privacy_notice",
        "/pii_processing/language",
        "/pii_processing/purposes/0/purpose",
        "/pii_processing/purposes/0/lawful_basis",
        "/pii_processing/purposes/0/pii_information/0/pii_type",
        "/pii_processing/purposes/0/withdrawal_method",
        "/pii_processing/purposes/0/retention_period",
        "/party_identification/0/party_name",
        "/consent_events/0/event_time",
        "/consent_events/0/event_state",
    ] {
        assert!(json.pointer(pointer).is_some_and(|value| !value.is_null()), "{pointer} in {json:#}");
    }
    assert_eq!(json["pii_processing"]["notice_text"], answer.kept.words);
}
