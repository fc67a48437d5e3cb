//! Going on with a session that was about to lapse: the server's half of the session clock.

use super::visit::Visit;
use crate::prelude::*;
use axum::http::StatusCode;
use leptos_axum::ResponseOptions;

/// The page that a patron opens to go on without script.
pub const PATRONS: &str = "/still-here";
/// The same at the desk.
pub const DESKS: &str = "/desk/still-here";

/// What the island `SessionClock` asks. Reading the session has already extended it; this says how long it lasts now,
/// which is less where it nears the longest that any session lasts.
///
/// # Errors
/// 401 when nobody is signed in.
pub fn stay_signed_in() -> Result<u32, ServerFnError> {
    let visit = expect_context::<Visit>();
    let Some(left) = visit.left else {
        if let Some(options) = use_context::<ResponseOptions>() {
            options.set_status(StatusCode::UNAUTHORIZED);
        }
        return Err(ServerFnError::new("not signed in"));
    };
    Ok(u32::try_from(left.num_seconds()).unwrap_or(0))
}
