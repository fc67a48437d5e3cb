//! S4: how many said yes and no, without a name.

use super::*;
use crate::authority::Editor;
use chrono::Duration;
use domain::{decision::Role, statistics::Band};

fn editor(house: &House) -> Editor {
    Editor::of(&house.clerk(Role::Administrator)).unwrap()
}

/// Fifty records: 12 said yes here, 21 no by a link, 3 were signed up before the portal and said no at the desk; the rest never
/// answered. And 11 people without a card, of whom one left again.
async fn answered(house: &House) {
    house
        .run(
            "INSERT INTO person (library, id, source, sourced_at) \
             SELECT 'canton', ('00000000-0000-0000-0000-0000000000' || n)::uuid, 'desk', now() \
             FROM generate_series(10, 59) AS n; \
             INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, decided_at, \
                                  means, source, sourced_at) \
             SELECT 'canton', gen_random_uuid(), ('00000000-0000-0000-0000-0000000000' || n)::uuid, 'monthly', 'email', given, \
                    'W', '1', 'en', at, means, 'portal', at \
             FROM (SELECT n, true AS given, 'portal' AS means, '2026-11-20T12:00:00Z'::timestamptz AS at \
                   FROM generate_series(10, 21) AS n \
                   UNION ALL SELECT n, false, 'newsletter-link', '2026-11-20T12:00:00Z' FROM generate_series(22, 42) AS n \
                   UNION ALL SELECT n, true, 'import', '2020-01-01T12:00:00Z' FROM generate_series(43, 45) AS n \
                   UNION ALL SELECT n, false, 'desk', '2026-11-21T12:00:00Z' FROM generate_series(43, 45) AS n) AS said; \
             INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
             SELECT 'canton', ('00000000-0000-0000-0000-0000000000' || n)::uuid, 'N', n || '@example.org', 'en', '{}', now(), \
                    now() FROM generate_series(60, 70) AS n; \
             INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, decided_at, \
                                       means) \
             SELECT 'canton', gen_random_uuid(), ('00000000-0000-0000-0000-0000000000' || n)::uuid, 'monthly', given, 'W', \
                    '1', 'en', at, means \
             FROM (SELECT n, true AS given, 'double-opt-in' AS means, '2026-11-20T12:00:00Z'::timestamptz AS at \
                   FROM generate_series(60, 70) AS n \
                   UNION ALL SELECT 70, false, 'newsletter-link', '2026-11-21T12:00:00Z') AS said",
        )
        .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_the_report_says_in_bands_what_held_when_the_month_began_and_how_it_was_said(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    answered(&house).await;
    let of = async || {
        let report = report(&house.portal, &editor(&house)).await.unwrap();
        let monthly = report.each.iter().find(|(code, _)| code == "monthly").unwrap().1;
        (report, monthly)
    };
    let (before, then) = of().await;
    assert_eq!(before.as_of.to_rfc3339(), "2026-11-01T04:00:00+00:00", "the first of the month in Connecticut");
    assert_eq!(then.with_card.map(|band| band.bounds().0), [0, 0], "this month’s answers wait for the next");
    house.clock.advance(Duration::days(8));
    let (report, now) = of().await;
    assert_eq!(report.as_of.to_rfc3339(), "2026-12-01T05:00:00+00:00");
    assert_eq!(now.with_card.map(Band::bounds), [(10, 19), (20, 29)]);
    assert_eq!(now.without_card.map(Band::bounds), [(10, 19), (0, 9)]);
    assert_eq!(now.never, (0, 29), "2 to 20 of 50, in whole bands: from it nobody reads how many records there are");
    let by = |way: consent::Way| now.by[way as usize].map(|band| band.bounds().0);
    assert_eq!(by(consent::Way::Portal), [10, 0]);
    assert_eq!(by(consent::Way::Link), [0, 20]);
    assert_eq!(by(consent::Way::PublicPage), [10, 0]);
    assert_eq!(by(consent::Way::Desk), [0, 0], "three: not told from none");
    assert_eq!(report.each.last().unwrap().0, "all-mail");

    let csv = report.csv(&house.profile, Lang::En).unwrap();
    assert!(csv.starts_with("\u{feff}Question,Code,Who,Answer,How,At least,At most\r\n"), "{csv}");
    assert!(csv.contains("Library news,monthly,with-card,yes,all,10,19\r\n"), "{csv}");
    assert!(csv.contains("Library news,monthly,with-card,never,all,0,29\r\n"), "{csv}");
    assert!(csv.contains("Library news,monthly,all,no,link,20,29\r\n"), "{csv}");
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_the_report_is_made_with_no_right_to_a_name_a_number_or_an_address(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    answered(&house).await;
    house.clock.advance(Duration::days(8));
    let wanted = report(&house.portal, &editor(&house)).await.unwrap();
    house
        .run(
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_app; \
             GRANT SELECT (library) ON person TO portal_app; \
             GRANT SELECT (library, person_id, purpose, channel, given, means, decided_at, position) ON consent TO portal_app; \
             GRANT SELECT (library, subscriber_id, list, given, means, decided_at, position) ON subscription TO portal_app",
        )
        .await;
    assert_eq!(report(&house.portal, &editor(&house)).await.unwrap(), wanted);
    // The rights are what refuses: anyone who reads a name with them does not.
    let mut tx = house.portal.db.begin(editor(&house).scope()).await.unwrap();
    let name = sqlx::query("SELECT firstname FROM person").fetch_all(&mut *tx).await;
    assert!(format!("{:?}", name.unwrap_err()).contains("permission denied"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_report_is_for_whoever_writes_newsletters_and_of_their_own_library(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    answered(&house).await;
    house.clock.advance(Duration::days(8));
    let beside = house.beside("putnam").await;
    let other = report(&beside.portal, &editor(&beside)).await.unwrap();
    assert!(other.each.iter().all(|(_, told)| told.with_card.iter().all(|band| band.bounds().0 == 0)));
    assert!(Editor::of(&house.clerk(Role::Desk)).is_none());
}
