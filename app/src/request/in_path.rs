//! What a handler's address names.

use super::failure::Failure;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// What stands between the slashes of an address, by the handler's pattern: one id, or several as a tuple. What is no id
/// names no page, as an id that nothing has.
// Test (server/tests/routes/everybody/stray.rs): "an address that no id stands in is a page that is not there".
pub struct InPath<T = Uuid>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for InPath<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Path(named) = Path::from_request_parts(parts, state).await.map_err(|_| Failure::NotFound)?;
        Ok(Self(named))
    }
}
