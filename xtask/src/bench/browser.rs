//! What the journeys measure in Chromium, over the server as built for speed: from a key to the answer.

use super::{Bench, report::Budget};
use crate::{step::step, test::journeys};
use anyhow::{Result, ensure};

/// How a name begins, and how many milliseconds there are: ten seconds from the scanned card to what may be told (what the portal
/// and the browser take of them), and a twentieth of one from a key to the answer among 20,000 rows.
const BUDGETS: [(&str, f64); 2] = [("at the desk: ", 10_000.0), ("slowest key ", 50.0)];

impl Bench {
    /// (i) What the journeys say that they measured (end2end/support/measured.ts).
    pub(super) fn browser(&mut self) -> Result<()> {
        const GROUP: &str = "(i) In Chromium, two journeys at a time";
        let times = step("the journeys that measure", journeys::measured)?;
        for (what, _) in BUDGETS {
            ensure!(times.keys().any(|name| name.starts_with(what)), "no journey has measured “{what}”");
        }
        for (name, took) in times {
            let budget = BUDGETS.into_iter().find(|(what, _)| name.starts_with(what));
            let budget = budget.map_or(Budget::None, |(_, most)| Budget::AtMost(most));
            self.report.add(GROUP, name, took, "ms", budget);
        }
        Ok(())
    }
}
