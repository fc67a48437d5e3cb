//! Proof of what was said, for an address and a moment.

use super::*;
use crate::{authority::Director, newsletter::service};
use chrono::{DateTime, Duration, Utc};
use domain::{decision::Role, parse::EmailAddress};
use uuid::Uuid;

async fn director(house: &House) -> Director {
    Director::of(&house.employs("dora", "Dora", Role::Director).await).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_for_an_address_and_a_moment_it_is_shown_what_held_in_which_words_and_how(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").card().add().await;
    house.person("Ben").email("ben@example.org").add().await;
    let list = Purpose::Newsletter(&house.profile.newsletters[0]);
    says(&house.portal, &ana.patron(), list, true).await;
    let yes = house.now();
    house.clock.advance(Duration::days(1));
    says(&house.portal, &ana.patron(), list, false).await;
    let no = house.now();

    let address = EmailAddress::parse("Ana@Example.org").unwrap();
    let at = async |moment| {
        let all = proof(&house.portal, &director, &address, moment).await.unwrap().unwrap();
        assert_eq!(all.len(), 1);
        all.into_iter().next().unwrap().said
    };
    assert_eq!(at(yes - Duration::seconds(1)).await, []);
    let then = at(yes).await;
    assert_eq!((then[0].answer.kept.state, then[0].answer.means.as_str()), (State::Given, "portal"));
    assert!(then[0].answer.kept.words.contains("Canton"), "{}", then[0].answer.kept.words);
    assert_eq!(at(no).await[0].answer.kept.state, State::Withdrawn);

    let nobody = EmailAddress::parse("nobody@example.org").unwrap();
    assert_eq!(proof(&house.portal, &director, &nobody, no).await.unwrap().unwrap(), []);
    let told = "ledger_event WHERE action = 'viewed' AND purpose = 'consent-proof' AND actor_kind = 'staff'";
    assert_eq!(house.count(told).await, 3, "she reads of each, and nobody else of any");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_of_before_is_found_by_what_was_written_to_it(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    let list = Purpose::Newsletter(&house.profile.newsletters[0]);
    says(&house.portal, &ana.patron(), list, true).await;
    house
        .run(format!(
            "INSERT INTO newsletter_delivery (library, id, issue_id, person_id, list, recipient, language, state, fixed_at, \
                                              settled_at) \
             VALUES ('canton', gen_random_uuid(), gen_random_uuid(), '{0}', 'monthly', 'ana@example.org', 'en', 'sent', \
                     '2026-11-23T13:00:00Z', '2026-11-23T13:00:00Z'); \
             UPDATE contact SET email = 'new@example.org' WHERE person_id = '{0}'",
            ana.id
        ))
        .await;
    let address = EmailAddress::parse("ana@example.org").unwrap();
    let all = proof(&house.portal, &director, &address, house.now() + Duration::days(1)).await.unwrap().unwrap();
    assert_eq!(came_of(&all[0].said[0]), ["newsletter sent"]);
}

/// What came of an answer, the oldest first.
fn came_of(held: &ProofHeld) -> Vec<String> {
    held.came.iter().rev().map(|came| format!("{} {}", came.what.code(), came.state)).collect()
}

/// The only one with this address, at that moment.
async fn only(house: &House, director: &Director, address: &str, at: DateTime<Utc>) -> OfOne {
    let address = EmailAddress::parse(address).unwrap();
    let mut all = proof(&house.portal, director, &address, at).await.unwrap().unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// A copy of an issue whose set is fixed now, of the person who has this id in this column.
async fn copy(house: &House, column: &str, id: impl std::fmt::Display, state: &str) {
    let now = house.now().to_rfc3339();
    house
        .run(format!(
            "INSERT INTO newsletter_delivery (library, id, issue_id, {column}, list, recipient, language, state, fixed_at, \
                                              settled_at) \
             VALUES ('canton', gen_random_uuid(), gen_random_uuid(), '{id}', 'monthly', 'ana@example.org', 'en', '{state}', \
                     '{now}', '{now}')"
        ))
        .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_came_of_a_later_yes_does_not_stand_under_an_earlier_no(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    let list = Purpose::Newsletter(&house.profile.newsletters[0]);
    let mut moments = Vec::new();
    for (given, state) in [(true, Some("sent")), (false, None), (true, Some("failed"))] {
        house.clock.advance(Duration::days(1));
        says(&house.portal, &ana.patron(), list, given).await;
        moments.push(house.now());
        house.clock.advance(Duration::hours(1));
        if let Some(state) = state {
            copy(&house, "person_id", ana.id, state).await;
        }
    }
    let [first, no, second] = moments[..] else { panic!("three answers") };
    for (at, stands, came, until) in [
        (first, State::Given, vec!["newsletter sent"], Some(no)),
        (no, State::Withdrawn, vec![], Some(second)),
        (second, State::Given, vec!["newsletter failed"], None),
    ] {
        let held = only(&house, &director, "ana@example.org", at).await.said.remove(0);
        assert_eq!((held.answer.kept.state, held.until, held.more), (stands, until, false));
        assert_eq!(came_of(&held), came, "{at}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn without_a_card_what_came_of_a_later_yes_does_not_stand_under_an_earlier_no(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let id = Uuid::from_u128(7);
    house
        .run(format!(
            "INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
             VALUES ('canton', '{id}', 'Rosa', 'rosa@example.org', 'en', '{{}}', now(), now())"
        ))
        .await;
    let mut moments = Vec::new();
    for (given, state) in [(true, Some("sent")), (false, None), (true, Some("left-out"))] {
        house.clock.advance(Duration::days(1));
        moments.push(house.now());
        house
            .run(format!(
                "INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, \
                                           decided_at, means, address) \
                 VALUES ('canton', gen_random_uuid(), '{id}', 'monthly', {given}, 'W', '1', 'en', '{}', 'double-opt-in', \
                         'rosa@example.org')",
                house.now().to_rfc3339()
            ))
            .await;
        house.clock.advance(Duration::hours(1));
        if let Some(state) = state {
            copy(&house, "subscriber_id", id, state).await;
        }
    }
    for (at, came) in
        [(moments[0], vec!["newsletter sent"]), (moments[1], vec![]), (moments[2], vec!["newsletter left-out"])]
    {
        let one = only(&house, &director, "rosa@example.org", at).await;
        assert!(one.without_card && one.said[0].answer.kept.without_card);
        assert_eq!(one.said[0].answer.kept.address.as_deref(), Some("rosa@example.org"));
        assert_eq!(came_of(&one.said[0]), came, "{at}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_answer_is_kept_with_the_address_of_then_and_found_by_it_when_the_record_has_another(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email(" Ana@example.org ").add().await;
    let list = Purpose::Newsletter(&house.profile.newsletters[0]);
    says(&house.portal, &ana.patron(), list, true).await;
    house.run(format!("UPDATE contact SET email = 'new@example.org' WHERE person_id = '{}'", ana.id)).await;
    house.clock.advance(Duration::days(1));
    let yes = only(&house, &director, "ana@example.org", house.now()).await.said.remove(0);
    assert_eq!(yes.answer.kept.address.as_deref(), Some("Ana@example.org"));
    says(&house.portal, &ana.patron(), list, false).await;
    for address in ["ana@example.org", "new@example.org"] {
        let no = only(&house, &director, address, house.now()).await.said.remove(0);
        assert_eq!(no.answer.kept.address.as_deref(), Some("new@example.org"), "asked by {address}");
    }
    // With no address on record a no is taken, and is for none.
    house.run(format!("UPDATE contact SET email = NULL WHERE person_id = '{}'", ana.id)).await;
    house.clock.advance(Duration::days(1));
    says(&house.portal, &ana.patron(), Purpose::Notice(NoticeKind::Overdue), false).await;
    let all = only(&house, &director, "ana@example.org", house.now()).await.said;
    let overdue = all.iter().find(|held| held.answer.purpose == "overdue").unwrap();
    assert_eq!(overdue.answer.kept.address, None);
    assert_eq!(answers(&house.portal, &ana.patron(), 1).await.unwrap()[0].kept.address, None, "and she reads so");
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_what_came_of_an_answer_is_a_list_for_the_service_and_a_choice_at_the_desk_too(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    let weekly = house.profile.newsletters.iter().find(|list| list.code == "weekly").unwrap();
    let said = async |purpose: Purpose<'_>, given| {
        house.clock.advance(Duration::hours(1));
        says(&house.portal, &ana.patron(), purpose, given).await;
        house.now()
    };
    let yes = said(Purpose::Newsletter(weekly), true).await;
    for _ in 0..2 {
        house.clock.advance(Duration::hours(1));
        let form = house.portal.entropy.uuid();
        service::make(&house.portal, &director, "weekly", form).await.unwrap();
    }
    let no = said(Purpose::Newsletter(weekly), false).await;
    house.clock.advance(Duration::hours(1));
    let ids: Vec<Uuid> = house.all("SELECT id FROM service_listed").await;
    assert_eq!(service::removed(&house.portal, &director, "weekly", &ids).await.unwrap(), 1);
    let weekly_at = async |at| {
        let all = only(&house, &director, "ana@example.org", at).await.said;
        all.into_iter().find(|held| held.answer.purpose == "weekly").unwrap()
    };
    let listed = weekly_at(yes).await;
    assert_eq!(came_of(&listed), ["service-list listed", "service-list listed"]);
    assert_eq!(listed.came[0].service.as_deref(), Some("newsletter"));
    assert_eq!(listed.came[0].to.as_deref(), Some("ana@example.org"));
    let removed = weekly_at(no).await;
    assert_eq!(came_of(&removed), ["service-list removed"]);
    assert_eq!(removed.came[0].why.as_deref(), Some("desk"));

    // The library's own system sends the notices: what she chose is entered there.
    let chosen = said(Purpose::Notice(NoticeKind::Overdue), false).await;
    let overdue = async || {
        let all = only(&house, &director, "ana@example.org", chosen).await.said;
        all.into_iter().find(|held| held.answer.purpose == "overdue").unwrap()
    };
    assert_eq!(came_of(&overdue().await), ["entered-at-desk to-enter"]);
    house.clock.advance(Duration::hours(1));
    let now = house.now();
    house
        .run(format!("UPDATE choice_to_enter SET entered_at = '{}', entered_by = gen_random_uuid()", now.to_rfc3339()))
        .await;
    let entered = overdue().await;
    assert_eq!(came_of(&entered), ["entered-at-desk entered"]);
    assert_eq!(entered.came[0].at, now);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_came_of_an_answer_to_a_notice_is_each_mail_and_each_that_was_not_written(pool: PgPool) {
    let house = House::at("putnam").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    says(&house.portal, &ana.patron(), Purpose::Notice(NoticeKind::Overdue), true).await;
    let yes = house.now();
    let mail = |n: u8, kind: &str, status: &str| {
        format!(
            "INSERT INTO outbox (library, id, person_id, kind, idempotency_key, recipient, language, subject, body_text, \
                                 body_html, status, created_at, next_try_at) \
             VALUES ('putnam', '00000000-0000-0000-0000-00000000000{n}', '{}', '{kind}', 'k{n}', 'ana@example.org', 'en', \
                     'S', 'T', 'H', '{status}', '2026-11-24T12:0{n}:00Z', now()); ",
            ana.id
        )
    };
    let due = |n: u8, state: &str, mail: &str| {
        format!(
            "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state, mail_id, settled_at) \
             VALUES ('putnam', gen_random_uuid(), '{}', 'overdue', gen_random_uuid(), 0, now(), '{state}', {mail}, \
                     '2026-11-24T12:0{n}:30Z'); ",
            ana.id
        )
    };
    house
        .run(
            [
                mail(1, "overdue", "sent"),
                // All of a day in one mail, and one of another kind.
                mail(2, "notices", "failed"),
                due(2, "written", "'00000000-0000-0000-0000-000000000002'"),
                mail(3, "receipt", "sent"),
                // Of two that were not wanted at one moment there is one line; of a mail that is deleted since, that it was written.
                due(4, "unwanted", "NULL"),
                due(4, "unwanted", "NULL"),
                due(5, "written", "gen_random_uuid()"),
            ]
            .concat(),
        )
        .await;
    let held = only(&house, &director, "ana@example.org", yes).await.said.remove(0);
    assert_eq!(came_of(&held), ["notice sent", "notice failed", "notice unwanted", "notice written"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_c5_a_notice_that_nobody_answered_is_shown_as_a_yes_by_the_address_on_record(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    let silent = house.now();
    let overdue_is_sent = async |key: &str| {
        house.clock.advance(Duration::hours(1));
        let now = house.now().to_rfc3339();
        house
            .run(format!(
                "INSERT INTO outbox (library, id, person_id, kind, idempotency_key, recipient, language, subject, body_text, \
                                     body_html, status, created_at, next_try_at) \
                 VALUES ('lci-member', gen_random_uuid(), '{}', 'overdue', '{key}', 'ana@example.org', 'en', 'S', 'T', 'H', \
                         'sent', '{now}', '{now}')",
                ana.id
            ))
            .await;
        house.clock.advance(Duration::hours(1));
    };
    overdue_is_sent("before").await;
    says(&house.portal, &ana.patron(), Purpose::Notice(NoticeKind::Overdue), false).await;
    let no = house.now();
    overdue_is_sent("after").await;

    let one = only(&house, &director, "Ana@Example.org", silent).await;
    assert_eq!(one.said, []);
    let codes: Vec<&str> = one.by_address.iter().map(|yes| yes.purpose.as_str()).collect();
    assert_eq!(
        codes,
        ["receipt", "hold-ready", "renewal", "overdue", "bill"],
        "what the profile has on, no newsletter"
    );
    for yes in &one.by_address {
        assert_eq!(yes.address.as_deref(), Some("ana@example.org"));
        assert!(yes.words.contains("I can say no at any time"), "{}", yes.words);
        let is_overdue = yes.purpose == "overdue";
        assert_eq!(yes.until, is_overdue.then_some(no));
        assert_eq!(yes.came.len(), usize::from(is_overdue), "what came after the answer is not of the address");
    }

    let then = only(&house, &director, "ana@example.org", no).await;
    assert_eq!(then.said[0].answer.purpose, "overdue");
    assert_eq!(then.by_address.len(), 4, "what was answered is shown as an answer");
    says(&house.portal, &ana.patron(), Purpose::AllMail, false).await;
    let none = only(&house, &director, "ana@example.org", house.now()).await;
    assert_eq!(none.by_address, [], "whoever wants no e-mail at all says no to all of it");

    // The record got this address only later: what came is shown, and nothing is said of an address.
    house
        .run(format!(
            "INSERT INTO field_origin (library, person_id, field, source, sourced_at) \
             VALUES ('lci-member', '{}', 'contact.email', 'desk', '{}')",
            ana.id,
            no.to_rfc3339()
        ))
        .await;
    let before = only(&house, &director, "ana@example.org", silent).await;
    let seen: Vec<_> = before.by_address.iter().map(|yes| (yes.purpose.as_str(), yes.address.as_deref())).collect();
    assert_eq!(seen, [("overdue", None)]);
}
