//! Asking for a change.

use super::{
    apply,
    pending::{self, LINK_LIVES},
    read,
};
use crate::{
    Portal, Result,
    authority::{Patron, Reauthenticated},
    db::{Tx, lock_person},
    keys::{self, code},
    ledger::{self, Event},
    mail::{Enqueued, Letter, What},
    notify, session,
};
use chrono::Duration;
use domain::{
    contact::{Change, Detail},
    inventory::Class,
    ledger::Action,
    profile::ContactEdits,
    reference::{Names, Reference},
    words::Lang,
};
use uuid::Uuid;

/// At most so many links a day for one person, so that nobody uses the portal to write to strangers.
const LINKS_A_DAY: i64 = 5;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeOutcome {
    /// The record holds this value already.
    Same,
    /// The change is made.
    Made,
    /// A link is on its way to the new address.
    LinkSent {
        /// What to name it by.
        reference: Reference,
    },
    /// It waits for the desk.
    WaitsForDesk {
        /// What to name it by.
        reference: Reference,
    },
    /// Too many addresses were tried today.
    TooMany,
    /// Mail to the new address came back, and nobody has had it written to again: no link can be sent.
    CameBack,
    /// The session has ended since the PIN or password was given again; nothing is done.
    SignedOut,
    /// This very form was sent before, and what it asked for was replaced, taken back, refused or ended since.
    Over,
}

/// A change that a patron wants.
pub struct Wish<'a> {
    /// What.
    pub change: &'a Change,
    /// The language they ask in.
    pub lang: Lang,
    /// The address of the library's portal, for the mails.
    pub site: &'a str,
    /// The name of the form, given when it was shown to be checked: sent twice, it asks once.
    pub form: Uuid,
}

/// Makes a change, or sets it on its way (L20). A change of the same detail that is under way is replaced.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn ask(portal: &Portal, patron: &Reauthenticated<Patron>, wish: Wish<'_>) -> Result<ChangeOutcome> {
    let outcomes = ask_together(portal, patron, &[wish]).await?;
    Ok(outcomes.into_iter().next_back().unwrap_or(ChangeOutcome::Same))
}

/// As [`ask`], for several details at once: all of it or nothing. The outcomes stand in the order of the wishes; where the last
/// is [`ChangeOutcome::TooMany`], [`ChangeOutcome::CameBack`] or [`ChangeOutcome::SignedOut`], nothing is done.
///
/// # Errors
/// When the database is away; then nothing is done.
// Test (contact/tests/moving.rs): "moving house is all of it or nothing and is told once".
pub async fn ask_together(
    portal: &Portal,
    patron: &Reauthenticated<Patron>,
    wishes: &[Wish<'_>],
) -> Result<Vec<ChangeOutcome>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    // One change of a person at a time: when two are asked for at once, the second sees what the first did.
    lock_person(&mut tx, &patron.profile().slug, patron.person()).await?;
    if !session::lives(&mut tx, patron).await? {
        return Ok(vec![ChangeOutcome::SignedOut]);
    }
    let mut outcomes = Vec::with_capacity(wishes.len());
    let mut is_told = false;
    for wish in wishes {
        let outcome = one(&mut tx, portal, patron, wish, &mut is_told).await?;
        let ends = matches!(outcome, ChangeOutcome::TooMany | ChangeOutcome::CameBack);
        outcomes.push(outcome);
        if ends {
            return Ok(outcomes);
        }
    }
    tx.commit().await?;
    Ok(outcomes)
}

/// One change, in the transaction of all. `is_told`: the former address was told that contact details changed.
async fn one(
    tx: &mut Tx,
    portal: &Portal,
    patron: &Patron,
    wish: &Wish<'_>,
    is_told: &mut bool,
) -> Result<ChangeOutcome> {
    let profile = patron.profile();
    let &Wish { change, lang, site, form } = wish;
    let (library, person, now) = (patron.library(), patron.person(), portal.clock.now());
    // Test (contact/tests/mod.rs): "a form that is sent five times is one change one mail one reference".
    if let Some(before) = sent_before(tx, portal, patron, form).await? {
        return Ok(before);
    }
    let present = read::present(tx, library, person).await?;
    if present.has(change) {
        return Ok(ChangeOutcome::Same);
    }
    let verified = change.detail.is_verified() && !change.removes();
    if verified && links_today(tx, portal, patron).await? >= LINKS_A_DAY {
        return Ok(ChangeOutcome::TooMany);
    }
    for older in pending::under_way(tx, library, person, now).await? {
        if older.detail == change.detail {
            // The desk may have settled it at this moment: then there is nothing to replace.
            if pending::close(tx, library, person, older.id, "replaced", now).await?.is_some() {
                pending::note_end(tx, portal, profile, person, patron.actor(), older.detail).await?;
            }
        }
    }
    let at_once = profile.switches.contact_edits.value == ContactEdits::AtOnce;
    if at_once && !verified {
        let old = notify::before(tx, profile, person, lang, change.detail).await?;
        apply::apply(tx, profile, person, change, "portal", now).await?;
        apply::note(tx, portal, profile, person, change, Action::ContactChanged, patron.actor()).await?;
        let what = if change.detail == Detail::Email { What::EmailChanged } else { What::ContactChanged };
        if what == What::EmailChanged || !*is_told {
            *is_told |= what == What::ContactChanged;
            notify::tell_former_address(tx, portal, profile, person, old, lang, site, what).await?;
        }
        return Ok(ChangeOutcome::Made);
    }
    let mut random = [0; 5];
    portal.entropy.fill(&mut random);
    let reference = Reference::new(Names::Change, random);
    let status = if verified { "unverified" } else { "waiting" };
    let id = form;
    insert(tx, portal, patron, id, (change, lang), &reference, status).await?;
    if verified {
        let code = token(tx, portal, patron, id).await?;
        let letter = Letter::VerifyEmail {
            link: format!("{site}/contact/confirm?t={code}"),
            minutes: u32::try_from(LINK_LIVES.num_minutes()).unwrap_or(60),
        };
        let old = notify::before(tx, profile, person, lang, change.detail).await?;
        let new = notify::Reach {
            email: change.value("email").unwrap_or_default().to_owned(),
            first_name: None,
            card: None,
            lang: old.lang().unwrap_or(lang),
        };
        let key = format!("verify-email:{id}");
        // Test (contact/tests/mail.rs): "an address that mail came back from is said to be one and nothing is done".
        if notify::write_to(tx, portal, profile, person, new, site, key, letter).await? == Enqueued::NoAddress {
            return Ok(ChangeOutcome::CameBack);
        }
        notify::tell_former_address(tx, portal, profile, person, old, lang, site, What::EmailChanging).await?;
    }
    let field = change.detail.ledger_name();
    let rules = apply::rules(profile);
    let event = Event {
        classes: &[Class::Contact, Class::Pending],
        fields: &[&field],
        rules: &rules,
        ..Event::new(library, now, Some(person), Action::ContactChangeAsked, patron.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(if verified { ChangeOutcome::LinkSent { reference } } else { ChangeOutcome::WaitsForDesk { reference } })
}

async fn links_today(tx: &mut Tx, portal: &Portal, patron: &Patron) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "SELECT count(*) AS \"count!\" FROM one_time_token \
         WHERE library = $1 AND person_id = $2 AND purpose = 'email' AND created_at > $3",
        patron.library().as_str(),
        patron.person().0,
        portal.clock.now() - Duration::days(1),
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// What became of this form of the patron's, where it was sent before.
async fn sent_before(tx: &mut Tx, portal: &Portal, patron: &Patron, form: Uuid) -> Result<Option<ChangeOutcome>> {
    let row = sqlx::query!(
        "SELECT reference, status, asked_at FROM pending_change WHERE library = $1 AND person_id = $2 AND id = $3",
        patron.library().as_str(),
        patron.person().0,
        form,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let reference = row.reference.as_deref().and_then(Reference::parse);
    Ok(Some(match (row.status.as_str(), reference) {
        ("unverified", Some(reference)) if row.asked_at + LINK_LIVES > portal.clock.now() => {
            ChangeOutcome::LinkSent { reference }
        }
        ("waiting", Some(reference)) => ChangeOutcome::WaitsForDesk { reference },
        ("confirmed", _) => ChangeOutcome::Made,
        _ => ChangeOutcome::Over,
    }))
}

async fn insert(
    tx: &mut Tx,
    portal: &Portal,
    patron: &Patron,
    id: Uuid,
    (change, lang): (&Change, Lang),
    reference: &Reference,
    status: &str,
) -> Result<()> {
    let words = change.in_words(lang);
    sqlx::query!(
        "INSERT INTO pending_change (library, id, person_id, reference, field, new_value, parts, asked_at, status, \
                                     source, sourced_at, asked_in, asked_shared, asked_device) \
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 'portal', $8, $10, session.shared, session.device \
         FROM (SELECT) AS one LEFT JOIN session ON session.library = $1 AND session.id = $10",
        patron.library().as_str(),
        id,
        patron.person().0,
        reference.as_str(),
        change.detail.code(),
        Some(words).filter(|words| !words.is_empty()),
        serde_json::to_value(&change.values).unwrap_or_default(),
        portal.clock.now(),
        status,
        patron.session(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A link's token, kept as a digest.
async fn token(tx: &mut Tx, portal: &Portal, patron: &Patron, change: Uuid) -> Result<String> {
    let (now, code) = (portal.clock.now(), code::new(&*portal.entropy));
    sqlx::query!(
        "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at, change_id) \
         VALUES ($1, $2, $3, 'email', $4, $5, $6, $7)",
        patron.library().as_str(),
        portal.entropy.uuid(),
        patron.person().0,
        &keys::digest(code.as_bytes()),
        now,
        now + LINK_LIVES,
        change,
    )
    .execute(&mut **tx)
    .await?;
    Ok(code)
}
