//! The person who showed a mailed link, or a code from the desk.

use super::Patron;
use crate::{
    Portal, Result,
    db::{Scope, Tx},
    ids::PersonId,
};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use std::{marker::PhantomData, sync::Arc};
use uuid::Uuid;

/// Somebody who showed a link or a code that was good when it was shown. What it is for is `For`, in the type, so that a
/// link for one thing does nothing else.
///
/// Only the search for what was shown makes one: [`crate::access`], [`crate::contact`] and [`crate::family`] begin it, each
/// for its own kind. Having one uses nothing up: the person who acts by it uses the link up in the transaction of the act, which
/// fails where the link was used or ended since.
// (A field more or less: also in ways_round.rs, which names them all.)
#[derive(Debug, Clone)]
pub struct LinkHolder<For> {
    profile: Arc<Profile>,
    person: PersonId,
    link: Uuid,
    /// The guardian whom a code was made for.
    guardian: Option<PersonId>,
    what_for: PhantomData<For>,
}

/// What becomes of showing a link or a code.
#[derive(Debug, Clone)]
pub enum LinkShown<For> {
    /// It can be used: the authority for what it is for.
    Live(LinkHolder<For>),
    /// It was used: the person who shows it again, by a second click on a slow line, is told what it did.
    Used(UsedLink<For>),
    /// Nobody was sent it, or it was replaced, ended or is too old.
    Dead,
}

impl<For> LinkShown<For> {
    /// The person who may act by it.
    pub fn live(self) -> Option<LinkHolder<For>> {
        match self {
            Self::Live(holder) => Some(holder),
            Self::Used(_) | Self::Dead => None,
        }
    }
}

/// A link or code that has done its work. It opens nothing; what it did may be told to the person who shows it.
#[derive(Debug, Clone)]
pub struct UsedLink<For> {
    person: PersonId,
    /// The change of a contact detail that it was for.
    change: Option<Uuid>,
    what_for: PhantomData<For>,
}

impl<For> UsedLink<For> {
    /// Whose record; never shown.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// The change of a contact detail that it was for.
    pub(crate) fn change(&self) -> Option<Uuid> {
        self.change
    }
}

/// What a link or a code is for.
pub trait LinkFor {
    /// As `one_time_token.purpose` has it.
    const PURPOSES: &'static [&'static str];
}

/// A link or code with which a patron chooses a PIN or password.
#[derive(Debug, Clone, Copy)]
pub enum ChoosesSecret {}

/// A link with which a patron shows that a new e-mail address is theirs.
#[derive(Debug, Clone, Copy)]
pub enum ConfirmsAddress {}

/// A code from the desk with which a parent or guardian, signed in, adds a child.
#[derive(Debug, Clone, Copy)]
pub enum AddsChild {}

impl LinkFor for ChoosesSecret {
    const PURPOSES: &'static [&'static str] = &["activation", "reset"];
}

impl LinkFor for ConfirmsAddress {
    const PURPOSES: &'static [&'static str] = &["email"];
}

impl LinkFor for AddsChild {
    const PURPOSES: &'static [&'static str] = &["family"];
}

/// A link that has just been used up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UsedUp {
    /// The change of a contact detail that waited for it.
    pub(crate) change: Option<Uuid>,
}

impl<For: LinkFor> LinkHolder<For> {
    /// What becomes of showing `code` (as [`crate::keys::code`] reads what was typed); a code that was made for one
    /// guardian is good in that guardian's hands alone.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn showing(
        tx: &mut Tx,
        portal: &Portal,
        profile: &Arc<Profile>,
        code: &str,
        guardian: Option<&Patron>,
    ) -> Result<LinkShown<For>> {
        let guardian = guardian.map(Patron::person);
        let found = sqlx::query!(
            "SELECT id, person_id, used, change_id FROM one_time_token \
             WHERE library = $1 AND secret_hash = $2 AND purpose = ANY ($3) AND guardian_id IS NOT DISTINCT FROM $5 \
               AND (used OR ended_at IS NULL AND expires_at > $4 AND (NOT needs_second OR second_by IS NOT NULL))",
            profile.slug.as_str(),
            &portal.keys.stored_code(code),
            &purposes::<For>(),
            portal.clock.now(),
            guardian.map(|guardian| guardian.0),
        )
        .fetch_optional(&mut **tx)
        .await?;
        let Some(found) = found else { return Ok(LinkShown::Dead) };
        let person = PersonId(found.person_id);
        Ok(if found.used {
            LinkShown::Used(UsedLink { person, change: found.change_id, what_for: PhantomData })
        } else {
            let profile = profile.clone();
            LinkShown::Live(Self { profile, person, link: found.id, guardian, what_for: PhantomData })
        })
    }

    /// What it is, where it was used since it was shown: of two clicks at once, the second is told what the first did.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn used_meanwhile(&self, tx: &mut Tx) -> Result<Option<UsedLink<For>>> {
        let change = sqlx::query_scalar!(
            "SELECT change_id FROM one_time_token WHERE library = $1 AND id = $2 AND person_id = $3 AND used",
            self.library().as_str(),
            self.link,
            self.person.0,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(change.map(|change| UsedLink { person: self.person, change, what_for: PhantomData }))
    }

    /// Whether somebody who made or confirmed the code is signed in at the desk from this client.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn is_made_from(&self, tx: &mut Tx, client: &[u8; 32], now: DateTime<Utc>) -> Result<bool> {
        Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM one_time_token AS token JOIN staff_session AS desk USING (library) \
                            WHERE token.library = $1 AND token.id = $2 AND desk.client = $3 \
                              AND desk.staff_id IN (token.made_by, token.second_by) \
                              AND desk.idle_ends_at > $4 AND desk.ends_at > $4) AS \"there!\"",
            self.library().as_str(),
            self.link,
            client,
            now,
        )
        .fetch_one(&mut **tx)
        .await?)
    }

    /// Uses the link up. `None`: it was used, replaced or ended since it was shown, or has lapsed. Of two uses at once only
    /// one ends it.
    ///
    /// # Errors
    /// When the database is away.
    pub(crate) async fn use_up(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<Option<UsedUp>> {
        Ok(sqlx::query_as!(
            UsedUp,
            "UPDATE one_time_token SET ended_at = $4, used = true \
             WHERE library = $1 AND id = $2 AND person_id = $3 AND purpose = ANY ($5) \
               AND guardian_id IS NOT DISTINCT FROM $6 AND ended_at IS NULL AND expires_at > $4 \
               AND (NOT needs_second OR second_by IS NOT NULL) RETURNING change_id AS change",
            self.library().as_str(),
            self.link,
            self.person.0,
            now,
            &purposes::<For>(),
            self.guardian.map(|guardian| guardian.0),
        )
        .fetch_optional(&mut **tx)
        .await?)
    }
}

impl LinkHolder<AddsChild> {
    /// Whether the code was made for this patron.
    pub(crate) fn is_for(&self, patron: &Patron) -> bool {
        self.guardian == Some(patron.person()) && self.library() == patron.library()
    }
}

impl<For> LinkHolder<For> {
    /// The profile of the library that sent the link or made the code.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The library that sent the link or made the code.
    pub fn library(&self) -> &LibrarySlug {
        &self.profile.slug
    }

    /// Whose record; never shown.
    pub(crate) fn person(&self) -> PersonId {
        self.person
    }

    /// The scope of their transactions. It spans the library: what is done by a link ends what others of the library
    /// may use, as the counters of a card.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Library(self.library())
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        match self.guardian {
            Some(guardian) => (ActorKind::Guardian, Some(guardian.0)),
            None => (ActorKind::Patron, Some(self.person.0)),
        }
    }
}

fn purposes<For: LinkFor>() -> Vec<String> {
    For::PURPOSES.iter().map(|&purpose| purpose.to_owned()).collect()
}
