//! The server's half of the island that checks one's own lines.

use super::{lists::answered, visit::Visit};
use crate::prelude::*;
use axum::http::StatusCode;
use leptos_axum::ResponseOptions;
use portal::{Error, ledger};

/// What the island `ProofCheck` asks.
///
/// # Errors
/// 401 when nobody is signed in, 404 before a line about them is sealed.
pub async fn own_proof() -> Result<String, ServerFnError> {
    let visit = expect_context::<Visit>();
    let options = use_context::<ResponseOptions>();
    answered(options, proved(&visit).await)
}

async fn proved(visit: &Visit) -> Result<String, StatusCode> {
    let patron = visit.patron.as_ref().ok_or(StatusCode::UNAUTHORIZED)?;
    let found = ledger::proof(&visit.web.portal, patron).await.map_err(|failed| {
        tracing::error!(reference = %visit.id, error = %Error::chain(&failed), "a proof could not be made");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    Ok(found.ok_or(StatusCode::NOT_FOUND)?.write())
}
