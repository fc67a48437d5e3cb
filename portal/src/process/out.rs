//! Writing down that something left: the row with the very text, and the line.

use super::{release::Handed, text};
use crate::{
    Portal, Result,
    authority::Staff,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use domain::{
    digest,
    inventory::Class,
    ledger::Action,
    process::ReleasedOn,
    rules::{RuleId, codes},
};
use uuid::Uuid;

/// What is written down of something that leaves.
pub(super) struct Out<'a> {
    /// Its number, which is the form's.
    pub(super) id: Uuid,
    /// Who gives it.
    pub(super) staff: &'a Staff,
    /// Whose record.
    pub(super) person: PersonId,
    pub(super) ground: ReleasedOn,
    pub(super) process: Option<Uuid>,
    pub(super) handed: &'a Handed,
    /// Why, where somebody's safety is why.
    pub(super) reason: Option<&'a str>,
    /// Whether it is the most senior person who gives it, in the Director's absence.
    pub(super) senior: bool,
    pub(super) classes: &'a [Class],
    pub(super) entries: u32,
    /// The whole text.
    pub(super) packet: &'a str,
}

impl Out<'_> {
    /// Writes it, and its line. `false`: it is written already.
    pub(super) async fn write(&self, tx: &mut Tx, portal: &Portal, rules: &[RuleId]) -> Result<bool> {
        let (staff, now) = (self.staff, portal.clock.now());
        let named: Vec<String> = self.classes.iter().map(|class| class.code().to_owned()).collect();
        let digest = digest::of_text(self.packet);
        let written = sqlx::query!(
            "INSERT INTO released (library, id, person_id, ground, process_id, released_at, released_by, given_to, agency, \
                                   proof, handed, reason, classes, entries, packet, digest) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING",
            staff.library().as_str(),
            self.id,
            self.person.0,
            self.ground.code(),
            self.process,
            now,
            staff.account(),
            self.handed.given_to.as_str(),
            text(self.handed.agency.as_ref()),
            text(self.handed.proof.as_ref()),
            text(self.handed.how.as_ref()),
            self.reason,
            &named,
            i32::try_from(self.entries).unwrap_or(i32::MAX),
            self.packet,
            digest,
        )
        .execute(&mut **tx)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(false);
        }
        let mut detail = serde_json::json!({ "role": staff.role().code(), "entries": self.entries, "digest": digest });
        if let Some(detail) = detail.as_object_mut() {
            if let Some(process) = self.process {
                detail.insert("process".to_owned(), process.to_string().into());
            }
            if self.senior {
                detail.insert("in_charge".to_owned(), true.into());
            }
        }
        let event = Event {
            classes: self.classes,
            rules: &codes(rules),
            purpose: Some(self.ground.code()),
            detail,
            ..Event::at_desk(staff, now, Some(self.person), Action::Released)
        };
        ledger::append(tx, &*portal.entropy, event).await?;
        Ok(true)
    }
}
