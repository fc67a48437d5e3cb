//! Activation codes and mailed links: single use, short-lived, and a new one ends the older ones.

use super::{asked, card, mark, secret, stop};
use crate::{
    Portal, Result,
    authority::{ChoosesSecret, LinkHolder, LinkShown, Look, Operator},
    contact::Ends,
    db::{Scope, Tx, lock_person},
    ids::PersonId,
    keys::code,
    ledger::{self, Event},
    links,
    mail::What,
    notify,
    password::{self, Hasher},
    session, throttle,
};
use chrono::Duration;
use domain::{
    ledger::Action,
    photo_id::PhotoId,
    profile::Profile,
    words::{Lang, Text},
};
use secrecy::SecretString;
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

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

/// Who makes a token.
#[derive(Debug, Clone, Copy)]
pub(super) enum Maker {
    /// The person who asks for a link by mail.
    Mail,
    /// The command line.
    Command,
    /// A clerk.
    Desk {
        /// The staff account.
        account: Uuid,
        /// Whether it opens nothing until a second member of staff has confirmed it.
        needs_second: bool,
        /// The form's own name.
        form: Uuid,
    },
}

/// Makes a token for a person; each older one of that person ends, but anyone who knows a card number can ask for a link by
/// mail, so that one leaves a code from the desk alone. Returns its id and its text.
pub(super) async fn make(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    purpose: Purpose,
    lives: Duration,
    by: Maker,
) -> Result<(Uuid, String)> {
    let now = portal.clock.now();
    if lives == CARRIED_FOR {
        end_tokens(tx, portal, profile, person, Ends::Unverified, now).await?;
    } else {
        // Test (access/tests/links.rs): "a stranger who asks for links does not end the code from the desk".
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
    let (id, code) = match by {
        Maker::Mail => (portal.entropy.uuid(), code::new(&*portal.entropy)),
        Maker::Command => (portal.entropy.uuid(), code::short(&*portal.entropy)),
        Maker::Desk { form, .. } => (form, portal.keys.code_for(form, person.0)),
    };
    let (made_by, needs_second) = match by {
        Maker::Mail | Maker::Command => (None, false),
        Maker::Desk { account, needs_second, .. } => (Some(account), needs_second),
    };
    sqlx::query!(
        "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at, made_by, \
                                     needs_second) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        profile.slug.as_str(),
        id,
        person.0,
        purpose.code(),
        &portal.keys.stored_code(&code),
        now,
        now + lives,
        made_by,
        needs_second,
    )
    .execute(&mut **tx)
    .await?;
    Ok((id, code))
}

/// Ends every token of a person, and what waited for one to be opened.
async fn end_tokens(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    ends: Ends,
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
    asked::end(tx, portal, profile, person, ends, now).await
}

/// A defence: ends every token of a person, and what they asked for and is not done yet ([`asked`]), but what waits and was
/// asked in the session that goes on (`kept`).
pub(crate) async fn end_all(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    kept: Option<Uuid>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    end_tokens(tx, portal, profile, person, Ends::AllBut(kept), now).await
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
    let (_, code) =
        make(&mut tx, portal, profile, holder.person, Purpose::Activation, CARRIED_FOR, Maker::Command).await?;
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
    /// Whether it opens nothing until a second member of staff has confirmed it, because nobody could be told of it.
    pub needs_second: bool,
}

/// Makes the code for the patron whose record a clerk has open. `form` is the form's own name: sent twice, it makes one
/// code. `None`: none of their cards is open any more, the code that this form made has ended, or the look is not for this.
pub(crate) async fn make_code_at_desk(
    portal: &Portal,
    look: &Look,
    form: Uuid,
    seen: PhotoId,
    site: &str,
) -> Result<Option<HandedOver>> {
    if !look.serves(portal, domain::decision::Purpose::OnlineAccess) {
        return Ok(None);
    }
    let (profile, person) = (look.profile(), look.person());
    let mut tx = portal.db.begin(look.scope()).await?;
    // A stop that is being set ends the code, or the code is made after it and says so.
    lock_person(&mut tx, &profile.slug, person).await?;
    let parents_stopped = stop::stands(&mut tx, profile, person).await?;
    if card::open_cards(&mut tx, profile, person).await?.is_empty() {
        return Ok(None);
    }
    if let Some(before) = made_before(&mut tx, portal, look, form).await? {
        return Ok(before.map(|needs_second| HandedOver {
            code: code::grouped(&portal.keys.code_for(form, person.0)).into(),
            parents_stopped,
            needs_second,
        }));
    }
    let usual = profile.usual_language();
    // Nobody on the staff alone makes a way into a record that its owner is not told of (SECURITY.md).
    // Test (look/tests.rs): "a clerk alone gets into no record whose owner cannot be told".
    let needs_second = notify::reach(&mut tx, profile, person, usual).await?.is_none();
    let by = Maker::Desk { account: look.staff().account(), needs_second, form };
    let (id, code) = make(&mut tx, portal, profile, person, Purpose::Activation, CARRIED_FOR, by).await?;
    let event = Event {
        via: "desk",
        purpose: Some(domain::decision::Purpose::OnlineAccess.code()),
        detail: serde_json::json!({ "role": look.staff().role().code(), "photo_id": seen.code(), "code": id, "second": needs_second }),
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), Action::ActivationCodeMade, look.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    // A code that nobody asked for would be a way in: anyone who has a PIN or password already is told. Not after a stop
    // closed it (`secret::close`), when the address on record may be a parent's. Where the library's system has none any more, its
    // owner is: whoever can empty it there could make a code here that nobody hears of.
    // Test (look/tests.rs): "whoever has a pin already is told of a code that would replace it".
    let has_secret = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM credential WHERE library = $1 AND person_id = $2 AND scheme <> 'closed') AS \"has!\"",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    if has_secret {
        notify::tell(&mut tx, portal, profile, person, usual, site, What::CodeMade).await?;
    }
    tx.commit().await?;
    Ok(Some(HandedOver { code: code::grouped(&code).into(), parents_stopped, needs_second }))
}

/// Whether this form made a code before: then whether that one, while it is good, still needs a second member of staff.
async fn made_before(tx: &mut Tx, portal: &Portal, look: &Look, form: Uuid) -> Result<Option<Option<bool>>> {
    let row = sqlx::query!(
        "SELECT needs_second AND second_by IS NULL AS \"waits!\", \
                person_id = $3 AND made_by = $4 AND ended_at IS NULL AND expires_at > $5 AS \"good?\" \
         FROM one_time_token WHERE library = $1 AND id = $2",
        look.library().as_str(),
        form,
        look.person().0,
        look.staff().account(),
        portal.clock.now(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.good == Some(true)).then_some(row.waits)))
}

/// What becomes of showing a mailed link or a code from the desk. Looking uses nothing up, but anyone who types a
/// code from the desk wrong is slowed down.
///
/// # Errors
/// When the database is away.
pub async fn link_or_code_shown(
    portal: &Portal,
    profile: &Arc<Profile>,
    typed: &str,
    client: IpAddr,
) -> Result<LinkShown<ChoosesSecret>> {
    let Some(code) = code::read_any(typed) else { return Ok(LinkShown::Dead) };
    find(portal, profile, &code, client).await
}

/// What becomes of showing a mailed link. A code from the desk is typed and sent, and no address: looking at
/// an address changes nothing, and here that would let codes be guessed uncounted.
///
/// # Errors
/// When the database is away.
pub async fn link_shown(
    portal: &Portal,
    profile: &Arc<Profile>,
    token: &str,
    client: IpAddr,
) -> Result<LinkShown<ChoosesSecret>> {
    let Some(code) = code::read(token) else { return Ok(LinkShown::Dead) };
    find(portal, profile, &code, client).await
}

/// What becomes of showing this code.
async fn find(portal: &Portal, profile: &Arc<Profile>, code: &str, client: IpAddr) -> Result<LinkShown<ChoosesSecret>> {
    let own = profile.sign_in.own_networks.iter().any(|network| network.contains(client));
    let typed = code::is_short(code);
    // Test (access/tests/links.rs): "codes from the desk are not guessed".
    if typed && !throttle::admit_code(portal, &profile.slug, client, own).await? {
        return Ok(LinkShown::Dead);
    }
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let shown = LinkHolder::showing(&mut tx, portal, profile, code, None).await?;
    tx.commit().await?;
    if typed && matches!(shown, LinkShown::Live(_)) {
        throttle::code_was_right(portal, &profile.slug, client, own).await?;
    }
    Ok(shown)
}

/// What became of choosing a secret with a link or a code.
#[derive(Debug)]
pub enum Chosen {
    /// It is set; every session and known device has ended.
    Done {
        /// What the browser keeps for an hour, so that anyone who guesses elsewhere does not keep its owner from signing in.
        mark: SecretString,
    },
    /// The secret is too easy to guess, and why. The link is still good.
    Weak(Text),
    /// It was set with this link or code before: nothing is done again.
    Before,
    /// The link has been replaced or ended since it was shown, or is too old.
    Refused,
    /// This browser is the desk's, or somebody who made or confirmed the code is signed in at the desk from the same address
    /// of the library's own network: nobody who works there uses a patron's code.
    AtDesk,
    /// Too much at once. The link is still good.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// A wish to choose a PIN or password with a link or a code.
pub struct Choosing<'a> {
    /// The new PIN or password.
    pub new: SecretString,
    /// Whether somebody is signed in at the desk in this browser, or was within the hour.
    pub at_desk: bool,
    /// The client's address.
    pub client: IpAddr,
    /// The language of the mail about it, where the patron has chosen none.
    pub lang: Lang,
    /// The address of the library's portal, for that mail.
    pub site: &'a str,
}

/// Sets a person's PIN or password on the strength of a link or a code, and uses it up.
///
/// # Errors
/// When the database is away.
pub async fn choose_by_link(
    portal: &Portal,
    hasher: &Hasher,
    holder: &LinkHolder<ChoosesSecret>,
    choosing: Choosing<'_>,
) -> Result<Chosen> {
    let Choosing { new, at_desk, client, lang, site } = choosing;
    // Test (access/tests/links.rs): "a browser of the desk chooses no patron's secret".
    if at_desk {
        return Ok(Chosen::AtDesk);
    }
    let (profile, person) = (holder.profile(), holder.person());
    let mut tx = portal.db.begin(holder.scope()).await?;
    // Test (access/tests/links.rs): "whoever made a code does not use it from the computer they are signed in at".
    let own = profile.sign_in.own_networks.iter().any(|network| network.contains(client));
    if own && holder.is_made_from(&mut tx, &throttle::mark_of_client(portal, client), portal.clock.now()).await? {
        return Ok(Chosen::AtDesk);
    }
    let fit = match secret::weigh(&mut tx, profile, person, &new).await? {
        Ok(fit) => fit,
        Err(why) => return Ok(Chosen::Weak(why)),
    };
    drop(tx);
    let Ok(hash) = secret::hash(portal, hasher, person, &fit).await? else {
        return Ok(Chosen::Busy { retry_after_seconds: password::RETRY_AFTER_SECONDS });
    };

    let now = portal.clock.now();
    let mut tx = portal.db.begin(holder.scope()).await?;
    // The person first, as everybody does who ends their ways in.
    lock_person(&mut tx, &profile.slug, person).await?;
    if holder.use_up(&mut tx, now).await?.is_none() {
        return Ok(holder.used_meanwhile(&mut tx).await?.map_or(Chosen::Refused, |_| Chosen::Before));
    }
    let cards = card::open_cards(&mut tx, profile, person).await?;
    if cards.is_empty() {
        return Ok(Chosen::Refused);
    }
    links::end_with_secret(&mut tx, portal, profile, person, holder.actor()).await?;
    end_all(&mut tx, portal, profile, person, None, now).await?;
    let secret::Set { at, replaced } = secret::set(&mut tx, portal, profile, person, fit.kind, &hash).await?;
    session::end_of(&mut tx, profile.slug.as_str(), person.0, None).await?;
    for card in &cards {
        throttle::forgive(portal, &mut tx, &profile.slug, card).await?;
    }
    let action = if replaced { Action::CredentialChanged } else { Action::Activated };
    let event = Event::new(&profile.slug, now, Some(person), action, holder.actor());
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    let what = match fit.kind {
        secret::Kind::Pin => What::PinChanged,
        secret::Kind::Password => What::PasswordChanged,
    };
    notify::tell(&mut tx, portal, profile, person, lang, site, what).await?;
    tx.commit().await?;
    Ok(Chosen::Done { mark: mark::new(portal, profile, person, at) })
}
