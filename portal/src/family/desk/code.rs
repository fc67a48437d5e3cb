//! A code for a parent or guardian whose photo ID was looked at.

use super::{No, Noted, end_codes, may, note};
use crate::{
    Portal, Result,
    authority::Look,
    db::{Scope, Tx, lock_person},
    family::{
        Way,
        facts::{Facts, GuardianProof},
        way,
    },
    ids::PersonId,
    keys::code,
    ledger::whose_card,
    notify,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    decision::{Asker, Decision, Guardian, Place, Request, Wanted, decide},
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

/// What the desk asks for when it makes a code.
#[derive(Debug, Clone)]
pub struct CodeWanted {
    /// The card of the patron at the desk.
    pub guardian: CardNumber,
    /// The row of the child's record that names them, which the photo ID was compared with.
    pub row: Uuid,
    /// What was looked at.
    pub seen: PhotoId,
    /// Whether the clerk has seen the signed application that shows them as the one who signed for the card (L14). The
    /// record says so from now on.
    pub signed: bool,
    /// The form's own name: sent twice, it makes one code.
    pub form: Uuid,
}

/// A code for a parent or guardian.
#[derive(Debug)]
pub struct FamilyCode {
    /// The code, as it is read out.
    pub code: SecretString,
    /// Whether it opens nothing until a second member of staff has confirmed it, because the child could not be told.
    pub needs_second: bool,
}

/// Makes the code by which a parent or guardian whose photo ID was looked at adds a child: good once, for a day, and
/// for this patron only. Where the record names them without saying which patron they are, it does from now on. Where the
/// child has no e-mail address, a second member of staff confirms it first. That the card was asked for is in the ledger,
/// whatever comes of it.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn make_family_code(
    portal: &Portal,
    look: &Look,
    wanted: CodeWanted,
) -> Result<std::result::Result<FamilyCode, No>> {
    let rules = match may(portal, look) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let CodeWanted { guardian: card, row, seen, signed, form } = wanted;
    let mut tx = portal.db.begin(Scope::Library(look.library())).await?;
    lock_person(&mut tx, look.library(), look.person()).await?;
    // Test (family/tests/at_desk.rs): "a card that is tried for a code is a line whatever comes of it".
    let made = match whose_card(&mut tx, portal, look.staff(), &card, &rules).await? {
        Some(guardian) => {
            let checked = Checked { guardian, row, seen, signed, form };
            decide_and_make(&mut tx, portal, look, checked, rules).await?
        }
        None => Err(No { reason: NO_CARD, next: NO_CARD_NEXT, rules }),
    };
    tx.commit().await?;
    Ok(made)
}

/// What is wanted, for the patron whose card it is.
#[derive(Debug, Clone, Copy)]
struct Checked {
    guardian: PersonId,
    row: Uuid,
    seen: PhotoId,
    signed: bool,
    form: Uuid,
}

/// Makes it for the patron whose card it is, where the decision lets them look; nothing is changed where it does not.
async fn decide_and_make(
    tx: &mut Tx,
    portal: &Portal,
    look: &Look,
    Checked { guardian, row, seen, signed, form }: Checked,
    rules: Vec<RuleId>,
) -> Result<std::result::Result<FamilyCode, No>> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    let now = portal.clock.now();
    let named = sqlx::query!(
        "SELECT guardian_id, cosigner FROM guardianship WHERE library = $1 AND child_id = $2 AND id = $3 FOR UPDATE",
        profile.slug.as_str(),
        child.0,
        row,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let named = named.filter(|named| named.guardian_id.is_none_or(|id| id == guardian.0) && guardian != child);
    let facts = Facts::read(tx, profile, child, guardian, GuardianProof::Nothing).await?;
    let (Some(named), Some(facts)) = (named, facts) else {
        return Ok(Err(No { reason: NOT_NAMED, next: NOT_NAMED_NEXT, rules }));
    };
    let cosigner = named.cosigner || signed;
    let here =
        Guardian { place: Place::InPerson, cosigner_photo_id: cosigner, relation_on_record: true, ..facts.guardian() };
    let request = Request {
        asker: Asker::Guardian(here),
        wanted: Wanted::class(Class::Membership),
        today: portal.today(profile),
    };
    if let Decision::Refused(refused) = decide(&request, profile) {
        return Ok(Err(refused.into()));
    }
    if way(profile) == Way::NotOffered {
        return Ok(Err(No { reason: NOT_NAMED, next: NOT_NAMED_NEXT, rules }));
    }
    let mut fields = Vec::new();
    if named.guardian_id.is_none() && tie(tx, profile, child, row, guardian, now).await? {
        fields.push("family_record.name");
    }
    if signed && !named.cosigner {
        cosigned(tx, profile, child, row).await?;
        fields.push("family_record.cosigner");
    }
    if !fields.is_empty() {
        for subject in [child, guardian] {
            let changed = Noted {
                action: Action::FamilyRecordChanged,
                fields: &fields,
                rules: &rules,
                seen: Some(seen),
                code: None,
            };
            note(tx, portal, staff, subject, changed).await?;
        }
    }
    Ok(Ok(write(tx, portal, look, guardian, form, seen, &rules).await?))
}

/// Writes the code, unless this form made it before.
async fn write(
    tx: &mut Tx,
    portal: &Portal,
    look: &Look,
    guardian: PersonId,
    form: Uuid,
    seen: PhotoId,
    rules: &[RuleId],
) -> Result<FamilyCode> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    let (library, now) = (profile.slug.as_str(), portal.clock.now());
    let typed = portal.keys.code_for(form, child.0);
    let code = SecretString::from(code::grouped(&typed));
    let made_before = sqlx::query_scalar!(
        "SELECT needs_second AND second_by IS NULL AS \"waits!\" FROM one_time_token \
         WHERE library = $1 AND id = $2 AND person_id = $3 AND guardian_id = $4 AND made_by = $5 \
           AND ended_at IS NULL AND expires_at > $6",
        library,
        form,
        child.0,
        guardian.0,
        staff.account(),
        now,
    )
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(needs_second) = made_before {
        return Ok(FamilyCode { code, needs_second });
    }
    // Nobody on the staff alone makes a way into a child's record that the child is not told of (SECURITY.md).
    // Test (family/tests/at_desk.rs): "a clerk alone ties nobody to a child who cannot be told".
    let needs_second = notify::reach(tx, profile, child, profile.usual_language()).await?.is_none();
    end_codes(tx, profile, child, guardian, now).await?;
    sqlx::query!(
        "INSERT INTO one_time_token (library, id, person_id, purpose, secret_hash, created_at, expires_at, guardian_id, made_by, \
                                     needs_second) \
         VALUES ($1, $2, $3, 'family', $4, $5, $6, $7, $8, $9)",
        library,
        form,
        child.0,
        &portal.keys.stored_code(&typed),
        now,
        now + CARRIED_FOR,
        guardian.0,
        staff.account(),
        needs_second,
    )
    .execute(&mut **tx)
    .await?;
    // The child's line names the code, so that the Director counts one code once.
    for (subject, code) in [(child, Some((form, needs_second))), (guardian, None)] {
        let made = Noted { action: Action::FamilyCodeMade, fields: &[], rules, seen: Some(seen), code };
        note(tx, portal, staff, subject, made).await?;
    }
    Ok(FamilyCode { code, needs_second })
}

/// Enters into the record which patron the grown-up it names is. `false`: another row of the record is that patron
/// already.
async fn tie(
    tx: &mut Tx,
    profile: &Profile,
    child: PersonId,
    row: Uuid,
    guardian: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let tied = sqlx::query!(
        "UPDATE guardianship SET guardian_id = $4, source = 'desk', sourced_at = $5 \
         WHERE library = $1 AND child_id = $2 AND id = $3 \
           AND NOT EXISTS (SELECT FROM guardianship o \
                           WHERE o.library = $1 AND o.child_id = $2 AND o.guardian_id = $4)",
        profile.slug.as_str(),
        child.0,
        row,
        guardian.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(tied.rows_affected() > 0)
}

/// Enters into the record that this grown-up signed for the card. The row's source stays as it is: a file that no
/// longer names them takes the row away, and this mark with it.
async fn cosigned(tx: &mut Tx, profile: &Profile, child: PersonId, row: Uuid) -> Result<()> {
    sqlx::query!(
        "UPDATE guardianship SET cosigner = true WHERE library = $1 AND child_id = $2 AND id = $3",
        profile.slug.as_str(),
        child.0,
        row,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

const NO_CARD: Text =
    Text::new("No open card here has this number.", "Este número no es de una tarjeta abierta de esta biblioteca.");
const NO_CARD_NEXT: Text = Text::new(
    "The parent or guardian needs a card of their own to look at the record here.",
    "La madre, el padre o el tutor necesita su propia tarjeta para consultar el registro aquí.",
);
const NOT_NAMED: Text =
    Text::new("The child’s record does not name this person.", "El registro del menor no nombra a esta persona.");
const NOT_NAMED_NEXT: Text = Text::new(
    "Check the card number. A new parent or guardian is entered in the library’s own system first.",
    "Revise el número de tarjeta. Una madre, un padre o un tutor nuevo se registra primero en el sistema de la biblioteca.",
);
