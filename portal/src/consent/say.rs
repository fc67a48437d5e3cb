//! Saying yes or no.

use super::{
    choices,
    record::{Record, record},
};
use crate::{
    Portal, Result,
    access::{Confirmed, confirm_again},
    authority::Patron,
    db::lock_person,
    mail::What,
    notify,
    password::Hasher,
};
use domain::{consent::Purpose, words::Lang};
use secrecy::SecretString;
use uuid::Uuid;

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It is kept and holds from now on.
    Kept {
        /// Its id, for the receipt.
        id: Uuid,
    },
    /// It is what holds already, by the patron's own word and in the words of today; nothing was written.
    Already,
    /// A yes to one kind while they want no e-mail at all.
    Stopped,
    /// A yes without an e-mail address to write to.
    NoAddress,
    /// No e-mail at all is said with the PIN or password alone ([`stop_all`]).
    SecretFirst,
}

/// What became of stopping all e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllStopped {
    /// As for one kind ([`Said`]).
    Said(Said),
    /// The PIN or password is not right, or there were too many tries.
    Wrong,
    /// The session has ended meanwhile.
    SignedOut,
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// "No e-mail at all", with the PIN or password: anyone who finds an open session must not silence what its owner is told.
/// It also says no to every newsletter that is on, so that none begins again by itself.
///
/// # Errors
/// When the database is away; then nothing is kept.
pub async fn stop_all(
    portal: &Portal,
    hasher: &Hasher,
    patron: &Patron,
    secret: SecretString,
    lang: Lang,
    site: &str,
) -> Result<AllStopped> {
    match confirm_again(portal, hasher, patron, secret).await? {
        Confirmed::Yes(_) => {}
        Confirmed::No => return Ok(AllStopped::Wrong),
        Confirmed::SignedOut => return Ok(AllStopped::SignedOut),
        Confirmed::Busy { retry_after_seconds } => return Ok(AllStopped::Busy { retry_after_seconds }),
    }
    Ok(AllStopped::Said(answered(portal, patron, Purpose::AllMail, false, lang, site).await?))
}

/// Keeps an answer, with the exact words in the language they were read in. A no is always taken; for no e-mail at all
/// there is [`stop_all`].
///
/// # Errors
/// When the database is away; then nothing is kept.
pub async fn say(
    portal: &Portal,
    patron: &Patron,
    purpose: Purpose<'_>,
    given: bool,
    lang: Lang,
    site: &str,
) -> Result<Said> {
    if purpose == Purpose::AllMail && !given {
        return Ok(Said::SecretFirst);
    }
    answered(portal, patron, purpose, given, lang, site).await
}

pub(super) async fn answered(
    portal: &Portal,
    patron: &Patron,
    purpose: Purpose<'_>,
    given: bool,
    lang: Lang,
    site: &str,
) -> Result<Said> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    // One answer of a person at a time, so that when two arrive at once, the later click holds.
    lock_person(&mut tx, &profile.slug, patron.person()).await?;
    let present = choices::of(&mut tx, profile, patron).await?;
    let stopped = present.stopped_at.is_some();
    let already = match purpose {
        Purpose::AllMail => given != stopped,
        _ => present.each.iter().any(|one| {
            one.purpose.code() == purpose.code()
                && one.on == given
                && matches!(one.standing, choices::Standing::Said { in_words_of_today, .. } if in_words_of_today || !given)
        }),
    };
    if already {
        return Ok(Said::Already);
    }
    if given && purpose != Purpose::AllMail {
        if stopped {
            return Ok(Said::Stopped);
        }
        if present.email.is_none() {
            return Ok(Said::NoAddress);
        }
    }
    let said = |given| Record { given, means: "portal", actor: patron.actor(), via: "portal", lang };
    let id = record(&mut tx, portal, profile, patron.person(), purpose, said(given)).await?;
    if purpose == Purpose::AllMail && !given {
        let on = present.each.iter().filter(|one| one.on && matches!(one.purpose, Purpose::Newsletter(_)));
        for newsletter in on {
            record(&mut tx, portal, profile, patron.person(), newsletter.purpose, said(false)).await?;
        }
        notify::tell(&mut tx, portal, profile, patron.person(), lang, site, What::MailStopped).await?;
    }
    tx.commit().await?;
    Ok(Said::Kept { id })
}
