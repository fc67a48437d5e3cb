//! `/readyz`: whether requests should come here, and whether the work behind them is done.

use app::request::Web;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Duration, Utc};
use http::StatusCode;
use portal::{Error, jobs};
use std::sync::Arc;
use tokio::sync::Mutex;

/// How long an answer holds, so that asking a thousand times asks the database once.
const HOLDS_FOR: Duration = Duration::seconds(1);

/// When the database was last asked, and what is said since; `None`: it did not answer.
pub type LastAnswer = Arc<Mutex<Option<(DateTime<Utc>, Option<String>)>>>;

/// 200 while the database answers, 503 else. A job that is late is said and changes nothing else: pages are answered all
/// the same, and a server that is taken out of rotation does no job the sooner.
// Tests (server/tests/routes/ready.rs, requests.rs): "a late job is said and takes no server out of rotation", "asking
// whether it is ready a thousand times asks the database once".
pub async fn get(State((web, asked)): State<(Web, LastAnswer)>) -> Response {
    // Held while the database is asked: anyone who comes meanwhile waits for that answer.
    let mut asked = asked.lock().await;
    let now = web.portal.clock.now();
    let fresh = asked.take().filter(|(at, _)| (Duration::zero()..HOLDS_FOR).contains(&(now - *at)));
    let (at, said) = match fresh {
        Some(fresh) => fresh,
        None => (now, said(&web, now).await),
    };
    *asked = Some((at, said.clone()));
    said.map_or_else(
        || (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
        IntoResponse::into_response,
    )
}

async fn said(web: &Web, now: DateTime<Utc>) -> Option<String> {
    if let Err(error) = web.portal.db.ready().await {
        tracing::warn!(error = %Error::chain(&error), "not ready");
        return None;
    }
    let states = match jobs::states(&web.portal).await {
        Ok(states) => states,
        Err(error) => {
            tracing::warn!(error = %Error::chain(&error), "how the jobs stand could not be read");
            return Some("ready\n".to_owned());
        }
    };
    let late: Vec<&str> = states.iter().filter(|state| state.late(now)).map(|state| state.name.as_str()).collect();
    Some(if states.is_empty() {
        "ready\nno worker has run yet\n".to_owned()
    } else if late.is_empty() {
        "ready\n".to_owned()
    } else {
        format!("ready\nlate: {} (server jobs)\n", late.join(", "))
    })
}
