//! Codes and links open something for anyone who holds them, and at their own library alone.

use super::people::{CANARIES, ELSEWHERE, People};
use crate::support::{Desk, SECRET, card};
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn a_code_or_link_of_one_library_opens_nothing_at_another_and_stays_good_at_its_own(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let people = People::meet(&pool, desk, "2013-05-06").await;
    let of = |column: &str| people.actors.iter().find(|actor| actor.column == column).unwrap().visitor.clone();
    let (code, mailed, family) = (&people.ids.code, &people.ids.mailed, &people.ids.family_code);
    let choose = [("token", code.as_str()), ("new_secret", "marigold-lantern-55"), ("again", "marigold-lantern-55")];
    let confirm = [("token", mailed.as_str())];
    let add = [("code", family.as_str())];
    let activate = [("code", code.as_str())];
    for mut visitor in [of("elsewhere"), of("staff elsewhere"), people.desk.visitor(ELSEWHERE, [203, 0, 113, 6])] {
        for path in [format!("/choose?t={code}"), format!("/contact/confirm?t={mailed}")] {
            let answer = visitor.get(&path).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(!CANARIES.iter().any(|canary| answer.text().contains(canary)), "{path}");
        }
        for (path, fields) in [("/choose", &choose[..]), ("/activate", &activate), ("/contact/confirm", &confirm)] {
            let answer = visitor.post(path, fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(!CANARIES.iter().any(|canary| answer.text().contains(canary)), "{path}");
        }
    }
    assert_eq!(of("elsewhere").post("/family/add/code", &add).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nobody used them up: another library, or a parent the code is not for.
    assert_eq!(of("other parent").post("/family/add/code", &add).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(of("parent").post("/family/add/code", &add).await.location().starts_with("/family?added="));
    let mut stranger = people.desk.visitor(super::people::LIBRARY, [203, 0, 113, 6]);
    let confirmed = stranger.post("/contact/confirm", &confirm).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.text());
    assert_eq!(stranger.post("/choose", &choose).await.location(), "/chosen");
    assert_ne!(stranger.sign_in(&card(2), SECRET, false).await.location(), "/record", "the old one is over");
}
