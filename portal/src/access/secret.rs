//! A new PIN or password: whether it will do, and setting it.

use super::card;
use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    password::{self, Hasher, Line},
};
use chrono::{DateTime, Utc};
use domain::{
    parse::{self, FieldError, Password, PasswordContext, Pin, PinContext},
    profile::Profile,
    words::Text,
};
use secrecy::{ExposeSecret, SecretString};

/// A secret that will do.
pub(super) struct Fit {
    secret: SecretString,
    pub(super) kind: Kind,
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pin,
    Password,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Password => "password",
        }
    }
}

/// No PIN is longer, at any library (`sign_in.pin` in the profile).
const LONGEST_PIN: usize = 12;

/// Whether a try counts as a try at a PIN: as many digits as any PIN can have. An imported PIN may be shorter than the
/// profile allows today, and can be guessed at all the same.
// Test (access/tests/guessing.rs): "guesses of four digits are cut off where new PINs have six".
pub(super) fn counts_as_pin(typed: &str) -> bool {
    (1..=LONGEST_PIN).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// Weighs a new secret against what is known about the person (SECURITY.md, "Secrets").
pub(super) async fn weigh(
    tx: &mut Tx,
    profile: &Profile,
    person: PersonId,
    new: &SecretString,
) -> Result<Result<Fit, Text>> {
    let row = sqlx::query!(
        "SELECT person.surname, person.firstname, person.date_of_birth, contact.zipcode AS \"zipcode?\", \
                contact.phone AS \"phone?\", contact.mobile AS \"mobile?\", contact.work_phone AS \"work_phone?\", \
                contact.sms_number AS \"sms?\" \
         FROM person LEFT JOIN contact ON contact.library = person.library AND contact.person_id = person.id \
         WHERE person.library = $1 AND person.id = $2",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let cards = card::open_cards(tx, profile, person).await?;
    let card_numbers: Vec<&str> = cards.iter().map(String::as_str).collect();
    let typed = new.expose_secret();
    let kind = match (profile.sign_in.pin, profile.sign_in.password) {
        (Some(lengths), _) if lengths.fit(typed) => {
            let phones: Vec<&str> = [&row.phone, &row.mobile, &row.work_phone, &row.sms]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            let context = PinContext {
                birth_date: row.date_of_birth,
                phones: &phones,
                zipcode: row.zipcode.as_deref(),
                card_numbers: &card_numbers,
            };
            Pin::choose(typed, lengths, &context).map(|_| Kind::Pin).map_err(|error| error.text())
        }
        (_, Some(policy)) => {
            let names: Vec<&str> = [&row.surname, &row.firstname].into_iter().flatten().map(String::as_str).collect();
            let context = PasswordContext { card_numbers: &card_numbers, names: &names };
            if typed.chars().count() < usize::from(policy.min) {
                Err(parse::PasswordError::TooShort.text())
            } else {
                Password::choose(typed, &context).map(|_| Kind::Password).map_err(|error| error.text())
            }
        }
        // Anything but plain digits of the right length is refused, even if tidying would make a PIN of it.
        (Some(lengths), None) => Err(Pin::parse(typed, lengths).err().unwrap_or(parse::PinError::NotDigits).text()),
        (None, None) => Err(parse::PasswordError::TooShort.text()),
    };
    Ok(kind.map(|kind| Fit { secret: new.clone(), kind }))
}

/// The hash of a secret that will do, for this person.
pub(super) async fn hash(
    portal: &Portal,
    hasher: &Hasher,
    person: PersonId,
    fit: &Fit,
) -> Result<Result<String, password::Busy>> {
    let mut salt = [0; 16];
    portal.entropy.fill(&mut salt);
    hasher.hash(Line::Known(person.0), fit.secret.clone(), salt).await
}

/// What stands in place of the hash once a secret was closed. No secret matches it, and checking one against it is the
/// same work as for every card.
const CLOSED: &str = "closed";

/// Ends a person's PIN or password, or the lack of one: nothing opens the record until a new one is chosen, and no
/// import brings a former one back (an import overwrites only what an import brought, and adds only where nothing
/// stands).
// Test (family/tests/at_desk.rs): "a stop ends every way in a parent may share, and no file brings the old secret back".
pub(crate) async fn close(tx: &mut Tx, profile: &Profile, person: PersonId, now: DateTime<Utc>) -> Result<()> {
    let kind = if profile.sign_in.pin.is_some() { Kind::Pin } else { Kind::Password };
    sqlx::query!(
        "INSERT INTO credential (library, person_id, kind, hash, scheme, set_at, source) \
         VALUES ($1, $2, $3, $4, 'closed', $5, 'desk') \
         ON CONFLICT (library, person_id) DO UPDATE \
         SET hash = excluded.hash, scheme = excluded.scheme, set_at = excluded.set_at, source = excluded.source, \
             imported_hash_digest = NULL",
        profile.slug.as_str(),
        person.0,
        kind.code(),
        CLOSED,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A secret that was set.
pub(super) struct Set {
    /// When, as the database has it.
    pub(super) at: DateTime<Utc>,
    /// Whether there was one before.
    pub(super) replaced: bool,
}

/// Makes `hash` the person's.
pub(super) async fn set(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    kind: Kind,
    hash: &str,
) -> Result<Set> {
    let set = sqlx::query_as!(
        Set,
        "INSERT INTO credential (library, person_id, kind, hash, scheme, set_at, source) \
         VALUES ($1, $2, $3, $4, $5, $6, 'portal') \
         ON CONFLICT (library, person_id) DO UPDATE \
         SET kind = excluded.kind, hash = excluded.hash, scheme = excluded.scheme, set_at = excluded.set_at, \
             source = excluded.source, imported_hash_digest = NULL \
         RETURNING set_at AS at, (xmax <> 0) AS \"replaced!\"",
        profile.slug.as_str(),
        person.0,
        kind.code(),
        hash,
        password::scheme(hash),
        portal.clock.now(),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(set)
}
