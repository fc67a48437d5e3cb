//! A guardian reads a child's record, as far as the decision allows. Every look is an event that the child can see.

use super::{ChildRecord, codes, facts::Facts};
use crate::{
    Portal, Result,
    db::{OneReader, Scope, Tx},
    ledger::{self, Event},
    record::{self, ClassPage, ListQuery, Overview},
};
use domain::{
    decision::{Allowed, Decision},
    inventory::Class,
    ledger::Action,
    words::Text,
};

/// How much of each class is held, of the classes that may be told. `None`: nothing may be told any more.
///
/// # Errors
/// When the database is away.
pub async fn overview(portal: &Portal, opened: &ChildRecord) -> Result<Option<Overview>> {
    told_first(portal, opened, "overview").await
}

/// The same for a guardian's list of children: each of them sees that their guardian looked.
///
/// # Errors
/// When the database is away.
pub async fn at_a_glance(portal: &Portal, opened: &ChildRecord) -> Result<Option<Overview>> {
    told_first(portal, opened, "family").await
}

async fn told_first(portal: &Portal, opened: &ChildRecord, page: &str) -> Result<Option<Overview>> {
    let Some((mut tx, allowed)) = decided(portal, opened).await? else { return Ok(None) };
    let guardian = &opened.guardian;
    let (whose, profile) = ((guardian.library(), guardian.child()), guardian.profile());
    let overview = record::overview_told(&mut tx, whose, profile, portal.today(profile), &allowed.shares).await?;
    // Beside how much there is it shows what is out, owed and due: a look at those classes.
    note(&mut tx, portal, opened, &allowed, &overview.glance.classes(), page).await?;
    tx.commit().await?;
    Ok(Some(overview))
}

/// The decision at this moment, and the guardian's transaction in which everything is read under it: a stop, or the end
/// of the link, waits until the transaction is over. `None`: since the link was opened, the decision has become a
/// refusal.
// Test (family/tests.rs): "a stop between the opening of a link and the reading is seen".
pub(crate) async fn decided(portal: &Portal, opened: &ChildRecord) -> Result<Option<(Tx, Allowed)>> {
    let guardian = &opened.guardian;
    let (profile, child) = (guardian.profile(), guardian.child());
    let mut tx = portal.db.begin(Scope::Library(guardian.library())).await?;
    let stands = sqlx::query_scalar!(
        "SELECT link.id FROM person JOIN family_link AS link ON link.library = person.library AND link.child_id = person.id \
         WHERE person.library = $1 AND person.id = $2 AND link.id = $3 AND link.ended_at IS NULL FOR SHARE OF person",
        guardian.library().as_str(),
        child.0,
        opened.link,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if stands.is_none() {
        return Ok(None);
    }
    let facts = Facts::read(&mut tx, profile, child, guardian.patron().person(), opened.shown).await?;
    match facts.map(|facts| facts.decide(profile, portal.today(profile))) {
        Some(Decision::Allowed(allowed)) => {
            tx.narrow_to(OneReader::Guardian, child).await?;
            Ok(Some((tx, allowed)))
        }
        _ => Ok(None),
    }
}

/// One class, without what may not be told. `None`: nothing of it may be told.
///
/// # Errors
/// When the database is away.
pub async fn class_page(
    portal: &Portal,
    opened: &ChildRecord,
    class: Class,
    asked: &ListQuery,
) -> Result<Option<ClassPage>> {
    let Some((mut tx, allowed)) = decided(portal, opened).await? else { return Ok(None) };
    let Some(share) = allowed.shares.iter().find(|share| share.class == class) else { return Ok(None) };
    let guardian = &opened.guardian;
    let mut page = record::class_page_told(&mut tx, guardian.library(), guardian.child(), share, asked).await?;
    // The database leaves them out of what a guardian's transaction reads (migrations/0036).
    if class == Class::Notices {
        page.left_out.push(OWN_MAIL);
    }
    note(&mut tx, portal, opened, &allowed, &[class], "class").await?;
    tx.commit().await?;
    Ok(Some(page))
}

const OWN_MAIL: Text = Text::new(
    "E-mail about signing in, and about who may look",
    "Correos sobre el inicio de sesión y sobre quién puede consultar",
);

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    opened: &ChildRecord,
    allowed: &Allowed,
    classes: &[Class],
    page: &str,
) -> Result<()> {
    let guardian = &opened.guardian;
    let event = Event {
        classes,
        rules: &codes(&allowed.rules),
        detail: serde_json::json!({ "link": opened.link, "page": page }),
        ..Event::new(guardian.library(), portal.clock.now(), Some(guardian.child()), Action::Viewed, guardian.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
