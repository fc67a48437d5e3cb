//! A version of a library's profile on its day: what is said before, and what is served then without a restart.

use crate::{
    permissions::signed_in,
    staff::at_desk,
    support::{Desk, card, enter_files},
};
use chrono::Duration;
use domain::{
    decision::Role,
    profile::{Profile, Profiles},
    words::Lang,
};
use portal::library::{Loaded, load};
use server::in_force::InForce;
use sqlx::PgPool;

const WORDS: (&str, &str) = ("New books and events, once a month.", "New books and concerts, each week.");
const PHONE: (&str, &str) = ("(860) 555-0101", "(860) 555-0199");
const RULES: (&str, &str) = ("rules = [\"M3\", \"S3\"]", "rules = [\"M3\"]");

#[sqlx::test(migrations = "../migrations")]
async fn a_version_is_told_before_its_day_and_served_from_then_on_without_a_restart(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    let files = enter_files(&pool).await;
    let pages = desk.following();
    let mut in_force = InForce::read(&desk.portal, Profiles::load_all(files.clone()).unwrap()).await.unwrap();
    let (_, mansfield) = files.iter().find(|(name, _)| name.ends_with("mansfield.toml")).unwrap();
    let next = mansfield.replace(WORDS.0, WORDS.1).replace(PHONE.0, PHONE.1).replacen(RULES.0, RULES.1, 1);
    let profile = Profile::parse("next", &next).unwrap();
    let (today, first) = ("2026-11-23".parse().unwrap(), "2026-12-07".parse().unwrap());
    assert!(matches!(load(&pool, &profile, &next, first, today).await.unwrap(), Loaded::Done { .. }));

    let mut patron = signed_in(&desk, "mansfield", &card(1)).await;
    let mut stranger = desk.visitor("mansfield", [192, 0, 2, 9]);
    let privacy = stranger.get("/privacy").await.text();
    for part in ["From December 7, 2026", WORDS.0, WORDS.1] {
        assert!(privacy.contains(part), "{part}: {privacy}");
    }
    assert!(!desk.visitor("canton", [192, 0, 2, 9]).get("/privacy").await.text().contains("From December 7"));
    let consents = patron.get("/consents").await.text();
    assert!(consents.contains("From December 7, 2026 a yes says:") && consents.contains(WORDS.1), "{consents}");
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let shown = director.get("/desk/profile").await.text();
    for part in ["in force", "waits for its day", "desk.phone", PHONE.1, "newsletters[monthly].what.en"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // No page says of a rule no more than its id.
    let [first, second] = ["M3", "S3"].map(|id| profile.rules.get(id).unwrap());
    let [said, also] = [first, second].map(|rule| rule.citation(Lang::En));
    for part in ["switches.helper.rules", &format!("<q>[{said}, {also}]</q>"), second.words(Lang::En)] {
        assert!(shown.contains(part), "{part}: {shown}");
    }

    // Until its day the former telephone number stands everywhere; then, after a look, the new one.
    assert!(!in_force.look().await.unwrap());
    desk.clock.advance(Duration::days(13) + Duration::hours(11));
    assert!(!in_force.look().await.unwrap(), "December 6");
    assert!(stranger.get("/lost-card").await.text().contains(PHONE.0));
    desk.clock.advance(Duration::days(1));
    assert!(in_force.look().await.unwrap(), "December 7");
    pages.take_up(in_force.now());
    let lost = stranger.get("/lost-card").await.text();
    assert!(lost.contains(PHONE.1) && !lost.contains(PHONE.0), "{lost}");
    assert!(!stranger.get("/privacy").await.text().contains("From December 7"), "it is in force");
    assert!(!in_force.look().await.unwrap(), "once");
}
