//! What a clerk sees first of an opened record, and of an answer to anyone who asks: as much of name, loans and debt as the decision
//! allows.

use crate::{
    Result,
    db::Tx,
    ids::PersonId,
    record::{Shared, Value, amount_owed},
};
use chrono::NaiveDate;
use domain::{
    decision::{Decision, Fact},
    ids::LibrarySlug,
    inventory::Class,
};

/// Its parts: only what the task needs, or what the person who asks may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// What the person is called: `Whitcomb, Eleanor`; empty where that may not be told.
    pub name: String,
    /// How many loans are out.
    pub out: Option<i64>,
    /// How many of them are past their day, where that may be told.
    pub overdue: Option<i64>,
    /// What is owed in all, in cents; `Some(None)`: no amount is recorded.
    pub owed: Option<Option<i64>>,
    /// What the clerk has to know before anything else.
    pub alerts: Vec<Alert>,
}

/// What stands in the way of borrowing or of writing to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// The card ended on this day.
    Expired(NaiveDate),
    /// Borrowing is stopped until this day.
    Restricted(NaiveDate),
    /// Mail came back from the postal address.
    AddressInvalid,
}

impl Band {
    /// Reads it; `None` where the decision is no.
    pub(super) async fn read(
        tx: &mut Tx,
        (library, person): (&LibrarySlug, PersonId),
        (decision, shared): (&Decision, &[Shared]),
        today: NaiveDate,
    ) -> Result<Option<Self>> {
        if !matches!(decision, Decision::Allowed(_)) {
            return Ok(None);
        }
        let (out, overdue) = if decision.allows(Class::Checkouts) {
            let found = sqlx::query!(
                "SELECT count(*) AS \"out!\", count(*) FILTER (WHERE due_on < $3) AS \"overdue!\" FROM checkout \
                 WHERE library = $1 AND person_id = $2",
                library.as_str(),
                person.0,
                today,
            )
            .fetch_one(&mut **tx)
            .await?;
            let is_day_told = decision.allows_field(Class::Checkouts, "checkout.due_on");
            (Some(found.out), is_day_told.then_some(found.overdue))
        } else {
            (None, None)
        };
        let is_debt_told = decision.allows(Class::Fees) || decision.allows_fact(Fact::AmountOwed);
        let owed = if is_debt_told { Some(amount_owed(tx, library, person).await?) } else { None };
        Ok(Some(Self { name: name(shared), out, overdue, owed, alerts: alerts(shared, today) }))
    }
}

/// A value of what is shared of a class.
fn value<'a>(shared: &'a [Shared], class: Class, column: &str) -> Option<&'a Value> {
    let class = shared.iter().find(|one| one.class == class);
    let rows = class.into_iter().flat_map(|one| &one.sections).flat_map(|section| &section.rows);
    rows.flat_map(|row| &row.cells).find(|cell| cell.field.column == column).map(|cell| &cell.value)
}

/// Of what the task's decision allows, and nothing beside it.
fn alerts(shared: &[Shared], today: NaiveDate) -> Vec<Alert> {
    let day = |column: &str| match value(shared, Class::Membership, column) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    let expired = day("expires_on").filter(|day| *day < today).map(Alert::Expired);
    let restricted = day("restricted_until").filter(|day| *day >= today).map(Alert::Restricted);
    let invalid = matches!(value(shared, Class::Eligibility, "address_invalid"), Some(Value::YesNo(true)));
    expired.into_iter().chain(restricted).chain(invalid.then_some(Alert::AddressInvalid)).collect()
}

/// The name, of what is shared of the identity.
fn name(shared: &[Shared]) -> String {
    let said = |column: &str| match value(shared, Class::Identity, column) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let first = said("preferred_name").or_else(|| said("firstname"));
    said("surname").into_iter().chain(first).collect::<Vec<_>>().join(", ")
}
