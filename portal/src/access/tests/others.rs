//! What ends some ways in ends nobody else’s.

use super::*;

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

    let card = desk.patron(1, SECRET).await;
    let mut secret = SECRET;
    for act in ["change", "end one", "end all", "code", "choose", "lost"] {
        desk.clock.advance(Duration::minutes(3));
        let (session, patron) = desk.signed_in(&mut Browser::own(far(1)), &card, secret).await;
        desk.asks_for_link(far(1), &card, Purpose::Reset).await;
        let before = ways_in_of(&desk, &card).await;
        match act {
            "change" => {
                assert!(matches!(desk.changes(&patron, &session, secret, NEW_SECRET).await, Changed::Done));
                secret = NEW_SECRET;
            }
            "end one" => assert!(end_session(&desk.portal, &patron, patron.session()).await.unwrap()),
            "end all" => end_all_sessions(&desk.portal, &patron).await.unwrap(),
            "code" => drop(desk.desk_code(&card).await),
            "choose" => {
                let code = desk.desk_code(&card).await;
                assert!(matches!(desk.chooses(&code, SECRET).await, Chosen::Done { .. }));
                secret = SECRET;
            }
            _ => desk.reports_lost(&patron).await.unwrap(),
        }
        if act != "code" {
            assert_ne!(ways_in_of(&desk, &card).await, before, "{act} ends something");
        }
        assert_eq!(ways_in_of(&desk, &other).await, ways, "{act} ends nothing of another's");
    }
}
