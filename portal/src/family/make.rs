//! Making a link, once the proof is right: the decision, the row, the events, the mails.

use super::{
    codes,
    facts::{Facts, GuardianProof},
};
use crate::{
    Portal, Result,
    authority::Patron,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
    links::{self, Ended},
    mail::What,
    notify,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    age,
    decision::{Allowed, Decision},
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::RuleId,
    words::{Lang, Text},
};
use uuid::Uuid;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// The child's record is open by this link.
    Yes(Uuid),
    /// The card and PIN, or the code, are wrong, or there were too many tries; which of these, is not said.
    Refused,
    /// The guardian's own PIN or password is not right, or there were too many tries.
    OwnWrong,
    /// The guardian's session has ended meanwhile; nobody is added.
    SignedOut,
    /// This browser is the desk's, or somebody who made or confirmed the code is signed in at the desk from the same address of
    /// the library's own network: nobody who works there uses a parent's code. It is still good.
    AtDesk,
    /// The proof is right, and the answer is no.
    No {
        /// Why.
        reason: Text,
        /// What can be done.
        next: Text,
        /// The rules.
        rules: Vec<RuleId>,
    },
    /// Too much at once.
    Busy {
        /// When to come back.
        retry_after_seconds: u32,
    },
}

/// A link that was asked for with the right proof.
pub(super) struct Linking<'a> {
    pub(super) child: PersonId,
    /// The card that stands for it.
    pub(super) card: Uuid,
    /// How it was proved, as stored.
    pub(super) proven: &'a str,
    pub(super) lang: Lang,
    pub(super) site: &'a str,
}

/// Makes the link, if the decision allows it and the patron answers for themself.
pub(super) async fn link(tx: &mut Tx, portal: &Portal, patron: &Patron, linking: Linking<'_>) -> Result<Linked> {
    let profile = patron.profile();
    let Linking { child, card, proven, .. } = linking;
    let own = profile.switches.guardian_access.rules.clone();
    if child == patron.person() {
        return Ok(Linked::No { reason: OWN_CARD, next: OWN_CARD_NEXT, rules: own });
    }
    let today = portal.today(profile);
    if !of_age(tx, profile, patron.person(), today).await? {
        return Ok(Linked::No { reason: TOO_YOUNG, next: TOO_YOUNG_NEXT, rules: own });
    }
    let Some(facts) = Facts::read(tx, profile, child, patron.person(), GuardianProof::of(proven, card)).await? else {
        return Ok(Linked::Refused);
    };
    let allowed = match facts.decide(profile, today) {
        Decision::Allowed(allowed) => allowed,
        Decision::Refused(no) => return Ok(Linked::No { reason: no.reason, next: no.next, rules: no.rules }),
    };
    write(tx, portal, patron, &facts, &allowed, linking).await.map(Linked::Yes)
}

async fn write(
    tx: &mut Tx,
    portal: &Portal,
    patron: &Patron,
    facts: &Facts,
    allowed: &Allowed,
    linking: Linking<'_>,
) -> Result<Uuid> {
    let profile = patron.profile();
    let Linking { child, card, proven, lang, site } = linking;
    let (library, now, guardian) = (profile.slug.as_str(), portal.clock.now(), patron.person());
    // A link that was made with another card, closed by now, is replaced; one that was made with this card stays.
    let replaced = sqlx::query_scalar!(
        "UPDATE family_link SET ended_at = $5, ended_why = 'replaced' \
         WHERE library = $1 AND guardian_id = $2 AND child_id = $3 AND card_id <> $4 AND ended_at IS NULL RETURNING id",
        library,
        guardian.0,
        child.0,
        card,
        now,
    )
    .fetch_all(&mut **tx)
    .await?;
    let by = (ActorKind::Guardian, Some(guardian.0));
    for link in replaced {
        let ended = Ended { child, guardian, link, why: "replaced" };
        links::note(tx, portal, profile, ended, by, &allowed.rules).await?;
    }
    let made = sqlx::query_scalar!(
        "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, linked_at) \
         SELECT $1, $2, $3, $4, $5, concat_ws(' ', coalesce(preferred_name, firstname), surname), $6, $7, $8 \
         FROM person WHERE library = $1 AND id = $3 \
         ON CONFLICT (library, guardian_id, child_id) WHERE ended_at IS NULL DO NOTHING RETURNING id",
        library,
        portal.entropy.uuid(),
        guardian.0,
        child.0,
        card,
        facts.name,
        proven,
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let (id, action) = if let Some(id) = made {
        (id, Action::FamilyLinked)
    } else {
        let (id, linked_at) = standing(tx, profile, guardian, child, proven).await?;
        // By a second click: it was made a moment ago.
        if linked_at > now - crate::clock::SECOND_CLICK {
            return Ok(id);
        }
        (id, Action::FamilyLinkAgain)
    };
    for (subject, kind) in [(child, ActorKind::Guardian), (guardian, ActorKind::Patron)] {
        let event = Event {
            classes: &[Class::Family],
            rules: &codes(&allowed.rules),
            detail: serde_json::json!({ "link": id, "proven": proven }),
            ..Event::new(&profile.slug, now, Some(subject), action, (kind, Some(guardian.0)))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    if action == Action::FamilyLinkAgain {
        return Ok(id);
    }
    notify::tell(tx, portal, profile, guardian, lang, site, What::ChildLinked).await?;
    notify::tell(tx, portal, profile, child, lang, site, What::GuardianLinked).await?;
    Ok(id)
}

/// The link that is there already, and since when. If it rested on a code from the desk, it rests on the card once that is shown.
async fn standing(
    tx: &mut Tx,
    profile: &Profile,
    guardian: PersonId,
    child: PersonId,
    proven: &str,
) -> Result<(Uuid, DateTime<Utc>)> {
    let link = sqlx::query!(
        "UPDATE family_link SET proven = CASE WHEN $4 = 'childs-card' THEN $4 ELSE proven END \
         WHERE library = $1 AND guardian_id = $2 AND child_id = $3 AND ended_at IS NULL RETURNING id, linked_at",
        profile.slug.as_str(),
        guardian.0,
        child.0,
        proven,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((link.id, link.linked_at))
}

/// Whether a person answers for themself: of age, emancipated, or without a birth date on record.
pub(super) async fn of_age(tx: &mut Tx, profile: &Profile, person: PersonId, today: NaiveDate) -> Result<bool> {
    let row = sqlx::query!(
        "SELECT date_of_birth, \
                EXISTS (SELECT FROM guardian_hold h WHERE h.library = $1 AND h.person_id = $2 \
                        AND h.lifted_at IS NULL AND h.kind = 'emancipated') AS \"emancipated!\" \
         FROM person WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let minor = row.date_of_birth.is_some_and(|born| age::is_minor(born, today, profile.age_of_majority.into()));
    Ok(!minor || row.emancipated)
}

const OWN_CARD: Text = Text::new("This is your own card.", "Esta es su propia tarjeta.");
const OWN_CARD_NEXT: Text = Text::new(
    "Enter the card number and PIN of your child.",
    "Escriba el número de tarjeta y el PIN de su hijo o hija.",
);
const TOO_YOUNG: Text =
    Text::new("Only an adult can add a child.", "Solo una persona adulta puede agregar a un menor.");
const TOO_YOUNG_NEXT: Text =
    Text::new("Ask a parent or guardian to do it.", "Pida a su madre, padre o tutor que lo haga.");
