//! Every address of a library's pages, in one place.

use super::{Web, failure::Failure, forms::BODY_LIMIT, layer, origin, server_function::server_function, site::Site};
use crate::pages::{
    activate, choices, consents, contact, desk, desk::permission as granted, family, forgot, home, new_secret,
    permissions, privacy, record, security, sign_in, sign_out,
};
use axum::{
    Router, middleware,
    routing::{get, post},
};
use tower_http::limit::RequestBodyLimitLayer;

/// A library's pages and server functions. The caller adds the session layer around them.
pub fn of_library(web: Web, site: Site) -> Router {
    let router = Router::new()
        .route("/", get(home::get))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-out", post(sign_out::post))
        .route("/leave", post(sign_out::leave))
        .route("/signed-out", get(sign_out::get))
        .route("/activate", get(activate::get).post(activate::post_code))
        .route("/activate/link", post(activate::post_link))
        .route("/forgot", get(forgot::get).post(forgot::post))
        .route("/link-sent", get(forgot::sent))
        .route("/choose", get(new_secret::get).post(new_secret::post))
        .route("/chosen", get(new_secret::chosen))
        .route("/record", get(record::overview::get))
        .route("/record/download", get(record::download::get).post(record::download::post))
        .route("/record/activity", get(record::activity::get))
        .route("/record/{class}", get(record::class::get))
        .route("/contact", get(contact::list::get))
        .route("/contact/take-back", post(contact::list::post_take_back))
        .route("/contact/confirm", get(contact::confirm::get).post(contact::confirm::post))
        .route("/contact/{detail}", get(contact::change::get).post(contact::change::post))
        .route("/contact/{detail}/done", get(contact::done::get))
        .route("/choices", get(choices::get).post(choices::post))
        .route("/consents", get(consents::list::get).post(consents::list::post))
        .route("/consents/receipts/{id}", get(consents::receipt::get))
        .route("/consents/receipts/{id}/json", get(consents::receipt::get_json))
        .route("/permissions", get(permissions::list::get))
        .route("/permissions/new", get(permissions::new::get).post(permissions::new::post))
        .route("/permissions/{id}", get(permissions::detail::get))
        .route("/permissions/{id}/check", get(permissions::check::get))
        .route("/permissions/{id}/sign", get(permissions::sign::get).post(permissions::sign::post))
        .route("/permissions/{id}/done", get(permissions::done::get))
        .route("/permissions/{id}/print", get(permissions::print::get))
        .route("/permissions/{id}/withdraw", get(permissions::withdraw::get).post(permissions::withdraw::post))
        .route("/permissions/{id}/discard", get(permissions::discard::get).post(permissions::discard::post))
        .route("/permissions/{id}/{part}", get(permissions::ask::get).post(permissions::ask::post))
        .route("/family", get(family::list::get))
        .route("/family/add", get(family::add::get).post(family::add::post_card))
        .route("/family/add/code", post(family::add::post_code))
        .route("/family/ask-end", post(family::ask_end::post))
        .route("/family/{link}", get(family::child::overview))
        .route("/family/{link}/remove", get(family::remove::get).post(family::remove::post))
        .route("/family/{link}/{class}", get(family::child::class))
        .route("/security", get(security::sessions::get))
        .route("/security/end", post(security::sessions::end))
        .route("/security/end-all", post(security::sessions::end_all))
        .route("/security/change", get(security::change::get).post(security::change::post))
        .route("/security/lost", get(security::lost::get).post(security::lost::post))
        .route("/card-closed", get(security::lost::done))
        .route("/desk", get(desk::work::get))
        .route("/desk/sign-in", get(desk::sign_in::get).post(desk::sign_in::post))
        .route("/desk/sign-out", post(desk::sign_in::sign_out))
        .route("/desk/find", post(desk::find::post))
        .route("/desk/changes/{reference}", get(desk::change::get).post(desk::change::post))
        .route("/desk/permissions/new", get(granted::paper::get).post(granted::paper::post))
        .route("/desk/permissions/{reference}", get(granted::open::get))
        .route("/desk/permissions/{reference}/check", post(granted::settle::check))
        .route("/desk/permissions/{reference}/settle", post(granted::settle::post))
        .route("/desk/permissions/{reference}/disclose", get(granted::disclose::get).post(granted::disclose::post))
        .route("/desk/look/{id}", get(desk::look::get).post(desk::look::post))
        .route("/desk/look/{id}/code", post(desk::look::post_code))
        .route("/desk/codes/{id}", get(desk::codes::get).post(desk::codes::post))
        .route("/desk/family/{id}", get(desk::family::get).post(desk::family::post))
        .route("/desk/password", get(desk::password::get).post(desk::password::post))
        .route("/desk/staff", get(desk::accounts::get))
        .route("/desk/staff/end", post(desk::accounts::post_end))
        .route("/privacy", get(privacy::get))
        .route("/api/{*function}", post(server_function));
    #[cfg(feature = "dev")]
    let router = router.route("/dev/mail", get(crate::pages::dev_mail::get));
    origin::around(router.fallback(|| async { Failure::NotFound }).with_state(web.clone()))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(middleware::from_fn_with_state((web, site), layer::around))
}
