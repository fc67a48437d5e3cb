//! How many said yes, no and nothing to each question, and how: without a name, for the Director and anyone who writes newsletters.
//!
//! It stands still for a month: what held when this month began. So nobody compares today's report with yesterday's, between
//! which one person they know answered.

use crate::{Portal, Result, authority::Editor, mail::EMAIL, spreadsheet};
use chrono::{DateTime, Datelike, Utc};
use domain::{
    consent::{ALL_MAIL, AnswerBands, Answers, Purpose, Way},
    profile::Profile,
    words::{Lang, Text},
};
use std::collections::BTreeMap;

/// What held when the month began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// That moment.
    pub as_of: DateTime<Utc>,
    /// Each question that the library asks, by its code, in the order of the consents page; "no e-mail at all" is the last.
    pub each: Vec<(String, AnswerBands)>,
}

/// The report of this month.
///
/// # Errors
/// When the database is away.
// Test (consent/tests/report.rs): "s4 the report is made with no right to a name a number or an address".
pub async fn report(portal: &Portal, editor: &Editor) -> Result<Report> {
    let (library, profile) = (editor.library(), editor.profile());
    let as_of = month_began(portal, profile);
    let mut tx = portal.db.begin(editor.scope()).await?;
    let rows = sqlx::query!(
        "SELECT true AS \"has_card!\", purpose AS \"purpose!\", given AS \"given!\", means AS \"means!\", \
                count(*) AS \"many!\" \
         FROM (SELECT DISTINCT ON (person_id, purpose) purpose, given, means FROM consent \
               WHERE library = $1 AND channel = $2 AND decided_at < $3 \
               ORDER BY person_id, purpose, decided_at DESC, position DESC) AS held GROUP BY purpose, given, means \
         UNION ALL \
         SELECT false, list, given, means, count(*) \
         FROM (SELECT DISTINCT ON (subscriber_id, list) list, given, means FROM subscription \
               WHERE library = $1 AND decided_at < $3 \
               ORDER BY subscriber_id, list, decided_at DESC, position DESC) AS held GROUP BY list, given, means",
        library.as_str(),
        EMAIL,
        as_of,
    )
    .fetch_all(&mut *tx)
    .await?;
    let records =
        sqlx::query_scalar!("SELECT count(*) AS \"records!\" FROM person WHERE library = $1", library.as_str())
            .fetch_one(&mut *tx)
            .await?;
    let mut counted: BTreeMap<String, Answers> = BTreeMap::new();
    for row in rows {
        let many = u64::try_from(row.many).unwrap_or(0);
        counted.entry(row.purpose).or_default().add(row.has_card, row.given, &row.means, many);
    }
    let records = u64::try_from(records).unwrap_or(0);
    let codes = Purpose::offered(profile).map(|purpose| purpose.code().to_owned()).chain([ALL_MAIL.to_owned()]);
    let told = |code: String| {
        let told = counted.get(&code).copied().unwrap_or_default().told(records);
        (code, told)
    };
    Ok(Report { as_of, each: codes.map(told).collect() })
}

/// The first moment of this month, where the library is.
fn month_began(portal: &Portal, profile: &Profile) -> DateTime<Utc> {
    let today = portal.today(profile);
    profile.first_moment(today.with_day(1).unwrap_or(today))
}

impl Report {
    /// The same as a table for a spreadsheet: a line for each number, at least and at most.
    ///
    /// # Errors
    /// As [`spreadsheet::line`].
    pub fn csv(&self, profile: &Profile, lang: Lang) -> Result<String> {
        let mut out = String::from(spreadsheet::BYTE_ORDER_MARK);
        let heads = [
            Text::new("Question", "Pregunta"),
            Text::new("Code", "Código"),
            Text::new("Who", "Quiénes"),
            Text::new("Answer", "Respuesta"),
            Text::new("How", "Cómo"),
            Text::new("At least", "Al menos"),
            Text::new("At most", "Como máximo"),
        ];
        spreadsheet::line(&mut out, heads.iter().map(|head| head.to(lang).to_owned()))?;
        for (code, told) in &self.each {
            let label = Purpose::from_code(code, profile).map_or_else(|| code.clone(), |purpose| purpose.label(lang));
            let mut line = |who: &str, answer: &str, how: &str, (least, most): (u64, u64)| {
                let cells = [spreadsheet::guarded(&label), code.clone(), who.into(), answer.into(), how.into()];
                spreadsheet::line(&mut out, cells.into_iter().chain([least.to_string(), most.to_string()]))
            };
            for (at, answer) in ["yes", "no"].into_iter().enumerate() {
                line("with-card", answer, "all", told.with_card[at].bounds())?;
                line("without-card", answer, "all", told.without_card[at].bounds())?;
                for way in Way::ALL {
                    line("all", answer, way.code(), told.by[way as usize][at].bounds())?;
                }
            }
            line("with-card", "never", "all", told.never)?;
        }
        Ok(out)
    }
}
