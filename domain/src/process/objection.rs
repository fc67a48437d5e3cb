//! A written objection to a subpoena for a deposition (Conn. Gen. Stat. § 52-148e): a draft that counsel corrects and the
//! Director signs. It is in English, like the courts it goes to.

use super::{Instrument, Named, Paper};
use crate::{inventory::show, words::Lang};

impl Paper {
    /// The objection, paragraph by paragraph; `None` for a paper to which there is none. `library` is its name, `kept` whether
    /// a record is kept from being deleted for it.
    pub fn objection(&self, library: &str, named: &Named, kept: bool) -> Option<Vec<String>> {
        if self.instrument != Instrument::DepositionSubpoena {
            return None;
        }
        let served = self.served_on.map(|day| format!(" served on {}", show::date(day, Lang::En))).unwrap_or_default();
        let mut all = vec![format!(
            "{library} objects to the inspection and copying of the materials that the subpoena{served} designates \
             (Conn. Gen. Stat. § 52-148e)."
        )];
        if !named.classes.is_empty() {
            let parts: Vec<&str> = named.classes.iter().map(|&class| class.label_for_others().to(Lang::En)).collect();
            all.push(format!("As the library reads it, the subpoena designates: {}.", parts.join(", ")));
        }
        all.push(
            "Grounds. Records of a public library that identify a library user, or link a user to a transaction, are \
             confidential. The library may release them only under a court order or with the written permission of the \
             user (Conn. Gen. Stat. § 11-25(b))."
                .to_owned(),
        );
        if self.court_order == Some(false) {
            all.push("The subpoena is not an order of a court.".to_owned());
        }
        all.push(
            "Until the court in which the cause is pending orders otherwise, the library does not permit inspection or copying."
                .to_owned(),
        );
        if kept {
            all.push("The records that the library has found are kept from being deleted meanwhile.".to_owned());
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Class;

    fn paper(instrument: Instrument, court_order: Option<bool>) -> Paper {
        Paper {
            instrument,
            served_on: Some("2026-11-20".parse().unwrap()),
            comply_by: None,
            court_order,
            is_defective: false,
            counsel_asked: true,
            advice: None,
            good_cause: false,
        }
    }

    #[test]
    fn x3_an_objection_says_what_is_so_and_nothing_that_nobody_recorded() {
        let named = Named { classes: [Class::Contact, Class::Checkouts].into(), ..Named::default() };
        let deposition = |order| paper(Instrument::DepositionSubpoena, order);
        let whole = deposition(Some(false)).objection("Elm Library", &named, true).unwrap().join("\n");
        for part in [
            "Elm Library objects",
            "November 20, 2026",
            "§ 52-148e",
            "§ 11-25(b)",
            "designates: How to reach them, Checked out now.",
            "not an order of a court",
            "kept from being deleted",
        ] {
            assert!(whole.contains(part), "{part}: {whole}");
        }
        let bare = deposition(None).objection("Elm Library", &Named::default(), false).unwrap().join("\n");
        for part in ["designates:", "not an order", "kept from"] {
            assert!(!bare.contains(part), "{part}: {bare}");
        }
        for &other in Instrument::ALL.iter().filter(|one| **one != Instrument::DepositionSubpoena) {
            assert_eq!(paper(other, Some(false)).objection("Elm Library", &named, true), None, "{other:?}");
        }
    }
}
