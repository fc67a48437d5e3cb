//! Hashes that an import brought.

use super::*;
use crate::ils::{Reason, Remark};
use domain::profile::GuardianAccess;

/// A file in which this card has this PIN.
fn file(card: &str, pin: &str) -> String {
    file_with(card, &bcrypt::hash(pin, 4).unwrap())
}

/// A file in which this stands in the cell of this card's PIN.
fn file_with(card: &str, cell: &str) -> String {
    format!("cardnumber,surname,firstname,email,password\n{card},Okafor,Adaeze,p1@example.org,{cell}\n")
}

/// How many patrons the report says this of.
fn counted(report: &Report, remark: Remark) -> u64 {
    report.notes.iter().find(|note| note.remark == remark).map_or(0, |note| note.count)
}

/// How many patrons the report says have another PIN or password.
fn changed(report: &Report) -> u64 {
    counted(report, Remark::SecretsChanged)
}

impl Desk {
    /// Signs in with an imported PIN for the first time, and waits until its hash is made anew.
    async fn first_sign_in(&self, browser: &mut Browser, card: &str, pin: &str) -> Session {
        let (session, _) = self.signed_in(browser, card, pin).await;
        let of_own = "SELECT count(*) FROM credential WHERE scheme = 'argon2id' AND source = 'koha'";
        until("the hash made anew", async || self.count(of_own).await == 1).await;
        session
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_imported_bcrypt_hash_signs_in_and_is_made_anew_afterwards(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let old = bcrypt::hash(PIN, 4).unwrap();
    let card = desk.patron_with_hash(1, &old, "bcrypt").await;
    assert!(!desk.opens(&Browser::shared(far(1)), &card, "8306").await);
    assert_eq!(desk.stored_hash(1).await, old, "a wrong PIN replaces nothing");
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    until("the hash made anew", async || desk.stored_hash(1).await.starts_with("$argon2id$")).await;
    assert_eq!(desk.count("SELECT count(*) FROM credential WHERE scheme = 'argon2id'").await, 1);
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    assert!(!desk.opens(&Browser::shared(far(1)), &card, "8306").await);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_old_hash_that_is_made_anew_while_the_patron_chooses_another_secret_never_comes_back(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron_with_hash(1, &bcrypt::hash(PIN, 4).unwrap(), "bcrypt").await;
    // The patron's choice is written, and not yet committed, when the former PIN signs in.
    let chosen = desk.hasher.hash_here(NEW_SECRET, &[4; 16]).unwrap();
    let mut choice = pool.begin().await.unwrap();
    sqlx::query("UPDATE credential SET hash = $1, scheme = 'argon2id', kind = 'password'")
        .bind(&chosen)
        .execute(&mut *choice)
        .await
        .unwrap();
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    let waiting = "SELECT count(*) FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE credential%'";
    until("it waits for the choice", async || desk.count(waiting).await == 1).await;
    choice.commit().await.unwrap();
    until("it goes on", async || desk.count(waiting).await == 0).await;
    assert!(desk.opens(&Browser::shared(far(2)), &card, NEW_SECRET).await);
    assert_eq!(desk.stored_hash(1).await, chosen);
    assert!(!desk.opens(&Browser::shared(far(2)), &card, PIN).await, "the former one");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_pin_changed_in_the_librarys_system_after_the_first_sign_in_here_is_taken_and_ends_every_way_in(
    pool: PgPool,
) {
    // Where a parent needs the child's card and PIN and no more.
    let house = House::at("mansfield").when("2026-11-23T00:00:00Z");
    let house = house.with(|profile| profile.switches.guardian_access.value = GuardianAccess::ChildsCard);
    let desk = Desk(house.open(&pool).await);
    let (card, first) = (card(1), file(&card(1), PIN));
    desk.loads(&first).await;
    let mut own = Browser::own(far(1));
    let session = desk.first_sign_in(&mut own, &card, PIN).await;
    desk.asks_for_link(far(2), &card, Purpose::Reset).await;
    let parent = desk.person("Rosa").numbered(2).card().add().await.id.0;
    desk.run(format!(
        "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, linked_at) \
         SELECT library, gen_random_uuid(), '{parent}', person_id, id, 'Rosa', 'Adaeze', 'childs-card', now() \
         FROM card WHERE number = '{card}'"
    ))
    .await;
    let left = async || {
        let mut left = Vec::new();
        for of in
            ["session", "known_device", "one_time_token WHERE ended_at IS NULL", "family_link WHERE ended_at IS NULL"]
        {
            left.push(desk.count(&format!("SELECT count(*) FROM {of}")).await);
        }
        left
    };
    // The night after, the file says the same.
    desk.clock.advance(Duration::minutes(5));
    assert_eq!((changed(&desk.loads(&first).await), left().await), (0, vec![1; 4]));
    assert!(desk.alive(&session).await);

    let second = file(&card, "7316");
    assert_eq!((changed(&desk.loads(&second).await), left().await), (1, vec![0; 4]));
    assert!(!desk.alive(&session).await);
    assert!(!desk.opens(&own, &card, PIN).await, "the former one");
    assert!(desk.opens(&Browser::shared(far(3)), &card, "7316").await);
    let told = "SELECT count(*) FROM ledger_event WHERE actor_kind = 'system' AND via = 'import' \
                AND (action = 'credential-changed' OR action = 'family-link-ended' AND detail->>'why' = 'secret')";
    assert_eq!(desk.count(told).await, 3, "the change, and the link's end in the child's activity and the parent's");
    assert_eq!(changed(&desk.loads(&second).await), 0, "once");

    // One that is made here stays, whatever a file says.
    let code = desk.desk_code(&card).await;
    assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Done { .. }));
    assert_eq!(changed(&desk.loads(&file(&card, "9052")).await), 0);
    assert!(desk.opens(&Browser::shared(far(4)), &card, NEW_SECRET).await);
    assert_eq!(desk.count("SELECT count(*) FROM credential WHERE imported_hash_digest IS NOT NULL").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_pin_changed_in_the_librarys_system_before_the_first_sign_in_here_is_taken_too(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = card(1);
    desk.loads(&file(&card, PIN)).await;
    // As a row that was written before the digest was kept.
    desk.run("UPDATE credential SET imported_hash_digest = NULL").await;
    assert_eq!(changed(&desk.loads(&file(&card, "7316")).await), 1);
    assert!(!desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    assert!(desk.opens(&Browser::shared(far(2)), &card, "7316").await);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_hash_from_before_its_digest_was_kept_is_only_noted_by_the_first_file(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = card(1);
    desk.loads(&file(&card, PIN)).await;
    let session = desk.first_sign_in(&mut Browser::own(far(1)), &card, PIN).await;
    desk.run("UPDATE credential SET imported_hash_digest = NULL").await;
    let noted = file(&card, "7316");
    for _ in 0..2 {
        let report = desk.loads(&noted).await;
        assert_eq!((changed(&report), report.rows_changed, desk.alive(&session).await), (0, 0, true));
    }
    assert_eq!(changed(&desk.loads(&file(&card, "9052")).await), 1);
    assert!(!desk.alive(&session).await);
    assert!(desk.opens(&Browser::shared(far(2)), &card, "9052").await);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_pin_taken_away_in_the_librarys_system_opens_nothing_until_the_system_has_another(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = card(1);
    desk.loads(&file(&card, PIN)).await;
    let mut own = Browser::own(far(1));
    let session = desk.first_sign_in(&mut own, &card, PIN).await;
    desk.asks_for_link(far(2), &card, Purpose::Reset).await;
    let no_column = format!("cardnumber,surname,firstname,email\n{card},Okafor,Adaeze,p1@example.org\n");
    // The second is of another kind: it may be the same PIN.
    for says_nothing in [no_column, file_with(&card, "c4ca4238a0b923820dcc509a6f75849b")] {
        let report = desk.loads(&says_nothing).await;
        assert_eq!((counted(&report, Remark::SecretsTakenAway), changed(&report)), (0, 0));
        assert!(desk.alive(&session).await);
    }

    let none = file_with(&card, "");
    let taken_away = async || counted(&desk.loads(&none).await, Remark::SecretsTakenAway);
    assert_eq!(taken_away().await, 1);
    for of in ["session", "known_device", "one_time_token WHERE ended_at IS NULL"] {
        assert_eq!(desk.count(&format!("SELECT count(*) FROM {of}")).await, 0, "{of}");
    }
    assert!(!desk.opens(&own, &card, PIN).await, "the former one");
    assert_eq!((taken_away().await, desk.events("credential-taken-away").await), (0, 1), "once");
    let line =
        "SELECT concat_ws('/', actor_kind, via, classes) FROM ledger_event WHERE action = 'credential-taken-away'";
    assert_eq!(desk.one::<String>(line).await, "system/import/{credentials}");

    // Another one, and the same again after it was taken away.
    for pin in ["7316", "7316"] {
        assert_eq!(changed(&desk.loads(&file(&card, pin)).await), 1);
        assert!(desk.opens(&Browser::shared(far(3)), &card, pin).await);
        assert_eq!(taken_away().await, 1);
        assert!(!desk.opens(&Browser::shared(far(3)), &card, pin).await);
    }

    // One that is made here stays.
    let code = desk.desk_code(&card).await;
    assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Done { .. }));
    assert_eq!(taken_away().await, 0);
    assert!(desk.opens(&Browser::shared(far(4)), &card, NEW_SECRET).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_in_which_the_column_of_pins_is_empty_for_everybody_takes_none_away_unless_told_how_many(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let hash = bcrypt::hash(PIN, 4).unwrap();
    let of_all = |cell: &str| {
        let rows = (1..=20).map(|n| format!("{},Okafor{n},Adaeze,p{n}@example.org,{cell}\n", card(n)));
        rows.fold("cardnumber,surname,firstname,email,password\n".to_owned(), |file, row| file + &row)
    };
    desk.loads(&of_all(&hash)).await;
    let empty = of_all("");
    for allowed in [None, Some(19)] {
        let report = desk.tries_to_load(&empty, allowed).await;
        assert!(!report.applied(), "{report:?}");
        assert_eq!(
            report.problems.iter().map(|one| (one.reason, one.count)).collect::<Vec<_>>(),
            [(Reason::RemovesTooMuch, Some((20, 20)))]
        );
        assert!(desk.opens(&Browser::shared(far(1)), &card(7), PIN).await);
    }
    let report = desk.tries_to_load(&empty, Some(20)).await;
    assert_eq!((report.applied(), counted(&report, Remark::SecretsTakenAway)), (true, 20));
    assert!(!desk.opens(&Browser::shared(far(2)), &card(7), PIN).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn failures_at_the_former_pin_close_nothing_to_one_that_the_librarys_system_brings(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (card, first) = (card(1), file(&card(1), PIN));
    desk.loads(&first).await;
    for n in 0..20 {
        assert!(!desk.opens(&Browser::shared(far(100 + n)), &card, &format!("{:04}", 2_000 + n)).await);
        desk.clock.advance(Duration::minutes(59));
    }
    assert!(!desk.opens(&Browser::shared(far(900)), &card, PIN).await, "PINs are shut, and the right one too");
    // The same hash is no news.
    desk.loads(&first).await;
    assert!(!desk.opens(&Browser::shared(far(901)), &card, PIN).await);
    desk.loads(&file(&card, "7316")).await;
    assert!(desk.opens(&Browser::shared(far(902)), &card, "7316").await);
}
