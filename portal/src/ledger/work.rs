//! A kind of the desk's work: what a clerk may see to settle one item of it, and the line that each step leaves.

use super::{Event, append};
use crate::{Portal, Result, authority::Staff, db::Tx, ids::PersonId};
use domain::{
    decision::{Decision, Purpose, Wanted},
    inventory::Class,
    ledger::Action,
    rules::codes,
};

/// A kind of work.
pub(crate) struct Work {
    /// What a clerk looks for.
    pub(crate) purpose: Purpose,
    /// What an item shows once it is opened.
    pub(crate) classes: &'static [Class],
}

impl Work {
    /// Whether this member of staff may do it.
    pub(crate) fn may(&self, portal: &Portal, staff: &Staff) -> Decision {
        staff.asks(portal, self.purpose, Wanted::classes(self.classes.iter().copied()))
    }

    /// Writes the line of a step about this person, under this decision.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn note(
        &self,
        tx: &mut Tx,
        portal: &Portal,
        staff: &Staff,
        decision: &Decision,
        person: PersonId,
        action: Action,
    ) -> Result<()> {
        let event = Event {
            classes: self.classes,
            rules: &codes(decision.rules()),
            purpose: Some(self.purpose.code()),
            ..Event::at_desk(staff, portal.clock.now(), Some(person), action)
        };
        append(tx, &*portal.entropy, event).await?;
        Ok(())
    }
}
