//! What the calendar deletes: the relations of the inventory that are over before the record is, with the condition under
//! which a row of one is due. Assembled from names of the inventory and the profile's own; no value is part of a statement.

use chrono::NaiveDate;
use domain::{
    inventory::{Class, Kind, Over, Relation, relations},
    profile::{HistoryChoice, Keep, Profile, Retention, Stop, retention::over_by},
};

/// A relation from which rows go, at a library.
pub(super) struct Series<'a> {
    pub(super) class: Class,
    pub(super) relation: &'static Relation,
    /// Its row in the profile.
    pub(super) kept: &'a Retention,
    column: &'static str,
}

/// Every series of this library.
pub(super) fn series(profile: &Profile) -> Vec<Series<'_>> {
    relations()
        .filter_map(|(class, relation)| {
            let Over::On { column, .. } = relation.over else { return None };
            let kept = profile.retention(class)?;
            (kept.keep != Keep::WhileAPatron).then_some(Series { class, relation, kept, column })
        })
        .collect()
}

/// The last days of what is due: for those who keep none, who chose nothing, and who keep all. They differ for the reading
/// history alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cutoffs {
    pub(super) off: Option<NaiveDate>,
    pub(super) default: Option<NaiveDate>,
    pub(super) forever: Option<NaiveDate>,
}

impl Series<'_> {
    /// The table its rows are deleted from. A view is shown in place of the table where it hides a value.
    pub(super) fn table(&self) -> &'static str {
        match self.relation.name {
            "note_record" => "note",
            name => name,
        }
    }

    pub(super) fn cutoffs(&self, today: NaiveDate) -> Cutoffs {
        let by = |choice| over_by(&self.kept.keep, choice, today);
        Cutoffs {
            off: by(HistoryChoice::Off),
            default: by(HistoryChoice::Default),
            forever: by(HistoryChoice::Forever),
        }
    }

    /// The day on which row `r` was over. `$2` is the time zone.
    pub(super) fn day(&self) -> String {
        let kind = self.relation.field(self.column).map(|field| field.kind);
        if kind == Some(Kind::Date) {
            format!("r.{}", self.column)
        } else {
            format!("(r.{} AT TIME ZONE $2)::date", self.column)
        }
    }

    /// The condition under which row `r` is due and nothing stops it: `$1` is the library, `$2` its time zone, `$3` to `$5`
    /// the [`Cutoffs`].
    pub(super) fn due(&self) -> String {
        let Self { class, .. } = self;
        let by = "CASE (SELECT p.reading_history FROM preference p WHERE p.library = $1 AND p.person_id = r.person_id) \
                  WHEN 'off' THEN $3::date WHEN 'forever' THEN $5::date ELSE $4::date END";
        let mut due = format!(
            "r.library = $1 AND {} <= {by} \
             AND NOT EXISTS (SELECT FROM legal_hold k WHERE k.library = $1 AND k.person_id = r.person_id \
                             AND k.lifted_at IS NULL AND (k.classes = '{{}}' OR '{}' = ANY (k.classes)))",
            self.day(),
            class.code(),
        );
        if self.kept.stopped_by.contains(&Stop::Debt) {
            due.push_str(" AND NOT ");
            due.push_str(&owes("r.person_id"));
        }
        due
    }
}

/// Whether this person owes the library something.
pub(super) fn owes(person: &str) -> String {
    format!(
        "coalesce((SELECT sum(a.outstanding_cents) > 0 FROM account_line a WHERE a.library = $1 AND a.person_id = {person}), \
                  false)"
    )
}

/// The condition under which the last card of person `p` was closed long enough ago: `$1` is the library, `$2` its time zone,
/// `$3` the last day on which it was. The inverse of [`Profile::record_goes`], as [`over_person`] is.
pub(super) fn closed_person() -> String {
    format!(
        "(NOT EXISTS (SELECT FROM card c WHERE c.library = $1 AND c.person_id = p.id AND c.status IN ('active', 'lost')) \
          AND {} <= $3::date)",
        closed_on(),
    )
}

/// The day on which the last card of person `p` was closed.
pub(super) fn closed_on() -> &'static str {
    "(SELECT max(c.closed_at AT TIME ZONE $2)::date FROM card c \
      WHERE c.library = $1 AND c.person_id = p.id AND c.status = 'closed')"
}

/// The condition under which the whole record of person `p` goes: as [`closed_person`], and `$4` is the last day on which a
/// person was first absent.
pub(super) fn over_person() -> String {
    format!(
        "p.library = $1 AND (p.absent_since <= $4::date OR {}) \
         AND NOT EXISTS (SELECT FROM checkout o WHERE o.library = $1 AND o.person_id = p.id) \
         AND NOT EXISTS (SELECT FROM legal_hold k WHERE k.library = $1 AND k.person_id = p.id AND k.lifted_at IS NULL) \
         AND NOT EXISTS (SELECT FROM closing l WHERE l.library = $1 AND l.person_id = p.id AND l.status = 'closed' \
                         AND l.settled_at IS NULL) \
         AND NOT {}",
        closed_person(),
        owes("p.id")
    )
}
