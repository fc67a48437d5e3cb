//! What is closed here and is to be closed in the library's own system.

use super::*;
use crate::access::{Closed, Closing, close_card, closed_here, report_card_lost, settle_closing, to_close};
use domain::{decision::Role, parse::CardNumber};

#[sqlx::test(migrations = "../migrations")]
async fn a_card_closed_here_by_anybody_is_a_line_until_it_is_closed_in_the_system_too(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    // By command: what began in the library's own system is no work there.
    for (reason, work) in [(Closing::Left, 1), (Closing::Mistake, 1), (Closing::Moved, 0), (Closing::Merged, 0)] {
        let before = house.count("closing").await;
        let person = house.person("Ben").card().add().await;
        let card = CardNumber::parse(&person.card, &house.profile.card).unwrap();
        assert_eq!(close_card(&house.portal, &house.operator(), &card, reason).await.unwrap(), Closed::Done);
        assert_eq!(house.count("closing").await - before, work, "{reason:?}");
    }
    // L19: a card that its patron reports lost at home is to be blocked there, and a second click is no second line.
    house.clock.advance(Duration::hours(1));
    let ana = house.person("Ana").surname("Tester").card().session().add().await;
    for _ in 0..2 {
        report_card_lost(&house.portal, &ana.patron(), Lang::En, SITE).await.unwrap();
    }
    let lines = closed_here(&house.portal, &clerk).await.unwrap().unwrap();
    assert_eq!(lines.iter().map(|line| line.lost).collect::<Vec<_>>(), [false, false, true]);
    let seen = to_close(&house.portal, &clerk, lines[2].id).await.unwrap().unwrap().unwrap();
    assert_eq!((seen.name.as_str(), &seen.cards, seen.lost), ("Ana Tester", &vec![ana.card.clone()], true));
    for line in lines {
        assert!(settle_closing(&house.portal, &clerk, line.id).await.unwrap());
    }
    assert!(closed_here(&house.portal, &clerk).await.unwrap().unwrap().is_empty());
    assert_eq!(house.count("ledger_event WHERE action = 'closing-settled'").await, 3);
}
