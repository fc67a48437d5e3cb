//! Activation codes and mailed links: single use, short-lived, and a new one ends the older ones.

use super::{card, secret, stop};
use crate::{
    Portal, Result,
    authority::{Look, Operator},
    contact,
    db::{Scope, Tx, lock_person},
    keys::{self, code},
    ledger::{self, Event},
    mail::What,
    notify,
    password::{self, Hasher},
    session, throttle,
};
use chrono::Duration;
use domain::{
    ids::PersonId,
    ledger::{Action, ActorKind},
    photo_id::PhotoId,
    profile::Profile,
    words::{Lang, Text},
};
use secrecy::SecretString;

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Switching on online access.
    Activation,
    /// A forgotten PIN or password.
    Reset,
}

impl Purpose {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Reset => "reset",
        }
    }

    /// How long a mailed link opens.
    pub(super) const fn mailed_for(self) -> Duration {
        match self {
            Self::Activation => Duration::minutes(60),
            Self::Reset => Duration::minutes(30),
        }
    }
}

/// A code from the desk is carried home (docs/decisions/0007).
const CARRIED_FOR: Duration = Duration::hours(24);

/// Makes a token for a person; every older one of theirs ends, but anyone who knows a card number can ask for a link by
/// mail, so that one leaves a code from the desk alone. Returns its id and its text.
pub(super) async fn make(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    purpose: Purpose,
    lives: Duration,
) -> Result<(uuid::Uuid, String)> {
    let now = portal.clock.now();
    if lives == CARRIED_FOR {
        end_all(tx, portal, profile, person, now).await?;
    } else {
        // Test (access/tests.rs): "a stranger who asks for links does not end the code from the desk".
        sqlx::query!(
            "UPDATE one_time_token SET ended_at = $3 \
             WHERE library = $1 AND person_id = $2 AND ended_at IS NULL AND purpose IN ('activation', 'reset') \
               AND expires_at - created_at < interval '24 hours'",
            profile.slug.as_str(),
            person.0,
            now,
        )
        .execute(&mut **tx)
        .await?;
    }
    let (id, code) = (portal.entropy.uuid(), code::new(&*portal.entropy));
    sqlx::query!(
        "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        profile.slug.as_str(),
        id,
        person.0,
        purpose.code(),
        &keys::digest(code.as_bytes()),
        now,
        now + lives,
    )
    .execute(&mut **tx)
    .await?;
    Ok((id, code))
}

/// Ends every token of a person, and what waited for one to be opened.
pub(crate) async fn end_all(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE one_time_token SET ended_at = $3 WHERE library = $1 AND person_id = $2 AND ended_at IS NULL",
        profile.slug.as_str(),
        person.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    contact::end_unverified(tx, portal, profile, person, now).await
}

/// Makes a code at the command line. `None`: there is no open card of this number.
///
/// # Errors
/// When the database is away.
pub async fn make_activation_code(
    portal: &Portal,
    operator: &Operator,
    card_number: &str,
) -> Result<Option<SecretString>> {
    let profile = operator.profile();
    let Some(number) = card::number(card_number, profile) else { return Ok(None) };
    let mut tx = portal.db.begin(operator.scope()).await?;
    let Some(holder) = card::holder(&mut tx, profile, &number).await? else { return Ok(None) };
    let (_, code) = make(&mut tx, portal, profile, holder.person, Purpose::Activation, CARRIED_FOR).await?;
    let by = operator.actor();
    let event = Event {
        via: "command",
        ..Event::new(&profile.slug, portal.clock.now(), Some(holder.person), Action::ActivationCodeMade, by)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Some(code::grouped(&code).into()))
}

/// A code that a clerk hands over.
#[derive(Debug)]
pub struct HandedOver {
    /// The code, as it is read out.
    pub code: SecretString,
    /// Whether parents and guardians are stopped: it is for the young person alone.
    pub parents_stopped: bool,
}

/// Makes the code for the patron whose record a clerk has open. `None`: none of their cards is open any more.
pub(crate) async fn make_code_at_desk(
    portal: &Portal,
    look: &Look,
    seen: PhotoId,
    site: &str,
) -> Result<Option<HandedOver>> {
    let (profile, person) = (look.profile(), look.person());
    let mut tx = portal.db.begin(look.scope()).await?;
    // A stop that is being set ends the code, or the code is made after it and says so.
    lock_person(&mut tx, &profile.slug, person).await?;
    let parents_stopped = stop::stands(&mut tx, profile, person).await?;
    if card::open_cards(&mut tx, profile, person).await?.is_empty() {
        return Ok(None);
    }
    let (_, code) = make(&mut tx, portal, profile, person, Purpose::Activation, CARRIED_FOR).await?;
    let event = Event {
        via: "desk",
        purpose: Some(domain::decision::Purpose::OnlineAccess.code()),
        detail: serde_json::json!({ "role": look.staff().role().code(), "photo_id": seen.code() }),
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), Action::ActivationCodeMade, look.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    // A code that nobody asked for would be a way in: whoever has a PIN or password already is told. Not after a stop
    // closed it (`secret::close`): the address on record may be a parent's.
    let has_secret = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM credential WHERE library = $1 AND person_id = $2 AND scheme <> 'closed') AS \"has!\"",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if has_secret {
        let usual = profile.languages.first().copied().unwrap_or_default();
        notify::tell(&mut tx, portal, profile, person, usual, site, What::CodeMade).await?;
    }
    tx.commit().await?;
    Ok(Some(HandedOver { code: code::grouped(&code).into(), parents_stopped }))
}

/// Whether a token could be used now. Looking uses nothing up.
///
/// # Errors
/// When the database is away.
pub async fn token_is_live(portal: &Portal, profile: &Profile, token: &str) -> Result<bool> {
    let Some(code) = code::read(token) else { return Ok(false) };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    Ok(find(&mut tx, portal, profile, &code).await?.is_some())
}

async fn find(tx: &mut Tx, portal: &Portal, profile: &Profile, code: &str) -> Result<Option<PersonId>> {
    let person = sqlx::query_scalar!(
        "SELECT person_id FROM one_time_token \
         WHERE library = $1 AND secret_hash = $2 AND ended_at IS NULL AND expires_at > $3 \
           AND purpose IN ('activation', 'reset')",
        profile.slug.as_str(),
        &keys::digest(code.as_bytes()),
        portal.clock.now(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(person.map(PersonId))
}

/// What became of choosing a secret with a token.
#[derive(Debug)]
pub enum Chosen {
    /// It is set; every session and known device has ended.
    Done,
    /// The secret is too easy to guess, and why. The token is still good.
    Weak(Text),
    /// The token is used, replaced, too old or none.
    Refused,
    /// Too much at once. The token is still good.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Sets a person's PIN or password on the strength of a token, and uses the token up.
///
/// # Errors
/// When the database is away.
pub async fn choose_with_token(
    portal: &Portal,
    hasher: &Hasher,
    profile: &Profile,
    token: &str,
    new: SecretString,
    lang: Lang,
    site: &str,
) -> Result<Chosen> {
    let Some(code) = code::read(token) else { return Ok(Chosen::Refused) };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let Some(person) = find(&mut tx, portal, profile, &code).await? else { return Ok(Chosen::Refused) };
    let fit = match secret::weigh(&mut tx, profile, person, &new).await? {
        Ok(fit) => fit,
        Err(why) => return Ok(Chosen::Weak(why)),
    };
    drop(tx);
    let Ok(hash) = secret::hash(portal, hasher, &fit).await? else {
        return Ok(Chosen::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };

    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    // The person first, as everybody does who ends their ways in. Of two uses at once only one ends the token.
    lock_person(&mut tx, &profile.slug, person).await?;
    let used = sqlx::query_scalar!(
        "UPDATE one_time_token SET ended_at = $3 \
         WHERE library = $1 AND secret_hash = $2 AND ended_at IS NULL AND expires_at > $3 \
           AND purpose IN ('activation', 'reset') RETURNING person_id",
        profile.slug.as_str(),
        &keys::digest(code.as_bytes()),
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let cards = card::open_cards(&mut tx, profile, person).await?;
    if used != Some(person.0) || cards.is_empty() {
        return Ok(Chosen::Refused);
    }
    end_all(&mut tx, portal, profile, person, now).await?;
    let replaced = secret::set(&mut tx, portal, profile, person, fit.kind, &hash).await?.replaced;
    session::end_of(&mut tx, profile.slug.as_str(), person.0, None).await?;
    for card in &cards {
        throttle::forgive(portal, &mut tx, &profile.slug, card).await?;
    }
    let action = if replaced { Action::CredentialChanged } else { Action::Activated };
    let event = Event::new(&profile.slug, now, Some(person), action, (ActorKind::Patron, Some(person.0)));
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    let what = match fit.kind {
        secret::Kind::Pin => What::PinChanged,
        secret::Kind::Password => What::PasswordChanged,
    };
    notify::tell(&mut tx, portal, profile, person, lang, site, what).await?;
    tx.commit().await?;
    Ok(Chosen::Done)
}
