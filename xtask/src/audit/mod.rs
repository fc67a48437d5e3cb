//! `cargo xtask audit`: what is too slow, or too heavy to install, for every run of the tests.
//!
//! Each part's last result stands in docs/audit.md, with its date and commit.

mod checkers;
mod demonstration;
mod deny;
mod firefox;
mod fuzz;
mod journeys;
mod machete;
mod mail;
mod mutants;
mod pa11y;
mod pages;
mod production;
mod report;
mod tools;
mod vnu;

use crate::step::step;
use anyhow::{Result, ensure};
use clap::ValueEnum;
use report::Report;

/// A part of the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Licences, sources and advisories of everything the portal is made of.
    Deny,
    /// Dependencies that nothing uses.
    Machete,
    /// Whether a server for production knows anything of the demo.
    Production,
    /// Whether the tests notice when the code is changed.
    Mutants,
    /// Readers of foreign bytes, fed with whatever breaks them.
    Fuzz,
    /// Every page through a checker of HTML.
    Pages,
    /// What every patron does, with script on a phone and without it on a desktop.
    Journeys,
    /// A newsletter to thousands, its workers killed at random.
    Mail,
    /// Six pages through checkers of HTML, of accessibility and of quality, and through Firefox.
    Checkers,
}

/// How long the slow parts may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Minutes for changing the code, in each of the two places where it is changed.
    pub mutants: u64,
    /// Seconds for each reader of foreign bytes.
    pub fuzz: u64,
    /// How many get the newsletter.
    pub recipients: u32,
}

/// What a part found.
#[derive(Debug)]
pub struct Finding {
    /// Whether all is well; `None` where it could not be said.
    pub good: Option<bool>,
    /// One sentence.
    pub result: String,
    /// Lines of Markdown below it.
    pub details: Vec<String>,
}

impl Part {
    /// Its name, as on the command line.
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// What it looks at, for the report.
    fn about(self) -> &'static str {
        match self {
            Self::Deny => "`cargo deny`: licences, sources, refused crates and advisories (deny.toml)",
            Self::Machete => "`cargo machete`: dependencies that nothing uses",
            Self::Production => {
                "`server` built without the feature `dev`: whether it knows the command `demo`, or has the demo's password in it"
            }
            Self::Mutants => {
                "`cargo mutants`: `domain`, and `access`, `ledger` and `session` of `portal`, changed one place at a \
                 time; a change that no test notices survives. A run has a time limit, takes the places in random \
                 order, and leaves out what an earlier run has seen noticed. Survivors that make no difference are in \
                 docs/mutants.md, with why"
            }
            Self::Fuzz => "`cargo fuzz`: readers of foreign bytes (fuzz/targets) on what libFuzzer finds",
            Self::Journeys => {
                "Playwright: what every patron does, with script on a phone and without it on a desktop; and the widths of all pages \
                 of each of the demonstration's people at each library, of whom the tests measure the hardest"
            }
            Self::Mail => {
                "A newsletter on a real SMTP server of the tests, its workers killed at random and some people leaving meanwhile: \
                 everyone who still agrees has one message, whose copies have its Message-ID, and nobody else has any. Every run of \
                 the tests does it with 60 recipients"
            }
            Self::Pages => {
                "`html-validate` and `vnu`: pages as the server sends them, of a stranger, a patron, the Director and a clerk with a \
                 record open, in both languages, and what comes back of empty forms"
            }
            Self::Checkers => {
                "`vnu` and `lighthouse` on six pages each; `pa11y` on those, on more of a patron's and the Director's, and on a \
                 stranger's forms that came back with what is missing, in both languages; a picture of three of them by Firefox; and in Firefox one \
                 patron's way: signing in, the overview, the search of a long list, a consent, the ledger's proof, signing out"
            }
        }
    }

    fn run(self, limits: Limits) -> Result<Finding> {
        match self {
            Self::Deny => deny::run(),
            Self::Machete => machete::run(),
            Self::Production => production::run(),
            Self::Mutants => mutants::run(limits.mutants),
            Self::Fuzz => fuzz::run(limits.fuzz),
            Self::Pages => pages::run(),
            Self::Journeys => journeys::run(),
            Self::Mail => mail::run(limits.recipients),
            Self::Checkers => checkers::run(),
        }
    }
}

/// Runs every part, or one, and writes docs/audit.md.
///
/// # Errors
/// When something was found, after everything has run. A part that could not run is something.
pub fn audit(only: Option<Part>, limits: Limits) -> Result<()> {
    let mut report = Report::read()?;
    let mut bad = Vec::new();
    for &part in Part::value_variants() {
        if only.is_some_and(|only| only != part) {
            continue;
        }
        let finding = step(&part.name(), || part.run(limits)).unwrap_or_else(|error| Finding {
            good: Some(false),
            result: format!("It could not run: {}", format!("{error:#}").replace('\n', " ")),
            details: Vec::new(),
        });
        println!("  {}", finding.result);
        for line in &finding.details {
            println!("  {line}");
        }
        if finding.good == Some(false) {
            bad.push(part.name());
        }
        report.put(part, &finding)?;
        report.write()?;
    }
    ensure!(bad.is_empty(), "not well: {} (docs/audit.md)", bad.join(", "));
    Ok(())
}
