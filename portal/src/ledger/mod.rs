//! The ledger: one append-only event for everything that happens to a record, in the transaction that does it.
//!
//! [`append`] writes an event and waits for nobody. The worker's `seal` puts what was committed into a chain of
//! digests, one chain a library; [`verify`] walks it and names the first link that is broken; [`heads`] are kept elsewhere,
//! against a chain that is cut off or rewritten to its end. [`activity`] is what a patron reads. Beside the chain grows a
//! tree, whose signed [`head`] everybody can keep, and from which a patron's browser gets the [`proof`] of their lines.

mod activity;
mod asked;
pub mod canonical;
mod chain;
mod heads;
mod signer;
#[cfg(test)]
mod tests;
mod tree;
mod verify;
mod verify_tree;
mod work;

pub use activity::{ActivityLine, Coded, Filter, OwnActs, Page, PageOf};
pub(crate) use activity::{activity, newest};
pub(crate) use asked::{Lookup, Named, no_such_reference, note_asked, refused_asking, whose_card};
pub(crate) use chain::seal;
pub use heads::{Head, NoHead, heads, keep_heads, read_heads, verify_against};
pub use signer::{NotWitnessed, new_witness, verifier, witness};
pub use tree::{growth, head, proof};
pub use verify::{Broken, LedgerReport, Verified, verify, verify_all};
pub(crate) use work::Work;

use crate::{Error, Result, authority::Staff, db::Tx, entropy::Entropy, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
};
use uuid::Uuid;

/// The 32 bytes that a column has.
fn digest_of(column: &str, bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| Error::Stored(format!("{column} is not 32 bytes")))
}

/// One event, before it is written. It never carries personal data: ids, codes and counts only.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Which library.
    pub library: &'a LibrarySlug,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose record; `None` for what concerns no one person.
    pub subject: Option<PersonId>,
    /// What happened.
    pub action: Action,
    /// What kind of actor, and which (a person's or staff account's id).
    pub actor: (ActorKind, Option<Uuid>),
    /// By which way: `portal`, `desk`, `import`, `worker`, `command`.
    pub via: &'static str,
    /// The classes of data it touched.
    pub classes: &'a [Class],
    /// The fields it touched, as `contact.email`.
    pub fields: &'a [&'a str],
    /// The rules it rests on.
    pub rules: &'a [&'a str],
    /// What for, in a code or the asker's stated purpose.
    pub purpose: Option<&'a str>,
    /// Counts and codes.
    pub detail: serde_json::Value,
}

impl<'a> Event<'a> {
    /// An event with nothing but who did what to whom, when; set the rest with struct update syntax.
    pub fn new(
        library: &'a LibrarySlug,
        at: DateTime<Utc>,
        subject: Option<PersonId>,
        action: Action,
        actor: (ActorKind, Option<Uuid>),
    ) -> Self {
        Self {
            library,
            at,
            subject,
            action,
            actor,
            via: "portal",
            classes: &[],
            fields: &[],
            rules: &[],
            purpose: None,
            detail: serde_json::json!({}),
        }
    }

    /// What a member of the staff did at the desk, with their role.
    pub fn at_desk(staff: &'a Staff, at: DateTime<Utc>, subject: Option<PersonId>, action: Action) -> Self {
        Self {
            via: "desk",
            detail: serde_json::json!({ "role": staff.role().code() }),
            ..Self::new(staff.library(), at, subject, action, staff.actor())
        }
    }
}

/// Writes `event` as part of `tx`. Returns the event's id.
///
/// # Errors
/// When the database refuses it.
pub(crate) async fn append(tx: &mut Tx, entropy: &dyn Entropy, event: Event<'_>) -> Result<Uuid> {
    #[cfg(test)]
    crate::testing::decided::compare(&event);
    let id = entropy.uuid();
    let classes: Vec<String> = event.classes.iter().map(|class| class.code().to_owned()).collect();
    let fields: Vec<String> = event.fields.iter().map(|&field| field.to_owned()).collect();
    let rules: Vec<String> = event.rules.iter().map(|&rule| rule.to_owned()).collect();
    sqlx::query!(
        "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, actor_id, via, classes, fields, \
                                   rules, purpose, detail) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        event.library.as_str(),
        id,
        event.at,
        event.subject.map(|person| person.0),
        event.action.code(),
        event.actor.0.code(),
        event.actor.1,
        event.via,
        &classes,
        &fields,
        &rules,
        event.purpose,
        event.detail,
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}
