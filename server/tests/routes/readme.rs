//! What the README says of the demonstration is what the demonstration is.

#[test]
fn every_demo_sign_in_in_the_readme_is_right() {
    let readme = include_str!("../../../README.md");
    let people = portal::demo::people(server::commands::DEMO_SEED);
    let rows: Vec<&str> = readme
        .lines()
        .filter(|line| people.iter().any(|person| line.starts_with(&format!("| {} | ", person.library))))
        .collect();
    assert!(rows.len() >= 12, "the table is gone: {rows:?}");
    for row in rows {
        let right = people.iter().any(|person| {
            let secret = person.secret.as_deref().unwrap_or("(not activated)");
            row == format!("| {} | {}: {} | {} | {secret} |", person.library, person.name, person.story, person.card)
        });
        assert!(right, "{row}");
    }
}
