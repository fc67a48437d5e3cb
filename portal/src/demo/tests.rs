//! The demonstration, made in a real database as the runtime role.

use super::*;
use crate::{
    clock::SetClock,
    db::Db,
    entropy::SystemEntropy,
    family, ils,
    keys::Keys,
    password::Hasher,
    testing::{SITE, operator, profile},
};
use domain::{
    consent::{Purpose, statement},
    profile::Profiles,
    words::Lang,
};
use sqlx::{AssertSqlSafe, PgPool};
use std::sync::Arc;

async fn portal(pool: &PgPool) -> Portal {
    for place in &PLACES {
        sqlx::query("INSERT INTO library (slug, name) VALUES ($1, $1)").bind(place.slug).execute(pool).await.unwrap();
    }
    Portal {
        db: Db::new(pool.clone()),
        clock: Arc::new(SetClock::at("2026-11-23T12:00:00Z".parse().unwrap())),
        entropy: Arc::new(SystemEntropy),
        keys: Keys::new(vec![1; 32].into()),
        services: crate::newsletter::service::Services::default(),
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn profiles() -> Profiles {
    let names = PLACES.iter().map(|place| {
        let path = format!("{}/../libraries/{}.toml", env!("CARGO_MANIFEST_DIR"), place.slug);
        (path.clone(), std::fs::read_to_string(path).unwrap())
    });
    Profiles::load_all(names).unwrap()
}

async fn make(portal: &Portal, only: &[&str], seed: u64) -> Vec<DemoPerson> {
    let profiles = profiles();
    let asked = |profile: &&Profile| only.is_empty() || only.contains(&profile.slug.as_str());
    let asked: Vec<&Profile> = profiles.iter().map(AsRef::as_ref).filter(asked).collect();
    populate(portal, hash, &asked, today(), seed).await.unwrap()
}

fn library(slug: &str) -> LibrarySlug {
    slug.parse().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "the shape that is asked for")]
fn hash(secret: &str) -> Result<String> {
    Ok(format!("$argon2id$of-{}", secret.len()))
}

async fn number(pool: &PgPool, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {sql}"))).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn everybody_is_there_once_with_something_in_every_class(pool: PgPool) {
    let portal = portal(&pool).await;
    let made = make(&portal, &[], 1).await;
    assert_eq!(made, people(1));
    assert_eq!(number(&pool, "person").await, 65);
    for (surname, about) in [("Whitcomb", 2_390..=2_400), ("Thornbury", 19_900..=20_000)] {
        let loans = format!("loan_history JOIN person p ON p.id = person_id WHERE p.surname = '{surname}'");
        let history = number(&pool, &loans).await;
        assert!(about.contains(&history), "years of reading: {history}");
    }
    let looks = "ledger_event WHERE action = 'viewed' AND actor_kind = 'staff'";
    assert!(number(&pool, looks).await > 500, "years of looks");
    let refused = "ledger_event WHERE action = 'viewed' AND (detail ->> 'refused')::boolean AND classes = '{}'";
    assert!(number(&pool, refused).await > 5, "some were refused");
    for profile in profiles().iter() {
        let permissions = format!("permission WHERE state = 'in-force' AND library = '{}'", profile.slug);
        let expected = i64::from(domain::permission::Offer::of(profile).is_some());
        assert_eq!(number(&pool, &permissions).await, expected, "{permissions}");
    }
    for profile in profiles().iter() {
        let looks = format!(
            "ledger_event WHERE action = 'viewed' AND actor_kind = 'guardian' AND library = '{}' AND classes <> '{{}}'",
            profile.slug
        );
        let offered = family::way(profile) != family::Way::NotOffered;
        assert_eq!(number(&pool, &looks).await > 0, offered, "a parent looks where one may: {looks}");
    }
    let by_no_link = "ledger_event e WHERE action = 'viewed' AND actor_kind = 'guardian' AND NOT EXISTS \
                      (SELECT FROM family_link l WHERE l.id::text = e.detail ->> 'link' AND l.child_id = e.subject_id \
                       AND l.guardian_id = e.actor_id AND l.linked_at <= e.at)";
    assert_eq!(number(&pool, by_no_link).await, 0);
    for table in [
        "contact",
        "alternate_contact",
        "eligibility",
        "guardianship",
        "membership",
        "note",
        "checkout",
        "hold",
        "interlibrary_loan",
        "account_line",
        "notice_sent",
        "preference",
        "consent",
        "credential",
        "registration",
        "contribution",
        "pending_change",
        "ledger_event",
    ] {
        for place in &PLACES {
            let rows = number(&pool, &format!("{table} WHERE library = '{}'", place.slug)).await;
            assert!(rows > 0, "{table} at {}", place.slug);
        }
    }
    assert_eq!(number(&pool, "credential WHERE source <> 'demo'").await, 0);
    assert_eq!(number(&pool, "credential").await, 60);
    assert_eq!(number(&pool, "note WHERE withheld_reason IS NOT NULL").await, 5);
    assert_eq!(number(&pool, "contact WHERE email !~ '@example\\.(org|net)$'").await, 0);
    assert_eq!(number(&pool, "loan_history WHERE returned_at > '2026-11-23' OR returned_at < checked_out_at").await, 0);
    for profile in profiles().iter() {
        for (class, table, column) in [
            (Class::History, "loan_history", "returned_at"),
            (Class::ComputerUse, "computer_session", "started_at"),
            (Class::Questions, "question", "asked_on"),
            (Class::Notices, "notice_sent", "sent_at"),
            (Class::Registrations, "registration", "event_at"),
        ] {
            let rows =
                format!("{table} t JOIN preference p USING (library, person_id) WHERE t.library = '{}'", profile.slug);
            assert_eq!(number(&pool, &rows).await > 0, profile.is_kept(class), "{table} at {}", profile.slug);
            let past = match &profile.retention(class).unwrap().keep {
                Keep::PatronsChoice { days, .. } => format!(
                    "(p.reading_history = 'off' OR p.reading_history = 'default' \
                     AND t.{column}::date + {days} <= '2026-11-23')"
                ),
                Keep::DaysAfter { days, .. } => format!("t.{column}::date + {days} <= '2026-11-23'"),
                _ => "false".to_owned(),
            };
            assert_eq!(number(&pool, &format!("{rows} AND {past}")).await, 0, "{table}: {}", profile.slug);
        }
    }

    let before = number(&pool, "ledger_event").await;
    assert_eq!(make(&portal, &[], 1).await, made);
    assert_eq!(number(&pool, "person").await, 65, "nothing is made twice");
    assert_eq!(number(&pool, "ledger_event").await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_everybody_said_yes_to_the_words_that_are_asked_today_but_one_on_purpose(pool: PgPool) {
    let portal = portal(&pool).await;
    make(&portal, &[], 1).await;
    for profile in profiles().iter() {
        let rows: Vec<(String, bool, String, String)> =
            sqlx::query_as("SELECT purpose, given, language, words FROM consent WHERE library = $1")
                .bind(profile.slug.as_str())
                .fetch_all(&pool)
                .await
                .unwrap();
        let other = rows.iter().filter(|(purpose, given, language, words)| {
            let purpose = Purpose::from_code(purpose, profile).unwrap();
            *words != statement(&purpose, *given, profile, Lang::from_tag(language).unwrap())
        });
        assert_eq!(other.count(), 1, "{}", profile.slug);
        assert!(rows.iter().any(|(_, given, ..)| !given), "somebody said no: {}", profile.slug);
        let said = format!(
            "ledger_event WHERE library = '{}' AND action IN ('consent-given', 'consent-refused')",
            profile.slug
        );
        assert_eq!(number(&pool, &said).await, i64::try_from(rows.len()).unwrap(), "each stands in the ledger");
        let nowhere = format!("consent WHERE library = '{}' AND address IS NULL", profile.slug);
        assert_eq!(number(&pool, &nowhere).await, 0, "each was said for an address");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_the_newsletters_of_a_library_of_its_own_went_to_whoever_agrees_and_are_over(pool: PgPool) {
    let portal = portal(&pool).await;
    make(&portal, &["canton", "lci-member"], 1).await;
    for (slug, issues) in [("canton", 2), ("lci-member", 0)] {
        let profile = profile(slug);
        let sent = || populate_newsletters(&portal, &profile, today(), SITE);
        assert_eq!(sent().await.unwrap(), 0, "nobody is there to send it");
        populate_staff(&portal, &Hasher::for_tests(), &operator(&pool, &profile).into()).await.unwrap();
        assert_eq!(sent().await.unwrap(), issues, "{slug}");
        assert_eq!(sent().await.unwrap(), 0, "no issue is made twice");
    }
    let agreed = number(&pool, "consent WHERE library = 'canton' AND purpose = 'monthly' AND given").await;
    assert_eq!(agreed, 3);
    let over = "settled_at = fixed_at AND settled_at < '2026-11-04'";
    assert_eq!(number(&pool, &format!("newsletter_delivery WHERE state = 'sent' AND {over}")).await, 2 * agreed);
    assert_eq!(number(&pool, "newsletter_delivery").await, 2 * agreed, "nobody else");
    assert_eq!(number(&pool, "newsletter_delivery WHERE language = 'es'").await, 2, "one reads Spanish");
    assert_eq!(number(&pool, "outbox WHERE status = 'sent' AND kind = 'newsletter'").await, 2 * agreed);
    assert_eq!(number(&pool, "outbox").await, 2 * agreed, "nothing waits to be sent");
    let told = "ledger_event WHERE action = 'mailed' AND purpose = 'newsletter' AND at < '2026-11-04'";
    assert_eq!(number(&pool, told).await, 2 * agreed, "each reads it in their activity");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_ages_are_what_the_stories_say(pool: PgPool) {
    let portal = portal(&pool).await;
    make(&portal, &["canton"], 5).await;
    assert_eq!(number(&pool, "person").await, 13, "only the library that was asked for");
    let age = |part| today().years_since(born(part, today()));
    assert_eq!((age(Part::ChildOfSix), age(Part::ChildOfThirteen)), (Some(6), Some(13)));
    assert_eq!(age(Part::NearlyEighteen), Some(17));
    let next_month = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    assert_eq!(next_month.years_since(born(Part::NearlyEighteen, today())), Some(18));
    let children = "guardianship g JOIN person p ON p.id = g.guardian_id WHERE p.surname = 'Wiśniewska'";
    assert_eq!(number(&pool, children).await, 2);
    assert_eq!(number(&pool, "membership WHERE expires_on < '2026-11-23'").await, 1);
    assert_eq!(number(&pool, "card WHERE status = 'lost' AND closed_at IS NOT NULL").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_somebody_is_and_how_to_reach_them_was_written_down_with_their_card(pool: PgPool) {
    let portal = portal(&pool).await;
    make(&portal, &["mansfield"], 1).await;
    for (table, whose) in [
        ("person", "id"),
        ("contact", "person_id"),
        ("alternate_contact", "person_id"),
        ("eligibility", "person_id"),
        ("guardianship", "child_id"),
    ] {
        let rows = format!("{table} t JOIN membership m ON m.person_id = t.{whose}");
        assert!(number(&pool, &rows).await > 0, "{table}");
        let other = format!("{rows} WHERE (t.sourced_at AT TIME ZONE 'America/New_York')::date <> m.enrolled_on");
        assert_eq!(number(&pool, &other).await, 0, "{table}: since the day the demonstration was made");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn many_are_made_once_and_their_cards_are_known(pool: PgPool) {
    let portal = portal(&pool).await;
    let library = &library("mansfield");
    let made = populate_many(&portal, library, 500, "$argon2id$x").await.unwrap();
    assert_eq!(made.people, 500);
    assert!(made.checkouts > 300 && made.history > 900 && made.holds == 100 && made.account_lines == 100, "{made:?}");
    let card = card_of_many(library, 499);
    assert_eq!(number(&pool, &format!("card WHERE number = '{card}'")).await, 1);
    assert_eq!(populate_many(&portal, library, 500, "$argon2id$x").await.unwrap().people, 0);
    assert_eq!(number(&pool, "person").await, 500);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_file_for_measuring_is_a_good_file(pool: PgPool) {
    let portal = portal(&pool).await;
    let library = &library("lci-member");
    let mut file = vec![];
    write_borrowers(library, 300, &mut file).unwrap();
    let options = ils::Options::on(today(), chrono_tz::America::New_York);
    let source = std::io::Cursor::new(file);
    let report = ils::import(
        &portal,
        &operator(&pool, &profile("lci-member")),
        ils::FileKind::KohaBorrowers,
        source,
        options,
        &mut |_| {},
    )
    .await
    .unwrap();
    assert!(report.applied() && report.problems.is_empty() && report.notes.is_empty(), "{report:?}");
    assert_eq!(report.rows_added, 300);
}
