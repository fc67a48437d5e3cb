//! L6, M1: the language and the list of what was read, as patrons choose.

use super::*;
use crate::testing::House;
use sqlx::PgPool;

struct Room {
    house: House,
    ana: Patron,
}

impl Room {
    /// Two people with three past loans each, at a library that leaves it to them (Mansfield) or not (Putnam).
    async fn open(pool: &PgPool, slug: &str) -> Self {
        let house = House::at(slug).open(pool).await;
        let ana = house.somebody().past_loans(3).add().await.patron();
        house.somebody().past_loans(3).add().await;
        Self { house, ana }
    }

    async fn choose(&self, choice: Choice) -> bool {
        choose(&self.house.portal, &self.ana, choice).await.unwrap()
    }

    async fn now(&self) -> Choices {
        choices(&self.house.portal, &self.ana).await.unwrap()
    }
}

async fn number(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn m1_whoever_wants_no_list_has_theirs_erased_at_once_and_nobody_elses(pool: PgPool) {
    let room = Room::open(&pool, "mansfield").await;
    assert_eq!(room.now().await.in_list, 3);
    assert!(room.choose(Choice::History(HistoryChoice::Off)).await);
    let now = room.now().await;
    assert_eq!((now.history, now.in_list), (Some(HistoryChoice::Off), 0));
    assert_eq!(number(&pool, "SELECT count(*) FROM loan_history").await, 3, "the other one's");
    let told = "SELECT count(*) FROM ledger_event WHERE action = 'history-erased' AND detail ->> 'erased' = '3'";
    assert_eq!(number(&pool, told).await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_choice_made_here_is_not_undone_by_a_file_and_the_other_choice_stays(pool: PgPool) {
    let room = Room::open(&pool, "mansfield").await;
    assert!(room.choose(Choice::History(HistoryChoice::Forever)).await);
    assert!(room.choose(Choice::Language(Lang::Es)).await);
    let now = room.now().await;
    assert_eq!((now.language, now.history, now.in_list), (Some(Lang::Es), Some(HistoryChoice::Forever), 3));
    let marked = "SELECT count(*) FROM field_origin WHERE source = 'portal' \
                  AND field IN ('preference.language', 'preference.reading_history')";
    assert_eq!(number(&pool, marked).await, 2);
    assert_eq!(number(&pool, "SELECT count(*) FROM ledger_event WHERE action = 'choice-made'").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn where_the_library_does_not_leave_it_to_the_patron_nothing_is_chosen_and_nothing_erased(pool: PgPool) {
    let room = Room::open(&pool, "putnam").await;
    assert_eq!(room.now().await.history, None);
    assert!(!room.choose(Choice::History(HistoryChoice::Off)).await);
    assert_eq!(number(&pool, "SELECT count(*) FROM loan_history").await, 6);
    assert_eq!(number(&pool, "SELECT count(*) FROM ledger_event").await, 0);
}
