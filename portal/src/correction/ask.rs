//! Saying that a value is wrong.

use crate::{
    Portal, Result,
    authority::Patron,
    db::{Tx, lock_person},
    family::{self, ChildRecord},
    ids::PersonId,
    ledger::{self, Event},
    record::{self, Origins, Reader, Row},
};
use chrono::{DateTime, Utc};
use domain::{
    contact::Detail,
    decision::{Share, Wanted},
    ids::LibrarySlug,
    inventory::{Class, Field, Relation, Visibility, relations},
    ledger::{Action, ActorKind},
    parse::ShortText,
    profile::Profile,
    reference::{Names, Reference},
    rules::{Ground, codes},
};
use uuid::Uuid;

/// How many requests about one person may wait at a time: so many from the patron, and as many from each guardian, so that
/// nobody's requests keep another person from asking.
const MOST: i64 = 20;

/// A row of the record of which something is said to be wrong.
#[derive(Debug, Clone)]
pub struct Named {
    /// The class it is of.
    pub class: Class,
    /// The table or view.
    pub relation: &'static Relation,
    /// The row, with what the asker sees of it.
    pub row: Row,
}

/// What is said to be wrong.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The form's own name: sent twice, it asks once.
    pub form: Uuid,
    /// The column.
    pub column: String,
    /// The value as the asker read it; none where nothing is held.
    pub value: Option<String>,
    /// What is wrong with it, and what would be right.
    pub wish: ShortText<1000>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionOutcome {
    /// It waits for the desk, now or since the same form was sent before.
    Waits,
    /// As many as can wait do.
    TooMany,
    /// The record has no such value for the asker (any more).
    NoSuchValue,
}

/// Where a line of the ledger, or a request itself, looks wrong, nothing is changed: the Director is asked.
fn place(relation: &str) -> Option<(Class, &'static Relation)> {
    relations().find(|(class, one)| one.name == relation && *class != Class::Activity && one.name != "correction")
}

/// The fields of which it can be said that they are wrong: those that are shown.
fn is_said(field: &Field) -> bool {
    !matches!(field.shown, Visibility::Withheld(_))
}

/// The row of this patron's record, without contact details: these are changed on a page of their own, with the PIN or password,
/// the link to a new address and photo ID where the library wants it. `None`: there is no such row, or contact details are all it
/// holds.
///
/// # Errors
/// When the database does not answer.
pub async fn named(portal: &Portal, patron: &Patron, relation: &str, row: Uuid) -> Result<Option<Named>> {
    let Some((class, relation)) = place(relation) else { return Ok(None) };
    let decision = record::own_record(portal, patron, Wanted::class(class));
    let Some(share) = decision.share(class) else { return Ok(None) };
    let mut tx = portal.db.begin(patron.scope()).await?;
    let whose = (patron.library(), patron.person());
    read(&mut tx, whose, (class, relation, share), Reader::Patron, row).await
}

/// The same of a child's record, of what the guardian may see of it at this moment.
///
/// # Errors
/// When the database does not answer.
pub async fn named_for_child(
    portal: &Portal,
    opened: &ChildRecord,
    relation: &str,
    row: Uuid,
) -> Result<Option<Named>> {
    let Some((class, relation)) = place(relation) else { return Ok(None) };
    let Some((mut tx, allowed)) = family::decided(portal, opened).await? else { return Ok(None) };
    let Some(share) = allowed.shares.iter().find(|share| share.class == class) else { return Ok(None) };
    let whose = (opened.guardian.library(), opened.guardian.child());
    read(&mut tx, whose, (class, relation, share), Reader::Other, row).await
}

async fn read(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    (class, relation, share): (Class, &'static Relation, &Share),
    reader: Reader,
    row: Uuid,
) -> Result<Option<Named>> {
    let told = |field: &Field| is_said(field) && record::told(share, relation, field.column);
    if !relation.fields.iter().any(told) {
        return Ok(None);
    }
    let origins = Origins::read_told(tx, library, person, std::slice::from_ref(share)).await?;
    let found = record::one_row(tx, (library, person), (class, relation), reader, &told, row, &origins).await?;
    let Some(mut row) = found else { return Ok(None) };
    let kind = row.kind().map(ToOwned::to_owned);
    row.cells
        .retain(|cell| told(cell.field) && Detail::of(relation.name, kind.as_deref(), cell.field.column).is_none());
    Ok((!row.cells.is_empty()).then_some(Named { class, relation, row }))
}

/// From what kind of session it is asked, for the desk.
#[derive(Debug, Default)]
struct AskedFrom {
    shared: Option<bool>,
    device: Option<String>,
}

impl AskedFrom {
    /// Read in the asker's own transaction: no other shows their sessions.
    async fn read(portal: &Portal, asker: &Patron) -> Result<Self> {
        let mut tx = portal.db.begin(asker.scope()).await?;
        let found = sqlx::query!(
            "SELECT shared, device FROM session WHERE library = $1 AND id = $2",
            asker.library().as_str(),
            asker.session(),
        )
        .fetch_optional(&mut *tx)
        .await?;
        Ok(found.map_or_else(Self::default, |row| Self { shared: Some(row.shared), device: row.device }))
    }
}

/// Says that a value of one's own record is wrong.
///
/// # Errors
/// When the database is away; then nothing is asked.
pub async fn ask(portal: &Portal, patron: &Patron, named: &Named, wish: &Wish) -> Result<CorrectionOutcome> {
    let (profile, person, actor) = (patron.profile(), patron.person(), patron.actor());
    let from = AskedFrom::read(portal, patron).await?;
    let by = By { profile, person, actor, link: None, session: patron.session(), from };
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, by.library(), by.person).await?;
    let outcome = write(&mut tx, portal, &by, named, wish).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Says that a value of a child's record is wrong, for the child. The child reads that it was asked, and by whom.
///
/// # Errors
/// When the database is away; then nothing is asked.
pub async fn ask_for_child(
    portal: &Portal,
    opened: &ChildRecord,
    named: &Named,
    wish: &Wish,
) -> Result<CorrectionOutcome> {
    let from = AskedFrom::read(portal, opened.guardian.patron()).await?;
    let Some((mut tx, allowed)) = family::decided(portal, opened).await? else {
        return Ok(CorrectionOutcome::NoSuchValue);
    };
    let may = |share: &Share| share.class == named.class && record::told(share, named.relation, &wish.column);
    if !allowed.shares.iter().any(may) {
        return Ok(CorrectionOutcome::NoSuchValue);
    }
    let guardian = &opened.guardian;
    let (profile, person) = (guardian.profile(), guardian.child());
    let (actor, session) = (guardian.actor(), guardian.patron().session());
    let by = By { profile, person, actor, link: Some(opened.link), session, from };
    let outcome = write(&mut tx, portal, &by, named, wish).await?;
    tx.commit().await?;
    Ok(outcome)
}

struct By<'a> {
    profile: &'a Profile,
    person: PersonId,
    actor: (ActorKind, Option<Uuid>),
    /// By which a guardian asks.
    link: Option<Uuid>,
    /// The asker's session: what waits ends with it when they defend their account.
    session: Uuid,
    from: AskedFrom,
}

impl By<'_> {
    fn library(&self) -> &LibrarySlug {
        &self.profile.slug
    }
}

async fn write(tx: &mut Tx, portal: &Portal, by: &By<'_>, named: &Named, wish: &Wish) -> Result<CorrectionOutcome> {
    if !named.row.cells.iter().any(|cell| cell.field.column == wish.column) {
        return Ok(CorrectionOutcome::NoSuchValue);
    }
    let waiting = sqlx::query_scalar!(
        "SELECT count(*) AS \"count!\" FROM correction \
         WHERE library = $1 AND person_id = $2 AND status = 'waiting' AND id <> $3 \
           AND asked_by = $4 AND asked_link IS NOT DISTINCT FROM $5",
        by.library().as_str(),
        by.person.0,
        wish.form,
        by.actor.0.code(),
        by.link,
    )
    .fetch_one(&mut **tx)
    .await?;
    if waiting >= MOST {
        return Ok(CorrectionOutcome::TooMany);
    }
    let now: DateTime<Utc> = portal.clock.now();
    let mut random = [0; 5];
    portal.entropy.fill(&mut random);
    let reference = Reference::new(Names::Correction, random);
    let field = format!("{}.{}", named.relation.name, wish.column);
    let about = [named.class.code().to_owned(), field.clone()];
    let entered = sqlx::query!(
        "INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, value, wish, \
                                 asked_by, asked_at, status, asked_in, asked_link, \
                                 asked_shared, asked_device) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', $13, $14, $15, $16) \
         ON CONFLICT (library, id) DO NOTHING",
        by.library().as_str(),
        wish.form,
        by.person.0,
        reference.as_str(),
        &about,
        named.relation.name,
        wish.column,
        named.row.id,
        wish.value,
        wish.wish.as_str(),
        by.actor.0.code(),
        now,
        by.session,
        by.link,
        by.from.shared,
        by.from.device.as_deref(),
    )
    .execute(&mut **tx)
    .await?;
    if entered.rows_affected() == 1 {
        let mut detail = serde_json::json!({});
        if let Some(link) = by.link {
            detail = serde_json::json!({ "link": link });
        }
        let event = Event {
            classes: &[named.class, Class::Pending],
            fields: &[&field],
            rules: &codes(by.profile.grounds.of(Ground::OwnRecord)),
            detail,
            ..Event::new(by.library(), now, Some(by.person), Action::CorrectionAsked, by.actor)
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(CorrectionOutcome::Waits)
}
