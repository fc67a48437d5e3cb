//! The report as CSV (RFC 4180), for the annual report to the State Library Board (S6).

use super::{Report, measures};
use crate::{Result, spreadsheet};
use domain::{
    profile::Profile,
    statistics::{By, Measure, row_label},
    words::Lang,
};

/// In the place of a number that is not shown.
const NOT_SHOWN: &str = "not shown";

/// One line for each number of the report, in English: the period, what was counted, by what it is broken down, the row, the
/// number. It holds only what the page shows.
///
/// # Errors
/// When it cannot be written.
pub fn annual(profile: &Profile, report: &Report) -> Result<String> {
    let mut out = String::from(spreadsheet::BYTE_ORDER_MARK);
    let mut line = |period: &str, what: &str, by: &str, row: &str, number: &str| {
        spreadsheet::line(&mut out, [period, what, by, row, number].into_iter().map(spreadsheet::guarded))
    };
    line("period", "counted", "by", "row", "number")?;
    let text = |number: Option<u64>| number.map_or_else(|| NOT_SHOWN.to_owned(), |number| number.to_string());
    let counted = measures(profile);
    let of = |measure: &Measure| measure.label().to(Lang::En);
    let whole_year = format!("July {} to June {}", report.year - 1, report.year);
    if let [first, second] = &report.halves[..] {
        for ((measure, first), second) in counted.iter().zip(&first.totals).zip(&second.totals) {
            let both = first.zip(*second).map(|(first, second)| first + second);
            line(&whole_year, of(measure), "", "", &text(both))?;
        }
    }
    for half in &report.halves {
        let period = half.of.label(Lang::En);
        for (measure, total) in counted.iter().zip(&half.totals) {
            line(&period, of(measure), "", "", &text(*total))?;
        }
        let cards = half.cards.map_or_else(|| NOT_SHOWN.to_owned(), |band| band.label(Lang::En));
        line(&period, of(&Measure::Cards), "", "at the end", &cards)?;
        for table in &half.tables {
            let by = By::label(table.by).to(Lang::En);
            for (row, number) in table.rows.iter().flatten() {
                line(&period, of(&table.measure), by, &row_label(profile, table.by, row, Lang::En), &text(*number))?;
            }
        }
    }
    for month in &report.months {
        let period = month.first.format("%Y-%m").to_string();
        for (measure, number) in counted.iter().zip(&month.numbers) {
            line(&period, of(measure), "", "", &text(*number))?;
        }
    }
    Ok(out)
}
