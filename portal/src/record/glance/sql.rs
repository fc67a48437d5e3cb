//! The statement: the counts of each class, and one line more whose last column is the object of all parts.
//!
//! `$1` the library, `$2` the person, `$3` today, `$4` the library's time zone, `$5` the classes that the calendar deletes.
//! Names of the inventory and of the ledger's codes are all that is put into it.

use crate::record::sql::{self, Reader};
use domain::{
    inventory::{Class, Kind, Over, Relation, relations},
    ledger::{Action, ActorKind},
};
use std::{fmt::Write as _, sync::LazyLock};

/// A part that is told where each column it is made from is.
struct Part {
    key: &'static str,
    class: Class,
    relation: &'static str,
    columns: &'static [&'static str],
    /// What follows `SELECT`.
    what: &'static str,
    /// What follows the person's rows.
    rest: &'static str,
}

const PARTS: [Part; 7] = [
    Part {
        key: "person",
        class: Class::Identity,
        relation: "person",
        columns: &["surname", "firstname", "middle_name", "preferred_name"],
        what: "jsonb_build_object('surname', r.surname, 'firstname', r.firstname, 'middle', r.middle_name, \
               'preferred', r.preferred_name)",
        rest: "",
    },
    Part {
        key: "born",
        class: Class::Identity,
        relation: "person",
        columns: &["date_of_birth"],
        what: "to_jsonb(r.date_of_birth)",
        rest: "",
    },
    Part {
        key: "card",
        class: Class::Membership,
        relation: "card",
        columns: &["number", "status", "issued_on"],
        what: "jsonb_build_object('ending', right(r.number, 4), 'active', r.status = 'active')",
        rest: " ORDER BY r.status = 'active' DESC, r.issued_on DESC NULLS LAST, r.id LIMIT 1",
    },
    Part {
        key: "membership",
        class: Class::Membership,
        relation: "membership",
        columns: &["expires_on", "restricted_until", "restricted_reason"],
        what: "jsonb_build_object('ends', r.expires_on, 'stopped_until', r.restricted_until, \
               'stopped_because', r.restricted_reason)",
        rest: "",
    },
    Part {
        key: "loans",
        class: Class::Checkouts,
        relation: "checkout",
        columns: &["due_on"],
        what: "jsonb_build_object('count', coalesce(sum(r.n), 0)::bigint, \
               'overdue', coalesce(sum(r.n) FILTER (WHERE r.due_on < $3::date), 0)::bigint, \
               'next_due', min(r.due_on) FILTER (WHERE r.due_on >= $3::date), \
               'due_then', coalesce((array_agg(r.n ORDER BY r.due_on) FILTER (WHERE r.due_on >= $3::date))[1], 0)::bigint)",
        rest: "",
    },
    Part {
        key: "ready",
        class: Class::Holds,
        relation: "hold",
        columns: &["status", "ready_until", "closed_on", "pickup_branch"],
        what: "jsonb_build_object('holds', count(*) FILTER (WHERE r.closed_on IS NULL), \
               'count', count(*) FILTER (WHERE r.status = 'ready' AND r.closed_on IS NULL), \
               'until', min(r.ready_until) FILTER (WHERE r.status = 'ready' AND r.closed_on IS NULL), \
               'at', CASE WHEN count(DISTINCT coalesce(r.pickup_branch, '')) \
                                   FILTER (WHERE r.status = 'ready' AND r.closed_on IS NULL) = 1 \
                          THEN min(r.pickup_branch) FILTER (WHERE r.status = 'ready' AND r.closed_on IS NULL) END)",
        rest: "",
    },
    Part {
        key: "owed",
        class: Class::Fees,
        relation: "account_line",
        columns: &["outstanding_cents"],
        what: "to_jsonb(coalesce(sum(r.outstanding_cents), 0)::bigint)",
        rest: "",
    },
];

/// What is the patron's own: key, and an expression.
const OWN: [(&str, &str); 8] = [
    (
        "waiting",
        "(SELECT coalesce(jsonb_agg(jsonb_build_object('reference', r.reference, 'asked_at', r.asked_at) \
                                    ORDER BY r.asked_at, r.id), '[]') \
          FROM pending_change r WHERE r.library = $1 AND r.person_id = $2 AND r.status = 'waiting')",
    ),
    // As `access::leaving` has it (a test holds the two together).
    (
        "closing",
        "(SELECT jsonb_build_object( \
             'asked_at', r.asked_at, \
             'out', (SELECT count(*) FROM checkout WHERE library = $1 AND person_id = $2), \
             'owed', (SELECT coalesce(sum(outstanding_cents), 0)::bigint FROM account_line \
                      WHERE library = $1 AND person_id = $2), \
             'held', EXISTS (SELECT FROM legal_hold AS k WHERE k.library = $1 AND k.person_id = $2 AND k.lifted_at IS NULL \
                             AND (k.process_id IS NULL OR EXISTS (SELECT FROM process_told AS told \
                                  WHERE told.library = $1 AND told.person_id = $2 AND told.process_id = k.process_id)))) \
          FROM closing r WHERE r.library = $1 AND r.person_id = $2 AND r.status = 'waiting' ORDER BY r.asked_at LIMIT 1)",
    ),
    (
        "permissions",
        "(SELECT coalesce(jsonb_agg(jsonb_build_object('reference', r.reference, 'recipient', r.recipient_name, \
                                    'classes', r.classes, 'from', r.valid_from, 'until', r.valid_until, \
                                    'in_force', r.state = 'in-force') ORDER BY r.valid_until, r.id), '[]') \
          FROM permission r WHERE r.library = $1 AND r.person_id = $2 AND r.state IN ('signed', 'in-force') \
                              AND r.valid_until >= $3::date)",
    ),
    (
        "guardians",
        "(SELECT coalesce(jsonb_agg(jsonb_build_object('name', r.guardian_name, 'since', r.linked_at) \
                                    ORDER BY r.linked_at, r.id), '[]') \
          FROM family_link r WHERE r.library = $1 AND r.child_id = $2 AND r.ended_at IS NULL)",
    ),
    (
        "services",
        "(SELECT coalesce(jsonb_agg(jsonb_build_object('service', s.service, 'since', s.since, 'named', s.named) \
                                    ORDER BY s.since, s.service), '[]') \
          FROM (SELECT r.service, min(r.first_sent_at) AS since, bool_or(r.name <> '') AS named FROM service_listed r \
                WHERE r.library = $1 AND r.person_id = $2 AND r.removed_at IS NULL \
                      AND (r.state IS NULL OR r.state IN ('confirmed', 'to-remove') OR r.remote_id IS NOT NULL OR r.may_be_there) \
                GROUP BY r.service) AS s)",
    ),
    // Each once, however often they were told. Of a process under an order of silence the database shows the patron no row.
    (
        "told",
        "(SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.last DESC, t.name), '[]') \
          FROM (SELECT r.recipient_name AS name, NULL::text AS agency, true AS by_permission, max(r.told_at) AS last, \
                       array_remove(array_agg(DISTINCT c.class), NULL) AS classes \
                FROM disclosure r LEFT JOIN LATERAL unnest(r.classes) AS c (class) ON true \
                WHERE r.library = $1 AND r.person_id = $2 GROUP BY r.recipient_name \
                UNION ALL \
                SELECT r.given_to, r.agency, false, max(r.released_at), array_remove(array_agg(DISTINCT c.class), NULL) \
                FROM released r LEFT JOIN LATERAL unnest(r.classes) AS c (class) ON true \
                WHERE r.library = $1 AND r.person_id = $2 GROUP BY r.given_to, r.agency) AS t)",
    ),
    // As `returned::suspended` has it (a test holds the two together).
    (
        "came_back",
        "(SELECT jsonb_build_object('address', c.email, 'since', min(r.returned_at)) \
          FROM contact c JOIN returned_mail r ON r.library = c.library AND r.person_id = c.person_id \
               AND lower(c.email) IN (lower(r.address), lower(r.of_address)) AND r.lifted_at IS NULL \
          WHERE c.library = $1 AND c.person_id = $2 GROUP BY c.email)",
    ),
    // As `Standings::read` has it (a test holds the two together).
    (
        "standing",
        "jsonb_build_object( \
             'choice', (SELECT reading_history FROM preference WHERE library = $1 AND person_id = $2), \
             'owes', coalesce((SELECT sum(outstanding_cents) > 0 FROM account_line \
                               WHERE library = $1 AND person_id = $2), false), \
             'held', coalesce((SELECT jsonb_agg(class) FROM legal_hold, unnest(classes) AS class \
                               WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL), '[]'), \
             'all_held', EXISTS (SELECT FROM legal_hold WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL \
                                 AND classes = '{}'), \
             'out', EXISTS (SELECT FROM checkout WHERE library = $1 AND person_id = $2), \
             'closed_at', (SELECT max(closed_at) FILTER (WHERE status = 'closed') FROM card \
                           WHERE library = $1 AND person_id = $2 \
                           HAVING NOT coalesce(bool_or(status IN ('active', 'lost')), false)), \
             'unsettled', EXISTS (SELECT FROM closing WHERE library = $1 AND person_id = $2 AND status = 'closed' \
                                  AND settled_at IS NULL), \
             'absent_since', (SELECT absent_since FROM person WHERE library = $1 AND id = $2))",
    ),
];

static PATRONS: LazyLock<String> = LazyLock::new(|| {
    let parts = parts(Reader::Patron, |_, _, _| true);
    let own = OWN.iter().map(|(key, sql)| format!("'{key}', {sql}"));
    let all = parts.into_iter().chain(own).chain([looks(), months(), ended()]).collect::<Vec<_>>();
    with_counts(&sql::OVERVIEW, &all)
});

/// The statement for the patron.
pub(in crate::record) fn patrons() -> &'static str {
    &PATRONS
}

/// The same for someone who is told only that for which `told` says yes; `None` where that is nothing.
pub(in crate::record) fn told(told: impl Fn(Class, &Relation, &str) -> bool) -> Option<String> {
    let counts = sql::overview(Reader::Other, &told)?;
    Some(with_counts(&counts, &parts(Reader::Other, told)))
}

/// What is the patron's own and told first on the page of a class as well: key, and the class.
const OWN_ON_PAGES: [(&str, Class); 4] = [
    ("waiting", Class::Pending),
    ("permissions", Class::Preferences),
    ("closing", Class::Membership),
    ("standing", Class::Membership),
];

/// The statement for the patron's page of one class: the object of the parts that are about it. `$1` the library, `$2` the
/// person, `$3` today. `None`: nothing is told first of it.
pub(in crate::record) fn of_class(class: Class) -> Option<String> {
    let own = OWN.iter().filter(|(key, _)| OWN_ON_PAGES.contains(&(*key, class)));
    let own = own.map(|(key, sql)| format!("'{key}', {sql}"));
    let some: Vec<String> = parts(Reader::Patron, |of, _, _| of == class).into_iter().chain(own).collect();
    let object = some.join(", ");
    (!some.is_empty()).then(|| format!("SELECT jsonb_build_object({object}) WHERE $3::date IS NOT NULL"))
}

/// The counts keep their columns; the object stands in a line of its own, with no class. The parameters are named, so that
/// each is there whatever is told.
fn with_counts(counts: &str, parts: &[String]) -> String {
    // An object is built from a hundred arguments at most, key and value.
    let objects: Vec<String> =
        parts.chunks(40).map(|some| format!("jsonb_build_object({})", some.join(", "))).collect();
    let object = if objects.is_empty() { "'{}'::jsonb".to_owned() } else { objects.join(" || ") };
    format!(
        "SELECT counted.*, NULL::jsonb FROM ({counts}) AS counted (class, held, since, newest) \
         UNION ALL SELECT NULL, NULL, NULL, NULL, {object} \
         WHERE $3::date IS NOT NULL AND $4::text IS NOT NULL AND $5::int[] IS NOT NULL"
    )
}

fn parts(reader: Reader, told: impl Fn(Class, &Relation, &str) -> bool) -> Vec<String> {
    let relation = |name: &str| relations().map(|(_, one)| one).find(|one| one.name == name);
    PARTS
        .iter()
        .filter_map(|part| {
            let relation = relation(part.relation)?;
            let is_told = part.columns.iter().all(|column| told(part.class, relation, column));
            is_told.then(|| {
                let whose = sql::whose(relation, reader);
                let from = if part.key == "loans" {
                    format!("(SELECT r.due_on, count(*) AS n FROM {whose} GROUP BY r.due_on) AS r")
                } else {
                    whose
                };
                format!("'{}', (SELECT {} FROM {from}{})", part.key, part.what, part.rest)
            })
        })
        .collect()
}

/// Somebody else asked for the record: the events, and whether nothing was shown.
fn others() -> String {
    let actions: Vec<String> = [Action::Viewed, Action::Exported, Action::Disclosed, Action::Released]
        .iter()
        .map(|action| format!("'{}'", action.code()))
        .collect();
    format!(
        "FROM ledger_event r WHERE r.library = $1 AND r.subject_id = $2 AND r.action IN ({}) AND r.actor_kind <> '{}'",
        actions.join(", "),
        ActorKind::Patron.code(),
    )
}

const REFUSED: &str = "coalesce((r.detail ->> 'refused')::boolean, false)";

/// The last times; what a parent or guardian opened page by page in one day is one of them, with every part in it.
// Test (record/glance/tests.rs): "what a parent looked at in a day is one look".
fn looks() -> String {
    format!(
        "'looks', (SELECT coalesce(jsonb_agg(to_jsonb(l)), '[]') FROM ( \
             SELECT max(r.at) AS at, r.action, r.actor, r.role, r.purpose, r.refused, \
                    coalesce(array_agg(DISTINCT part.class) FILTER (WHERE part.class IS NOT NULL), '{{}}') AS classes \
             FROM (SELECT r.id, r.at, r.action, r.actor_kind AS actor, r.detail ->> 'role' AS role, r.purpose, r.classes, \
                          {REFUSED} AS refused, CASE WHEN r.actor_kind = '{}' THEN r.actor_id ELSE r.id END AS whose {} \
                   ORDER BY r.at DESC, r.id LIMIT 100) AS r \
             LEFT JOIN LATERAL unnest(r.classes) AS part (class) ON true \
             GROUP BY (r.at AT TIME ZONE $4::text)::date, r.whose, r.action, r.actor, r.role, r.purpose, r.refused \
             ORDER BY max(r.at) DESC, min(r.id::text) LIMIT 4) AS l)",
        ActorKind::Guardian.code(),
        others()
    )
}

/// How often in each month, by the same measure as [`looks`]: a parent's or guardian's day is one.
// Test (record/glance/tests.rs): "what a parent looked at in a day is one look".
fn months() -> String {
    format!(
        "'months', (SELECT coalesce(jsonb_agg(to_jsonb(m)), '[]') FROM ( \
             SELECT date_trunc('month', r.at AT TIME ZONE $4::text)::date AS month, {REFUSED} AS refused, \
                    count(DISTINCT CASE WHEN r.actor_kind = '{}' \
                                        THEN concat_ws(' ', r.actor_id, (r.at AT TIME ZONE $4::text)::date, r.action, r.purpose) \
                                        ELSE r.id::text END) AS count {} \
                AND r.at >= (date_trunc('month', $3::date) - interval '11 months') AT TIME ZONE $4::text GROUP BY 1, 2) AS m)",
        ActorKind::Guardian.code(),
        others()
    )
}

/// How many rows of each relation were over on which day, where the calendar deletes them. A long history that is kept for
/// good is not even looked at.
fn ended() -> String {
    let mut each = String::new();
    for (class, relation) in relations() {
        let Over::On { column, .. } = relation.over else { continue };
        let day = match relation.field(column).map(|field| field.kind) {
            Some(Kind::Date) => format!("r.{column}"),
            _ => format!("(r.{column} AT TIME ZONE $4::text)::date"),
        };
        let kept_for_good = if class == Class::History {
            " AND NOT EXISTS (SELECT FROM preference p WHERE p.library = $1 AND p.person_id = $2 \
              AND p.reading_history = 'forever')"
        } else {
            ""
        };
        let glue = if each.is_empty() { "" } else { " UNION ALL " };
        // Writing to a string does not fail.
        let _ = write!(
            each,
            "{glue}SELECT '{}' AS relation, {day} AS day, count(*) AS count FROM {} AND r.{column} IS NOT NULL \
             AND {} = ANY ($5::int[]){kept_for_good} GROUP BY 2",
            relation.name,
            sql::whose(relation, Reader::Patron),
            class as u8,
        );
    }
    format!("'ended', (SELECT coalesce(jsonb_agg(to_jsonb(e)), '[]') FROM ({each}) AS e)")
}
