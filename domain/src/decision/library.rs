//! What the decision reads of a library's profile.

use crate::{
    profile::{ContactEdits, Profile, Switches, Vendor},
    rules::{RuleId, Series},
};

/// The part of a profile that decides: every switch, whose rules are cited, the age of majority and the vendors.
#[derive(Debug, Clone, Copy)]
pub struct Library<'a> {
    /// Where the policies differ.
    pub switches: &'a Switches,
    /// The policy's own rules; the statute's hold everywhere.
    pub series: Option<Series>,
    /// The age of majority (M3).
    pub majority: u32,
    /// Services of others that get something about a patron.
    pub vendors: &'a [Vendor],
}

impl<'a> From<&'a Profile> for Library<'a> {
    fn from(profile: &'a Profile) -> Self {
        Self {
            switches: &profile.switches,
            series: profile.policy.rules,
            majority: profile.age_of_majority.into(),
            vendors: &profile.vendors,
        }
    }
}

impl Library<'_> {
    /// Those of `rules` that hold here: the statute's everywhere, a policy's where it is this library's policy.
    pub(super) fn cite(&self, rules: &[RuleId]) -> Vec<RuleId> {
        rules.iter().copied().filter(|rule| rule.series() == Series::S || Some(rule.series()) == self.series).collect()
    }

    /// The same, after the rules that a switch rests on.
    pub(super) fn cite_switch(&self, switch: &[RuleId], rules: &[RuleId]) -> Vec<RuleId> {
        let mut cited = switch.to_vec();
        cited.extend(self.cite(rules).into_iter().filter(|rule| !switch.contains(rule)));
        cited
    }

    /// Whether personal details at the desk need photo ID, and the card alone does not do (L20).
    pub(super) fn details_need_photo_id(&self) -> bool {
        self.switches.contact_edits.value == ContactEdits::DeskWithPhotoId
    }
}
