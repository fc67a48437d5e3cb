//! The document itself.

use super::principles::{ALA, NISO, Point};
use chrono::NaiveDate;
use domain::{
    decision::Purpose,
    inventory::{Class, info, show},
    ledger::Action,
    profile::{Profile, in_force, open_points, privacy},
    words::Lang,
};
use portal::audit::{DAYS, Facts};
use std::fmt::Write as _;

/// The page of what each rule comes to, as it was when this program was built.
const COVERAGE: &str = include_str!("../../../../docs/policy-coverage.md");

/// The packet of a library on a day.
pub fn packet(profile: &Profile, today: NaiveDate, facts: &Facts) -> String {
    let mut page = format!(
        "# {}: privacy, for the board and for auditors\n\nMade on {} by the Patron Privacy Portal {}. It counts and names nobody. \
         It speaks of what the portal holds; what only the library’s own system holds is not in it.\n",
        profile.name,
        show::date(today, Lang::En),
        env!("CARGO_PKG_VERSION"),
    );
    held(&mut page, profile);
    flows(&mut page, profile);
    deleted(&mut page, profile, facts);
    looked(&mut page, facts);
    rules(&mut page, profile);
    switches(&mut page, profile, facts);
    principles(
        &mut page,
        "ALA: Library Bill of Rights (Article VII), its interpretation on privacy, and Code of Ethics (III)",
        &ALA,
    );
    principles(&mut page, "NISO: Consensus Principles on Users’ Digital Privacy (2015)", &NISO);
    page
}

/// One line; a line break or a bar in a cell would end the row.
fn row(page: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('\n', " ").replace('|', "\\|")).collect();
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

fn table(page: &mut String, heads: &[&str]) {
    page.push('\n');
    row(page, heads);
    row(page, &vec!["---"; heads.len()]);
}

fn held(page: &mut String, profile: &Profile) {
    page.push_str(
        "\n## What is held, why, and how long\n\nField by field: `server data-map`. Why it is held and who can see it stand here in the \
         words that each patron reads: “you” is the patron.\n",
    );
    table(page, &["what", "fields", "why", "who can see it", "kept"]);
    for class in Class::ALL {
        let about = info(class);
        let fields: usize = about.relations.iter().map(|relation| relation.fields.len()).sum();
        let kept = privacy::kept(profile, class, Lang::En).unwrap_or_default();
        row(page, &[class.label_for_others().en, &fields.to_string(), about.why.en, about.who_can_see.en, &kept]);
    }
}

fn flows(page: &mut String, profile: &Profile) {
    page.push_str("\n## What leaves\n");
    if profile.vendors.is_empty() {
        page.push_str("\nNo service of others gets anything about a patron.\n");
    } else {
        table(page, &["service", "for", "gets", "contract reviewed"]);
    }
    for vendor in &profile.vendors {
        let gets: Vec<String> = vendor.receives.iter().map(ToString::to_string).collect();
        let gets = if gets.is_empty() { "only that somebody is a patron".to_owned() } else { gets.join(", ") };
        let reviewed = vendor.contract_reviewed.map_or_else(|| "not said".to_owned(), |day| show::date(day, Lang::En));
        row(page, &[&vendor.name.en, &vendor.purpose.en, &gets, &reviewed]);
    }
    for elsewhere in &profile.held_elsewhere {
        let deletion = elsewhere.deletion.as_ref().map_or("", |text| text.en.as_str());
        let _ = writeln!(page, "\n{} holds: {} {deletion}", elsewhere.who.en, elsewhere.what.en);
    }
}

fn deleted(page: &mut String, profile: &Profile, facts: &Facts) {
    page.push_str("\n## What was deleted\n");
    if facts.runs.is_empty() {
        page.push_str("\nNothing has been deleted by the calendar yet.\n");
        return;
    }
    table(page, &["run", "due by", "approved by", "ended", "entries", "whole records"]);
    for run in &facts.runs {
        let ended = run.ended_at.map_or_else(
            || "under way".to_owned(),
            |at| show::date(at.with_timezone(&profile.time_zone).date_naive(), Lang::En),
        );
        let approved = run.approved_by.as_deref().unwrap_or("by the profile");
        let due = show::date(run.today, Lang::En);
        let (number, rows, people) = (run.number.to_string(), run.rows.to_string(), run.people.to_string());
        row(page, &[&number, &due, approved, &ended, &rows, &people]);
    }
}

fn looked(page: &mut String, facts: &Facts) {
    let _ = writeln!(page, "\n## How the staff looked at records, in the last {DAYS} days");
    if facts.looks.is_empty() {
        page.push_str("\nNobody has looked at a record.\n");
    } else {
        table(page, &["what for", "times", "members of the staff", "nothing shown"]);
    }
    for looks in &facts.looks {
        let purpose = Purpose::from_code(&looks.kind).map(|purpose| purpose.label().en);
        let action = || Action::from_code(&looks.kind).map(|action| action.label().en);
        let kind = purpose.or_else(action).unwrap_or(&looks.kind);
        row(page, &[kind, &looks.times.to_string(), &looks.staff.to_string(), &looks.refused.to_string()]);
    }
    let (asked, answered) = facts.questions;
    let (breaches, open) = facts.breaches;
    let _ = writeln!(
        page,
        "\nThe Director asked the staff about looks {asked} times; {answered} questions are answered. Breaches of security written \
         down: {breaches}, of which {open} wait for those affected to be told."
    );
}

/// How many tests name each rule of the library and of the statute.
fn rules(page: &mut String, profile: &Profile) {
    page.push_str(
        "\n## What each rule comes to\n\nB: the portal acts on it. S: it is told on the privacy page. The number is of the tests that \
         name it; they stand in docs/policy-coverage.md.\n",
    );
    table(page, &["rule", "where it stands", "in short", "marks", "tests"]);
    for line in COVERAGE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, short, marks, tests] = cells[..] else { continue };
        if let Some(rule) = profile.rules.all().find(|rule| rule.as_str() == id) {
            let tests = tests.matches('`').count() / 2;
            row(page, &[id, rule.citation(Lang::En), short, marks, &tests.to_string()]);
        }
    }
}

fn switches(page: &mut String, profile: &Profile, facts: &Facts) {
    page.push_str("\n## The profile in force\n");
    table(page, &["switch", "set to", "how it was read"]);
    for one in in_force(profile) {
        let note = one.note.as_ref().map_or("", |note| note.en.as_str());
        row(page, &[one.about.en, one.value.as_deref().unwrap_or("the policy is silent"), note]);
    }
    page.push_str("\nVersions, the newest first:\n\n");
    for version in &facts.versions {
        let loaded = show::date(version.loaded_at.with_timezone(&profile.time_zone).date_naive(), Lang::En);
        let from = show::date(version.starts_on, Lang::En);
        let _ = writeln!(page, "- from {from}, loaded on {loaded}: `{}`", version.digest);
    }
    page.push_str("\nWhat is still open in it:\n\n");
    let open = open_points(profile);
    if open.is_empty() {
        page.push_str("- Nothing.\n");
    }
    for point in open {
        let _ = writeln!(page, "- `{}`: {}", point.key, point.why.en);
    }
}

fn principles(page: &mut String, title: &str, points: &[Point]) {
    let _ = writeln!(page, "\n## {title}\n\nThe principles in our own words; beside each a test that would miss it.");
    table(page, &["principle", "what the portal does", "test"]);
    for point in points {
        row(page, &[point.principle, point.does, &format!("`{}`", point.test)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal::audit::{Looks, Run, Version};

    #[test]
    fn the_packet_has_each_part_for_each_library() {
        let at = chrono::DateTime::UNIX_EPOCH;
        let facts = Facts {
            versions: vec![Version { digest: "ab".repeat(32), loaded_at: at, starts_on: at.date_naive() }],
            runs: vec![Run {
                number: 7,
                today: at.date_naive(),
                approved_by: None,
                ended_at: Some(at),
                rows: 12,
                people: 1,
            }],
            looks: vec![Looks { kind: "circulation".into(), times: 34, staff: 2, refused: 1 }],
            questions: (2, 1),
            breaches: (0, 0),
        };
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../libraries");
        for slug in ["canton", "lci-member", "mansfield", "putnam", "wethersfield"] {
            let text = std::fs::read_to_string(folder.join(format!("{slug}.toml"))).unwrap();
            let profile = Profile::parse(slug, &text).unwrap();
            let page = packet(&profile, "2026-11-29".parse().unwrap(), &facts);
            for part in [
                profile.name.as_str(),
                "November 29, 2026",
                "| Reading history | ",
                "| How to reach them | ",
                "| 7 | ",
                "| 34 | 2 | 1 |",
                "| S3 | Conn. Gen. Stat. § 11-25",
                "NISO",
                "ALA",
                "statistics",
                &"ab".repeat(32),
            ] {
                assert!(page.contains(part), "{slug}: {part}\n{page}");
            }
            for rule in profile.rules.own() {
                assert!(page.contains(&format!("| {} | ", rule.as_str())), "{slug}: {rule:?}");
            }
            let rows = page.lines().filter(|line| line.starts_with('|'));
            let mut width = 0;
            for row in rows {
                let cells = row.replace("\\|", "").matches('|').count();
                if row.starts_with("| --- ") {
                    assert_eq!(cells, width, "{row}");
                }
                width = cells;
            }
        }
    }
}
