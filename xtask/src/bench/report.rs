//! The figures, beside their budgets: a table to read, JSON to keep.

use serde_json::{Value, json};

/// What a figure is held to.
#[derive(Debug, Clone, Copy)]
pub enum Budget {
    /// None: shown to compare with.
    None,
    /// So much or less.
    AtMost(f64),
    /// So much or more.
    AtLeast(f64),
}

/// One measured number.
#[derive(Debug)]
struct Figure {
    group: &'static str,
    name: String,
    value: f64,
    unit: &'static str,
    budget: Budget,
}

/// All of a run.
#[derive(Debug, Default)]
pub struct Report(Vec<Figure>);

impl Report {
    /// Adds a figure.
    pub fn add(
        &mut self,
        group: &'static str,
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        budget: Budget,
    ) {
        self.0.push(Figure { group, name: name.into(), value, unit, budget });
    }

    /// Prints the table.
    pub fn print(&self) {
        let mut group = "";
        for figure in &self.0 {
            if figure.group != group {
                group = figure.group;
                println!("\n{group}");
            }
            let measured = format!("{} {}", shown(figure.value), figure.unit);
            println!("  {:<58} {measured:>16}   {:<14} {}", figure.name, figure.budget.text(), figure.verdict());
        }
        let over = self.0.iter().filter(|figure| figure.verdict() == "over").count();
        println!("\n{over} over budget");
    }

    /// The same, for programs.
    pub fn json(&self, machine: &Value) -> Value {
        let figures: Vec<Value> = self
            .0
            .iter()
            .map(|figure| {
                json!({
                    "group": figure.group,
                    "name": figure.name,
                    "value": figure.value,
                    "unit": figure.unit,
                    "budget": figure.budget.text(),
                    "verdict": figure.verdict(),
                })
            })
            .collect();
        json!({ "machine": machine, "figures": figures })
    }
}

impl Figure {
    fn verdict(&self) -> &'static str {
        match self.budget {
            Budget::None => "",
            Budget::AtMost(most) if self.value <= most => "ok",
            Budget::AtLeast(least) if self.value >= least => "ok",
            _ => "over",
        }
    }
}

impl Budget {
    fn text(self) -> String {
        match self {
            Self::None => String::new(),
            Self::AtMost(most) => format!("at most {}", shown(most)),
            Self::AtLeast(least) => format!("at least {}", shown(least)),
        }
    }
}

/// Three digits that mean something.
fn shown(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}
