//! What a record looks like once read: the overview, a class's page, its rows and values.

use super::{Glance, PersonLine, Standings};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    age::Young,
    decision::Role,
    inventory::{Class, Field, Relation, brought_by_no_file},
    ledger::{Action, ActorKind, REFUSED},
    profile::{Due, Ended, Profile},
    words::Text,
};
use uuid::Uuid;

/// Every class of a person's record in the order of [`Class::ALL`], empty ones included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// One summary a class.
    pub classes: Vec<ClassSummary>,
    /// What is said first.
    pub glance: Glance,
}

/// How much of a class is held, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassSummary {
    /// Which class.
    pub class: Class,
    /// Values held in the relations of one row a person, plus rows held in the lists.
    pub count: u64,
    /// The earliest date in it: of its oldest row, or when its values arrived.
    pub since: Option<NaiveDate>,
    /// The latest date in it.
    pub newest: Option<NaiveDate>,
}

/// One class, read for its page.
#[derive(Debug, Clone)]
pub struct ClassPage {
    /// Which class.
    pub class: Class,
    /// One section for each relation of the class, in the inventory's order; a relation with no rows is there, empty.
    pub sections: Vec<Section>,
    /// Who has looked at this class or taken a copy of it, newest first, at most [`SIGHTINGS`](super::SIGHTINGS).
    pub seen_by: Vec<Sighting>,
    /// What of the person bears on how long it is kept. Nothing for anybody but the patron.
    pub standings: Option<Standings>,
    /// What is held and not told to anyone who reads: the labels of tables and fields. Nothing for the patron.
    pub left_out: Vec<Text>,
    /// What the overview tells first of this class, of all its rows. Empty for anybody but the patron.
    pub first: Glance,
    /// What the patron is called, for paper to say whose it is. `None` for anybody else who reads.
    pub named: Option<PersonLine>,
    /// How a minor who reads their own record is spoken to; `None` to an adult, and to anybody else who reads.
    pub young: Option<Young>,
}

impl ClassPage {
    /// What becomes of a row of one of its sections. To anybody but the patron no day is said: it would say what the person
    /// owes, chose or left.
    pub fn due(&self, section: &Section, row: &Row, profile: &Profile) -> Due {
        self.standings.as_ref().map_or(Due::WithTheRecord, |standings| {
            profile.due(self.class, section.relation.over, standings.of(self.class), row.ended)
        })
    }

    /// Whether the part of the class that no file of the library's system brings is there all the same.
    pub fn has_what_no_file_brings(&self) -> bool {
        brought_by_no_file(self.class).iter().any(|&(table, column)| {
            let section = self.sections.iter().find(|section| section.relation.name == table);
            section.is_some_and(|section| match column {
                None => section.total > 0,
                Some(column) => section.rows.iter().any(|row| row.has(column)),
            })
        })
    }
}

/// A page of one relation's rows.
#[derive(Debug, Clone)]
pub struct Section {
    /// Which table or view.
    pub relation: &'static Relation,
    /// Rows held in all.
    pub total: u64,
    /// Rows that the search leaves; the same as `total` without one.
    pub matching: u64,
    /// The page shown, from 1. A page after the last asked for is the last.
    pub page: u32,
    /// How many pages `matching` makes, at least 1.
    pub pages: u32,
    /// The page's rows, at most [`PAGE`](super::PAGE).
    pub rows: Vec<Row>,
    /// The sums over all rows that the search leaves, of each column that adds up ([`Field::adds_up`]).
    pub totals: Vec<Total>,
}

/// The sum of a column of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The column.
    pub column: &'static str,
    /// The sum of the known amounts, in cents.
    pub cents: i64,
    /// How many amounts are known.
    pub known: u64,
    /// How many are not.
    pub unknown: u64,
}

impl Total {
    /// Of a column over these rows.
    pub fn over(rows: &[Row], field: &Field) -> Self {
        let mut total = Self { column: field.column, cents: 0, known: 0, unknown: 0 };
        for row in rows {
            match row.cells.iter().find(|cell| cell.field.column == field.column).map(|cell| &cell.value) {
                Some(Value::Cents(cents)) => {
                    total.cents += cents;
                    total.known += 1;
                }
                _ => total.unknown += 1,
            }
        }
        total
    }
}

/// One row of a relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The row's own name.
    pub id: Uuid,
    /// Where it came from.
    pub source: Source,
    /// One cell for each field of the relation, in the inventory's order.
    pub cells: Vec<Cell>,
    /// When it was over, if it is: the days until it is deleted count from then.
    pub ended: Option<Ended>,
}

impl Row {
    /// What the event of this row asked for and did not get, where the row is an event and `cell` says what happened.
    pub(crate) fn refused(&self, cell: &Cell) -> Option<Action> {
        let Value::Text(action) = &cell.value else { return None };
        if cell.field.column != "action" {
            return None; // the ledger alone has such a column (test below)
        }
        let detail = self.cells.iter().find_map(|cell| match (cell.field.column, &cell.value) {
            ("detail", Value::Text(detail)) => serde_json::from_str::<serde_json::Value>(detail).ok(),
            _ => None,
        })?;
        let refused = detail.get(REFUSED).and_then(serde_json::Value::as_bool).unwrap_or(false);
        Action::from_code(action).filter(|_| refused)
    }

    /// Whether something is held in this column.
    pub fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|cell| cell.field.column == column && cell.value != Value::Missing)
    }

    /// What the row says it is: its `kind`, where its relation has one.
    pub fn kind(&self) -> Option<&str> {
        self.cells.iter().find_map(|cell| match &cell.value {
            Value::Text(kind) if cell.field.column == "kind" => Some(kind.as_str()),
            _ => None,
        })
    }
}

/// One value.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its field in the inventory.
    pub field: &'static Field,
    /// What is held.
    pub value: Value,
    /// Where this value came from, when that is other than the row's source.
    pub origin: Option<Source>,
    /// What its person states beside it, where they say that it is wrong and the library kept it. It goes with the value
    /// wherever that is told.
    pub statement: Option<String>,
    /// What the library's own system says instead, where the value was entered here.
    pub in_system: Option<InSystem>,
}

/// What the library's own system says instead of a value that was entered here. A file does not overwrite such a value; this is
/// told beside it until both agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InSystem {
    /// What stands there.
    pub value: Value,
    /// Since when its files say so.
    pub since: DateTime<Utc>,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.field.column == other.field.column
            && self.value == other.value
            && self.origin == other.origin
            && self.statement == other.statement
            && self.in_system == other.in_system
    }
}

/// Where a value came from and when. [`domain::inventory::source_label`] says the code in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `koha` (a system of the library's, by its name in the profile), `portal`, `desk`, …
    pub code: String,
    /// When it arrived.
    pub at: DateTime<Utc>,
}

/// A value as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing is held.
    Missing,
    /// Text; for [`Kind::Code`](domain::inventory::Kind::Code) the code.
    Text(String),
    /// A calendar date.
    Date(NaiveDate),
    /// A moment, to be shown in the library's time zone.
    Moment(DateTime<Utc>),
    /// True or false.
    YesNo(bool),
    /// A whole number.
    Count(i64),
    /// An amount in cents of a US dollar.
    Cents(i64),
    /// A list of codes.
    Codes(Vec<String>),
    /// Something is held and not shown: [`Visibility::Withheld`](domain::inventory::Visibility::Withheld) says why. The value
    /// itself was not read from the database.
    Withheld,
}

/// That somebody looked at a class, or took it away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub action: Action,
    /// What kind of person (or the portal itself) did it.
    pub actor: ActorKind,
    /// In which role, where a member of staff did it.
    pub role: Option<Role>,
    /// What for, where it was said.
    pub purpose: Option<String>,
    /// All the classes it touched, this one among them.
    pub classes: Vec<Class>,
}

/// Which part of a class a page asks for. It goes to every list of the class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListQuery {
    /// The page, from 1; 0 is read as 1.
    pub page: u32,
    /// Words to look for in the searchable columns; blank is no search.
    pub search: Option<String>,
}

impl Default for ListQuery {
    fn default() -> Self {
        Self { page: 1, search: None }
    }
}

#[cfg(test)]
mod tests {
    use domain::inventory::relations;

    #[test]
    fn the_ledger_alone_has_actions_and_notes_beside_them_whether_they_were_refused() {
        let named = |column| {
            let with = relations().filter(move |(_, relation)| relation.field(column).is_some());
            with.map(|(_, relation)| relation.name).collect::<Vec<_>>()
        };
        assert_eq!((named("action"), named("detail")), (vec!["ledger_event"], vec!["ledger_event"]));
    }
}
