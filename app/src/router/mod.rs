//! Every address of a library's pages, in one place.

mod layer;
mod origin;
mod routes;
mod server_function;

pub use layer::Uncompressed;

use crate::{
    pages::{
        access::{self, activate, forgot, new_secret, sign_in, sign_out},
        breach, choice, consent, contact, correction, family, home, ledger, look, mail, newsletter, notice,
        permission::{self, desk as permission_desk},
        post, privacy, process, profile, record, retention, returned, review, staff, statistics,
    },
    request::{Web, at_desk, failure::Failure, forms::BODY_LIMIT, site::Site, stay},
};
use axum::{Router, http::Method, middleware};
use routes::Routes;
use tower_http::limit::RequestBodyLimitLayer;

/// A library's pages and server functions. The caller adds the session layer around them.
pub fn of_library(web: Web, site: Site) -> Router {
    let Routes { router, from_elsewhere, .. } = routes();
    origin::around(router.fallback(|| async { Failure::NotFound }).with_state(web.clone()))
        .merge(from_elsewhere.with_state(web.clone()))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(middleware::from_fn_with_state((web, site), layer::around))
}

/// Every method and address that [`of_library`] answers.
pub fn listed() -> Vec<(Method, &'static str)> {
    routes().listed
}

fn routes() -> Routes {
    Routes::default()
        .with(visitor)
        .with(patron)
        .with(guardian)
        .with(desk)
        .with(register)
        .with(development)
        .post("/api/{*function}", server_function::server_function)
}

#[cfg(not(feature = "dev"))]
fn development(routes: Routes) -> Routes {
    routes
}

/// What a development build adds.
#[cfg(feature = "dev")]
fn development(routes: Routes) -> Routes {
    routes.get("/dev/mail", crate::pages::dev_mail::get)
}

/// The person who is not signed in.
fn visitor(routes: Routes) -> Routes {
    routes
        .get("/", home::get)
        .get("/sign-in", sign_in::get)
        .post("/sign-in", sign_in::post)
        .post("/sign-out", sign_out::post)
        .post("/leave", sign_out::leave)
        .get("/signed-out", sign_out::get)
        .get("/activate", activate::get)
        .post("/activate", activate::post_code)
        .post("/activate/link", activate::post_link)
        .get("/forgot", forgot::get)
        .post("/forgot", forgot::post)
        .get("/link-sent", forgot::sent)
        .get("/choose", new_secret::get)
        .post("/choose", new_secret::post)
        .get("/chosen", new_secret::chosen)
        .get("/card-closed", access::lost::done)
        .get("/lost-card", access::lost::anybody)
        .get("/privacy", privacy::get)
        .get("/privacy/sheet", privacy::sheet::get)
        .get("/statistics", statistics::get)
        .get("/ledger", ledger::get)
        .post("/ledger", ledger::post)
        .get("/ledger/head", ledger::get_head)
        .get("/ledger/growth", ledger::get_growth)
        .anywhere("/unsubscribe/{token}", consent::leave::get, consent::leave::post)
        .post("/resubscribe", consent::leave::post_undo)
        .get("/newsletters", consent::subscriber::ask::get)
        .post("/newsletters", consent::subscriber::ask::post)
        .post("/newsletters/link", consent::subscriber::ask::post_link)
        .get("/newsletters/sent", consent::subscriber::ask::sent)
        .get("/newsletters/confirm", consent::subscriber::confirm::get)
        .post("/newsletters/confirm", consent::subscriber::confirm::post)
        .get("/newsletters/mine", consent::subscriber::mine::get)
        .post("/newsletters/mine", consent::subscriber::mine::post)
        .post("/newsletters/mine/remove", consent::subscriber::mine::post_remove)
}

/// A patron, signed in; also the link to a new e-mail address, which anybody may open.
fn patron(routes: Routes) -> Routes {
    routes
        .get("/record", record::overview::get)
        .get("/record/download", record::download::get)
        .post("/record/download", record::download::post)
        .get("/record/activity", record::activity::get)
        .get("/record/activity/check", ledger::own::get)
        .get("/record/activity/receipt", ledger::own::get_receipt)
        .get("/record/{class}", record::class::get)
        .post("/record/{class}/search", record::class::post)
        .get("/contact", contact::list::get)
        .post("/contact/take-back", contact::list::post_take_back)
        .post("/contact/written-again", returned::post_lift)
        .get("/contact/confirm", contact::confirm::get)
        .post("/contact/confirm", contact::confirm::post)
        .get("/contact/moving", contact::moving::get)
        .post("/contact/moving", contact::moving::post)
        .get("/contact/moving/done", contact::moving::get_done)
        .get("/contact/{detail}", contact::change::get)
        .post("/contact/{detail}", contact::change::post)
        .get("/contact/{detail}/done", contact::done::get)
        .get("/corrections", correction::list::get)
        .get("/corrections/{relation}/{row}", correction::ask::get)
        .post("/corrections/{relation}/{row}", correction::ask::post)
        .post("/corrections/take-back", correction::list::post_take_back)
        .post("/corrections/statement", correction::list::post_statement)
        .get("/choices", choice::get)
        .post("/choices", choice::post)
        .get("/consents", consent::list::get)
        .post("/consents", consent::list::post)
        .get("/consents/receipts/{id}", consent::receipt::get)
        .get("/consents/receipts/{id}/json", consent::receipt::get_json)
        .get("/permissions", permission::list::get)
        .get("/permissions/new", permission::new::get)
        .post("/permissions/new", permission::new::post)
        .get("/permissions/{id}", permission::detail::get)
        .get("/permissions/{id}/write", permission::write::get)
        .post("/permissions/{id}/write", permission::write::post)
        .get("/permissions/{id}/sign", permission::sign::get)
        .post("/permissions/{id}/sign", permission::sign::post)
        .get("/permissions/{id}/done", permission::done::get)
        .get("/permissions/{id}/print", permission::print::get)
        .get("/permissions/{id}/withdraw", permission::withdraw::get)
        .post("/permissions/{id}/withdraw", permission::withdraw::post)
        .get("/permissions/{id}/discard", permission::discard::get)
        .post("/permissions/{id}/discard", permission::discard::post)
        .get("/family", family::list::get)
        .get("/family/add", family::add::get)
        .post("/family/add", family::add::post_card)
        .post("/family/add/code", family::add::post_code)
        .post("/family/ask-end", family::ask_end::post)
        .get("/family/{link}/remove", family::remove::get)
        .post("/family/{link}/remove", family::remove::post)
        .get(stay::PATRONS, access::stay::get)
        .get("/security", access::sessions::get)
        .post("/security/end", access::sessions::end)
        .post("/security/end-all", access::sessions::end_all)
        .get("/security/change", access::change::get)
        .post("/security/change", access::change::post)
        .get("/security/close", access::leave::get)
        .post("/security/close", access::leave::post)
        .post("/security/close/take-back", access::leave::post_take_back)
        .get("/security/lost", access::lost::get)
        .post("/security/lost", access::lost::post)
}

/// A parent or guardian, at a child's record.
fn guardian(routes: Routes) -> Routes {
    routes
        .get("/family/{link}", family::child::overview)
        .get("/family/{link}/wrong/{relation}/{row}", correction::ask::get_for_child)
        .post("/family/{link}/wrong/{relation}/{row}", correction::ask::post_for_child)
        .get("/family/{link}/{class}", family::child::class)
        .post("/family/{link}/{class}/search", family::child::class_searched)
}

/// The staff.
fn desk(routes: Routes) -> Routes {
    routes
        .get("/desk", look::work::get)
        .get(at_desk::RENEWED, look::work::get)
        .get(stay::DESKS, access::stay::get_at_desk)
        .get("/desk/sign-in", staff::sign_in::get)
        .post("/desk/sign-in", staff::sign_in::post)
        .post("/desk/sign-out", staff::sign_in::sign_out)
        .post("/desk/find", look::find::post)
        .get("/desk/changes/{reference}", contact::desk::get)
        .post("/desk/changes/{reference}", contact::desk::post)
        .get("/desk/corrections/{reference}", correction::desk::get)
        .post("/desk/corrections/{reference}", correction::desk::post)
        .get("/desk/permissions/new", permission_desk::paper::get)
        .post("/desk/permissions/new", permission_desk::paper::post)
        .get("/desk/permissions/{reference}", permission_desk::open::get)
        .post("/desk/permissions/{reference}/check", permission_desk::settle::check)
        .post("/desk/permissions/{reference}/settle", permission_desk::settle::post)
        .get("/desk/permissions/{reference}/disclose", permission_desk::disclose::get)
        .post("/desk/permissions/{reference}/disclose", permission_desk::disclose::post)
        .get("/desk/look/{id}", look::record::get)
        .post("/desk/look/{id}", look::record::post)
        .post("/desk/look/{id}/code", look::record::post_code)
        .get("/desk/look/{id}/asks/{voice}", look::answer::get_voice)
        .post("/desk/look/{id}/asks/{voice}", look::answer::post_voice)
        .get("/desk/look/{id}/answer", look::answer::get)
        .post("/desk/look/{id}/payment", look::answer::post_payment)
        .post("/desk/look/{id}/copy", look::answer::post_copy)
        .get("/desk/identify", look::identify::get)
        .post("/desk/identify", look::identify::post)
        .get("/desk/asks", look::asks::get)
        .get("/desk/asks/{voice}", look::asks::get_voice)
        .get("/desk/profile", profile::get)
        .get("/desk/letters", post::get)
        .post("/desk/letters", post::print)
        .post("/desk/letters/posted", post::posted)
        .get("/desk/codes/{id}", look::codes::get)
        .post("/desk/codes/{id}", look::codes::post)
        .get("/desk/family/{id}", family::desk::get)
        .post("/desk/family/{id}", family::desk::post)
        .get("/desk/ends/{id}", family::desk::end_asked::get)
        .post("/desk/ends/{id}", family::desk::end_asked::post)
        .get("/desk/password", staff::password::get)
        .post("/desk/password", staff::password::post)
        .get("/desk/staff", staff::accounts::get)
        .post("/desk/staff/end", staff::accounts::post_end)
        .get("/desk/staff/new", staff::add::get)
        .post("/desk/staff/new", staff::add::post)
        .get("/desk/staff/reset", staff::add::get_reset)
        .post("/desk/staff/reset", staff::add::post_reset)
        .get("/desk/proof", consent::desk::proof::get)
        .post("/desk/proof", consent::desk::proof::post)
        .get("/desk/consents", consent::desk::report::get)
        .get("/desk/consents/csv", consent::desk::report::get_csv)
        .get("/desk/unsubscribe", consent::desk::get)
        .post("/desk/unsubscribe", consent::desk::post)
        .get("/desk/newsletters", newsletter::list::get)
        .get("/desk/newsletters/new", newsletter::edit::get_new)
        .get("/desk/newsletters/{id}", newsletter::issue::get)
        .post("/desk/newsletters/{id}", newsletter::issue::post)
        .get("/desk/newsletters/{id}/edit", newsletter::edit::get)
        .post("/desk/newsletters/{id}/edit", newsletter::edit::post)
        .get("/desk/service", newsletter::service::list::get)
        .get("/desk/service/{list}", newsletter::service::one::get)
        .post("/desk/service/{list}", newsletter::service::one::post)
        .get("/desk/service/{list}/{id}", newsletter::service::one::get_file)
        .get("/desk/mail", mail::given_up::get)
        .post("/desk/mail", mail::given_up::post)
        .get("/desk/messages", mail::messages::get)
        .get("/desk/messages/{kind}", mail::messages::get_one)
        .get("/desk/messages/{kind}/{lang}", mail::messages::get_html)
        .get("/desk/choices/{id}", notice::desk::get)
        .post("/desk/choices/{id}", notice::desk::post)
        .get("/desk/returned/{id}", returned::desk::get)
        .post("/desk/returned/{id}", returned::desk::post)
        .get("/desk/closings/{id}", access::desk::in_system::get)
        .post("/desk/closings/{id}", access::desk::in_system::post)
        .get("/desk/card/{id}", access::desk::close::get)
        .post("/desk/card/{id}", access::desk::close::post)
}

/// Police and legal papers, at the desk and in the Director's register; what else the Director answers for.
fn register(routes: Routes) -> Routes {
    routes
        .get("/desk/police", process::raise::get)
        .post("/desk/police", process::raise::post)
        .get("/desk/wellness", process::wellness::get)
        .post("/desk/wellness", process::wellness::post)
        .get("/desk/review", review::list::get)
        .get("/desk/review/ask", review::ask::get)
        .post("/desk/review/ask", review::ask::post)
        .get("/desk/review/{id}", review::answer::get)
        .post("/desk/review/{id}", review::answer::post)
        .get("/desk/breach", breach::list::get)
        .get("/desk/breach/new", breach::new::get)
        .post("/desk/breach/new", breach::new::post)
        .get("/desk/breach/{id}", breach::entry::get)
        .post("/desk/breach/{id}", breach::entry::post)
        .get("/desk/breach/{id}/told", breach::proof::get)
        .get("/desk/breach/{id}/told/csv", breach::proof::csv)
        .get("/desk/statistics", statistics::desk::get)
        .get("/desk/statistics/csv", statistics::desk::csv)
        .get("/desk/warrant", process::warrant::get)
        .post("/desk/warrant", process::warrant::post)
        .get("/desk/practice", process::practice::get)
        .post("/desk/practice", process::practice::post)
        .get("/desk/process", process::list::get)
        .get("/desk/process/counts", process::counts::get)
        .get("/desk/process/{id}", process::entry::get)
        .post("/desk/process/{id}", process::entry::post)
        .get("/desk/process/{id}/objection", process::objection::get)
        .get("/desk/process/{id}/release/{hold}", process::release::get)
        .post("/desk/process/{id}/release/{hold}", process::release::post)
        .get("/desk/process/{id}/released/{release}", process::receipt::get)
        .get("/desk/process/{id}/released/{release}/text", process::receipt::text)
        .get("/desk/past", retention::get)
        .post("/desk/past", retention::post)
}
