//! A plan of deletions as it is printed: for anyone who looks what would go, and as the sheet that somebody signs.

use domain::{
    inventory::{Class, relations, show},
    profile::Profile,
    rules::RuleId,
    words::Lang,
};
use portal::retention::{Line, Plan, Planned};
use std::fmt::Write as _;

/// What goes, by class and table, how much of it, and why it may.
pub(super) fn plan(plan: &Plan, profile: &Profile) -> String {
    let mut text = format!("Due to be deleted on {}:\n", show::date(plan.today, Lang::En));
    for line in &plan.lines {
        let _ = writeln!(
            text,
            "  {:30} {:>9} rows of {:>7} people, over from {} to {}",
            label(&line.relation),
            line.rows,
            line.people,
            line.first,
            line.last
        );
        let (kept, authority) = why(line, profile);
        let _ = writeln!(text, "    {kept} {authority}");
    }
    let _ = writeln!(text, "  {:30} {:>9}", "Whole records", plan.people);
    for (people, why) in whole_records(plan, profile) {
        let _ = writeln!(text, "    {people:>9} {why}");
    }
    let _ = writeln!(text, "    {}", cited(&profile.leaving.rules));
    text
}

/// A plan as one sheet, with what a municipal library copies into the State's form for the disposal of records.
pub(super) fn sheet(kept: &Planned, profile: &Profile) -> String {
    let plan = &kept.plan;
    let mut text = format!(
        "PLAN OF DELETIONS No. {}\n{}\nMade on {} of what is due by {}.\n\n",
        kept.number,
        profile.name,
        show::date(kept.at.with_timezone(&profile.time_zone).date_naive(), Lang::En),
        show::date(plan.today, Lang::En),
    );
    for line in &plan.lines {
        let (kept_for, authority) = why(line, profile);
        let series = Class::from_code(&line.class).map_or(label(&line.relation), |class| class.label_for_others().en);
        let _ = write!(
            text,
            "Series:     {series}\nDates:      {} to {}\nVolume:     {} entries of {} people\nKept:       {kept_for}\n\
             Authority:  {authority}\n\n",
            line.first, line.last, line.rows, line.people,
        );
    }
    let _ = writeln!(text, "Series:     Whole records of people who are no longer patrons");
    if let Some((first, last)) = plan.people_over {
        let _ = writeln!(text, "Dates:      {first} to {last}");
    }
    let _ = writeln!(text, "Volume:     {} records", plan.people);
    for (people, why) in whole_records(plan, profile) {
        let _ = writeln!(text, "            {people} {why}");
    }
    let _ = writeln!(text, "Authority:  {}\n", cited(&profile.leaving.rules));
    let _ = writeln!(
        text,
        "The volumes were counted on the day above. The run deletes what is due by {} when it is run, so a number can be a \
         little lower or higher than here: somebody pays, a hold is set or lifted, a file brings a loan of before.\n",
        show::date(plan.today, Lang::En),
    );
    match &kept.approved {
        Some((by, at)) => {
            let day = show::date(at.with_timezone(&profile.time_zone).date_naive(), Lang::En);
            let _ = writeln!(text, "Approved by {by} on {day}.");
        }
        None => text.push_str(
            "Approved by: ______________________________   Office: ____________________   Date: __________\n",
        ),
    }
    text
}

/// The label of a table, by its name in the inventory.
fn label(relation: &str) -> &str {
    relations().find(|(_, one)| one.name == relation).map_or(relation, |(_, one)| one.label.en)
}

/// How long what goes was kept, and the rules that say so.
fn why(line: &Line, profile: &Profile) -> (String, String) {
    let kept = Class::from_code(&line.class).and_then(|class| profile.retention(class));
    kept.map_or_else(Default::default, |kept| (kept.in_words().en, cited(&kept.rules)))
}

fn cited(rules: &[RuleId]) -> String {
    let cited: Vec<&str> = rules.iter().map(|rule| rule.citation(Lang::En)).collect();
    cited.join("; ")
}

/// How many whole records go, and of whom, for each of the two ways of leaving; nothing where a plan does not tell them apart.
fn whole_records(plan: &Plan, profile: &Profile) -> Vec<(u64, String)> {
    let (leaving, Some(absent)) = (&profile.leaving, plan.absent) else { return Vec::new() };
    vec![
        (
            plan.people.saturating_sub(absent),
            format!("of people whose last card was closed {} days ago or more", leaving.closed_days),
        ),
        (
            absent,
            format!("of people who have been missing in the library’s file for {} days or more", leaving.absent_days),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn mansfield() -> Profile {
        Profile::parse("mansfield.toml", include_str!("../../../../libraries/mansfield.toml")).unwrap()
    }

    fn due() -> Plan {
        let line = Line {
            class: Class::History.code().to_owned(),
            relation: "loan_history".to_owned(),
            rows: 12,
            people: 3,
            first: day("2026-08-01"),
            last: day("2026-08-25"),
        };
        Plan {
            today: day("2026-11-23"),
            lines: vec![line],
            people: 5,
            absent: Some(2),
            people_over: Some((day("2026-08-20"), day("2026-10-24"))),
        }
    }

    #[test]
    fn a_plan_says_of_each_line_how_long_it_was_kept_and_by_which_rule() {
        let profile = mansfield();
        let kept = profile.retention(Class::History).unwrap();
        let said = plan(&due(), &profile);
        assert!(said.contains("12 rows of       3 people"), "{said}");
        assert!(said.contains(&kept.in_words().en), "{said}");
        assert!(
            !kept.rules.is_empty() && kept.rules.iter().all(|rule| said.contains(rule.citation(Lang::En))),
            "{said}"
        );
        assert!(said.contains("3 of people whose last card was closed 30 days ago or more"), "{said}");
        assert!(said.contains("2 of people who have been missing in the library’s file for 90 days or more"), "{said}");
        let before = plan(&Plan { absent: None, ..due() }, &profile);
        assert!(
            before.contains("Whole records                          5\n") && !before.contains("of people who"),
            "{before}"
        );
    }

    #[test]
    fn x2_the_sheet_has_series_dates_volume_authority_and_a_line_to_sign_until_it_is_signed() {
        let profile = mansfield();
        let mut kept = Planned {
            number: 4,
            plan: due(),
            at: "2026-11-23T12:00:00Z".parse().unwrap(),
            approved: None,
            ended_at: None,
        };
        let blank = sheet(&kept, &profile);
        for said in [
            "No. 4",
            &profile.name,
            "Series:",
            "August",
            "Volume:     12 entries of 3 people",
            "Authority:",
            "Dates:      2026-08-20 to 2026-10-24\nVolume:     5 records",
        ] {
            let there = blank.contains(said) || said == "August" && blank.contains("2026-08-01 to 2026-08-25");
            assert!(there, "{said}: {blank}");
        }
        assert!(blank.contains("Approved by: ____"), "{blank}");
        assert!(blank.contains("a number can be a little lower or higher than here"), "{blank}");
        kept.approved = Some(("T. M., Town Manager".to_owned(), "2026-11-24T12:00:00Z".parse().unwrap()));
        let signed = sheet(&kept, &profile);
        assert!(signed.contains("Approved by T. M., Town Manager on November 24, 2026."), "{signed}");
        assert!(!signed.contains("____"), "{signed}");
    }
}
