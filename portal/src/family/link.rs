//! A parent or guardian adds a child, with the child's card or with a code from the desk.

use super::{
    facts::BY_CODE,
    make::{Linked, Linking, link},
};
use crate::{
    Portal, Result,
    access::{
        Confirmed, card, confirm_again,
        prove::{Holder, Proved, TypedCredentials, prove},
    },
    authority::{AddsChild, LinkHolder, LinkShown, Patron, UsedLink},
    db::{Scope, Tx, lock_person},
    keys::code,
    ledger::{self, Event},
    password::Hasher,
    session, throttle,
};
use domain::{
    ledger::{Action, ActorKind},
    profile::{GuardianAccess, Profile, WrittenPermission},
    words::{Lang, Text},
};
use secrecy::SecretString;
use std::net::IpAddr;
use uuid::Uuid;

/// How a library lets a guardian in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// With the child's card (L14).
    Card,
    /// With the child's card, and the record must name them (M3, W3).
    OnRecord,
    /// Not here: the account is the card holder's alone (C3).
    NotOffered,
}

/// How this library lets a guardian in.
pub fn way(profile: &Profile) -> Way {
    match profile.switches.guardian_access.value {
        GuardianAccess::ChildsCard => Way::Card,
        GuardianAccess::GuardianOnRecord => Way::OnRecord,
        GuardianAccess::PatronsPermissionOnly => Way::NotOffered,
    }
}

/// A child's card as a guardian typed it.
pub struct ByCard<'a> {
    /// The number.
    pub card_number: &'a str,
    /// The child's PIN or password.
    pub secret: SecretString,
    /// The guardian's own, once more.
    pub own: SecretString,
    /// The client's address.
    pub client: IpAddr,
    /// The device cookie, where the browser has one.
    pub device: Option<&'a str>,
    /// The language of the mail about it, for those who have chosen none.
    pub lang: Lang,
    /// The address of the library's portal, for that mail.
    pub site: &'a str,
}

/// Adds a child by card number and PIN. It is throttled and refused exactly as a sign-in with that card is, and only
/// after the guardian's own PIN or password was right.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn link_by_card(portal: &Portal, hasher: &Hasher, patron: &Patron, given: ByCard<'_>) -> Result<Linked> {
    let profile = patron.profile();
    if let Some(no) = not_offered(profile) {
        return Ok(no);
    }
    match confirm_again(portal, hasher, patron, given.own).await? {
        Confirmed::Yes(_) => {}
        Confirmed::No => return Ok(Linked::OwnWrong),
        Confirmed::SignedOut => return Ok(Linked::SignedOut),
        Confirmed::Busy { retry_after_seconds } => return Ok(Linked::Busy { retry_after_seconds }),
    }
    let typed = TypedCredentials {
        card_number: given.card_number,
        secret: &given.secret,
        client: given.client,
        device: given.device,
        mark: None,
    };
    let holder = match prove(portal, hasher, profile, typed).await? {
        Proved::Right(holder) => holder,
        Proved::Refused => return Ok(Linked::Refused),
        Proved::Busy { retry_after_seconds } => return Ok(Linked::Busy { retry_after_seconds }),
    };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    lock_person(&mut tx, &profile.slug, holder.person).await?;
    // Hashing the child's PIN took time: the guardian's session may have ended meanwhile.
    // Test (family/tests.rs): "a guardian whose session ended meanwhile adds nobody".
    if !session::lives(&mut tx, patron).await? {
        return Ok(Linked::SignedOut);
    }
    let number = card::number(given.card_number, profile).unwrap_or_default();
    let Some(card) = still_open(&mut tx, profile, &number, holder).await? else { return Ok(Linked::Refused) };
    let linking = Linking { child: holder.person, card, proven: "childs-card", lang: given.lang, site: given.site };
    let linked = link(&mut tx, portal, patron, linking).await?;
    if let Linked::No { .. } = linked {
        // The right PIN was given, so somebody knows it: the card's owner sees that it was tried.
        let refused = Event::new(
            &profile.slug,
            portal.clock.now(),
            Some(holder.person),
            Action::SignInRefused,
            (ActorKind::Visitor, None),
        );
        ledger::append(&mut tx, &*portal.entropy, refused).await?;
    }
    tx.commit().await?;
    Ok(linked)
}

/// The holder of a code that the desk made for this patron, while it could be used. `Err`: the library opens a child's
/// account to nobody else, the code is not good, or it was used before, and then the link it made.
///
/// # Errors
/// When the database is away.
pub async fn code_shown(
    portal: &Portal,
    patron: &Patron,
    typed: &str,
    client: IpAddr,
) -> Result<std::result::Result<LinkHolder<AddsChild>, Linked>> {
    if let Some(no) = not_offered(patron.profile()) {
        return Ok(Err(no));
    }
    let Some(code) = code::read_any(typed) else { return Ok(Err(Linked::Refused)) };
    // Test (family/tests/at_desk.rs): "a code for a parent is eight characters and is not guessed".
    let own = patron.profile().sign_in.own_networks.iter().any(|network| network.contains(client));
    if !throttle::admit_code(portal, patron.library(), client, own).await? {
        return Ok(Err(Linked::Refused));
    }
    let mut tx = portal.db.begin(Scope::Library(patron.library())).await?;
    let shown = LinkHolder::showing(&mut tx, portal, patron.shared_profile(), &code, Some(patron)).await?;
    if let LinkShown::Used(used) = &shown {
        return Ok(Err(linked_before(&mut tx, patron, used).await?));
    }
    tx.commit().await?;
    let Some(holder) = shown.live() else { return Ok(Err(Linked::Refused)) };
    throttle::code_was_right(portal, patron.library(), client, own).await?;
    Ok(Ok(holder))
}

/// The link between this patron and the child whom a code that was used was for, while it stands.
async fn linked_before(tx: &mut Tx, patron: &Patron, used: &UsedLink<AddsChild>) -> Result<Linked> {
    let link = sqlx::query_scalar!(
        "SELECT id FROM family_link WHERE library = $1 AND guardian_id = $2 AND child_id = $3 AND ended_at IS NULL",
        patron.library().as_str(),
        patron.person().0,
        used.person().0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(link.map_or(Linked::Refused, Linked::Yes))
}

/// From where a code is used.
#[derive(Debug, Clone, Copy)]
pub struct UsesCode<'a> {
    /// Whether somebody is signed in at the desk in this browser, or was within the hour.
    pub at_desk: bool,
    /// The client's address.
    pub client: IpAddr,
    /// The language of the mail about it, for those who have chosen none.
    pub lang: Lang,
    /// The address of the library's portal, for that mail.
    pub site: &'a str,
}

/// Adds a child by a code that the desk made for this guardian. A refusal leaves the code good.
///
/// # Errors
/// When the database is away; then the code is still good.
pub async fn link_by_code(
    portal: &Portal,
    patron: &Patron,
    holder: &LinkHolder<AddsChild>,
    uses: UsesCode<'_>,
) -> Result<Linked> {
    let UsesCode { at_desk, client, lang, site } = uses;
    let profile = holder.profile();
    if !holder.is_for(patron) {
        return Ok(Linked::Refused);
    }
    // As a patron's own code (`access::choose_by_link`).
    if at_desk {
        return Ok(Linked::AtDesk);
    }
    let child = holder.person();
    let mut tx = portal.db.begin(holder.scope()).await?;
    // Test (family/tests/at_desk.rs): "whoever made a code for a parent does not use it from the computer they are signed in at".
    let own = profile.sign_in.own_networks.iter().any(|network| network.contains(client));
    if own && holder.is_made_from(&mut tx, &throttle::mark_of_client(portal, client), portal.clock.now()).await? {
        return Ok(Linked::AtDesk);
    }
    // The child is locked first: a stop set at this moment either ends the code before it is used, or ends the link.
    lock_person(&mut tx, &profile.slug, child).await?;
    if holder.use_up(&mut tx, portal.clock.now()).await?.is_none() {
        return match holder.used_meanwhile(&mut tx).await? {
            Some(before) => linked_before(&mut tx, patron, &before).await,
            None => Ok(Linked::Refused),
        };
    }
    let card = sqlx::query_scalar!(
        "SELECT id FROM card WHERE library = $1 AND person_id = $2 AND status = 'active' \
         ORDER BY issued_on DESC NULLS LAST, id LIMIT 1 FOR SHARE",
        profile.slug.as_str(),
        child.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(card) = card else { return Ok(Linked::Refused) };
    let linked = link(&mut tx, portal, patron, Linking { child, card, proven: BY_CODE, lang, site }).await?;
    if let Linked::Yes(_) = linked {
        tx.commit().await?;
    }
    Ok(linked)
}

/// The answer where a library opens a child's account to nobody else: before any card is looked at.
fn not_offered(profile: &Profile) -> Option<Linked> {
    (way(profile) == Way::NotOffered).then(|| Linked::No {
        reason: NOT_OFFERED,
        next: match profile.switches.written_permission.value {
            WrittenPermission::Offered => NOT_OFFERED_PERMISSION,
            WrittenPermission::NotOffered => NOT_OFFERED_NEXT,
        },
        rules: profile.switches.guardian_access.rules.clone(),
    })
}

/// Why a library's account is open to nobody but its holder.
pub(super) const NOT_OFFERED: Text = Text::new(
    "At this library the account is open to the card holder only, whatever their age.",
    "En esta biblioteca la cuenta solo está abierta a la persona titular de la tarjeta, sea cual sea su edad.",
);
const NOT_OFFERED_NEXT: Text =
    Text::new("Your child can sign in and show you.", "Su hijo o hija puede iniciar sesión y mostrársela.");
const NOT_OFFERED_PERMISSION: Text = Text::new(
    "Your child can sign in and show you, or give you written permission.",
    "Su hijo o hija puede iniciar sesión y mostrársela, o darle un permiso por escrito.",
);

/// The card, if it and the PIN are still what they were when they were checked. The lock keeps both from changing
/// before the link is there.
async fn still_open(tx: &mut Tx, profile: &Profile, number: &str, holder: Holder) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "SELECT card.id FROM card JOIN credential USING (library, person_id) \
         WHERE library = $1 AND card.number = $2 AND person_id = $3 AND card.status = 'active' \
           AND credential.set_at = $4 FOR SHARE",
        profile.slug.as_str(),
        number,
        holder.person.0,
        holder.secret_set_at,
    )
    .fetch_optional(&mut **tx)
    .await?)
}
