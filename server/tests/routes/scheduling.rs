//! An issue of a newsletter is sent on a day that the editor types.

use crate::{
    staff::at_desk,
    support::{Desk, noon},
};
use chrono::{DateTime, Utc};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

const ISSUE: &str = "/desk/newsletters/018f0000-0000-7000-8000-00000000cafe";

async fn send_at(pool: &PgPool) -> Option<DateTime<Utc>> {
    sqlx::query_scalar("SELECT send_at FROM newsletter_issue").fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_day_that_is_past_is_refused_beside_its_field_and_nothing_is_sent(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "canton", Role::Director).await;
    let fields = [("list", "monthly"), ("subject_en", "This month"), ("body_en", "New **books**.")];
    director.post(&format!("{ISSUE}/edit"), &fields).await;
    assert!(director.get(ISSUE).await.text().contains("If it is today and past 9, it is sent at once."));

    let refused = director.post(ISSUE, &[("step", "send"), ("day", "2026-11-22")]).await;
    let text = refused.text();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    assert!(text.contains("That day is past.") && text.contains("href=\"#day\""), "{text}");
    assert!(text.contains("value=\"2026-11-22\""), "what was typed is kept: {text}");
    assert!(text.contains("name=\"form\" value=\"") && !text.contains("name=\"form\" value=\"\""), "{text}");
    assert_eq!(send_at(&pool).await, None);

    let sent = format!("{ISSUE}?done=sent");
    assert_eq!(director.post(ISSUE, &[("step", "send"), ("day", "2026-11-23")]).await.location(), sent);
    assert_eq!(send_at(&pool).await, Some(noon()), "today, and nine is past");
}
