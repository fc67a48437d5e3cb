//! `server jobs`

use crate::{config::Config, start};
use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use portal::{
    jobs::{State, states},
    mail,
};

/// Prints how every job stands, and the mail.
pub async fn run(config: &Config) -> Result<()> {
    let portal = start::portal(config).await?;
    let states = states(&portal).await?;
    if states.is_empty() {
        println!("No worker has run yet: start `server serve` or `server worker`.");
    }
    for line in table(&states, portal.clock.now()) {
        println!("{line}");
    }
    let mails = mail::by_status(&portal).await?;
    let mails: Vec<String> = mails.into_iter().map(|(status, mails)| format!("{mails} {status}")).collect();
    println!("mail: {}", if mails.is_empty() { "none".to_owned() } else { mails.join(", ") });
    Ok(())
}

const HEADS: [&str; 6] = ["job", "every", "last well", "next", "", "last result"];

/// One line for each job under a line of heads, in columns.
pub fn table(states: &[State], now: DateTime<Utc>) -> Vec<String> {
    let rows: Vec<[String; 6]> = states.iter().map(|state| row(state, now)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let all = || [HEADS.map(str::to_owned)].into_iter().chain(rows.iter().cloned());
    let mut widths = [0; 6];
    for row in all() {
        for (width, cell) in widths.iter_mut().zip(&row) {
            *width = cell.chars().count().max(*width);
        }
    }
    all()
        .map(|row| {
            let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

fn row(state: &State, now: DateTime<Utc>) -> [String; 6] {
    let held = state.leased_until.is_some_and(|until| until > now);
    let next = if held {
        "at work".to_owned()
    } else if state.next_at <= now {
        "due".to_owned()
    } else {
        format!("in {}", span(state.next_at - now))
    };
    [
        state.name.clone(),
        span(state.every),
        state.succeeded_at.map_or("never".to_owned(), |at| format!("{} ago", span(now - at))),
        next,
        if state.late(now) { "LATE".to_owned() } else { String::new() },
        state.result.clone().unwrap_or_default(),
    ]
}

/// A span of time in its largest whole unit.
fn span(span: Duration) -> String {
    let seconds = span.num_seconds().max(0);
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_job_is_a_line_with_its_schedule_its_last_result_and_whether_it_is_late() {
        let now = DateTime::UNIX_EPOCH + Duration::days(20_000);
        let ago = |seconds| now - Duration::seconds(seconds);
        let well = State {
            name: "deliver".into(),
            every: Duration::seconds(2),
            entered_at: ago(1_000_000),
            next_at: ago(-1),
            leased_until: None,
            attempts: 0,
            failures: 0,
            started_at: Some(ago(1)),
            ended_at: Some(ago(1)),
            succeeded_at: Some(ago(1)),
            result: Some("3 sent".into()),
        };
        let failed = State {
            name: "tidy".into(),
            every: Duration::hours(1),
            next_at: ago(-240),
            attempts: 4,
            succeeded_at: Some(ago(3 * 3_600)),
            result: Some("failed: the database".into()),
            ..well.clone()
        };
        let new = State {
            name: "seal".into(),
            succeeded_at: None,
            leased_until: Some(ago(-9)),
            result: None,
            ..well.clone()
        };
        let gone = State { name: "heads".into(), next_at: ago(5), leased_until: Some(ago(3)), ..failed.clone() };
        assert_eq!(
            table(&[well, failed, new, gone], now),
            [
                "job      every   last well  next            last result",
                "deliver  2 s     1 s ago    in 1 s          3 sent",
                "tidy     60 min  3 h ago    in 4 min  LATE  failed: the database",
                "seal     2 s     never      at work   LATE",
                "heads    60 min  3 h ago    due       LATE  failed: the database",
            ]
        );
        assert!(table(&[], now).is_empty());
    }
}
