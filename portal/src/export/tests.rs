use super::*;
use crate::{
    authority::Reauthenticated,
    look::{Asking, FoundCard, ask, find_card, in_person},
    record::{Cell, ListQuery, Value, class_page},
    testing::{House, ROWS, SECRET, kin, mark, until},
};
use async_zip::base::read1::seek::ZipArchiveReader;
use domain::{
    asking::{Errand, Voice},
    decision::{Fields, Role},
    inventory::{Kind, PLUMBING, Rows, Visibility, relations},
    parse::CardNumber,
    photo_id::PhotoId,
};
use futures::{AsyncReadExt, TryStreamExt};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

const ANA: Uuid = Uuid::from_u128(1);
const BEN: Uuid = Uuid::from_u128(2);
const HERE: &str = "lci-member";
const THERE: &str = "oak";

type Files = BTreeMap<String, Vec<u8>>;

async fn taken(portal: &Portal, patron: &Patron, lang: Lang) -> Vec<u8> {
    let archive =
        archive(portal, &Reauthenticated::new(patron.clone()), lang).await.unwrap().expect("nobody else takes one");
    assert_eq!(archive.file_name, format!("{}-record-2026-11-23.zip", patron.library()));
    archive
        .bytes
        .try_fold(Vec::new(), async |mut all, part| {
            all.extend_from_slice(&part);
            Ok(all)
        })
        .await
        .unwrap()
}

async fn files(zip: Vec<u8>) -> Files {
    let mut zip = ZipArchiveReader::open(futures::io::Cursor::new(zip)).await.unwrap();
    let names: Vec<String> =
        zip.inner().cdrs().iter().map(|one| one.insecure_file_name.as_str().unwrap().to_owned()).collect();
    let mut files = Files::new();
    for (at, name) in names.into_iter().enumerate() {
        let mut body = Vec::new();
        zip.file(at).await.unwrap().read_to_end(&mut body).await.unwrap(); // and checks its sum
        assert!(files.insert(name, body).is_none());
    }
    files
}

/// The archive's `record.json`.
pub(crate) async fn record(portal: &Portal, patron: &Patron) -> serde_json::Value {
    json(&files(taken(portal, patron, Lang::En).await).await, json::NAME)
}

fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    std::str::from_utf8(&files[name]).unwrap()
}

fn is_page(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "html")
}

/// All that is there to read and print, one page after the other.
fn printed(files: &Files) -> String {
    let pages = files.iter().filter(|(name, _)| is_page(name));
    pages.map(|(_, body)| std::str::from_utf8(body).unwrap()).collect()
}

fn json(files: &Files, name: &str) -> serde_json::Value {
    serde_json::from_slice(&files[name]).unwrap()
}

/// Everything in the database of this person, asked past every layer of the portal: relation → row → column → value.
async fn held(pool: &PgPool, library: &str, person: Uuid) -> HashMap<&'static str, HashMap<Uuid, serde_json::Value>> {
    let mut all = HashMap::new();
    for (_, relation) in relations() {
        let rows: Vec<(Uuid, serde_json::Value)> = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT {}, to_jsonb(r) FROM {} r WHERE library = $1 AND {} = $2",
            relation.key, relation.name, relation.person
        )))
        .bind(library)
        .bind(person)
        .fetch_all(pool)
        .await
        .unwrap();
        all.insert(relation.name, rows.into_iter().collect());
    }
    all
}

/// What the archive's JSON must say for a value as Postgres puts it into JSON.
fn as_exported(kind: Kind, held: &serde_json::Value) -> serde_json::Value {
    match (kind, held) {
        (Kind::Moment, serde_json::Value::String(at)) => {
            let at = DateTime::parse_from_rfc3339(at).unwrap().to_utc();
            at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true).into()
        }
        (Kind::Text | Kind::LongText, held) if held.is_object() => held.to_string().replace("\":\"", "\": \"").into(),
        _ => held.clone(),
    }
}

/// What the CSV must say for a value as the archive's JSON has it.
fn as_cell(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => crate::spreadsheet::guarded(text),
        serde_json::Value::Array(codes) => {
            crate::spreadsheet::guarded(&codes.iter().map(|code| code.as_str().unwrap()).collect::<Vec<_>>().join(" "))
        }
        other => other.to_string(),
    }
}

/// What the page's JSON would be for a cell, written here a second time on purpose.
fn as_shown(cell: &Cell) -> serde_json::Value {
    match &cell.value {
        Value::Missing | Value::Withheld => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => date.format("%Y-%m-%d").to_string().into(),
        Value::Moment(at) => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true).into(),
        Value::YesNo(yes) => (*yes).into(),
        Value::Count(number) | Value::Cents(number) => (*number).into(),
        Value::Codes(codes) => codes.clone().into(),
    }
}

/// Every row of every list, page after page: relation → row → column → cell.
async fn pages(portal: &Portal, patron: &Patron) -> HashMap<&'static str, HashMap<Uuid, BTreeMap<&'static str, Cell>>> {
    let mut all: HashMap<_, HashMap<_, _>> = HashMap::new();
    for class in Class::ALL {
        let mut page = 1;
        loop {
            let shown = class_page(portal, patron, class, &ListQuery { page, search: None }).await.unwrap().unwrap();
            for section in &shown.sections {
                for row in &section.rows {
                    let cells = row.cells.iter().map(|cell| (cell.field.column, cell.clone())).collect();
                    all.entry(section.relation.name).or_default().insert(row.id, cells);
                }
            }
            page += 1;
            if shown.sections.iter().all(|section| section.pages < page) {
                break;
            }
        }
    }
    all
}

/// Two people of whom everything is held, at this library; the same two are at another.
async fn world(pool: &PgPool) -> (House, Patron) {
    let house = House::at(HERE).open(pool).await;
    let there = house.beside(THERE).await;
    for library in [&house, &there] {
        assert_eq!([library.everybody().await.id.0, library.everybody().await.id.0], [ANA, BEN]);
    }
    let ana = house.numbered(1).patron();
    (house, ana)
}

/// Issue 2, section 5: database, page and archive agree, field by field.
#[sqlx::test(migrations = "../migrations")]
async fn database_page_and_archive_agree(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    house.has_read_many(&house.numbered(1), 120).await;
    pages(portal, &ana).await; // every look is in the ledger before anything is compared
    let files = files(taken(portal, &ana, Lang::En).await).await;
    let (held, pages, record) = (held(&pool, HERE, ANA).await, pages(portal, &ana).await, json(&files, json::NAME));

    let mut compared = 0;
    for (class, relation) in relations() {
        let held = &held[relation.name];
        let exported = record["classes"][class.code()]["relations"][relation.name].as_array().unwrap();
        let mut csv = csv::Reader::from_reader(&files[&comma::name(relation)][..]);
        let cells: HashMap<Uuid, csv::StringRecord> =
            csv.records().map(|row| row.unwrap()).map(|row| (row[0].parse().unwrap(), row)).collect();
        let page = &pages[relation.name];
        let least = if relation.rows == Rows::One { 1 } else { ROWS };
        assert!(held.len() >= least, "{} is empty", relation.name);
        for many in [exported.len(), cells.len(), page.len()] {
            assert_eq!(many, held.len(), "{}", relation.name);
        }
        for row in exported {
            let id: Uuid = row["id"].as_str().unwrap().parse().unwrap();
            let (held, cells, page) = (&held[&id], &cells[&id], &page[&id]);
            assert_eq!(row["values"].as_object().unwrap().len(), relation.fields.len());
            for (column, field) in (1..).zip(relation.fields) {
                let at = format!("{}.{} of {id}", relation.name, field.column);
                let cell = &cells[column];
                let (exported, shown) = (&row["values"][field.column], &page[field.column]);
                let told = row["withheld"].as_array().unwrap().iter().any(|column| column == field.column);
                let hidden = match field.shown {
                    Visibility::Withheld(_) => true,
                    Visibility::PlainUnless(reason) => !held[reason].is_null(),
                    Visibility::Plain | Visibility::Masked => false,
                };
                if hidden {
                    assert_eq!((&shown.value, cell, told), (&Value::Withheld, comma::WITHHELD, true), "{at}");
                    assert!(exported.is_null(), "{at}");
                } else {
                    let held = as_exported(field.kind, &held[field.column]);
                    assert_eq!(*exported, held, "{at}: archive and database");
                    assert_eq!(as_shown(shown), held, "{at}: page and database");
                    assert_eq!(cell, as_cell(&held), "{at}: CSV and database");
                    assert!(!told, "{at}");
                }
                compared += 1;
            }
            for name in PLUMBING.iter().filter(|&&name| name == "source") {
                if let Some(source) = held.get(*name) {
                    assert_eq!(row["source"]["code"], *source);
                }
            }
        }
    }
    assert!(compared > 1000, "{compared}");
    let origin = &record["classes"]["contact"]["relations"]["contact"][0]["other_sources"]["email"];
    assert_eq!(origin["code"], "desk");
    assert!(text(&files, "csv/contact.csv").contains("email=desk 2026-01-02T00:00:00Z"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_copy_says_why_a_telephone_number_begins_with_an_apostrophe(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").phone("+1 860 555 0142").card().session().add().await.patron();
    for (lang, said) in [(Lang::En, "the apostrophe is not part of the value"), (Lang::Es, "no es parte del dato")] {
        let files = files(taken(&house.portal, &ana, lang).await).await;
        assert!(text(&files, "csv/contact.csv").contains("'+1 860 555 0142"));
        assert_eq!(
            record(&house.portal, &ana).await["classes"]["contact"]["relations"]["contact"][0]["values"]["phone"],
            "+1 860 555 0142"
        );
        assert!(text(&files, index::NAME).contains(said), "{lang:?}");
        assert!(json(&files, manifest::NAME)["csv"].as_str().unwrap().contains(said), "{lang:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_librarys_system_says_instead_is_in_the_copy(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").email("mine@example.org").card().session().add().await;
    house
        .run(format!(
            "INSERT INTO field_origin (library, person_id, field, source, sourced_at, system_value, system_seen_at) \
             VALUES ('mansfield', '{}', 'contact.email', 'portal', '2026-01-01Z', 'corrected@example.org', '2026-02-01T12:00:00Z')",
            ana.id.0
        ))
        .await;
    let files = files(taken(&house.portal, &ana.patron(), Lang::En).await).await;
    let there =
        &json(&files, json::NAME)["classes"]["contact"]["relations"]["contact"][0]["in_library_system"]["email"];
    assert_eq!(
        (there["value"].as_str(), there["since"].as_str()),
        (Some("corrected@example.org"), Some("2026-02-01T12:00:00Z"))
    );
    assert!(text(&files, "csv/contact.csv").contains("email=corrected@example.org 2026-02-01T12:00:00Z"));
    let said =
        "mine@example.org (What the library’s system says instead: corrected@example.org; since February 1, 2026)";
    assert!(printed(&files).contains(said), "{}", printed(&files));
}

/// Every text that the page shows is in it, escaped, and none of it unescaped.
#[sqlx::test(migrations = "../migrations")]
async fn the_page_to_print_has_everything_and_runs_nothing(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    let held = pages(portal, &ana).await;
    for lang in Lang::ALL {
        let files = files(taken(portal, &ana, lang).await).await;
        let page = printed(&files);
        for (name, body) in files.iter().filter(|(name, _)| is_page(name)) {
            let begins = format!("<!doctype html>\n<html lang=\"{}\">", lang.tag());
            assert!(body.starts_with(begins.as_bytes()), "{name}");
            assert!(String::from_utf8_lossy(body).contains("default-src 'none'"), "{name}");
        }
        for bad in ["<script", "<b>\"", "</textarea>", "src=", "http://", "onload"] {
            assert!(!page.contains(bad), "{bad}");
        }
        let begins = text(&files, index::NAME);
        assert!(begins.contains(words::LOOK_FOR.to(lang)), "{begins}");
        assert!(words::LOOK_FOR.to(lang).contains(&page::ROWS.to_string()), "as many rows as a page has");
        let mut found = 0;
        for cell in held.values().flat_map(HashMap::values).flat_map(BTreeMap::values) {
            if let (Value::Text(text), false) = (&cell.value, matches!(cell.field.kind, Kind::Code(_))) {
                assert!(page.contains(&html::escaped(text)), "{}: {text}", cell.field.column);
                found += 1;
            }
        }
        assert!(found > 100, "{found}");
        for class in Class::ALL {
            let (name, label) = (page::name(class, 1), class.label().to(lang));
            assert!(text(&files, index::NAME).contains(&format!("<a href=\"{name}\">{label}</a>")));
            assert!(text(&files, &name).contains(&format!("<h1>{label}</h1>")));
        }
    }
}

/// Secrets stay in the database; other people and other libraries stay out.
#[sqlx::test(migrations = "../migrations")]
async fn nothing_withheld_and_nobody_else_is_in_the_archive(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    let files = files(taken(portal, &ana, Lang::Es).await).await;
    let strangers = [mark(HERE, BEN), mark(THERE, ANA), mark(THERE, BEN), "kin of".to_owned()];
    let secret = hex::encode(SECRET);
    let kin = kin(ANA).to_string();
    for (name, body) in &files {
        let body = String::from_utf8_lossy(body);
        for bad in strangers.iter().map(String::as_str).chain([SECRET, &secret, &kin, &BEN.to_string()]) {
            assert!(!body.contains(bad), "{name} holds {bad}");
        }
    }
    assert!(text(&files, json::NAME).contains(&mark(HERE, ANA)), "and it is not for lack of anything");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_manifest_tells_what_is_there_and_what_is_not(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    let files = files(taken(portal, &ana, Lang::En).await).await;
    let manifest = json(&files, manifest::NAME);
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.len() - 1, "all but itself");
    for file in listed {
        let body = &files[file["name"].as_str().unwrap()];
        assert_eq!(file["sha256"], hex::encode(Sha256::digest(body)));
        assert_eq!(file["bytes"], body.len());
    }
    let rows = |name: &str| listed.iter().find(|file| file["name"] == name).unwrap()["rows"].as_u64().unwrap();
    let of_all: u64 = relations().map(|(_, relation)| rows(&comma::name(relation))).sum();
    let pages = listed.iter().filter(|file| file["name"].as_str().unwrap().starts_with("pages/"));
    assert_eq!((rows(json::NAME), pages.map(|page| page["rows"].as_u64().unwrap()).sum()), (of_all, of_all));
    assert_eq!(manifest["library"]["code"], HERE);
    assert_eq!(manifest["made_at"], "2026-11-23T12:00:00Z");
    let told = manifest["withheld"].to_string();
    assert!(told.contains("\"hash\"") && told.contains("guardianship"), "{told}");
    assert!(!manifest["not_kept"].as_array().unwrap().is_empty());
    assert!(manifest["not_loaded"].as_array().unwrap().contains(&"registrations".into()), "{}", manifest["not_loaded"]);
    assert!(!manifest["held_elsewhere"].as_array().unwrap().is_empty(), "the consortium's system (L9)");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_copy_says_when_the_whole_record_goes_and_each_row_no_later(pool: PgPool) {
    let house = House::at(HERE).open(&pool).await;
    let ana = house.somebody().surname("Ibarra").card().add().await;
    house
        .run(format!(
            "INSERT INTO loan_history (library, id, person_id, source, sourced_at, title, checked_out_at, returned_at) \
             VALUES ('{HERE}', gen_random_uuid(), '{}', 'koha', '2026-11-20Z', 'T', '2026-11-01Z', '2026-11-20Z')",
            ana.id.0
        ))
        .await;
    let of = async || files(taken(&house.portal, &ana.patron(), Lang::En).await).await;
    let before = of().await;
    assert_eq!(json(&before, json::NAME)["deleted_on"], serde_json::Value::Null);
    assert!(!text(&before, index::NAME).contains("Your whole record"));
    house.run("UPDATE person SET absent_since = '2026-09-01'").await;
    let days = u64::from(house.profile.leaving.absent_days);
    let day = "2026-09-01".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(days);
    let after = of().await;
    let record = json(&after, json::NAME);
    assert_eq!(record["deleted_on"], day.to_string());
    assert!(
        text(&after, index::NAME).contains(&format!("library on: {}", domain::inventory::show::date(day, Lang::En)))
    );
    for class in ["identity", "history", "membership"] {
        for (relation, rows) in record["classes"][class]["relations"].as_object().unwrap() {
            for row in rows.as_array().unwrap() {
                let said = row["deleted_on"].as_str().unwrap();
                assert!(said <= day.to_string().as_str(), "{relation}: {said}");
            }
        }
    }
}

/// A copy where the decision gives these shares.
async fn made_as(form: Form, portal: &Portal, patron: &Patron, shares: Vec<Share>, lang: Lang) -> Vec<u8> {
    let facts = Facts {
        profile: patron.profile().clone(),
        person: patron.person(),
        lang,
        at: portal.clock.now(),
        shares,
        standings: Standings::default(),
    };
    let (maker, reader) = tokio::io::duplex(IN_FLIGHT);
    let parts = ReaderStream::new(reader).try_fold(Vec::new(), async |mut all, part| {
        all.extend_from_slice(&part);
        Ok(all)
    });
    let (made, copy) = tokio::join!(make(portal, facts, form, maker), parts);
    made.unwrap();
    copy.unwrap()
}

/// What the archive has in it where the decision gives these shares.
async fn made_of(portal: &Portal, patron: &Patron, shares: Vec<Share>) -> Files {
    files(made_as(Form::Archive, portal, patron, shares, Lang::En).await).await
}

/// What is printed of the patron's own record.
async fn on_paper(portal: &Portal, patron: &Patron, lang: Lang) -> String {
    let Decision::Allowed(allowed) = own_record(portal, patron, Wanted::classes(Class::ALL)) else {
        panic!("a patron sees their own record")
    };
    String::from_utf8(made_as(Form::Paper, portal, patron, allowed.shares, lang).await).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn of_a_list_too_long_for_paper_the_beginning_is_printed_and_how_much_more_there_is(pool: PgPool) {
    let house = House::at(HERE).open(&pool).await;
    let ana = house.person("Ana").card().session().add().await;
    let most = usize::try_from(page::PAPER_ROWS).unwrap();
    let said = |lang, left| domain::inventory::show::counted(words::not_printed(left).to(lang), page::PAPER_ROWS, left);
    house.has_read_many(&ana, most).await;
    let paper = on_paper(&house.portal, &ana.patron(), Lang::En).await;
    assert_eq!(paper.matches(">Loan ").count(), most, "as many as there are");
    assert!(!paper.contains("more are not") && !paper.contains("1 more is not"), "nothing is left out");
    for (more, left, begins) in [(1, 1, "1 more is not"), (1_499, 1_500, "1,500 more are not")] {
        house.has_read_many(&ana, more).await;
        for lang in Lang::ALL {
            let paper = on_paper(&house.portal, &ana.patron(), lang).await;
            assert_eq!(paper.matches(">Loan ").count(), most);
            assert!(paper.contains(&said(lang, left)), "{lang:?}: {left}");
            assert_eq!(paper.matches("</table>").count(), paper.matches("<table>").count());
            assert!(lang == Lang::Es || paper.contains(begins), "{begins}");
        }
        let whole = files(taken(&house.portal, &ana.patron(), Lang::En).await).await;
        let all = most + usize::try_from(left).unwrap();
        assert_eq!(printed(&whole).matches(">Loan ").count(), all, "the archive has them all");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refused_look_is_a_refusal_in_every_copy(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").card().session().add().await;
    house
        .run(format!(
            "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, fields, rules, detail) \
             VALUES ('mansfield', gen_random_uuid(), '2026-11-20Z', '{}', 'viewed', 'staff', 'desk', '{{}}', '{{}}', '{{}}', \
                     '{{\"role\": \"desk\", \"refused\": true}}')",
            ana.id.0
        ))
        .await;
    for lang in Lang::ALL {
        let told = format!("<td dir=\"auto\">{}</td>", Action::Viewed.told(true).to(lang));
        let done = format!("<td dir=\"auto\">{}</td>", Action::Viewed.label().to(lang));
        let files = files(taken(&house.portal, &ana.patron(), lang).await).await;
        let paper = on_paper(&house.portal, &ana.patron(), lang).await;
        for page in [text(&files, &page::name(Class::Activity, 1)), paper.as_str()] {
            assert!(page.contains(&told) && !page.contains(&done), "{lang:?}: {page}");
        }
        let csv = text(&files, "csv/ledger_event.csv");
        assert!(csv.contains(",viewed (refused),") && !csv.contains(",viewed,"), "{csv}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_class_or_a_column_that_the_decision_does_not_share_is_not_in_the_archive(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let Decision::Allowed(allowed) = own_record(&house.portal, &ana, Wanted::classes(Class::ALL)) else {
        panic!("a patron sees their own record")
    };
    let whole = made_of(&house.portal, &ana, allowed.shares.clone()).await;
    let (fees, history) = (info(Class::Fees), info(Class::History));
    let shares = allowed.shares.into_iter().filter(|share| share.class != Class::Fees).map(|share| match share.class {
        Class::History => Share { fields: Fields::Only(vec!["loan_history.title".into()]), ..share },
        _ => share,
    });
    let part = made_of(&house.portal, &ana, shares.collect()).await;

    for relation in fees.relations {
        assert!(whole.contains_key(&comma::name(relation)) && !part.contains_key(&comma::name(relation)));
    }
    for (files, there) in [(&whole, true), (&part, false)] {
        assert_eq!(files.contains_key(&page::name(Class::Fees, 1)), there);
        assert_eq!(text(files, index::NAME).contains("href=\"pages/fees.html\""), there);
        assert_eq!(json(files, json::NAME)["classes"].as_object().unwrap().contains_key("fees"), there);
        let manifest = json(files, manifest::NAME);
        let names = |what: &str, key: &str| -> Vec<String> {
            manifest[what]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one[key].as_str().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(names("files", "name").contains(&comma::name(&fees.relations[0])), there);
    }

    let title = history.relations.iter().find(|relation| relation.name == "loan_history").unwrap();
    let header = text(&part, &comma::name(title)).lines().next().unwrap().trim_start_matches('\u{feff}').to_owned();
    let others = "Values from elsewhere,What you state,What the library’s system says instead";
    assert_eq!(header, format!("Entry,Title,Where it came from,Since,{others}"));
    let row = json(&part, json::NAME)["classes"]["history"]["relations"]["loan_history"][0]["values"].clone();
    assert_eq!(row.as_object().unwrap().keys().collect::<Vec<_>>(), ["title"]);
    let head = |files: &Files| {
        let page = text(files, &page::name(Class::History, 1));
        page.split_once("</thead>").unwrap().0.matches("<th ").count()
    };
    assert_eq!(head(&part), 3, "the title, where it came from, when it is deleted");
    assert!(head(&whole) > 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn that_a_copy_was_taken_is_in_the_ledger_before_the_first_byte(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    let archive = archive(portal, &Reauthenticated::new(ana.clone()), Lang::En).await.unwrap().unwrap();
    drop(archive.bytes); // nobody took it
    let noted: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM ledger_event WHERE library = $1 AND subject_id = $2 AND action = 'exported' \
                AND actor_kind = 'patron' AND cardinality(classes) = 21 AND at = $3",
    )
    .bind(HERE)
    .bind(ANA)
    .bind(house.now())
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(noted, 1);
    let seen = class_page(portal, &ana, Class::History, &ListQuery::default()).await.unwrap().unwrap().seen_by;
    assert!(seen.iter().any(|one| one.action == Action::Exported));
}

/// A long record is taken in small pieces, and whatever happens meanwhile, its parts agree.
#[sqlx::test(migrations = "../migrations")]
async fn twenty_thousand_loans_flow(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    house.has_read_many(&house.numbered(1), 20_000).await;
    let mut archive = archive(portal, &Reauthenticated::new(ana.clone()), Lang::En).await.unwrap().unwrap();
    let mut zip = Vec::new();
    let mut largest = 0;
    while let Some(part) = archive.bytes.try_next().await.unwrap() {
        largest = largest.max(part.len());
        zip.extend_from_slice(&part);
        if zip.len() == part.len() {
            // The first piece is here and the last is not made yet: what is changed now is not in the copy, for all of
            // it is of one moment.
            house.run(format!("DELETE FROM loan_history WHERE library = '{HERE}' AND person_id = '{ANA}'")).await;
        }
    }
    assert!(largest <= IN_FLIGHT, "{largest}");
    assert!(zip.len() > 4 * IN_FLIGHT, "{}", zip.len());
    let files = files(zip).await;
    let lines = text(&files, "csv/loan_history.csv").lines().filter(|line| line.contains(",Loan ")).count();
    assert_eq!(lines, 20_000);
    let record = json(&files, json::NAME);
    assert_eq!(record["classes"]["history"]["relations"]["loan_history"].as_array().unwrap().len(), 20_000 + ROWS);
    assert_eq!(printed(&files).matches(">Loan ").count(), 20_000);
    assert!(files.iter().all(|(name, body)| !is_page(name) || body.len() < 512 * 1024), "each opens at once");
    assert!(text(&files, "pages/history.html").contains("href=\"history-2.html\""));
    assert!(text(&files, "pages/history-2.html").contains("href=\"history.html\""));
    assert!(text(&files, index::NAME).len() < 16 * 1024);
}

/// The database goes away in the middle: the download ends with an error and never as if it were whole.
#[sqlx::test(migrations = "../migrations")]
async fn half_an_archive_is_an_error(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    house.has_read_many(&house.numbered(1), 20_000).await;
    let mut archive = archive(portal, &Reauthenticated::new(ana.clone()), Lang::En).await.unwrap().unwrap();
    archive.bytes.try_next().await.unwrap().unwrap();
    house
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await;
    let rest: Result<Vec<Bytes>> = archive.bytes.try_collect().await;
    assert!(matches!(rest, Err(Error::Database(_))), "{:?}", rest.map(|parts| parts.len()));
}

/// One takes it, and does not read on.
async fn begun(house: &House, n: u32) -> Result<Archive, NotNow> {
    archive(&house.portal, &Reauthenticated::new(house.numbered(n).patron()), Lang::En).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_takes_a_copy_takes_one_at_a_time(pool: PgPool) {
    let (house, _) = world(&pool).await;
    house.has_read_many(&house.numbered(1), 20_000).await; // more than is on its way at once
    let first = begun(&house, 1).await.unwrap();
    let copies = "SELECT count(*) FROM ledger_event WHERE action = 'exported'";
    let noted: i64 = sqlx::query_scalar(copies).fetch_one(&pool).await.unwrap();
    assert_eq!(begun(&house, 1).await.err(), Some(NotNow::OneAlready), "from this session or another");
    assert!(begun(&house, 2).await.is_ok(), "somebody else is not concerned");
    let after: i64 = sqlx::query_scalar(copies).fetch_one(&pool).await.unwrap();
    assert_eq!(after, noted + 1, "what was refused was no copy");

    drop(first);
    until("a copy that is given up frees its place", async || begun(&house, 1).await.is_ok()).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn slow_readers_leave_connections_to_others(pool: PgPool) {
    let (house, ana) = world(&pool).await;
    let portal = &house.portal;
    let mut people = Vec::new();
    for _ in 0..10 {
        let person = house.everybody().await;
        house.has_read_many(&person, 8_000).await;
        people.push(person);
    }
    let mut slow = Vec::new();
    let mut refused = None;
    for person in people {
        match archive(portal, &Reauthenticated::new(person.patron()), Lang::En).await.unwrap() {
            Ok(archive) => slow.push((person, archive)),
            Err(not_now) => {
                refused = Some(not_now);
                break;
            }
        }
    }
    assert_eq!(refused, Some(NotNow::TooMany));
    assert!((1..=4).contains(&slow.len()), "{}", slow.len());
    class_page(portal, &ana, Class::Identity, &ListQuery::default()).await.expect("pages find a connection").unwrap();
    for (person, _) in &slow {
        assert!(portal.db.taker(house.slug(), person.id).is_none(), "and no copy was given up for it");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn who_cannot_sign_in_gets_everything_at_the_desk_once_and_reads_that_it_was_given(pool: PgPool) {
    let house = House::at(HERE).open(&pool).await;
    let ana = house.everybody().await;
    house.run(format!("UPDATE person SET surname = 'Tester', firstname = 'Ana' WHERE id = '{}'", ana.id.0)).await;
    let number = house.gives_card(&ana, 77).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let portal = &house.portal;
    let card = CardNumber::parse(&number, &house.profile.card).unwrap();
    let FoundCard::InUse { look } = find_card(portal, &clerk, &card).await.unwrap() else { panic!() };
    let asks = async |errand, photo_id, name| {
        let asking = Asking { voice: Voice::Patron, errand, card: true, photo_id, name, number: "" };
        assert!(ask(portal, &clerk, look, asking).await.unwrap());
        in_person(portal, &clerk, look).await.unwrap()
    };
    let passport = Some(PhotoId::Passport);
    assert!(in_person(portal, &clerk, look).await.unwrap().is_none(), "nobody has asked");
    assert!(asks(Errand::Account, passport, "Ana Tester").await.is_none(), "not for everything");
    assert!(asks(Errand::Everything, None, "").await.is_none(), "no ID was looked at");
    assert!(asks(Errand::Everything, passport, "Bea Tester").await.is_none(), "somebody else's ID");
    let patron = asks(Errand::Everything, passport, "Ana Tester").await.unwrap();
    let again = in_person(portal, &clerk, look).await.unwrap().unwrap();
    let whole = async |archive: Archive| {
        let add = async |mut all: Vec<u8>, part: Bytes| {
            all.extend_from_slice(&part);
            Ok(all)
        };
        archive.bytes.try_fold(Vec::new(), add).await.unwrap()
    };
    let paper = archive_at_desk(portal, patron, Form::Paper, Lang::En).await.unwrap().unwrap().ok().unwrap();
    assert_eq!(paper.file_name, "lci-member-record-2026-11-23.html");
    let paper = String::from_utf8(whole(paper).await).unwrap();
    assert!(in_person(portal, &clerk, look).await.unwrap().is_none(), "once");
    let free = async || portal.db.taker(house.slug(), ana.id).is_some();
    until("the copy that was taken frees its place", free).await;
    let again = archive_at_desk(portal, again, Form::Paper, Lang::En).await.unwrap();
    assert!(again.is_none(), "however many had seen the ID");
    let own = files(taken(portal, &ana.patron(), Lang::En).await).await;
    // The same lines that the patron would have taken, but for those of the looks between.
    for class in Class::ALL.into_iter().filter(|class| *class != Class::Activity) {
        let from = paper.find(&format!("<section id=\"{}\">", class.code())).unwrap();
        let lines = |page: &str| -> Vec<String> {
            page.lines().filter(|line| line.starts_with("<tr>")).map(str::to_owned).collect()
        };
        let on_paper = lines(paper[from..].split("</section>").next().unwrap());
        assert_eq!(on_paper, lines(text(&own, &page::name(class, 1))), "{class:?}");
        assert!(!on_paper.is_empty() || class == Class::HeldElsewhere, "{class:?}");
    }
    let patron = asks(Errand::Everything, passport, "Ana Tester").await.unwrap();
    let zip = archive_at_desk(portal, patron, Form::Archive, Lang::En).await.unwrap().unwrap().ok().unwrap();
    assert_eq!(files(whole(zip).await).await.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>());
    let lines: Vec<String> = house
        .all(&format!(
            "SELECT concat_ws(' ', actor_kind, via, detail ->> 'format', detail ->> 'photo_id') FROM ledger_event \
             WHERE action = 'exported' AND subject_id = '{}' ORDER BY position",
            ana.id.0
        ))
        .await;
    assert_eq!(lines, ["staff desk paper passport", "patron portal archive", "staff desk archive passport"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l21_a_copy_at_the_desk_that_has_to_wait_is_not_used_up(pool: PgPool) {
    let house = House::at(HERE).open(&pool).await;
    let ana = house.person("Ana").surname("Tester").card().session().add().await;
    house.has_read_many(&ana, 20_000).await; // more than is on its way at once
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let portal = &house.portal;
    let card = CardNumber::parse(&ana.card, &house.profile.card).unwrap();
    let FoundCard::InUse { look } = find_card(portal, &clerk, &card).await.unwrap() else { panic!() };
    let (voice, errand, photo_id) = (Voice::Patron, Errand::Everything, Some(PhotoId::Passport));
    let asking = Asking { voice, errand, card: true, photo_id, name: "Ana Tester", number: "" };
    assert!(ask(portal, &clerk, look, asking).await.unwrap());
    let copy = async || {
        let patron = in_person(portal, &clerk, look).await.unwrap().unwrap();
        archive_at_desk(portal, patron, Form::Paper, Lang::En).await.unwrap().unwrap()
    };
    let own = archive(portal, &Reauthenticated::new(ana.patron()), Lang::En).await.unwrap().ok().unwrap();
    assert_eq!(copy().await.err(), Some(NotNow::OneAlready), "while she takes her own");
    assert_eq!(copy().await.err(), Some(NotNow::OneAlready), "and it can be asked for again");
    drop(own);
    until("the copy at the desk is there", async || copy().await.is_ok()).await;
    assert!(in_person(portal, &clerk, look).await.unwrap().is_none(), "once");
}
