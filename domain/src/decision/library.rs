//! What the decision reads of a library's profile.

use crate::{
    profile::{ContactEdits, Profile, Switches, Vendor},
    rules::{Ground, Grounds, RuleId},
};

/// The part of a profile that decides: every switch, whose rules are cited, the age of majority and the vendors.
#[derive(Debug, Clone, Copy)]
pub struct Library<'a> {
    /// Where the policies differ.
    pub switches: &'a Switches,
    /// What an answer rests on where no switch decides.
    pub grounds: &'a Grounds,
    /// The age of majority (M3).
    pub majority: u32,
    /// Services of others that get something about a patron.
    pub vendors: &'a [Vendor],
}

impl<'a> From<&'a Profile> for Library<'a> {
    fn from(profile: &'a Profile) -> Self {
        Self {
            switches: &profile.switches,
            grounds: &profile.grounds,
            majority: profile.age_of_majority.into(),
            vendors: &profile.vendors,
        }
    }
}

impl Library<'_> {
    /// The rules of these grounds here, each once.
    pub(super) fn cite(&self, grounds: &[Ground]) -> Vec<RuleId> {
        self.cite_switch(&[], grounds)
    }

    /// The same, after the rules that a switch rests on.
    pub(super) fn cite_switch(&self, switch: &[RuleId], grounds: &[Ground]) -> Vec<RuleId> {
        let mut cited: Vec<RuleId> = Vec::new();
        for rule in switch.iter().chain(grounds.iter().flat_map(|&ground| self.grounds.of(ground))) {
            if !cited.contains(rule) {
                cited.push(rule.clone());
            }
        }
        cited
    }

    /// Whether personal details at the desk need photo ID, and the card alone does not do (L20).
    pub(super) fn details_need_photo_id(&self) -> bool {
        self.switches.contact_edits.value == ContactEdits::DeskWithPhotoId
    }
}
