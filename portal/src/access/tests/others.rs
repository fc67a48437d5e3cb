//! What ends some ways in ends nobody else’s.

use super::*;
use crate::{
    access::{Closed, ClosedAtDesk, Closing, LeavingOutcome, ask_to_leave, close_at_desk, close_card},
    authority::Reauthenticated,
    family::desk::set_stop,
};
use domain::{
    decision::{Purpose as LookFor, Role, Stop},
    parse::CardNumber,
};

/// Whatever ends ways in.
const ACTS: [&str; 12] = [
    "change",
    "end one",
    "end all",
    "code",
    "choose",
    "lost",
    "closed by command",
    "closed at the desk",
    "closes their own",
    "lost by a file",
    "another PIN by a file",
    "stop",
];

/// What lets a person in, as it stands: sessions, known devices, links and codes that are good, and the PIN.
async fn ways_in_of(desk: &Desk, card: &str) -> Vec<i64> {
    let mut ways = Vec::new();
    for of in [
        "session WHERE",
        "known_device WHERE",
        "one_time_token WHERE ended_at IS NULL AND",
        "pending_change WHERE status = 'unverified' AND",
        "credential WHERE scheme <> 'closed' AND",
        "card WHERE status = 'active' AND",
    ] {
        let person = format!("person_id = (SELECT person_id FROM card WHERE number = '{card}')");
        ways.push(desk.count(&format!("SELECT count(*) FROM {of} {person}")).await);
    }
    ways
}

#[sqlx::test(migrations = "../migrations")]
async fn another_patrons_sessions_devices_and_codes_survive_every_act_that_ends_some(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let other = desk.patron(2, SECRET).await;
    desk.signed_in(&mut Browser::own(far(2)), &other, SECRET).await;
    desk.asks_for_link(far(2), &other, Purpose::Reset).await;
    let ways = ways_in_of(&desk, &other).await;
    assert_eq!(ways, [1, 1, 1, 0, 1, 1], "a session, a device, a link, a PIN or password, a card");

    for (n, act) in (10..).zip(ACTS) {
        let person = desk.holder(n).pin(SECRET).add().await;
        let card = person.card.clone();
        desk.clock.advance(Duration::minutes(3));
        let (session, patron) = desk.signed_in(&mut Browser::own(far(n)), &card, SECRET).await;
        desk.asks_for_link(far(n), &card, Purpose::Reset).await;
        let before = ways_in_of(&desk, &card).await;
        let (portal, director) = (&desk.portal, desk.clerk(Role::Director));
        match act {
            "change" => {
                assert!(matches!(desk.changes(&patron, &session, SECRET, NEW_SECRET).await, Changed::Done));
            }
            "end one" => assert!(end_session(portal, &patron, patron.session()).await.unwrap()),
            "end all" => end_all_sessions(portal, &patron).await.unwrap(),
            "code" => drop(desk.desk_code(&card).await),
            "choose" => {
                let code = desk.desk_code(&card).await;
                assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Done { .. }));
            }
            "lost" => desk.reports_lost(&patron).await.unwrap(),
            "closed by command" => {
                let number = CardNumber::parse(&card, &desk.profile.card).unwrap();
                let closed = close_card(portal, &desk.operator(), &number, Closing::Left).await.unwrap();
                assert_eq!(closed, Closed::Done);
            }
            "closed at the desk" => {
                let look = desk.look(director, &person, LookFor::Registration);
                let id = desk.one(&format!("SELECT id FROM card WHERE number = '{card}'")).await;
                let closed = close_at_desk(portal, &look, id, None, false, SITE).await.unwrap();
                assert_eq!(closed, ClosedAtDesk::Done);
            }
            "closes their own" => {
                let again = Reauthenticated::new(patron.clone());
                assert_eq!(ask_to_leave(portal, &again, Lang::En, SITE).await.unwrap(), LeavingOutcome::Closed);
            }
            "lost by a file" => drop(desk.loads(&format!("cardnumber,lost\n{card},1\n")).await),
            "another PIN by a file" => {
                let id = person.id.0;
                let brought =
                    format!("UPDATE credential SET source = 'koha', scheme = 'bcrypt' WHERE person_id = '{id}'");
                desk.run(brought).await;
                desk.loads(&format!("cardnumber,password\n{card},{}\n", bcrypt::hash(PIN, 4).unwrap())).await;
            }
            _ => {
                let look = desk.look(director, &person, LookFor::FamilyReview);
                assert_eq!(set_stop(portal, &look, Stop::Custody).await.unwrap(), Ok(true));
            }
        }
        if act != "code" {
            assert_ne!(ways_in_of(&desk, &card).await, before, "{act} ends something");
        }
        assert_eq!(ways_in_of(&desk, &other).await, ways, "{act} ends nothing of another's");
    }
}
