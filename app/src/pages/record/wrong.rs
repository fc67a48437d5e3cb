//! What can be done about a value that is wrong.

use super::reader::Reader;
use crate::words::correction as words;
use domain::{
    contact::Detail,
    inventory::{Class, Relation},
    words::Text,
};
use portal::record::Row;
use uuid::Uuid;

/// What can be done about a value, or about a row of a list where no column is named: where, and what the link says. A contact detail
/// is changed by its patron where that asks for the PIN or password, and nothing of it is asked for here.
// Test (server/tests/routes/one_page.rs): "l20 beside a contact detail is the way to change it and no other".
pub fn way(
    reader: Reader<'_>,
    (class, relation): (Class, &Relation),
    row: &Row,
    column: Option<&str>,
) -> Option<(String, Text)> {
    if !can_be_asked(class, relation) {
        return None;
    }
    match (Detail::of(relation.name, row.kind(), column.unwrap_or_default()), reader) {
        (Some(detail), Reader::Patron(_)) => Some((format!("/contact/{}", detail.code()), words::CHANGE_IT)),
        (Some(_), Reader::Guardian(_)) => None,
        (None, _) => {
            let address = address(reader, relation.name, row.id);
            let named = column.map_or_else(|| address.clone(), |column| format!("{address}?field={column}"));
            Some((named, words::WRONG))
        }
    }
}

/// Where it is said that a value of this row is wrong.
pub fn address(reader: Reader<'_>, relation: &str, row: Uuid) -> String {
    match reader {
        Reader::Patron(_) => format!("/corrections/{relation}/{row}"),
        Reader::Guardian(opened) => format!("/family/{}/wrong/{relation}/{row}", opened.link),
    }
}

/// Whether it can be said of the values of this list or card that they are wrong. A line of what happened is never changed.
fn can_be_asked(class: Class, relation: &Relation) -> bool {
    class != Class::Activity && relation.name != "correction"
}
