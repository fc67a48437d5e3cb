//! What is said of the mail with the link to a new address: that it was written, and what became of it.

use super::*;
use crate::{
    mail::{
        deliver,
        testing::{Answer, Receiver},
    },
    returned,
};

const NEW: &str = "new@example.org";

impl Room {
    /// What is said of the mail with the link.
    async fn said(&self) -> Option<LinkMail> {
        self.details().await.under_way(Detail::Email).unwrap().mail
    }

    async fn delivers(&self, receiver: &Receiver) {
        deliver(&self.portal, &receiver.transport(), 10).await.unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_mail_came_back_from_is_said_to_be_one_and_nothing_is_done(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let receiver = Receiver::start().await;
    receiver.answers(NEW, &[Answer::ToRecipient("550 5.1.1 unknown")]);
    assert!(matches!(room.asks(&change(Detail::Email, NEW)).await, ChangeOutcome::LinkSent { .. }));
    room.delivers(&receiver).await;
    assert_eq!(room.said().await, Some(LinkMail::Refused));

    let rows =
        async || (room.count("pending_change").await, room.mails().await.len(), room.count("ledger_event").await);
    let before = rows().await;
    for typed in [NEW, "NEW@example.org"] {
        assert_eq!(room.asks(&change(Detail::Email, typed)).await, ChangeOutcome::CameBack);
    }
    assert_eq!(rows().await, before, "neither a change nor a mail nor a line");
    assert!(room.details().await.under_way(Detail::Email).is_some(), "nor is the one before replaced");
    returned::lift(&room.portal, &room.ana).await.unwrap();
    assert!(matches!(room.asks(&change(Detail::Email, NEW)).await, ChangeOutcome::LinkSent { .. }));
    assert_eq!(room.said().await, Some(LinkMail::Waits));
    room.delivers(&receiver).await;
    assert_eq!(room.said().await, Some(LinkMail::Sent));
    assert_eq!(receiver.mails().iter().filter(|mail| mail.to == NEW).count(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn several_changes_at_once_are_none_where_mail_to_the_new_address_came_back(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.run(format!(
        "INSERT INTO returned_mail (library, id, person_id, address, code, kind, returned_at) \
         VALUES ('mansfield', gen_random_uuid(), '{}', '{NEW}', '5.1.1', 'reset', now())",
        room.person.id,
    ))
    .await;
    let all = [change(Detail::Phone, "860-555-0199"), change(Detail::Email, NEW)];
    let wishes: Vec<_> = all
        .iter()
        .map(|change| Wish { change, lang: Lang::En, site: SITE, form: room.portal.entropy.uuid() })
        .collect();
    let outcomes = ask_together(&room.portal, &Reauthenticated::new(room.ana.clone()), &wishes).await.unwrap();
    assert_eq!(outcomes.last(), Some(&ChangeOutcome::CameBack));
    assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0100");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_waits_for_the_link_is_told_what_became_of_its_mail(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let receiver = Receiver::start().await;
    receiver.answers(NEW, &[Answer::ToRecipient("450 4.7.1 greylisted")]);
    room.asks(&change(Detail::Email, NEW)).await;
    assert_eq!(room.said().await, Some(LinkMail::Waits));
    room.delivers(&receiver).await;
    assert_eq!(room.said().await, Some(LinkMail::Late));
    room.clock.advance(Duration::minutes(1));
    room.delivers(&receiver).await;
    assert_eq!(room.said().await, Some(LinkMail::Sent));
    room.run("UPDATE outbox SET came_back = '5.2.2' WHERE kind = 'verify-email'").await;
    assert_eq!(room.said().await, Some(LinkMail::CameBack));

    room.asks(&change(Detail::Email, "用戶@example.org")).await;
    room.delivers(&receiver).await;
    assert_eq!(room.said().await, Some(LinkMail::CannotBeWrittenTo));

    room.asks(&change(Detail::Email, "other@example.org")).await;
    room.clock.advance(Duration::minutes(61));
    room.delivers(&receiver).await;
    let details = room.details().await;
    let pending = details.under_way(Detail::Email).unwrap();
    assert_eq!((pending.stage, pending.mail), (Stage::LinkLapsed, Some(LinkMail::GivenUp)));

    assert!(matches!(room.asks(&change(Detail::Phone, "860-555-0199")).await, ChangeOutcome::WaitsForDesk { .. }));
    assert_eq!(room.details().await.under_way(Detail::Phone).unwrap().mail, None, "no mail is waited for");
}
