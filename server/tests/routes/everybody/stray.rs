//! Addresses in which something stands that names nothing: typed by hand, cut off by a mail program, or tried by a scanner.

use super::people::People;
use crate::{routes, support::Desk};
use http::{Method, StatusCode};
use sqlx::PgPool;

/// The second is no text at all: a byte that no UTF-8 has.
const STRAY: [&str; 3] = ["nothing", "%FF", "%00"];

#[sqlx::test(migrations = "../migrations")]
async fn an_address_that_no_id_stands_in_is_a_page_that_is_not_there(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let people = People::meet(&pool, desk, "2013-05-06").await;
    let mut wrong = Vec::new();
    for route in routes::all().into_iter().filter(|route| route.pattern.contains('{')) {
        for stray in STRAY {
            let path = with_stray(&route.pattern, stray);
            for actor in people.actors.iter().filter(|actor| ["owner", "desk", "director"].contains(&actor.column)) {
                for method in &route.methods {
                    let mut visitor = actor.visitor.clone();
                    let answer = match *method {
                        Method::GET => visitor.get(&path).await,
                        _ => visitor.post(&path, &[]).await,
                    };
                    // 422: the token of a link, which is told from none by what it opens alone.
                    let page = [StatusCode::NOT_FOUND, StatusCode::GONE, StatusCode::UNPROCESSABLE_ENTITY]
                        .contains(&answer.status);
                    let elsewhere = answer.status == StatusCode::SEE_OTHER && answer.location().contains("sign-in");
                    if !(elsewhere || page && answer.text().contains("<html")) {
                        wrong.push(format!("{method} {path} as {}: {} {}", actor.name, answer.status, answer.text()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pattern with this in the place of each of its names.
fn with_stray(pattern: &str, stray: &str) -> String {
    let parts = pattern.split('/').map(|part| if part.starts_with('{') { stray } else { part });
    parts.collect::<Vec<_>>().join("/")
}
