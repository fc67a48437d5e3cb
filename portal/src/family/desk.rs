//! What the desk does about a child's family: a code for a parent, a stop on every parent, the end of one link.
//!
//! Nothing here keeps a word about the family: kinds, ids and moments only. What is told to the parents is "it was ended
//! at the desk", whatever the reason.

use super::{
    Way,
    end::{self, Ended},
    facts::Facts,
    names, today, way,
};
use crate::{
    Portal, Result,
    access::{card, code},
    authority::Staff,
    db::{Scope, Tx},
    desk, keys,
    ledger::{self, Event},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    decision::{Asker, Decision, Guardian, Hold, Place, Purpose, Refused, Request, StaffAsks, Wanted, decide},
    ids::PersonId,
    inventory::Class,
    ledger::Action,
    parse::CardNumber,
    photo_id::PhotoId,
    profile::Profile,
    rules::RuleId,
    words::Text,
};
use secrecy::SecretString;
use uuid::Uuid;

/// A code is carried home (docs/decisions/0007).
const CARRIED_FOR: Duration = Duration::hours(24);

/// Why the desk may not, in the decision's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Why.
    pub reason: Text,
    /// What can be done.
    pub next: Text,
    /// The rules.
    pub rules: Vec<RuleId>,
}

impl From<Refused> for No {
    fn from(refused: Refused) -> Self {
        Self { reason: refused.reason, next: refused.next, rules: refused.rules }
    }
}

/// What the desk sees of a child's family.
#[derive(Debug, Clone)]
pub struct Family {
    /// The grown-ups on record.
    pub on_record: Vec<OnRecord>,
    /// The links, live ones first.
    pub links: Vec<LinkLine>,
    /// The stops in force.
    pub holds: Vec<HoldLine>,
}

/// A grown-up on a child's record.
#[derive(Debug, Clone)]
pub struct OnRecord {
    /// The row.
    pub id: Uuid,
    /// The patron, where they are one.
    pub guardian: Option<PersonId>,
    /// The name.
    pub name: Option<String>,
    /// What they are to the child.
    pub relationship: Option<String>,
    /// Whether they signed for the card.
    pub cosigner: bool,
}

/// A link as the desk sees it.
#[derive(Debug, Clone)]
pub struct LinkLine {
    /// Its id.
    pub id: Uuid,
    /// The guardian's name.
    pub name: Option<String>,
    /// Since when.
    pub linked_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A stop in force.
#[derive(Debug, Clone, Copy)]
pub struct HoldLine {
    /// What kind.
    pub hold: Hold,
    /// Since when.
    pub set_at: DateTime<Utc>,
}

/// What the desk asks for when it makes a code.
#[derive(Debug, Clone)]
pub struct CodeWanted {
    /// Whose record.
    pub child: PersonId,
    /// The card of the patron at the desk.
    pub guardian: CardNumber,
    /// The row of the child's record that names them, which the photo ID was compared with.
    pub row: Uuid,
    /// What was looked at.
    pub seen: PhotoId,
}

/// Whose record a clerk looks at, where the look is for the family. `None`: there is no such look any more.
///
/// # Errors
/// When the database is away.
pub async fn child(portal: &Portal, profile: &Profile, staff: &Staff, look: Uuid) -> Result<Option<PersonId>> {
    let look = desk::look(portal, profile, staff, look).await?;
    Ok(look.filter(|look| look.purpose == Some(Purpose::FamilyReview)).map(|look| look.person))
}

/// What may be seen of a child's family at the desk. It is a look, and written down as one.
///
/// # Errors
/// When the database is away.
pub async fn family(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
) -> Result<std::result::Result<Family, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let mut tx = portal.db.begin(staff.scope_of(child)).await?;
    let library = profile.slug.as_str();
    let on_record = sqlx::query!(
        "SELECT id, guardian_id, guardian_name, relationship, cosigner FROM guardianship \
         WHERE library = $1 AND child_id = $2 ORDER BY guardian_name, id",
        library,
        child.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let links = sqlx::query!(
        "SELECT id, guardian_name, linked_at, ended_at FROM family_link WHERE library = $1 AND child_id = $2 \
         ORDER BY ended_at IS NOT NULL, linked_at DESC, id LIMIT 50",
        library,
        child.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let holds = sqlx::query!(
        "SELECT kind, set_at FROM guardian_hold WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL \
         ORDER BY kind",
        library,
        child.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    note(&mut tx, portal, profile, staff, child, Action::Viewed, &rules, None).await?;
    tx.commit().await?;
    Ok(Ok(Family {
        on_record: on_record
            .into_iter()
            .map(|row| OnRecord {
                id: row.id,
                guardian: row.guardian_id.map(PersonId),
                name: row.guardian_name,
                relationship: row.relationship,
                cosigner: row.cosigner,
            })
            .collect(),
        links: links
            .into_iter()
            .map(|row| LinkLine {
                id: row.id,
                name: row.guardian_name,
                linked_at: row.linked_at,
                ended_at: row.ended_at,
            })
            .collect(),
        holds: holds.into_iter().map(|row| HoldLine { hold: read(&row.kind), set_at: row.set_at }).collect(),
    }))
}

/// Makes the code by which a parent or guardian whose photo ID was looked at adds a child: good once, for a day, and for
/// this patron only. Where the record names them without saying which patron they are, it does from now on.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn make_family_code(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    wanted: CodeWanted,
) -> Result<std::result::Result<SecretString, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let CodeWanted { child, guardian, row, seen } = wanted;
    let (library, now) = (profile.slug.as_str(), portal.clock.now());
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let Some(card::Holder { person: guardian, .. }) = card::holder(&mut tx, profile, guardian.expose()).await? else {
        return Ok(Err(No { reason: NO_CARD, next: NO_CARD_NEXT, rules }));
    };
    let named = sqlx::query!(
        "SELECT guardian_id, cosigner FROM guardianship WHERE library = $1 AND child_id = $2 AND id = $3 FOR UPDATE",
        library,
        child.0,
        row,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let named = named.filter(|named| named.guardian_id.is_none_or(|id| id == guardian.0) && guardian != child);
    let facts = Facts::read(&mut tx, profile, child, guardian, Uuid::nil()).await?;
    let (Some(named), Some(facts)) = (named, facts) else {
        return Ok(Err(No { reason: NOT_NAMED, next: NOT_NAMED_NEXT, rules }));
    };
    let here = Guardian {
        place: Place::InPerson,
        cosigner_photo_id: named.cosigner,
        relation_on_record: true,
        ..facts.guardian()
    };
    let request = Request {
        asker: Asker::Guardian(here),
        wanted: Wanted::class(Class::Membership),
        today: today(portal, profile),
    };
    if let Decision::Refused(refused) = decide(&request, profile) {
        return Ok(Err(refused.into()));
    }
    if way(profile) == Way::NotOffered {
        return Ok(Err(No { reason: NOT_NAMED, next: NOT_NAMED_NEXT, rules }));
    }
    if named.guardian_id.is_none() {
        sqlx::query!(
            "UPDATE guardianship SET guardian_id = $4, source = 'desk', sourced_at = $5 \
             WHERE library = $1 AND child_id = $2 AND id = $3 \
               AND NOT EXISTS (SELECT FROM guardianship o \
                               WHERE o.library = $1 AND o.child_id = $2 AND o.guardian_id = $4)",
            library,
            child.0,
            row,
            guardian.0,
            now,
        )
        .execute(&mut *tx)
        .await?;
    }
    end_codes(&mut tx, profile, child, Some(guardian), now).await?;
    let code = code::new(&*portal.entropy);
    sqlx::query!(
        "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at, guardian_id) \
         VALUES ($1, $2, $3, 'family', $4, $5, $6, $7)",
        library,
        portal.entropy.uuid(),
        child.0,
        &keys::digest(code.as_bytes()),
        now,
        now + CARRIED_FOR,
        guardian.0,
    )
    .execute(&mut *tx)
    .await?;
    note(&mut tx, portal, profile, staff, child, Action::FamilyCodeMade, &rules, Some(seen)).await?;
    tx.commit().await?;
    Ok(Ok(code::grouped(&code).into()))
}

/// Stops every guardian's access to a child's record: no link opens any more, and none can be made. `Ok(false)`: it is
/// stopped already.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn set_hold(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
    hold: Hold,
) -> Result<std::result::Result<bool, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let set = sqlx::query!(
        "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
         SELECT $1, $2, id, $4, $5, $6 FROM person WHERE library = $1 AND id = $3 \
         ON CONFLICT (library, person_id, kind) WHERE lifted_at IS NULL DO NOTHING",
        profile.slug.as_str(),
        portal.entropy.uuid(),
        child.0,
        code_of(hold),
        staff.account(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if set.rows_affected() == 0 {
        return Ok(Ok(false));
    }
    note(&mut tx, portal, profile, staff, child, Action::GuardianHoldSet, &rules, None).await?;
    end_codes(&mut tx, profile, child, None, now).await?;
    let ended = sqlx::query!(
        "UPDATE family_link SET ended_at = $3, ended_why = 'desk' \
         WHERE library = $1 AND child_id = $2 AND ended_at IS NULL RETURNING id, guardian_id",
        profile.slug.as_str(),
        child.0,
        now,
    )
    .fetch_all(&mut *tx)
    .await?;
    for link in ended {
        let ended = Ended { child, guardian: PersonId(link.guardian_id), link: link.id, why: "desk" };
        end::note(&mut tx, portal, profile, ended, staff.actor(), &rules).await?;
    }
    tx.commit().await?;
    Ok(Ok(true))
}

/// Lifts a stop. Links that it ended stay ended: a parent adds the child again. `Ok(false)`: there is none.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn lift_hold(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
    hold: Hold,
) -> Result<std::result::Result<bool, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let mut tx = portal.db.begin(staff.scope_of(child)).await?;
    let lifted = sqlx::query!(
        "UPDATE guardian_hold SET lifted_by = $4, lifted_at = $5 \
         WHERE library = $1 AND person_id = $2 AND kind = $3 AND lifted_at IS NULL",
        profile.slug.as_str(),
        child.0,
        code_of(hold),
        staff.account(),
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    if lifted.rows_affected() == 0 {
        return Ok(Ok(false));
    }
    note(&mut tx, portal, profile, staff, child, Action::GuardianHoldLifted, &rules, None).await?;
    tx.commit().await?;
    Ok(Ok(true))
}

/// Ends one link to a child. `Ok(false)`: there is none such, or it is over already.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn end_link(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
    link: Uuid,
) -> Result<std::result::Result<bool, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let ended = sqlx::query_scalar!(
        "UPDATE family_link SET ended_at = $4, ended_why = 'desk' \
         WHERE library = $1 AND child_id = $2 AND id = $3 AND ended_at IS NULL RETURNING guardian_id",
        profile.slug.as_str(),
        child.0,
        link,
        portal.clock.now(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(guardian) = ended.map(PersonId) else { return Ok(Ok(false)) };
    end::note(&mut tx, portal, profile, Ended { child, guardian, link, why: "desk" }, staff.actor(), &rules).await?;
    tx.commit().await?;
    Ok(Ok(true))
}

/// Whether this member of staff does this task, by the decision; the rules it rests on.
fn may(portal: &Portal, profile: &Profile, staff: &Staff) -> std::result::Result<Vec<RuleId>, No> {
    let asks = StaffAsks { role: staff.role(), purpose: Purpose::FamilyReview, staff_card: false };
    let request =
        Request { asker: Asker::Staff(asks), wanted: Wanted::class(Class::Family), today: today(portal, profile) };
    match decide(&request, profile) {
        Decision::Allowed(allowed) => Ok(allowed.rules),
        Decision::Refused(refused) => Err(refused.into()),
    }
}

/// Ends the codes for a child, of one guardian or of all.
async fn end_codes(
    tx: &mut Tx,
    profile: &Profile,
    child: PersonId,
    guardian: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE one_time_token SET ended_at = $4 \
         WHERE library = $1 AND person_id = $2 AND purpose = 'family' AND ended_at IS NULL \
           AND ($3::uuid IS NULL OR guardian_id = $3)",
        profile.slug.as_str(),
        child.0,
        guardian.map(|guardian| guardian.0),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one event")]
async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
    action: Action,
    rules: &[RuleId],
    seen: Option<PhotoId>,
) -> Result<()> {
    // Which kind of stop it is, is nobody's to read in the activity.
    let event = Event {
        via: "desk",
        classes: &[Class::Family],
        rules: &names(rules),
        purpose: Some(Purpose::FamilyReview.code()),
        detail: serde_json::json!({ "role": staff.role().code(), "photo_id": seen.map(PhotoId::code) }),
        ..Event::new(&profile.slug, portal.clock.now(), Some(child), action, staff.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

const fn code_of(hold: Hold) -> &'static str {
    match hold {
        Hold::Emancipated => "emancipated",
        Hold::Custody => "custody",
    }
}

fn read(code: &str) -> Hold {
    if code == "emancipated" { Hold::Emancipated } else { Hold::Custody }
}

const NO_CARD: Text =
    Text::new("This card number is no open card here.", "Este número no es de una tarjeta abierta de esta biblioteca.");
const NO_CARD_NEXT: Text = Text::new(
    "The parent or guardian needs an own card to look at the record here.",
    "La madre, el padre o el tutor necesita su propia tarjeta para consultar el registro aquí.",
);
const NOT_NAMED: Text =
    Text::new("The child’s record does not name this person.", "El registro del menor no nombra a esta persona.");
const NOT_NAMED_NEXT: Text = Text::new(
    "Check the card number. A new parent or guardian is entered in the library’s own system first.",
    "Revise el número de tarjeta. Una madre, un padre o un tutor nuevo se registra primero en el sistema de la biblioteca.",
);
