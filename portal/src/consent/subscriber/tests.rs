//! Newsletters without a card: double opt-in, the same answer for every address, nothing held that is not seen and removed.

mod suspended;

use super::{
    ask::{write, write_link},
    *,
};
use crate::{
    authority::{Confirmer, Director, Editor, Leaver, Subscriber},
    consent::{Left, come_back, leave, leave_at_desk, proof},
    limits::TooManyAsk,
    newsletter::service,
    testing::{House, SITE},
};
use chrono::Duration;
use domain::{
    decision::Role,
    parse::{EmailAddress, PersonName},
    words::Lang,
};
use sqlx::PgPool;
use std::net::IpAddr;
use uuid::Uuid;

const LIST: &str = "monthly";
const ADDRESS: &str = "rosa@example.org";

struct Gate(House);

impl Gate {
    async fn open(pool: &PgPool) -> Self {
        Self(House::at("canton").open(pool).await)
    }

    /// At a library whose newsletters a service sends.
    async fn with_service(pool: &PgPool) -> (Self, Director) {
        let house = House::at("lci-member").open(pool).await;
        let director = Director::of(&house.employs("dora", "Dora", Role::Director).await).unwrap();
        (Self(house), director)
    }

    /// The addresses on a list for the service that is made now.
    async fn listed(&self, director: &Director) -> Vec<String> {
        self.0.clock.advance(Duration::minutes(1));
        let form = self.0.portal.entropy.uuid();
        assert_eq!(service::make(&self.0.portal, director, LIST, form).await.unwrap(), service::Made::Done);
        self.0.all(&format!("SELECT email FROM service_listed WHERE list_id = '{form}' ORDER BY email")).await
    }

    async fn of_list(&self) -> OfList {
        let all = held(&self.0.portal, &self.own(ADDRESS).await).await.unwrap().unwrap();
        all.lists.into_iter().find(|list| list.code == LIST).unwrap()
    }

    fn wish(&self, address: &str) -> Wish {
        Wish {
            name: PersonName::parse("Rosa").unwrap(),
            email: EmailAddress::parse(address).unwrap(),
            lists: vec![LIST.into()],
            lang: Lang::En,
            form: self.0.portal.entropy.uuid(),
            site: SITE.into(),
            client: IpAddr::from([203, 0, 113, 9]),
        }
    }

    async fn asks(&self, address: &str) {
        write(&self.0.portal, &self.0.profile, &self.wish(address)).await.unwrap();
    }

    /// The token in the newest mail of this kind.
    async fn mailed(&self, kind: &str) -> String {
        let mail = self.0.mails().await.into_iter().find(|mail| mail.kind == kind).expect("a mail");
        mail.text.split_once("?t=").unwrap().1.split_whitespace().next().unwrap().to_owned()
    }

    async fn confirmer(&self) -> Confirmer {
        let token = self.mailed("subscribe").await;
        Confirmer::showing(&self.0.portal, &self.0.profile, &token).unwrap()
    }

    /// Somebody asks and uses the link.
    async fn subscribes(&self, address: &str) {
        self.asks(address).await;
        let done = confirm(&self.0.portal, &self.confirmer().await, Lang::En).await.unwrap();
        assert!(matches!(done, Confirmed::Done(_)));
        self.0.clock.advance(Duration::minutes(1));
    }

    async fn own(&self, address: &str) -> Subscriber {
        self.asks_for_link(address).await;
        let token = self.mailed("subscriber-link").await;
        Subscriber::showing(&self.0.portal, &self.0.profile, &token).unwrap()
    }

    async fn asks_for_link(&self, address: &str) {
        let Wish { email, form, site, client, .. } = self.wish(address);
        write_link(&self.0.portal, &self.0.profile, &LinkWish { email, form, site, client }).await.unwrap();
    }

    async fn is_on(&self) -> bool {
        self.0
            .one("SELECT coalesce((SELECT given FROM subscription ORDER BY decided_at DESC, position DESC LIMIT 1), false)")
            .await
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn c5_nothing_counts_before_the_link_that_was_mailed_was_used_and_then_it_does_once(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.asks(ADDRESS).await;
    assert_eq!(gate.0.count("subscription").await, 0);
    let confirmer = gate.confirmer().await;
    let seen = shown(&gate.0.portal, &confirmer).await.unwrap().unwrap();
    assert_eq!((seen.lists, seen.confirmed), (vec![LIST.to_owned()], false));
    assert_eq!(gate.0.count("subscription").await, 0, "a scanner of mail follows links");
    for _ in 0..2 {
        let done = confirm(&gate.0.portal, &confirmer, Lang::En).await.unwrap();
        let Confirmed::Done(wish) = done else { panic!("{done:?}") };
        assert!(wish.confirmed);
    }
    assert_eq!(gate.0.count("subscription WHERE given AND means = 'double-opt-in'").await, 1);
    let words: String = gate.0.one("SELECT words FROM subscription").await;
    assert!(words.contains("It keeps my name and this address for that"), "{words}");
    let told = "ledger_event WHERE action = 'consent-given' AND via = 'link' AND actor_kind = 'visitor' \
                AND subject_id = (SELECT id FROM subscriber)";
    assert_eq!(gate.0.count(told).await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_newsletter_that_a_service_sends_is_confirmed_with_words_that_name_it_and_then_on_its_list(pool: PgPool) {
    let (gate, director) = Gate::with_service(&pool).await;
    gate.asks(ADDRESS).await;
    assert_eq!(gate.listed(&director).await, [""; 0], "a wish gives the service nothing");
    let done = confirm(&gate.0.portal, &gate.confirmer().await, Lang::En).await.unwrap();
    assert!(matches!(done, Confirmed::Done(_)));
    let (words, address): (String, String) =
        sqlx::query_as("SELECT words, address FROM subscription").fetch_one(&gate.0.pool).await.unwrap();
    assert!(words.contains("they go to the service that sends it (Newsletter service)"), "{words}");
    assert_eq!(address, ADDRESS);
    assert_eq!(gate.listed(&director).await, [ADDRESS]);
    let own = gate.own(ADDRESS).await;
    let all = held(&gate.0.portal, &own).await.unwrap().unwrap();
    assert_eq!((all.lists.len(), all.at_services.len()), (3, 1), "they see what the service has");
    assert!(say(&gate.0.portal, &own, LIST, false, Lang::En).await.unwrap());
    assert_eq!(gate.listed(&director).await, [""; 0]);
    assert_eq!(service::to_remove(&gate.0.portal, &director, LIST).await.unwrap().unwrap().len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_yes_of_before_gives_a_service_nothing_until_it_is_said_to_the_words_that_name_it(pool: PgPool) {
    let (gate, director) = Gate::with_service(&pool).await;
    gate.subscribes(ADDRESS).await;
    // As it was said when the library sent it itself.
    gate.0.run("UPDATE subscription SET words = 'The library sends it.'").await;
    assert_eq!(gate.listed(&director).await, [""; 0]);
    let found = service::of_newsletter(&gate.0.portal, &Editor::from(&director), LIST).await.unwrap().unwrap();
    assert_eq!((found.count.get_it, found.count.asked_again), (0, 1));
    assert_eq!(gate.of_list().await, OfList { code: LIST.into(), on: false, other_words: true });
    let own = gate.own(ADDRESS).await;
    for _ in 0..2 {
        assert!(say(&gate.0.portal, &own, LIST, true, Lang::En).await.unwrap());
    }
    assert_eq!(gate.0.count("subscription").await, 2, "a second click is no second yes");
    assert_eq!(gate.of_list().await, OfList { code: LIST.into(), on: true, other_words: false });
    assert_eq!(gate.listed(&director).await, [ADDRESS]);
    // Asking for it anew on the public page says it as well.
    gate.0.run("UPDATE subscription SET words = 'The library sends it.'").await;
    gate.0.clock.advance(Duration::days(1));
    gate.subscribes(ADDRESS).await;
    assert_eq!(gate.listed(&director).await, [ADDRESS]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_a_card_whose_yes_names_no_service_does_not_keep_its_address_off_the_list(pool: PgPool) {
    let (gate, director) = Gate::with_service(&pool).await;
    let ana = gate.0.person("Ana").email(ADDRESS).add().await;
    gate.0
        .run(format!(
            "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, decided_at, \
                                  means, source, sourced_at) \
             VALUES ('lci-member', gen_random_uuid(), '{}', '{LIST}', 'email', true, 'The library sends it.', '1', 'en', \
                     '2026-01-01Z', 'portal', 'portal', '2026-01-01Z')",
            ana.id
        ))
        .await;
    assert_eq!(gate.listed(&director).await, [""; 0]);
    gate.subscribes(ADDRESS).await;
    assert_eq!(gate.listed(&director).await, [ADDRESS]);
    assert_eq!(gate.0.count("service_listed WHERE subscriber_id IS NOT NULL AND person_id IS NULL").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wish_that_nobody_confirms_ends_after_a_week_and_is_gone_with_its_mail(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.asks(ADDRESS).await;
    let confirmer = gate.confirmer().await;
    gate.0.clock.advance(WISH_LASTS - Duration::minutes(1));
    assert_eq!(clear(&gate.0.portal, &gate.0.profile).await.unwrap(), Cleared::default());
    gate.0.clock.advance(Duration::minutes(1));
    assert_eq!(confirm(&gate.0.portal, &confirmer, Lang::En).await.unwrap(), Confirmed::Gone);
    assert_eq!(clear(&gate.0.portal, &gate.0.profile).await.unwrap(), Cleared { wishes: 1, subscribers: 0 });
    assert_eq!(gate.0.count("subscriber").await + gate.0.count("outbox").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_gets_more_than_three_such_mails_a_day_whoever_asks_and_whatever_for(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    for n in 0..5 {
        gate.asks(if n % 2 == 0 { ADDRESS } else { "ROSA@example.org" }).await;
        gate.asks_for_link(ADDRESS).await;
    }
    assert!(gate.0.count("outbox").await <= 3);
    gate.asks("ben@example.org").await;
    assert_eq!(gate.0.count("outbox WHERE recipient = 'ben@example.org'").await, 1, "another address");
    gate.0.clock.advance(Duration::days(1));
    gate.asks(ADDRESS).await;
    assert!(gate.0.count("outbox WHERE created_at > '2026-11-24T00:00:00Z'").await == 1, "and the next day");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_gets_no_fourth_such_mail_within_any_twenty_four_hours(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let asks_and_has = async |times: usize| {
        for _ in 0..times {
            gate.asks(ADDRESS).await;
        }
        gate.0.count("outbox").await
    };
    assert_eq!(asks_and_has(4).await, 3);
    for hours in [8, 16] {
        gate.0.clock.advance(Duration::hours(8));
        assert_eq!(asks_and_has(1).await, 3, "{hours} hours later");
    }
    gate.0.clock.advance(Duration::hours(8));
    assert_eq!(asks_and_has(1).await, 4, "a day later");
    gate.0.clock.advance(Duration::hours(12));
    assert_eq!(asks_and_has(4).await, 6, "half a day after that, the two that were left");
    gate.0.clock.advance(Duration::hours(11));
    assert_eq!(asks_and_has(1).await, 6, "and none before a day is over since the fourth");
}

#[sqlx::test(migrations = "../migrations")]
async fn one_client_has_few_mails_written_and_a_library_not_without_end(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    for n in 0..12 {
        let wish = gate.wish(&format!("a{n}@example.org"));
        assert_eq!(ask(&gate.0.portal, &gate.0.profile, wish).await.unwrap(), Ok(()), "it is told the same");
    }
    let spent: f64 = gate.0.one("SELECT allowance FROM throttle WHERE scope = 'addresses'").await;
    assert!((spent - 290.0).abs() < 0.01, "ten were charged, two were over the client's own allowance: {spent}");
    gate.0.run("UPDATE throttle SET allowance = 0 WHERE scope = 'addresses'").await;
    let wish = Wish { client: IpAddr::from([198, 51, 100, 7]), ..gate.wish(ADDRESS) };
    assert_eq!(ask(&gate.0.portal, &gate.0.profile, wish).await.unwrap(), Err(TooManyAsk));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_that_is_sent_five_times_is_one_wish(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let wish = gate.wish(ADDRESS);
    for _ in 0..5 {
        write(&gate.0.portal, &gate.0.profile, &wish).await.unwrap();
    }
    assert_eq!((gate.0.count("subscriber").await, gate.0.count("outbox").await), (1, 1));
    let id: Uuid = gate.0.one("SELECT id FROM subscriber").await;
    assert_ne!(id, wish.form, "nobody chooses under which number something is held");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_wish_for_an_address_joins_the_first_and_says_the_same(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.subscribes(ADDRESS).await;
    gate.subscribes("Rosa@Example.org").await;
    assert_eq!(gate.0.count("subscriber WHERE confirmed_at IS NOT NULL").await, 1);
    assert_eq!(gate.0.count("subscription").await, 1);
    gate.asks("nobody@example.org").await;
    let mails = gate.0.mails().await;
    let texts: Vec<String> = mails
        .iter()
        .filter(|mail| mail.kind == "subscribe")
        .map(|mail| mail.text.lines().filter(|line| !line.contains("?t=")).collect())
        .collect();
    assert_eq!(texts.len(), 3);
    assert!(texts.iter().all(|text| *text == texts[0]), "the mail does not tell who is here: {texts:#?}");
    assert!(!texts[0].contains("Rosa"), "what somebody typed is not read to whoever has the address");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_reads_the_mail_sees_all_that_is_held_and_has_it_removed(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.subscribes(ADDRESS).await;
    gate.asks(ADDRESS).await;
    let own = gate.own(ADDRESS).await;
    let all = held(&gate.0.portal, &own).await.unwrap().unwrap();
    assert_eq!((all.name.as_str(), all.email.as_str()), ("Rosa", ADDRESS));
    assert_eq!(all.lists, [OfList { code: LIST.into(), on: true, other_words: false }]);
    assert_eq!((all.answers.len(), all.mails.len(), all.wishes.len()), (1, 2, 1));
    assert_eq!(all.lines.len(), 1, "the yes; that it was looked at comes after");
    assert_eq!(held(&gate.0.portal, &own).await.unwrap().unwrap().lines.len(), 2);

    for _ in 0..2 {
        remove(&gate.0.portal, &own).await.unwrap();
    }
    for table in ["subscriber", "subscription", "outbox"] {
        assert_eq!(gate.0.count(table).await, 0, "{table}");
    }
    assert_eq!(gate.0.count("ledger_event WHERE action = 'record-deleted'").await, 1);
    assert_eq!(gate.0.count(&format!("ledger_event WHERE ledger_event::text ILIKE '%{ADDRESS}%'")).await, 0);
    assert!(held(&gate.0.portal, &own).await.unwrap().is_none());
    gate.asks_for_link(ADDRESS).await;
    assert_eq!(gate.0.count("outbox").await, 0, "there is nothing to see");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_shows_one_subscriber_for_a_day_and_confirms_nothing(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.subscribes(ADDRESS).await;
    gate.asks_for_link(ADDRESS).await;
    let token = gate.mailed("subscriber-link").await;
    let (portal, profile) = (&gate.0.portal, &gate.0.profile);
    let elsewhere = gate.0.beside("putnam").await;
    assert!(Subscriber::showing(portal, &elsewhere.profile, &token).is_none(), "another library's");
    assert!(Confirmer::showing(portal, profile, &token).is_none());
    assert!(Leaver::showing(portal, profile, &token).is_none());
    let wish = gate.mailed("subscribe").await;
    assert!(Subscriber::showing(portal, profile, &wish).is_none(), "what confirms shows nothing");
    gate.0.clock.advance(Duration::days(1));
    assert!(Subscriber::showing(portal, profile, &token).is_none(), "the day is over");
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_one_click_leaves_and_is_taken_back_as_with_a_card(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.subscribes(ADDRESS).await;
    let (portal, profile) = (&gate.0.portal, &gate.0.profile);
    let id: Uuid = gate.0.one("SELECT id FROM subscriber").await;
    let whose = crate::authority::Whose::of(None, Some(id)).unwrap();
    let token = Leaver::token(portal, &profile.slug, whose, LIST);
    let leaver = Leaver::showing(portal, profile, &token).unwrap();
    let Left::Now { undo: Some(undo) } = leave(portal, &leaver, Lang::En).await.unwrap() else { panic!() };
    assert!(!gate.is_on().await);
    let again = leave(portal, &leaver, Lang::En).await.unwrap();
    assert!(matches!(again, Left::Before { undo: Some(_) }), "a second click: {again:?}");
    gate.0.clock.advance(Duration::minutes(1));
    for _ in 0..2 {
        let returner = crate::authority::Returner::showing(portal, profile, &undo).unwrap();
        assert!(come_back(portal, &returner, Lang::En).await.unwrap());
    }
    assert!(gate.is_on().await);
    gate.0.run("DELETE FROM subscriber").await;
    let gone = leave(portal, &leaver, Lang::En).await.unwrap();
    assert!(matches!(gone, Left::Before { undo: Some(_) }), "a link outlives what was held: {gone:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_the_staff_take_a_subscriber_off_and_the_director_proves_what_was_agreed(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.subscribes(ADDRESS).await;
    let director = gate.0.employs("dora", "Dora", Role::Director).await;
    let yes = gate.0.now();
    gate.0.clock.advance(Duration::minutes(1));
    let address = EmailAddress::parse(ADDRESS).unwrap();
    leave_at_desk(&gate.0.portal, &director, &address, Lang::En).await.unwrap();
    assert!(!gate.is_on().await);
    let director = Director::of(&director).unwrap();
    let all = proof(&gate.0.portal, &director, &address, yes).await.unwrap().unwrap();
    assert!(all[0].without_card && all[0].said[0].answer.kept.state.is_given());
    assert_eq!(all[0].said[0].answer.means, "double-opt-in");
    let told =
        "ledger_event WHERE action = 'viewed' AND actor_kind = 'staff' AND subject_id = (SELECT id FROM subscriber)";
    assert_eq!(gate.0.count(told).await, 1, "they see that it was looked up");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_gets_no_newsletter_any_more_is_deleted_after_a_month(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.subscribes(ADDRESS).await;
    gate.0.clock.advance(KEPT_AFTER * 2);
    assert_eq!(clear(&gate.0.portal, &gate.0.profile).await.unwrap(), Cleared::default(), "they get it still");
    let own = gate.own(ADDRESS).await;
    assert!(say(&gate.0.portal, &own, LIST, false, Lang::En).await.unwrap());
    assert!(say(&gate.0.portal, &own, LIST, false, Lang::En).await.unwrap(), "a second click");
    assert_eq!(gate.0.count("subscription").await, 2);
    gate.0.clock.advance(KEPT_AFTER - Duration::minutes(1));
    assert_eq!(clear(&gate.0.portal, &gate.0.profile).await.unwrap(), Cleared::default());
    gate.0.clock.advance(Duration::minutes(1));
    assert_eq!(clear(&gate.0.portal, &gate.0.profile).await.unwrap(), Cleared { wishes: 0, subscribers: 1 });
    assert_eq!(gate.0.count("subscriber").await + gate.0.count("subscription").await, 0);
}
