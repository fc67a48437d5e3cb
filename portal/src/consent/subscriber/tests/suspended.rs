//! Mail to somebody without a card came back: they are written to no more, and have two ways to say that the address works.

use super::*;
use crate::{
    mail::{
        deliver,
        testing::{Answer, Receiver},
    },
    newsletter,
};
use domain::parse::ShortText;

/// A mail server, and who writes newsletters.
struct Press {
    receiver: Receiver,
    editor: Editor,
}

impl Press {
    async fn of(gate: &Gate) -> Self {
        let director = gate.0.employs("dora", "Dora", Role::Director).await;
        Self { receiver: Receiver::start().await, editor: Editor::of(&director).unwrap() }
    }

    /// Sends an issue to whoever gets it, and all other mail that waits.
    async fn sends(&self, gate: &Gate) {
        let (portal, profile) = (&gate.0.portal, &gate.0.profile);
        let id = portal.entropy.uuid();
        let draft = newsletter::Draft {
            list: LIST.into(),
            subject_en: ShortText::parse("This month").unwrap(),
            body_en: "Books.".into(),
            spanish: None,
        };
        newsletter::save(portal, &self.editor, id, draft).await.unwrap();
        newsletter::schedule(portal, &self.editor, id, gate.0.now(), SITE).await.unwrap();
        while newsletter::work(portal, profile).await.unwrap().is_something() {}
        self.delivers(gate).await;
    }

    async fn delivers(&self, gate: &Gate) {
        deliver(&gate.0.portal, &self.receiver.transport(), 100).await.unwrap();
        gate.0.clock.advance(Duration::minutes(1));
    }

    /// How many issues arrived.
    fn issues(&self) -> usize {
        self.receiver.mails().iter().filter(|mail| mail.data.contains("\r\nList-Unsubscribe: ")).count()
    }

    /// Rosa gets the newsletter, and the mail server says of the first issue that there is no such mailbox.
    async fn comes_back(&self, gate: &Gate) {
        gate.subscribes(ADDRESS).await;
        self.delivers(gate).await;
        self.receiver.answers(ADDRESS, &[Answer::ToRecipient("550 5.1.1 unknown")]);
        self.sends(gate).await;
        assert_eq!(gate.0.count("returned_mail WHERE lifted_at IS NULL").await, 1);
        self.sends(gate).await;
        assert_eq!(self.issues(), 0, "it is written to no more");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn c5_whoever_subscribes_again_after_mail_came_back_gets_the_next_issue(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let press = Press::of(&gate).await;
    press.comes_back(&gate).await;

    gate.asks(ADDRESS).await;
    assert_eq!(gate.0.count("returned_mail WHERE lifted_at IS NULL").await, 1, "anybody can type an address");
    let done = confirm(&gate.0.portal, &gate.confirmer().await, Lang::En).await.unwrap();
    assert!(matches!(done, Confirmed::Done(_)));
    assert_eq!(gate.0.count("returned_mail WHERE lifted_at IS NULL").await, 0);
    assert_eq!(gate.0.count("subscriber WHERE confirmed_at IS NOT NULL").await, 1);
    let told = "ledger_event WHERE action = 'mail-address-lifted' AND actor_kind = 'visitor' AND via = 'link' \
                AND subject_id = (SELECT id FROM subscriber WHERE confirmed_at IS NOT NULL)";
    assert_eq!(gate.0.count(told).await, 1);
    press.sends(&gate).await;
    assert_eq!(press.issues(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_asks_for_their_own_link_is_written_to_though_mail_came_back(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let press = Press::of(&gate).await;
    press.comes_back(&gate).await;

    let own = gate.own(ADDRESS).await;
    press.delivers(&gate).await;
    assert_eq!(gate.0.count("outbox WHERE kind = 'subscriber-link' AND status = 'sent'").await, 1);
    assert_eq!(held(&gate.0.portal, &own).await.unwrap().unwrap().email, ADDRESS);
    press.sends(&gate).await;
    assert_eq!(press.issues(), 0, "a link that was asked for is all that is sent");
    for _ in 0..4 {
        gate.asks_for_link(ADDRESS).await;
    }
    assert_eq!(gate.0.count("outbox WHERE kind = 'subscriber-link'").await, 2, "three such mails a day in all");
    remove(&gate.0.portal, &own).await.unwrap();
    assert_eq!(gate.0.count("subscriber").await + gate.0.count("returned_mail").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn c5_whoever_says_yes_on_their_own_page_after_mail_came_back_gets_the_next_issue(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let press = Press::of(&gate).await;
    press.comes_back(&gate).await;
    let (portal, suspended) = (&gate.0.portal, "returned_mail WHERE lifted_at IS NULL");

    let own = gate.own(ADDRESS).await;
    let came_back = async || held(portal, &own).await.unwrap().unwrap().came_back;
    assert_eq!(came_back().await, Some(CameBack::BeforeTheLink));
    assert_eq!(gate.0.count(suspended).await, 1, "programs follow links too");
    for _ in 0..2 {
        assert!(say(portal, &own, LIST, true, Lang::En).await.unwrap());
        assert_eq!(came_back().await, None);
    }
    assert_eq!(gate.0.count("subscription").await, 1, "the answer was a yes all the time");
    let told = "ledger_event WHERE action = 'mail-address-lifted' AND actor_kind = 'visitor' AND via = 'link' \
                AND subject_id = (SELECT id FROM subscriber WHERE confirmed_at IS NOT NULL)";
    assert_eq!(gate.0.count(told).await, 1, "once");
    press.sends(&gate).await;
    assert_eq!(press.issues(), 1);

    press.receiver.answers(ADDRESS, &[Answer::ToRecipient("550 5.1.1 unknown")]);
    press.sends(&gate).await;
    assert!(say(portal, &own, LIST, true, Lang::En).await.unwrap());
    assert_eq!(gate.0.count(suspended).await, 1, "the link arrived before mail came back once more");
    assert_eq!(came_back().await, Some(CameBack::SinceTheLink));
    assert!(say(portal, &own, LIST, false, Lang::En).await.unwrap());
    assert!(say(portal, &gate.own(ADDRESS).await, LIST, false, Lang::En).await.unwrap());
    assert_eq!(gate.0.count(suspended).await, 1, "a no asks for no mail");
}
