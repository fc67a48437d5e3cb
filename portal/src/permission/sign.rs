//! Signing: the exact text that was shown, with the PIN or password given again.

use super::{
    row::{self, PermissionHeld},
    step::{Noted, note, tell},
};
use crate::{
    Error, Portal, Result,
    access::{Confirmed, confirm_again},
    authority::Patron,
    db::lock_person,
    mail::PermissionNews,
    password::Hasher,
};
use domain::{
    digest,
    ledger::Action,
    parse::PersonName,
    permission::{Letterhead, Means, Offer, Part, State, Step, TEXT_VERSION, compose},
    profile::Profile,
    reference::Reference,
    words::Lang,
};
use secrecy::SecretString;
use uuid::Uuid;

/// The text of a draft as it would be signed today, and its SHA-256 in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionText {
    /// The exact text.
    pub text: String,
    /// Its digest: the form sends it back, so that what is signed is what was shown.
    pub digest: String,
}

impl PermissionText {
    /// What would be signed in `lang` today.
    ///
    /// # Errors
    /// The first part that is missing.
    pub fn of(
        portal: &Portal,
        profile: &Profile,
        offer: &Offer,
        held: &PermissionHeld,
        lang: Lang,
    ) -> Result<Self, Part> {
        let terms = held.parts.complete(offer, portal.today(profile))?;
        let text = compose(&terms, &held.reference, Letterhead::of(profile), lang);
        let digest = digest::of_text(&text);
        Ok(Self { text, digest })
    }
}

/// A patron's signature.
pub struct Signature<'a> {
    /// The name as typed.
    pub name: PersonName,
    /// The digest of the text that the patron was shown.
    pub shown: &'a str,
    /// The PIN or password, given again.
    pub secret: SecretString,
    /// The language of the text.
    pub lang: Lang,
    /// The address of the library's portal, for the mail about it.
    pub site: &'a str,
}

/// What became of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignOutcome {
    /// Signed, and waiting for the desk.
    Signed(Reference),
    /// The PIN or password is wrong, or there have been too many tries.
    WrongSecret,
    /// The session has ended meanwhile; nothing is signed.
    SignedOut,
    /// The text has changed since it was shown: it has to be read again.
    TextChanged,
    /// A part is missing or has lapsed.
    Incomplete(Part),
    /// The patron has no such draft, or it was signed meanwhile.
    NoDraft,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Signs a draft.
///
/// # Errors
/// When the database is away; then nothing is signed.
pub async fn sign(
    portal: &Portal,
    hasher: &Hasher,
    offer: &Offer,
    patron: &Patron,
    id: Uuid,
    signature: Signature<'_>,
) -> Result<SignOutcome> {
    let profile = patron.profile();
    let Signature { name, shown, secret, lang, site } = signature;
    match confirm_again(portal, hasher, patron, secret).await? {
        Confirmed::Yes(_) => {}
        Confirmed::No => return Ok(SignOutcome::WrongSecret),
        Confirmed::SignedOut => return Ok(SignOutcome::SignedOut),
        Confirmed::Busy { retry_after_seconds } => return Ok(SignOutcome::Busy { retry_after_seconds }),
    }
    let mut tx = portal.db.begin(patron.scope()).await?;
    // The person first, as everybody does who ends their ways in: they end what was not confirmed too.
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let found = row::locked(&mut tx, patron.library(), patron.person(), id, portal.today(profile)).await?;
    let Some(held) = found else { return Ok(SignOutcome::NoDraft) };
    if held.state.after(Step::Sign) != Some(State::Signed) {
        return Ok(SignOutcome::NoDraft);
    }
    let now_shown = match PermissionText::of(portal, profile, offer, &held, lang) {
        Ok(now_shown) if now_shown.digest == shown => now_shown,
        Ok(_) => return Ok(SignOutcome::TextChanged),
        Err(part) => return Ok(SignOutcome::Incomplete(part)),
    };
    // Hashing takes time: a session that ended meanwhile (its card was reported lost) signs nothing.
    let kind = sqlx::query_scalar!(
        "SELECT credential.kind FROM credential JOIN session USING (library, person_id) \
         WHERE library = $1 AND person_id = $2 AND session.id = $3 FOR SHARE OF session",
        patron.library().as_str(),
        patron.person().0,
        patron.session(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(kind) = kind else { return Ok(SignOutcome::SignedOut) };
    let means = Means::from_code(&kind).ok_or_else(|| Error::Stored("credential.kind".to_owned()))?;
    sqlx::query!(
        "UPDATE permission SET state = 'signed', signed_text = $4, text_version = $5, text_digest = $6, \
                signed_name = $7, language = $8, means = $9, signed_at = $10, sourced_at = $10, asked_in = $11 \
         WHERE library = $1 AND person_id = $2 AND id = $3",
        patron.library().as_str(),
        patron.person().0,
        id,
        now_shown.text,
        TEXT_VERSION,
        now_shown.digest,
        name.as_str(),
        lang.tag(),
        means.code(),
        portal.clock.now(),
        patron.session(),
    )
    .execute(&mut *tx)
    .await?;
    let fields = &["permission.state", "permission.signed_text"];
    let noted = Noted {
        action: Action::PermissionSigned,
        actor: patron.actor(),
        via: "portal",
        fields,
        purpose: None,
        seen: None,
        role: None,
    };
    note(&mut tx, portal, profile, &held, noted).await?;
    let whose = (held.person, &held.reference);
    tell(&mut tx, portal, profile, whose, lang, site, PermissionNews::Signed).await?;
    tx.commit().await?;
    Ok(SignOutcome::Signed(held.reference))
}
