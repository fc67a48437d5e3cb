//! `readers.md` against the database: each reader tries each verb on each table.

use super::{Db, Scope, Tx};
use crate::ids::PersonId;
use domain::ids::LibrarySlug;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const TABLE: &str = include_str!("readers.md");

/// In the order of the table's columns.
const READERS: [&str; 6] = ["patron", "guardian", "desk", "library", "retention", "worker"];

/// sqlx keeps its list of migrations there; no runtime role is granted anything.
const NOT_OURS: &str = "_sqlx_migrations";

/// Somebody whose rows are tried.
#[derive(Clone)]
struct Whose {
    library: LibrarySlug,
    person: Uuid,
    /// Another person of the library, with a card.
    kin: Uuid,
    staff: Uuid,
}

impl Whose {
    fn new(library: &str, n: u128) -> Self {
        Self {
            library: library.parse().unwrap(),
            person: Uuid::from_u128(n),
            kin: Uuid::from_u128(n + 1_000),
            staff: Uuid::from_u128(n + 2_000),
        }
    }
}

/// A row for a line of the table, the `n`th; `None` where the line is not known here.
#[expect(clippy::too_many_lines, reason = "a table: a line for each line of readers.md")]
fn row(line: &str, whose: &Whose, n: u128) -> Option<Value> {
    let (library, person, kin) = (whose.library.as_str(), whose.person, whose.kin);
    let (id, moment, day) = (Uuid::from_u128(n), "2026-01-01T00:00:00Z", "2026-01-01");
    let from = json!({ "source": "desk", "sourced_at": moment });
    let own = json!({ "library": library, "id": id, "person_id": person });
    let loan = json!({ "title": "T", "author": "A", "item_barcode": id, "checked_out_at": moment, "due_on": day,
                       "renewals": 0 });
    let signed = json!({
        "reference": id, "started_at": moment, "classes": [], "recipient_kind": "person", "recipient_name": "B",
        "recipient_proof": "photo-id", "purpose": "P", "valid_from": day, "valid_until": day, "uses": "once",
        "signed_text": "T", "text_version": "1", "text_digest": "D", "signed_name": "A", "language": "en",
        "means": "pin", "signed_at": moment,
    });
    let mail = json!({
        "idempotency_key": id, "recipient": "a@example.org", "language": "en", "subject": "S", "body_text": "T",
        "body_html": "H", "status": "queued", "attempts": 0, "created_at": moment, "next_try_at": moment,
        "give_up_at": moment, "lane": "safety", "needs_default": true,
    });
    let token = json!({ "secret_hash": format!("\\x{}", id.simple()), "created_at": moment, "expires_at": moment });
    let session = json!({
        "id": id, "secret_hash": format!("\\x{}", id.simple()), "created_at": moment, "last_seen_at": moment,
        "idle_ends_at": moment, "ends_at": moment,
    });
    let parts: Vec<Value> = match line {
        "person" => vec![json!({ "library": library, "id": person }), from],
        "card" => vec![own, from, json!({ "number": id, "status": "active" })],
        "membership" | "contact" | "eligibility" | "preference" => vec![own, from],
        "alternate_contact" => vec![own, from, json!({ "kind": "address" })],
        "guardianship (as child)" => {
            vec![
                json!({ "library": library, "id": id, "child_id": person, "guardian_id": kin, "cosigner": false }),
                from,
            ]
        }
        "guardianship (as guardian)" => {
            vec![
                json!({ "library": library, "id": id, "child_id": kin, "guardian_id": person, "cosigner": false }),
                from,
            ]
        }
        "note" => vec![own, from, json!({ "kind": "staff", "body": id })],
        "note (withheld)" => vec![own, from, json!({ "kind": "staff", "body": id, "withheld_reason": "R" })],
        "note_withheld" => vec![own, from, json!({ "kind": "staff", "withheld_reason": "R" })],
        "checkout" => vec![own, from, loan],
        "loan_history" => vec![own, from, loan, json!({ "returned_at": moment })],
        "hold" => vec![own, from, json!({ "title": id, "placed_on": day })],
        "interlibrary_loan" => vec![own, from, json!({ "title": id, "requested_on": day })],
        "account_line" => vec![
            own,
            from,
            json!({ "line_number": id, "entered_on": day, "kind": "K", "amount_cents": 1, "outstanding_cents": 1 }),
        ],
        "notice_sent" => vec![own, from, json!({ "kind": "K", "channel": "email", "sent_at": moment })],
        "consent" => vec![
            own,
            from,
            json!({ "purpose": "P", "channel": "email", "given": true, "words": "W", "words_version": "1",
                    "language": "en", "decided_at": moment, "means": "portal" }),
        ],
        "computer_session" => vec![own, from, json!({ "started_at": moment, "minutes": 1 })],
        "registration" => vec![own, from, json!({ "event": "E" })],
        "contribution" => vec![own, from, json!({ "kind": "K" })],
        "question" => vec![own, from, json!({ "asked_on": day, "question": "Q" })],
        "pending_change" => vec![
            own,
            from,
            json!({ "field": "phone", "asked_at": moment, "status": "refused", "parts": {}, "reference": id }),
        ],
        "closing" => vec![own, json!({ "asked_at": moment, "status": "closed", "ended_at": moment })],
        "correction" => vec![
            own,
            json!({ "reference": id, "about": ["contact", "contact.email"], "of_relation": "contact", "of_column": "email",
                    "of_row": id, "wish": "W", "asked_by": "patron", "asked_at": moment, "status": "refused" }),
        ],
        "field_origin" => {
            vec![json!({ "library": library, "person_id": person, "field": format!("contact.{id}") }), from]
        }
        "verified_email" => vec![own, json!({ "email": id, "verified_at": moment })],
        "permission (draft)" => {
            vec![own, from, json!({ "reference": id, "started_at": moment, "classes": [], "state": "draft" })]
        }
        "permission (signed)" => vec![own, from, signed, json!({ "state": "signed" })],
        "permission (in force)" => vec![own, from, signed, json!({ "state": "in-force" })],
        "disclosure" => vec![
            own,
            json!({ "reference": "R", "told_at": moment, "classes": [], "recipient_name": "B", "recipient_proof": "P",
                    "photo_id": "passport", "rules": [], "told_by": whose.staff }),
        ],
        "credential" => {
            vec![json!({ "library": library, "person_id": person, "kind": "pin", "hash": "H", "scheme": "argon2id",
                    "set_at": moment, "source": "desk" })]
        }
        "session" => vec![own, session, json!({ "data": {}, "shared": true })],
        "known_device" => {
            let used = json!({ "secret_hash": format!("\\x{}", id.simple()), "created_at": moment,
                               "last_used_at": moment, "ends_at": moment });
            vec![own, used]
        }
        "one_time_token (link to a new address)" => vec![own, token, json!({ "purpose": "email" })],
        "one_time_token (opens the account)" => vec![own, token, json!({ "purpose": "activation" })],
        "one_time_token (for a guardian)" => vec![own, token, json!({ "purpose": "family", "guardian_id": kin })],
        "family_link (as child)" | "family_link (as guardian)" => {
            let (guardian, child) = if line.ends_with("(as child)") { (kin, person) } else { (person, kin) };
            vec![json!({
                "library": library, "id": id, "guardian_id": guardian, "child_id": child, "card_id": kin,
                "proven": "childs-card", "linked_at": moment, "ended_at": moment, "ended_why": "desk",
            })]
        }
        "guardian_hold" => vec![
            own,
            json!({ "kind": "custody", "set_by": whose.staff, "set_at": moment, "lifted_by": whose.staff,
                    "lifted_at": moment }),
        ],
        "outbox (about the account)" => vec![own, mail, json!({ "kind": "contact-changed" })],
        "outbox (about signing in)" => vec![own, mail, json!({ "kind": "reset" })],
        "outbox (a kind not thought of yet)" => vec![own, mail, json!({ "kind": "newsletter" })],
        "outbox (given up)" => vec![own, mail, json!({ "kind": "newsletter", "status": "failed" })],
        "postal_letter" => vec![
            own,
            json!({ "kind": "new-device", "language": "en", "subject": "S", "body": "T", "written_at": moment }),
        ],
        "newsletter_issue" | "newsletter_issue (to be sent)" => vec![json!({
            "library": library, "id": id, "list": "monthly", "subject_en": "S", "body_en": "T", "subject_es": "",
            "body_es": "", "written_by": whose.staff, "created_at": moment, "changed_at": moment,
            "site": "https://x.example", "sent_by": whose.staff, "send_at": line.ends_with(')').then_some(moment),
        })],
        "newsletter_delivery" => vec![
            own,
            json!({ "issue_id": whose.staff, "list": "monthly", "language": "en", "state": "waiting",
                    "fixed_at": moment }),
        ],
        "ledger_event" | "ledger_event (of a process that is told)" | "ledger_event (under silence)" => {
            let detail = match line {
                "ledger_event" => json!({}),
                "ledger_event (under silence)" => json!({ "process": id }),
                _ => json!({ "process": whose.staff }),
            };
            vec![json!({
                "library": library, "id": id, "subject_id": person, "at": moment, "action": "viewed",
                "actor_kind": "patron", "via": "portal", "classes": [], "fields": [], "rules": [], "detail": detail,
            })]
        }
        "returned_mail" => {
            vec![own, json!({ "address": "a@example.org", "code": "5.1.1", "kind": "reset", "returned_at": moment })]
        }
        "choice_to_enter" => {
            vec![own, json!({ "purpose": id, "given": true, "asked_at": moment })]
        }
        "notice_due" => {
            vec![own, json!({ "kind": "receipt", "about": id, "stage": 0, "noticed_at": moment, "state": "waiting" })]
        }
        "notices_begun" => {
            let begun = format!("2026-11-23T{:02}:{:02}:{:02}Z", n / 3600 % 24, n / 60 % 60, n % 60);
            vec![json!({ "library": library, "begun_at": begun })]
        }
        "service_list" => vec![json!({
            "library": library, "id": id, "list": "weekly", "service": "s", "people": 1, "made_at": moment,
            "made_by": whose.staff, "expires_at": moment,
        })],
        line if line.starts_with("service_listed") => {
            let mut row = json!({
                "library": library, "id": id, "list_id": id, "list": "weekly", "service": "s", "name": "N",
                "email": format!("{id}@example.org"), "first_sent_at": moment, "sent_at": moment,
            });
            match line {
                "service_listed" => row["person_id"] = json!(person),
                "service_listed (without a card)" => row["subscriber_id"] = json!(person),
                _ => {}
            }
            vec![row]
        }
        "newsletter_delivery (without a card)" => vec![json!({
            "library": library, "id": id, "subscriber_id": person, "issue_id": whose.staff, "list": "monthly",
            "language": "en", "state": "waiting", "fixed_at": moment,
        })],
        "outbox (without a card)" => {
            vec![
                json!({ "library": library, "id": id, "subscriber_id": person, "idempotency_key": id }),
                mail,
                json!({ "kind": "newsletter" }),
            ]
        }
        "subscriber" => vec![json!({
            "library": library, "id": person, "name": "N", "email": id, "language": "en", "wants": [], "asked_at": moment,
            "confirmed_at": moment,
        })],
        "subscription" => vec![json!({
            "library": library, "id": id, "subscriber_id": person, "list": "monthly", "given": true, "words": "W",
            "words_version": "1", "language": "en", "decided_at": moment, "means": "double-opt-in",
        })],
        "ledger_link" => vec![json!({
            "library": library, "seq": u64::try_from(n).unwrap(), "event_id": whose.staff, "previous": "\\x00",
            "digest": "\\x00", "sealed_at": moment, "version": 1,
        })],
        "ledger_line" | "ledger_line (under silence)" => vec![json!({
            "library": library, "seq": u64::try_from(n).unwrap(), "event_id": id, "subject_id": person,
            "number": (line == "ledger_line").then(|| u64::try_from(n).unwrap()), "salt": format!("\\x{}", "00".repeat(32)),
        })],
        "ledger_node" => vec![json!({
            "library": library, "number": u64::try_from(n).unwrap(), "hash": format!("\\x{}", "00".repeat(32)),
        })],
        "ledger_unsealed" => {
            vec![json!({ "library": library, "position": u64::try_from(n).unwrap(), "event_id": id })]
        }
        "throttle" => vec![json!({
            "library": library, "scope": "card", "key": format!("\\x{}", id.simple()), "count": 1, "day_count": 1,
            "updated_at": moment,
        })],
        "import_run" => vec![json!({
            "library": library, "id": id, "kind": "K", "file_digest": "\\x00", "rows_read": 1, "rows_added": 1,
            "rows_changed": 1, "rows_refused": 1, "started_at": moment, "finished_at": moment,
        })],
        "legal_hold" | "legal_hold (lifted)" | "legal_hold (under silence)" => vec![
            own,
            // Of what a patron may delete, none is held: those rows a trigger keeps (process/tests/silence.rs).
            json!({ "classes": ["fees"], "why": "W", "set_at": moment,
                    "process_id": line.ends_with("silence)").then_some(id),
                    "lifted_at": line.ends_with("(lifted)").then_some(moment) }),
        ],
        "review_question" => vec![json!({
            "library": library, "id": id, "about": whose.staff, "kind": "circulation", "looks": 1, "since": day,
            "question": "Q", "asked_by": whose.staff, "asked_at": moment,
        })],
        "process_taken" => vec![json!({
            "library": library, "batch": id, "number": 1, "process_id": whose.staff, "what": "W", "noted_at": moment,
            "noted_by": whose.staff,
        })],
        "process_counsel" => vec![json!({
            "library": library, "id": id, "process_id": whose.staff, "whom": format!("w{id}"), "asked_at": moment,
        })],
        "process_told" => {
            vec![json!({ "library": library, "process_id": id, "person_id": person, "since": moment })]
        }
        "released" | "released (under silence)" => vec![
            own,
            json!({ "ground": "process", "released_at": moment, "released_by": whose.staff, "given_to": "G",
                    "classes": [], "entries": 1, "packet": "P", "digest": "D",
                    "process_id": line.ends_with("silence)").then_some(id) }),
        ],
        "breach" => vec![json!({
            "library": library, "id": id, "what": "W", "said_en": "S", "said_es": "S", "found_on": day, "since": day,
            "until": day, "reach": "everybody", "classes": ["contact"], "recorded_at": moment, "recorded_by": whose.staff,
        })],
        "breach_person" => vec![own, json!({ "breach_id": id, "found_at": moment })],
        "retention_run" => vec![json!({
            "library": library, "number": u32::try_from(n).unwrap(), "today": day, "planned_at": moment, "planned": [],
            "rows_deleted": {}, "people_deleted": 0,
        })],
        "statistics_counted" => vec![json!({ "library": library, "since": day, "up_to": day })],
        "statistics_count" => vec![json!({
            "library": library, "month": day, "measure": "loans", "broken_down": "whole", "part": id, "number": 1,
        })],
        "job" => {
            let letters: String = n.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
            vec![
                json!({ "name": format!("job-{letters}"), "every_seconds": 1, "entered_at": moment, "next_at": moment }),
            ]
        }
        "mail_domain" => {
            vec![json!({ "domain": format!("{id}.example"), "lane": "notices", "taken_until": moment })]
        }
        "library" => vec![json!({ "slug": library, "name": "N", "added_at": moment })],
        "profile_version" => {
            vec![json!({ "library": library, "digest": format!("\\x{}", id.simple()), "body": "B", "loaded_at": moment,
                        "starts_on": day })]
        }
        "staff_account" => vec![json!({
            "library": library, "id": id, "login": format!("a{}", id.simple()), "name": "N",
            "role": "desk", "hash": "H", "totp_sealed": "\\x00", "totp_last_step": 0, "secret_set_at": moment,
            "created_at": moment,
        })],
        "staff_session" => vec![json!({ "library": library, "staff_id": whose.staff }), session],
        "past_record" => vec![json!({
            "library": library, "subject_id": id, "found_by": ["\\x00"], "until": day,
        })],
        "legal_process" => vec![json!({
            "library": library, "id": id, "raised_at": moment, "raised_by": whose.staff, "who": "W", "asked": "A",
            "good_cause": false, "named_classes": [],
        })],
        "desk_look" => {
            vec![own, json!({ "staff_id": whose.staff, "created_at": moment, "ends_at": moment })]
        }
        _ => return None,
    };
    let mut all = serde_json::Map::new();
    for part in parts {
        all.extend(part.as_object().unwrap().clone());
    }
    Some(Value::Object(all))
}

fn table_of(line: &str) -> &str {
    line.split(' ').next().unwrap()
}

fn insert(line: &str, row: &Value) -> String {
    let columns: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
    let (columns, table) = (columns.join(", "), table_of(line));
    format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, $1)")
}

/// The lines of `readers.md`: line → reader → letters.
fn written() -> BTreeMap<String, BTreeMap<&'static str, String>> {
    let mut lines = BTreeMap::new();
    for line in TABLE.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), READERS.len() + 1, "{line}");
        let name = cells[0].replace('`', "");
        let letters = READERS.into_iter().zip(cells[1..].iter().map(|cell| cell.replace('-', ""))).collect();
        assert!(lines.insert(name, letters).is_none(), "twice: {line}");
    }
    lines
}

/// What happens to a statement that is tried and undone: how many rows, or that it was refused.
async fn try_it(tx: &mut PgConnection, sql: String, row: Option<&Value>) -> u64 {
    sqlx::raw_sql("SAVEPOINT here").execute(&mut *tx).await.unwrap();
    let query = sqlx::query(AssertSqlSafe(sql.clone())).persistent(false);
    let query = match row {
        Some(row) => query.bind(row),
        None => query,
    };
    let tried = query.execute(&mut *tx).await;
    sqlx::raw_sql("ROLLBACK TO here").execute(&mut *tx).await.unwrap();
    match tried {
        Ok(done) => done.rows_affected(),
        Err(error) => match error.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref() {
            // Not granted, against a policy, or refused by a trigger.
            Some("42501" | "P0001") => 0,
            // It got as far as the table's own rules: there is such a row already.
            Some("23505") => 1,
            // It would be gone, but for a row that keeps it: a person under a legal hold.
            Some("23503") if sql.starts_with("DELETE") => 1,
            _ => panic!("{sql}: {error}"),
        },
    }
}

/// The letters of what can be done to the row at `ctid`, and to another like it.
async fn letters(tx: &mut PgConnection, line: &str, ctid: &str, another: &Value) -> String {
    let table = table_of(line);
    let changed = match table {
        "one_time_token" => "ended_at = ended_at",
        "library" => "slug = slug",
        "job" => "runs = runs",
        "mail_domain" => "taken_until = taken_until",
        // All that the staff do to a mail: put what was given up back into the queue.
        "outbox" => "status = 'queued'",
        "newsletter_delivery" => "state = state",
        // All that happens to it: it stays without whose it was.
        "released" => "person_id = NULL, packet = NULL",
        // All that happens to it: it is lifted, or noted.
        "returned_mail" => "lifted_at = lifted_at",
        _ => "library = library",
    };
    let at = format!("WHERE ctid = '{ctid}'");
    let mut letters = String::new();
    for (letter, sql, row) in [
        ("s", format!("SELECT FROM {table} {at}"), None),
        ("i", insert(line, another), Some(another)),
        ("u", format!("UPDATE {table} SET {changed} {at}"), None),
        ("h", format!("SELECT FROM {table} {at} FOR UPDATE"), None),
        ("d", format!("DELETE FROM {table} {at}"), None),
    ] {
        // Who may change a row may hold it.
        if (letter != "h" || !letters.ends_with('u')) && try_it(tx, sql, row).await > 0 {
            letters.push_str(letter);
        }
    }
    letters
}

struct House {
    pool: PgPool,
    db: Db,
    own: Whose,
    other: Whose,
    elsewhere: Whose,
    /// Line → where the row of each of the three is.
    rows: BTreeMap<String, [String; 3]>,
}

impl House {
    async fn furnished(pool: PgPool) -> Self {
        let (own, other, elsewhere) = (Whose::new("elm", 1), Whose::new("elm", 2), Whose::new("oak", 3));
        for whose in [&own, &elsewhere] {
            let library = whose.library.as_str();
            sqlx::query("INSERT INTO library VALUES ($1, $1)").bind(library).execute(&pool).await.unwrap();
        }
        for whose in [&own, &other, &elsewhere] {
            let library = whose.library.as_str();
            let base = format!(
                "INSERT INTO person (library, id, source, sourced_at) \
                 VALUES ('{library}', '{0}', 'desk', '2026-01-01Z'), ('{library}', '{1}', 'desk', '2026-01-01Z'); \
                 INSERT INTO card (library, id, person_id, number, source, sourced_at) \
                 VALUES ('{library}', '{1}', '{1}', '{1}', 'desk', '2026-01-01Z'); \
                 INSERT INTO staff_account (library, id, login, name, role, hash, totp_sealed, secret_set_at, created_at) \
                 VALUES ('{library}', '{2}', 'clerk{3}', 'C', 'desk', 'H', '\\x00', '2026-01-01Z', '2026-01-01Z'); \
                 INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
                 VALUES ('{library}', '{0}', 'N', '{0}', 'en', '{{}}', '2026-01-01Z', '2026-01-01Z'); \
                 INSERT INTO newsletter_issue (library, id, list, subject_en, body_en, written_by, created_at, changed_at) \
                 VALUES ('{library}', '{2}', 'weekly', 'S', 'T', '{2}', '2026-01-01Z', '2026-01-01Z'); \
                 INSERT INTO legal_process (library, id, raised_at, raised_by, who, asked) \
                 VALUES ('{library}', '{2}', '2026-01-01Z', '{2}', 'W', 'A'); \
                 INSERT INTO process_told VALUES ('{library}', '{2}', '{0}', '2026-01-01Z'); \
                 INSERT INTO ledger_event (library, id, at, action, actor_kind, via) \
                 VALUES ('{library}', '{2}', '2026-01-01Z', 'viewed', 'system', 'portal')",
                whose.person,
                whose.kin,
                whose.staff,
                whose.person.as_u128(),
            );
            sqlx::raw_sql(AssertSqlSafe(base)).execute(&pool).await.unwrap();
        }
        let mut rows = BTreeMap::new();
        let mut n = 10_000;
        for line in written().into_keys() {
            let mut places = [const { String::new() }; 3];
            for (whose, place) in [&own, &other, &elsewhere].into_iter().zip(&mut places) {
                n += 1;
                *place = put(&pool, &line, whose, n).await;
            }
            rows.insert(line, places);
        }
        Self { db: Db::new(pool.clone()), pool, own, other, elsewhere, rows }
    }

    fn scope(&self, reader: &str) -> Scope<'_> {
        let (library, person) = (&self.own.library, PersonId(self.own.person));
        match reader {
            "patron" => Scope::Patron(library, person),
            "guardian" => Scope::Guardian(library, person),
            "desk" => Scope::Look(library, person),
            "library" => Scope::Library(library),
            "retention" => Scope::Retention(library),
            _ => Scope::Worker,
        }
    }

    /// What this transaction can do to the own, the other person's and the other library's row of a line.
    async fn tried(&self, tx: &mut PgConnection, line: &str) -> [String; 3] {
        let mut found = [const { String::new() }; 3];
        for (at, whose) in [&self.own, &self.other, &self.elsewhere].into_iter().enumerate() {
            let another = row(line, whose, 90_000 + at as u128).unwrap();
            found[at] = letters(tx, line, &self.rows[line][at], &another).await;
        }
        found
    }

    async fn by(&self, reader: &str) -> Tx {
        self.db.begin(self.scope(reader)).await.unwrap()
    }
}

/// Puts a row in unless one like it is there; returns where it is.
async fn put(pool: &PgPool, line: &str, whose: &Whose, n: u128) -> String {
    let row = row(line, whose, n).unwrap_or_else(|| panic!("{line}: say in db/readers.rs how a row of it looks"));
    let there = match table_of(line) {
        "person" | "subscriber" => Some(format!("library = '{}' AND id = '{}'", whose.library, whose.person)),
        "library" => Some(format!("slug = '{}'", whose.library)),
        "statistics_counted" => Some(format!("library = '{}'", whose.library)),
        // The row that the test house has.
        "alternate_contact" => Some(format!("library = '{}' AND person_id = '{}'", whose.library, whose.person)),
        _ => None,
    };
    if let Some(there) = there {
        let found = format!("SELECT ctid::text FROM {} WHERE {there}", table_of(line));
        if let Some(place) = sqlx::query_scalar(AssertSqlSafe(found)).fetch_optional(pool).await.unwrap() {
            return place;
        }
    }
    let sql = insert(line, &row) + " RETURNING ctid::text";
    sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(&row)
        .fetch_one(pool)
        .await
        .unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[sqlx::test(migrations = "../migrations")]
async fn each_reader_can_do_to_each_table_what_the_table_says_and_no_more(pool: PgPool) {
    let house = House::furnished(pool).await;
    let mut differ = Vec::new();
    for (line, cells) in written() {
        for reader in READERS {
            let mut tx = house.by(reader).await;
            let found = house.tried(&mut tx, &line).await;
            let letters = cells[reader].clone();
            let expected = match reader {
                "library" | "retention" => [letters.clone(), letters, String::new()],
                "worker" => [letters.clone(), letters.clone(), letters],
                _ => [letters, String::new(), String::new()],
            };
            if found != expected {
                differ.push(format!("{line}, {reader}: {found:?} (own, another's, elsewhere), not {expected:?}"));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_transaction_without_a_reader_or_with_an_unknown_one_or_anothers_reaches_nothing(pool: PgPool) {
    let house = House::furnished(pool).await;
    let (library, person) = (house.own.library.as_str(), house.own.person);
    let named = format!("SET LOCAL portal.library = '{library}'; SET LOCAL portal.person = '{person}'");
    for (role, says) in [
        ("portal_app", String::new()),
        ("portal_worker", String::new()),
        ("portal_app", named.clone()),
        ("portal_app", format!("{named}; SET LOCAL portal.reader = ''")),
        ("portal_app", format!("{named}; SET LOCAL portal.reader = 'director'")),
        ("portal_app", format!("{named}; SET LOCAL portal.reader = 'worker'")),
    ] {
        for line in house.rows.keys() {
            let mut tx = house.pool.begin().await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(format!("SET LOCAL ROLE {role}; {says}"))).execute(&mut *tx).await.unwrap();
            assert_eq!(house.tried(&mut tx, line).await, ["", "", ""], "{line}, {role}: {says}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_gives_a_row_of_theirs_to_somebody_else(pool: PgPool) {
    let house = House::furnished(pool).await;
    for (line, cells) in written() {
        let (table, other) = (table_of(&line), house.other.person);
        for column in ["person_id", "child_id", "guardian_id", "subject_id", "subscriber_id"] {
            if row(&line, &house.own, 1).unwrap().get(column) != Some(&json!(house.own.person)) {
                continue;
            }
            for reader in ["patron", "guardian", "desk"] {
                let mut tx = house.by(reader).await;
                let ctid = &house.rows[&line][0];
                let sql = format!("UPDATE {table} SET {column} = '{other}' WHERE ctid = '{ctid}'");
                assert_eq!(try_it(&mut tx, sql, None).await, 0, "{line}, {reader}, {}", cells[reader]);
            }
        }
    }
}

/// Each of one column, one row.
async fn names(pool: &PgPool, sql: &'static str) -> BTreeSet<String> {
    sqlx::query_scalar(sql).fetch_all(pool).await.unwrap().into_iter().collect()
}

/// Everything about the schema that would open a way past the readers, each as a sentence.
async fn open_doors(pool: &PgPool) -> Vec<String> {
    let mut found = Vec::new();
    let said: BTreeSet<String> = written().keys().map(|line| table_of(line).to_owned()).collect();
    let held = names(
        pool,
        "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
         AND relkind IN ('r', 'p', 'm', 'f')",
    )
    .await;
    let new = held.difference(&said).filter(|table| *table != NOT_OURS);
    found.extend(new.map(|table| format!("{table} has no line in db/readers.md")));
    found.extend(said.difference(&held).map(|table| format!("{table} is in db/readers.md and not in the database")));
    let open = names(
        pool,
        "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
         AND relkind IN ('r', 'p', 'm', 'f') AND NOT (relrowsecurity AND relforcerowsecurity)",
    )
    .await;
    found.extend(open.into_iter().filter(|table| table != NOT_OURS).map(|table| format!("{table} is open")));
    let views = names(
        pool,
        "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'v' \
         AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)",
    )
    .await;
    found.extend(views.into_iter().map(|view| format!("{view} reads as its owner")));
    // What a policy asks: its parts are put in place of what they stand for, and what is left is one of a few forms.
    let policies: Vec<(String, String, Option<String>, Option<String>)> = sqlx::query_as(
        "WITH parts AS ( \
             SELECT tablename, policyname, permissive, roles::text AS roles, part, \
                    regexp_replace(regexp_replace(regexp_replace(regexp_replace(expression, '\\s+', ' ', 'g'), \
                        '\\(\\w+ = \\( SELECT \\(may\\(''\\{[a-z,]+\\}''::text\\[\\]\\)\\)\\.library AS library\\)\\)', 'LIBRARY', 'g'), \
                        '\\( SELECT \\(may\\(''\\{[a-z,]+\\}''::text\\[\\]\\)\\)\\.whole AS whole\\)', 'WHOLE', 'g'), \
                        ' OR \\(\\w+ = \\( SELECT \\(may\\(''\\{[a-z,]+\\}''::text\\[\\]\\)\\)\\.person AS person\\)\\)', ' OR PERSON', 'g') \
                    AS form \
             FROM pg_policies, LATERAL (VALUES ('using', qual), ('check', with_check)) AS each (part, expression) \
             WHERE schemaname = current_schema() AND expression IS NOT NULL) \
         SELECT tablename || '.' || policyname, permissive || ' ' || roles, \
                min(form) FILTER (WHERE part = 'using'), min(form) FILTER (WHERE part = 'check') \
         FROM parts GROUP BY tablename, policyname, permissive, roles",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    for (name, kind, using, check) in policies {
        let worker = name.contains(".worker_may_");
        let right_kind = kind
            == if name.contains(".statistics_may_") {
                "PERMISSIVE {portal_statistics}"
            } else if worker || name.contains(".retention_may_") {
                "PERMISSIVE {portal_worker}"
            } else {
                "PERMISSIVE {public}"
            };
        let known = |form: &String| {
            if worker {
                form == "( SELECT (may('{worker}'::text[])).everywhere AS everywhere)"
            } else {
                FORMS.contains(&form.as_str()) || BY_HAND.contains(&(name.as_str(), form.as_str()))
            }
        };
        if !right_kind || !using.iter().chain(&check).all(known) {
            found.push(format!("{name} is no known kind of policy: {kind} {using:?} {check:?}"));
        }
    }
    let functions = names(
        pool,
        "SELECT proname::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prosecdef \
         AND NOT (prorettype = 'trigger'::regtype AND proconfig::text LIKE '%, pg_temp%')",
    )
    .await;
    found.extend(functions.into_iter().map(|name| format!("{name}() runs as its owner for whoever calls it")));
    let roles = names(
        pool,
        "SELECT rolname::text FROM pg_roles r WHERE rolname IN ('portal_app', 'portal_worker', 'portal_statistics') \
         AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin \
              OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) \
              OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid))",
    )
    .await;
    found.extend(roles.into_iter().map(|role| format!("{role} can do more than it was granted")));
    found.sort();
    found
}

/// A table about nobody, about a person, about a tie between two.
const FORMS: [&str; 3] =
    ["(LIBRARY AND WHOLE)", "(LIBRARY AND (WHOLE OR PERSON))", "(LIBRARY AND (WHOLE OR PERSON OR PERSON))"];

/// Where the row itself counts too (migrations/0055 says why).
const BY_HAND: [(&str, &str); 19] = [
    (
        "note.may_select",
        // The text of a note about somebody else is the library's alone (migrations/0213).
        "(LIBRARY AND (WHOLE OR PERSON) AND ((withheld_reason IS NULL) OR WHOLE))",
    ),
    (
        "permission.may_select",
        "(LIBRARY AND (WHOLE OR PERSON) AND ((state <> 'draft'::text) OR (LIBRARY AND (WHOLE OR PERSON))))",
    ),
    (
        "permission.may_insert",
        "(((state = 'draft'::text) AND LIBRARY AND (WHOLE OR PERSON)) OR ((state <> 'draft'::text) AND LIBRARY AND \
         (WHOLE OR PERSON)))",
    ),
    (
        "permission.may_update",
        "((LIBRARY AND (WHOLE OR PERSON)) OR ((state <> 'draft'::text) AND LIBRARY AND (WHOLE OR PERSON)))",
    ),
    (
        "permission.may_update",
        "(((state = ANY (ARRAY['draft'::text, 'signed'::text, 'withdrawn'::text])) AND LIBRARY AND (WHOLE OR PERSON)) OR \
         ((state <> 'draft'::text) AND LIBRARY AND (WHOLE OR PERSON)))",
    ),
    ("permission.may_delete", "((state = 'draft'::text) AND LIBRARY AND (WHOLE OR PERSON))"),
    (
        "one_time_token.may_insert",
        "(((purpose = 'email'::text) AND LIBRARY AND (WHOLE OR PERSON)) OR (LIBRARY AND (WHOLE OR PERSON)))",
    ),
    (
        "outbox.may_select",
        "((LIBRARY AND (WHOLE OR PERSON)) OR ((kind = ANY (ARRAY['card-lost'::text, 'contact-changed'::text, \
         'contact-refused'::text, 'email-changed'::text, 'email-changing'::text, 'mail-stopped'::text, \
         'child-linked'::text, 'verify-email'::text, 'permission-signed'::text, 'permission-confirmed'::text, \
         'permission-refused'::text, 'permission-withdrawn'::text, 'permission-used'::text])) AND LIBRARY AND \
         (WHOLE OR PERSON)))",
    ),
    // What was given up goes back into the queue, and nothing else is done to a mail (migrations/0130).
    ("outbox.may_update", "((status = 'failed'::text) AND LIBRARY AND WHOLE)"),
    ("outbox.may_update", "((status = 'queued'::text) AND LIBRARY AND WHOLE)"),
    ("newsletter_issue.may_delete", "((send_at IS NULL) AND LIBRARY AND WHOLE)"),
    // Rows whose person or subscriber is deleted (migrations/0180).
    ("service_listed.may_delete", "((person_id IS NULL) AND (subscriber_id IS NULL) AND LIBRARY AND WHOLE)"),
    // While a hold is in force, nothing takes it away (migrations/0081).
    ("legal_hold.retention_may_delete", "((lifted_at IS NOT NULL) AND LIBRARY AND WHOLE)"),
    // A receipt stays without whose it was, and is nobody else's (migrations/0198).
    ("released.retention_may_update", "(LIBRARY AND WHOLE AND (person_id IS NULL))"),
    // What is about a process that may not be told is the library's own (migrations/0160).
    (
        "ledger_event.may_select",
        "(LIBRARY AND (WHOLE OR PERSON) AND (WHOLE OR (NOT (detail ? 'process'::text)) OR (EXISTS ( \
         SELECT FROM process_told told WHERE ((told.library = ledger_event.library) AND (told.person_id = ledger_event.subject_id) AND \
         ((told.process_id)::text = (ledger_event.detail ->> 'process'::text)))))))",
    ),
    (
        "legal_hold.may_select",
        "(LIBRARY AND (WHOLE OR PERSON) AND (WHOLE OR (process_id IS NULL) OR (EXISTS ( \
         SELECT FROM process_told told WHERE ((told.library = legal_hold.library) AND (told.person_id = legal_hold.person_id) AND \
         ((told.process_id)::text = (legal_hold.process_id)::text))))))",
    ),
    (
        "released.may_select",
        "(LIBRARY AND (WHOLE OR PERSON) AND (WHOLE OR (process_id IS NULL) OR (EXISTS ( \
         SELECT FROM process_told told WHERE ((told.library = released.library) AND (told.person_id = released.person_id) AND \
         ((told.process_id)::text = (released.process_id)::text))))))",
    ),
    // A line of the tree that has no number is its person's once its event is (migrations/0194).
    (
        "ledger_line.may_select",
        "(LIBRARY AND (WHOLE OR PERSON) AND ((number IS NOT NULL) OR (EXISTS ( SELECT FROM ledger_event e WHERE \
         ((e.library = ledger_line.library) AND (e.id = ledger_line.event_id))))))",
    ),
    ("ledger_unsealed.may_insert", "(LIBRARY OR ( SELECT (may('{worker}'::text[])).everywhere AS everywhere))"),
];

#[sqlx::test(migrations = "../migrations")]
async fn every_table_is_closed_and_every_policy_of_a_known_kind(pool: PgPool) {
    assert_eq!(open_doors(&pool).await, Vec::<String>::new());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_table_view_policy_function_or_role_that_opens_a_way_is_named(pool: PgPool) {
    let open = "CREATE TABLE diary (library text); \
                CREATE VIEW loans AS SELECT * FROM checkout; \
                ALTER TABLE note NO FORCE ROW LEVEL SECURITY; \
                CREATE POLICY everyone ON card USING (true); \
                CREATE FUNCTION anything() RETURNS integer LANGUAGE sql SECURITY DEFINER RETURN 1";
    sqlx::raw_sql(open).execute(&pool).await.unwrap();
    assert_eq!(
        open_doors(&pool).await,
        [
            "anything() runs as its owner for whoever calls it",
            "card.everyone is no known kind of policy: PERMISSIVE {public} Some(\"true\") None",
            "diary has no line in db/readers.md",
            "diary is open",
            "loans reads as its owner",
            "note is open",
        ]
    );
}
