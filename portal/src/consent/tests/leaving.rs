//! L29: leaving by the link, taking it back, and at the desk.

use super::*;
use crate::authority::{Leaver, Returner, Whose};
use chrono::Duration;
use domain::{decision::Role, parse::EmailAddress};

const LIST: &str = "monthly";

struct Gate {
    house: House,
    person: Person,
}

impl Gate {
    async fn open(pool: &PgPool) -> Self {
        let house = House::at("canton").open(pool).await;
        let person = house.person("Ana").email("ana@example.org").add().await;
        let gate = Self { house, person };
        says(&gate.house.portal, &gate.person.patron(), gate.newsletter(), true).await;
        gate.house.clock.advance(Duration::minutes(1));
        gate
    }

    fn newsletter(&self) -> Purpose<'_> {
        Purpose::Newsletter(self.house.profile.newsletters.iter().find(|list| list.code == LIST).unwrap())
    }

    fn leaver(&self) -> Leaver {
        let House { portal, profile, .. } = &self.house;
        let token = Leaver::token(portal, &profile.slug, Whose::Person(self.person.id), LIST);
        Leaver::showing(portal, profile, &token).unwrap()
    }

    async fn is_on(&self) -> bool {
        let patron = self.person.patron();
        let all = choices(&self.house.portal, &patron).await.unwrap();
        all.each.iter().find(|one| one.purpose.code() == LIST).unwrap().on
    }

    async fn leaves(&self) -> Left {
        leave(&self.house.portal, &self.leaver(), Lang::En).await.unwrap()
    }

    fn returner(&self, undo: &str) -> Option<Returner> {
        Returner::showing(&self.house.portal, &self.house.profile, undo)
    }
}

fn undo_of(left: Left) -> String {
    match left {
        Left::Now { undo: Some(undo) } => undo,
        other => panic!("{other:?}"),
    }
}

fn is_before(left: &Left) -> bool {
    matches!(left, Left::Before { .. })
}

#[sqlx::test(migrations = "../migrations")]
async fn what_takes_leaving_back_is_there_for_whoever_had_left_too_and_does_nothing(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let now = undo_of(gate.leaves().await);
    // The second of two clicks is what the browser shows.
    let again = gate.leaves().await.undo().unwrap();
    gate.house.clock.advance(Duration::seconds(30));
    assert!(come_back(&gate.house.portal, &gate.returner(&again).unwrap(), Lang::En).await.unwrap());
    assert!(gate.is_on().await, "a second click is the same click");
    gate.house.clock.advance(Duration::minutes(1));
    undo_of(gate.leaves().await);
    gate.house.clock.advance(Duration::minutes(1));
    let left = gate.leaves().await;
    assert!(is_before(&left));
    let nothing = left.undo().unwrap();
    assert_eq!(nothing.len(), now.len());
    let returner = gate.returner(&nothing).unwrap();
    assert!(!come_back(&gate.house.portal, &returner, Lang::En).await.unwrap());
    assert!(!gate.is_on().await, "a stranger with the mail has nobody come back");
    // What was said in another way is not taken back by a click, however soon.
    says(&gate.house.portal, &gate.person.patron(), gate.newsletter(), true).await;
    gate.house.clock.advance(Duration::seconds(1));
    says(&gate.house.portal, &gate.person.patron(), gate.newsletter(), false).await;
    let undo = gate.leaves().await.undo().unwrap();
    assert!(!come_back(&gate.house.portal, &gate.returner(&undo).unwrap(), Lang::En).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_one_click_leaves_and_is_kept_with_its_words_and_how(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    undo_of(gate.leaves().await);
    assert!(!gate.is_on().await);
    assert!(is_before(&gate.leaves().await), "a second click");
    let answers = answers(&gate.house.portal, &gate.person.patron(), 5).await.unwrap();
    assert_eq!(answers.len(), 2);
    assert_eq!((answers[0].means.as_str(), answers[0].kept.state), ("newsletter-link", State::Withdrawn));
    assert!(answers[0].kept.words.contains("does not send me “Library news”"), "{}", answers[0].kept.words);
    let told = "ledger_event WHERE action = 'consent-withdrawn' AND actor_kind = 'visitor' AND actor_id IS NULL \
                AND via = 'link' AND subject_id IS NOT NULL";
    assert_eq!(gate.house.count(told).await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_two_clicks_at_once_are_one_withdrawal(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let (one, other) = tokio::join!(gate.leaves(), gate.leaves());
    assert_eq!([&one, &other].into_iter().filter(|left| is_before(left)).count(), 1);
    assert_eq!(gate.house.count("consent WHERE NOT given").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mistaken_click_is_taken_back_within_the_hour_and_by_nothing_else(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let undo = undo_of(gate.leaves().await);
    for _ in 0..2 {
        let returner = gate.returner(&undo).unwrap();
        assert!(come_back(&gate.house.portal, &returner, Lang::En).await.unwrap(), "the second click says the same");
    }
    assert!(gate.is_on().await);
    assert_eq!(gate.house.count("consent").await, 3);

    // Once something else was said, it holds.
    gate.house.clock.advance(Duration::minutes(1));
    let undo = undo_of(gate.leaves().await);
    gate.house.clock.advance(Duration::minutes(1));
    says(&gate.house.portal, &gate.person.patron(), gate.newsletter(), true).await;
    gate.house.clock.advance(Duration::minutes(1));
    says(&gate.house.portal, &gate.person.patron(), gate.newsletter(), false).await;
    let returner = gate.returner(&undo).unwrap();
    assert!(!come_back(&gate.house.portal, &returner, Lang::En).await.unwrap());
    assert!(!gate.is_on().await);

    gate.house.clock.advance(Duration::hours(1));
    assert!(gate.returner(&undo).is_none(), "the hour is over");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_is_for_one_person_one_newsletter_one_library_and_one_thing(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let (portal, profile) = (&gate.house.portal, &gate.house.profile);
    let token = Leaver::token(portal, &profile.slug, Whose::Person(gate.person.id), LIST);
    let elsewhere = gate.house.beside("putnam").await;
    assert!(Leaver::showing(portal, &elsewhere.profile, &token).is_none(), "another library's");
    assert!(Returner::showing(portal, profile, &token).is_none(), "leaving takes nothing back");
    let undo = undo_of(gate.leaves().await);
    assert!(Leaver::showing(portal, profile, &undo).is_none(), "and taking back leaves nothing");
    for at in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        let same = Leaver::showing(portal, profile, &changed);
        // The last sign of base64 may carry bits that stand for nothing.
        assert!(same.is_none() || at == token.len() - 1, "sign {at}");
    }
    for bad in ["", "test", "é", &"A".repeat(10_000)] {
        assert!(Leaver::showing(portal, profile, bad).is_none(), "{bad}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_outlives_the_record_and_then_does_nothing(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    gate.house.run("DELETE FROM person").await;
    let left = gate.leaves().await;
    assert!(is_before(&left), "{left:?}");
    let returner = gate.returner(&left.undo().unwrap()).unwrap();
    assert!(!come_back(&gate.house.portal, &returner, Lang::En).await.unwrap());
    assert_eq!(gate.house.count("consent").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_the_staff_take_an_address_off_every_newsletter_and_are_told_nothing(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let ben = gate.house.person("Ben").email("ben@example.org").add().await;
    says(&gate.house.portal, &ben.patron(), gate.newsletter(), true).await;
    gate.house.clock.advance(Duration::minutes(1));
    let clerk = gate.house.employs("wanda", "Wanda", Role::Desk).await;
    for address in ["Ana@Example.org", "nobody@example.org", "ana@example.org"] {
        let address = EmailAddress::parse(address).unwrap();
        leave_at_desk(&gate.house.portal, &clerk, &address, Lang::En).await.unwrap();
    }
    assert!(!gate.is_on().await);
    let all: Vec<String> = gate.house.all("SELECT means FROM consent WHERE NOT given").await;
    assert_eq!(all, ["desk"], "hers once, and nobody else's");
    let told = "ledger_event WHERE action = 'consent-withdrawn' AND actor_kind = 'staff' AND via = 'desk'";
    assert_eq!(gate.house.count(told).await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_an_address_is_taken_off_and_proved_however_its_domain_is_written(pool: PgPool) {
    let gate = Gate::open(&pool).await;
    let house = &gate.house;
    let ben = house.person("Ben").email("ben@bücher.example").add().await;
    says(&house.portal, &ben.patron(), gate.newsletter(), true).await;
    house.clock.advance(Duration::minutes(1));
    let director = house.employs("dora", "Dora", Role::Director).await;
    let address = EmailAddress::parse("ben@xn--bcher-kva.example").unwrap();
    leave_at_desk(&house.portal, &director, &address, Lang::En).await.unwrap();
    let left: Vec<uuid::Uuid> = house.all("SELECT person_id FROM consent WHERE NOT given").await;
    assert_eq!(left, [ben.id.0]);
    let director = crate::authority::Director::of(&director).unwrap();
    let all = proof(&house.portal, &director, &address, house.now()).await.unwrap().unwrap();
    assert_eq!(all.len(), 1);
    assert!(!all[0].by_address.is_empty() && all[0].said[0].answer.kept.state == State::Withdrawn);
}
