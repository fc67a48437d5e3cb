//! One step of a permission that exists, taken by the patron or at the desk.

use super::{row::PermissionHeld, rules};
use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
    mail::{PermissionNews, What},
    notify,
};
use domain::{
    decision::{Refused, Role},
    inventory::Class,
    ledger::{Action, ActorKind},
    permission::State,
    photo_id::PhotoId,
    profile::Profile,
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// It was taken.
    Done,
    /// It cannot be taken: the permission is in this state, maybe since a moment ago.
    NotFrom(State),
    /// There is no such permission here for anyone who asks.
    NotFound,
    /// The decision does not let this member of staff do it.
    NotYours(Refused),
}

/// What is written beside a step.
pub(super) struct Noted<'a> {
    pub(super) action: Action,
    pub(super) actor: (ActorKind, Option<Uuid>),
    pub(super) via: &'static str,
    pub(super) fields: &'a [&'a str],
    pub(super) purpose: Option<&'a str>,
    pub(super) seen: Option<PhotoId>,
    pub(super) role: Option<Role>,
}

/// The ledger's event of a step.
pub(super) async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    held: &PermissionHeld,
    noted: Noted<'_>,
) -> Result<()> {
    let Noted { action, actor, via, fields, purpose, seen, role } = noted;
    let mut detail = serde_json::json!({ "permission": held.id });
    if let Some(seen) = seen {
        detail["photo_id"] = seen.code().into();
    }
    if let Some(role) = role {
        detail["role"] = role.code().into();
    }
    let event = Event {
        via,
        classes: &[Class::Preferences],
        fields,
        rules: &rules(profile),
        purpose,
        detail,
        ..Event::new(&profile.slug, portal.clock.now(), Some(held.person), action, actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// The mail that tells the patron of a step, where they have an address.
pub(super) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    (person, reference): (PersonId, &Reference),
    lang: Lang,
    site: &str,
    news: PermissionNews,
) -> Result<()> {
    let what = What::Permission { news, reference: reference.to_string() };
    notify::tell(tx, portal, profile, person, lang, site, what).await
}
