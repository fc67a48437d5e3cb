//! Giving the PIN or password again before something that matters, and changing it.

use super::{asked, secret, token};
use crate::{
    Portal, Result,
    authority::{Patron, Reauthenticated},
    db::{Scope, lock_person},
    ledger::{self, Event},
    links,
    mail::What,
    notify,
    password::{self, Checked, Hasher, Line},
    session::{self, Session},
    throttle,
};
use domain::{
    ledger::Action,
    words::{Lang, Text},
};
use secrecy::SecretString;

/// What became of giving the PIN or password again.
#[derive(Debug, Clone)]
pub enum Confirmed {
    /// The secret is right: the authority for what asks for it.
    Yes(Reauthenticated<Patron>),
    /// The secret is wrong, or there have been too many tries.
    No,
    /// The secret is right, but the session has ended meanwhile (from elsewhere, or with its card).
    SignedOut,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// Checks the patron's PIN or password once more. Hashing takes time, so the session is looked for again afterwards.
///
/// # Errors
/// When the database is away.
pub async fn confirm_again(
    portal: &Portal,
    hasher: &Hasher,
    patron: &Patron,
    given: SecretString,
) -> Result<Confirmed> {
    // Before anything is charged: a patron who finds the queue full has not used up a try.
    // Test (access/tests/guessing.rs): "who finds the queue full when asked again is charged for nothing".
    let Ok(place) = hasher.place(Line::Known(patron.person().0)) else {
        return Ok(Confirmed::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let (library, person) = (patron.library(), patron.person());
    let hash = throttle::admit_again(portal, library, person.0, async |tx| {
        let hash = sqlx::query_scalar!(
            "SELECT hash FROM credential WHERE library = $1 AND person_id = $2",
            library.as_str(),
            person.0,
        );
        Ok(hash.fetch_optional(&mut **tx).await?)
    });
    let Some(hash) = hash.await? else { return Ok(Confirmed::No) };
    if hasher.check_at(place, hash, given).await? == Checked::Wrong {
        return Ok(Confirmed::No);
    }
    let lives = throttle::succeeded_again(portal, library, person.0, async |tx| session::lives(tx, patron).await);
    Ok(if lives.await? { Confirmed::Yes(Reauthenticated::new(patron.clone())) } else { Confirmed::SignedOut })
}

/// What became of a change.
#[derive(Debug)]
pub enum Changed {
    /// Done; every other session and every known device has ended.
    Done,
    /// The new one is too easy to guess, and why.
    Weak(Text),
    /// It was set to this very one a moment ago: the form was sent twice.
    Before,
    /// The present one is wrong, or there have been too many tries.
    WrongCurrent,
    /// The session has ended meanwhile; nothing is changed.
    SignedOut,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// A patron's wish to change their PIN or password.
pub struct Change<'a> {
    /// The present one.
    pub current: SecretString,
    /// The new one.
    pub new: SecretString,
    /// The language of the mail about it, where the patron has chosen none.
    pub lang: Lang,
    /// The address of the library's portal, for that mail.
    pub site: &'a str,
}

/// Changes the patron's PIN or password.
///
/// # Errors
/// When the database is away.
pub async fn change_secret(
    portal: &Portal,
    hasher: &Hasher,
    patron: &Patron,
    session: &Session,
    change: Change<'_>,
) -> Result<Changed> {
    let new = change.new.clone();
    Ok(match change_now(portal, hasher, patron, session, change).await? {
        Changed::WrongCurrent | Changed::SignedOut if set_lately(portal, hasher, patron, &new).await? => {
            Changed::Before
        }
        changed => changed,
    })
}

/// Whether the patron's secret was set to this one a moment ago.
// Test (access/tests/change_of_secret.rs): "a changed secret ends every other session and device and renews this one".
async fn set_lately(portal: &Portal, hasher: &Hasher, patron: &Patron, new: &SecretString) -> Result<bool> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let hash = sqlx::query_scalar!(
        "SELECT hash FROM credential WHERE library = $1 AND person_id = $2 AND source = 'portal' AND set_at > $3",
        patron.library().as_str(),
        patron.person().0,
        portal.clock.now() - crate::clock::SECOND_CLICK,
    )
    .fetch_optional(&mut *tx)
    .await?;
    drop(tx);
    let Some(hash) = hash else { return Ok(false) };
    let Ok(place) = hasher.place(Line::Known(patron.person().0)) else { return Ok(false) };
    Ok(hasher.check_at(place, Some(hash), new.clone()).await? != Checked::Wrong)
}

async fn change_now(
    portal: &Portal,
    hasher: &Hasher,
    patron: &Patron,
    session: &Session,
    change: Change<'_>,
) -> Result<Changed> {
    let profile = patron.profile();
    match confirm_again(portal, hasher, patron, change.current).await? {
        Confirmed::Yes(_) => {}
        Confirmed::No => return Ok(Changed::WrongCurrent),
        Confirmed::SignedOut => return Ok(Changed::SignedOut),
        Confirmed::Busy { retry_after_seconds } => return Ok(Changed::Busy { retry_after_seconds }),
    }
    let mut tx = portal.db.begin(patron.scope()).await?;
    let fit = match secret::weigh(&mut tx, profile, patron.person(), &change.new).await? {
        Ok(fit) => fit,
        Err(why) => return Ok(Changed::Weak(why)),
    };
    drop(tx);
    let Ok(hash) = secret::hash(portal, hasher, patron.person(), &fit).await? else {
        return Ok(Changed::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };
    let now = portal.clock.now();
    // Library-wide, because a guardian's link that ends with the PIN is a line in the guardian's activity too.
    let mut tx = portal.db.begin(Scope::Library(patron.library())).await?;
    // The person is locked first, as in every use case that ends ways in, so that two of them do not lock each other
    // out.
    lock_person(&mut tx, &profile.slug, patron.person()).await?;
    let secret_set_at = secret::set(&mut tx, portal, profile, patron.person(), fit.kind, &hash).await?.at;
    // Hashing takes time: a session that ended meanwhile (from elsewhere, or with its card) changes nothing, and is not
    // renewed below. The lock keeps it from ending before this is committed.
    // Test (access/tests/lost_card.rs): "a card reported lost while its secret is being changed stays closed, and so does the session".
    if !session::lives(&mut tx, patron).await? {
        return Ok(Changed::SignedOut);
    }
    session::end_others(&mut tx, patron, Some(patron.session())).await?;
    links::end_with_secret(&mut tx, portal, profile, patron.person(), patron.actor()).await?;
    token::end_all(&mut tx, portal, profile, patron.person(), Some(patron.session()), now).await?;
    let present = portal.entropy.uuid();
    asked::goes_on_in(&mut tx, patron.library(), patron.person(), patron.session(), present).await?;
    let event = Event::new(patron.library(), now, Some(patron.person()), Action::CredentialChanged, patron.actor());
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    let what = match fit.kind {
        secret::Kind::Pin => What::PinChanged,
        secret::Kind::Password => What::PasswordChanged,
    };
    notify::tell(&mut tx, portal, profile, patron.person(), change.lang, change.site, what).await?;
    tx.commit().await?;
    session::renew(session, now, present, secret_set_at).await?;
    Ok(Changed::Done)
}
