//! What they owe and have paid. Koha's codes, cents, and never anything of a payment card.

use super::{Ink, Part, Patron, SOURCE};
use crate::Result;
use chrono::Duration;
use domain::inventory::Class;

struct Line {
    days_ago: i64,
    kind: &'static str,
    description: &'static str,
    cents: i64,
    owed: i64,
    method: Option<&'static str>,
    note: Option<&'static str>,
}

const fn fee(days_ago: i64, kind: &'static str, description: &'static str, cents: i64, owed: i64) -> Line {
    Line { days_ago, kind, description, cents, owed, method: None, note: None }
}

const fn paid(days_ago: i64, cents: i64, method: &'static str) -> Line {
    Line { days_ago, kind: "PAYMENT", description: "Payment", cents: -cents, owed: 0, method: Some(method), note: None }
}

const DEBTOR: [Line; 6] = [
    fee(300, "OVERDUE", "The Moonstone, 14 days late", 140, 0),
    paid(280, 140, "CASH"),
    fee(90, "OVERDUE", "Bleak House, 30 days late", 300, 300),
    Line {
        note: Some("Replacement price; taken back if it is found"),
        ..fee(48, "LOST", "Not returned: Wolf Hall", 2_800, 2_800)
    },
    fee(47, "PROCESSING", "Processing of a lost item", 500, 500),
    Line { kind: "FORGIVEN", description: "Fine forgiven", method: None, ..paid(20, 100, "") },
];

const READER: [Line; 4] = [
    fee(340, "OVERDUE", "Persuasion, 3 days late", 30, 0),
    paid(339, 30, "CASH"),
    fee(300, "RENT", "Meeting room, two hours", 1_000, 0),
    paid(300, 1_000, "CHECK"),
];

const PARENT: [Line; 2] = [fee(60, "MANUAL", "Torn page: The Snowy Day", 350, 0), paid(55, 350, "CARD")];

const SMALL: [Line; 1] = [fee(12, "MANUAL", "14 printed pages", 140, 140)];

/// A few pages printed every week, and paid at once: more lines than a page has.
fn printed() -> Vec<Line> {
    let week = |week: i64| {
        let (days_ago, cents) = (week * 6, 20 + week * 5);
        let method = if week % 3 == 0 { "CARD" } else { "CASH" };
        [fee(days_ago, "MANUAL", "Printed pages", cents, 0), paid(days_ago, cents, method)]
    };
    (1..=30).flat_map(week).collect()
}

/// Writes a patron's account.
pub(super) async fn write(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let printed = if patron.part == Part::Collector { printed() } else { vec![] };
    let lines: &[Line] = match patron.part {
        Part::Collector => &printed,
        Part::Debtor => &DEBTOR,
        Part::Reader => &READER,
        Part::Parent => &PARENT,
        Part::NearlyEighteen | Part::ExpiredCard => &SMALL,
        _ => &[],
    };
    let kept = ink.days_kept(Class::Fees);
    for (index, line) in lines.iter().enumerate() {
        if line.owed == 0 && line.days_ago >= kept {
            continue;
        }
        sqlx::query!(
            "INSERT INTO account_line (library, id, person_id, line_number, entered_on, kind, description, amount_cents, \
                                       outstanding_cents, settled_on, method, note, source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5::date, $6, $7, $8, $9::bigint, CASE $9::bigint WHEN 0 THEN $5::date END, $10, $11, $12, $13)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            format!("{}", 70_000 + patron.index * 100 + index),
            ink.today - Duration::days(line.days_ago),
            line.kind,
            line.description,
            line.cents,
            line.owed,
            line.method,
            line.note,
            SOURCE,
            ink.now,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}
