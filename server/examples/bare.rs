//! What `cargo xtask bench` compares the portal with: the same session, the same transactions and the same SQL,
//! answered as JSON instead of a page; a constant; and argon2 on its own.
//!
//! `bare SLUG` serves the library with the server's own settings; `bare --argon2 SECONDS` prints hashes a second;
//! `bare --overview SLUG` prints what a program in another language needs to make the overview page.

use anyhow::{Context, Result};
use app::request::in_browser::InBrowser;
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::get,
    serve::ListenerExt,
};
use clap::Parser;
use domain::{
    decision::{Purpose, Role},
    ids::LibrarySlug,
    inventory::{Class, Loaded, info, loaded},
    ledger::{Action, ActorKind},
    profile::{Keep, Profile, Stop},
    words::Lang,
};
use portal::{
    Portal,
    authority::Patron,
    password::Hasher,
    record::{self, ClassPage, ListQuery, Row, Source, Value},
    session::{self, PgSessionStore, Session},
};
use serde_json::json;
use server::{config::Config, start};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;
use tower_sessions::SessionManagerLayer;

/// See the file's head.
#[derive(Debug, Parser)]
struct Cli {
    /// The library.
    library: Option<LibrarySlug>,
    /// Only hash, on all cores, for so many seconds.
    #[arg(long, value_name = "SECONDS")]
    argon2: Option<u64>,
    /// Only print, as JSON, what the overview page is made from beside the patron's rows.
    #[arg(long)]
    overview: bool,
}

#[derive(Clone)]
struct Bare {
    portal: Portal,
    profile: Arc<Profile>,
}

type Answer = Result<Json<serde_json::Value>, StatusCode>;

fn main() -> Result<()> {
    let cli = Cli::parse();
    if let Some(seconds) = cli.argon2 {
        println!("{:.2}", argon2(Duration::from_secs(seconds)));
        return Ok(());
    }
    let library = cli.library.context("which library?")?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        if cli.overview {
            println!("{}", overview_in_words(&library)?);
            return Ok(());
        }
        serve(library).await
    })
}

/// Everything on the overview page that is not a patron's: the statement, the library, the classes and how long each is
/// kept, what codes stand for.
fn overview_in_words(library: &LibrarySlug) -> Result<serde_json::Value> {
    let profiles = start::profiles(&Config::read(None)?)?;
    let profile = profiles.get(library).context("no such library")?;
    let classes = Class::ALL.map(|class| {
        let retention = profile.retention(class);
        let keep = retention.map(|row| &row.keep);
        let days = match keep {
            Some(Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. }) => Some(*days),
            Some(Keep::NotKept { .. }) => Some(0),
            Some(Keep::WhileAPatron) | None => None,
        };
        json!({
            "number": class as i32,
            "code": class.code(),
            "label": class.label().to(Lang::En),
            "relations": info(class).relations.iter().map(|one| one.name).collect::<Vec<_>>(),
            "kept": profile.is_kept(class),
            "loaded": loaded(class) != Loaded::No,
            "days": days,
            "as_chosen": matches!(keep, Some(Keep::PatronsChoice { .. })),
            "debt_stops": retention.is_some_and(|row| row.stopped_by.contains(&Stop::Debt)),
        })
    });
    let actions = Action::ALL.iter().map(|one| (one.code(), one.label()));
    let actors = ActorKind::ALL.iter().map(|one| (one.code(), one.label()));
    let roles = Role::ALL.map(|one| (one.code(), one.label()));
    let purposes = Purpose::ALL.map(|one| (one.code(), one.label()));
    let words = actions.chain(actors).chain(roles).chain(purposes);
    let words: BTreeMap<_, _> = words.map(|(code, label)| (code, label.to(Lang::En))).collect();
    let elsewhere = profile.held_elsewhere.iter();
    let elsewhere = elsewhere.map(|one| (one.who.to(Lang::En), one.what.to(Lang::En), one.from_the_card));
    let services = profile.vendors.iter().map(|one| (one.code.as_str(), one.name.to(Lang::En)));
    Ok(json!({
        "statement": record::overview_statement(),
        "time_zone": profile.time_zone.name(),
        "majority": profile.age_of_majority,
        "classes": classes,
        "words": words,
        "library": profile.name,
        "accent": [profile.accent.light.to_string(), profile.accent.dark.to_string()],
        "phone": profile.desk.phone,
        "address": profile.desk.address.join(", "),
        "statute": profile.statute,
        "elsewhere": elsewhere.collect::<Vec<_>>(),
        "services": services.collect::<Vec<_>>(),
    }))
}

async fn serve(library: LibrarySlug) -> Result<()> {
    let config = Config::read(None)?;
    let portal = start::portal(&config).await?;
    let profile = start::profiles(&config)?.get(&library).context("no such library")?.clone();
    let sessions =
        SessionManagerLayer::new(PgSessionStore::new(portal.clone(), library.clone())).with_name("__Host-session");
    let router = Router::new()
        .route("/record", get(overview))
        .route("/record/{class}", get(class_page))
        .layer(sessions)
        .route("/constant", get(|| async { "constant\n" }))
        .with_state(Bare { portal, profile });
    let listener = TcpListener::bind(config.listen).await?;
    // As the portal does, so that the two differ in nothing else.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    Ok(axum::serve(listener, router).await?)
}

async fn overview(State(bare): State<Bare>, InBrowser(session): InBrowser) -> Answer {
    let patron = bare.patron(&session).await?;
    let found = record::overview(&bare.portal, &patron).await.map_err(failed)?;
    let classes = found
        .classes
        .iter()
        .map(|one| json!({ "class": one.class.code(), "count": one.count, "since": one.since, "newest": one.newest }));
    Ok(Json(classes.collect()))
}

async fn class_page(State(bare): State<Bare>, InBrowser(session): InBrowser, Path(code): Path<String>) -> Answer {
    let patron = bare.patron(&session).await?;
    let class = Class::from_code(&code).ok_or(StatusCode::NOT_FOUND)?;
    let found = record::class_page(&bare.portal, &patron, class, &ListQuery::default()).await.map_err(failed)?;
    let found = found.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(page(&found)))
}

impl Bare {
    async fn patron(&self, session: &Session) -> Result<Patron, StatusCode> {
        let current = session::current(session, &self.profile).await.map_err(failed)?;
        Ok(current.ok_or(StatusCode::UNAUTHORIZED)?.patron)
    }
}

fn failed(_: portal::Error) -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}

fn page(found: &ClassPage) -> serde_json::Value {
    let sections: Vec<_> = found
        .sections
        .iter()
        .map(|section| {
            json!({
                "name": section.relation.name,
                "total": section.total,
                "matching": section.matching,
                "page": section.page,
                "pages": section.pages,
                "rows": section.rows.iter().map(row).collect::<Vec<_>>(),
            })
        })
        .collect();
    let seen: Vec<_> = found
        .seen_by
        .iter()
        .map(|one| {
            let classes: Vec<_> = one.classes.iter().map(|class| class.code()).collect();
            json!({
                "at": one.at,
                "action": one.action.code(),
                "actor": one.actor.code(),
                "purpose": one.purpose,
                "classes": classes,
            })
        })
        .collect();
    json!({ "class": found.class.code(), "sections": sections, "seen_by": seen })
}

fn row(row: &Row) -> serde_json::Value {
    let cells: serde_json::Map<String, serde_json::Value> = row
        .cells
        .iter()
        .map(|cell| {
            let origin = cell.origin.as_ref().map(source);
            (cell.field.column.to_owned(), json!({ "value": value(&cell.value), "origin": origin }))
        })
        .collect();
    json!({ "id": row.id, "source": source(&row.source), "ended": row.ended.map(|ended| format!("{ended:?}")), "cells": cells })
}

fn source(source: &Source) -> serde_json::Value {
    json!({ "code": source.code, "at": source.at })
}

fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Missing => json!(null),
        Value::Text(text) => json!(text),
        Value::Date(date) => json!(date),
        Value::Moment(moment) => json!(moment),
        Value::YesNo(yes) => json!(yes),
        Value::Count(number) | Value::Cents(number) => json!(number),
        Value::Codes(codes) => json!(codes),
        Value::Withheld => json!({ "withheld": true }),
    }
}

/// Hashes a second with the portal's own parameters, a thread for each core.
fn argon2(length: Duration) -> f64 {
    let hasher = Hasher::new();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    let done: u32 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = 0;
                    while began.elapsed() < length {
                        if hasher.hash_here("violet-harbour-7781", &[7; 16]).is_ok() {
                            done += 1;
                        }
                    }
                    done
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or(0)).sum()
    });
    f64::from(done) / began.elapsed().as_secs_f64()
}
