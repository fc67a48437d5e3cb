//! A guardian reads a child's record, as far as the decision allows. Every look is an event that the child can see.

use super::{Opened, codes};
use crate::{
    Portal, Result,
    db::Tx,
    ledger::{self, Event},
    record::{self, Asked, ClassPage, Overview},
};
use domain::{decision::Share, inventory::Class, ledger::Action, words::Text};

/// How much of each class is held, of the classes that may be told.
///
/// # Errors
/// When the database is away.
pub async fn overview(portal: &Portal, opened: &Opened) -> Result<Overview> {
    let guardian = &opened.guardian;
    let mut tx = portal.db.begin(guardian.scope()).await?;
    let overview = record::overview_told(&mut tx, guardian.library(), guardian.child(), &opened.allowed.shares).await?;
    // It shows how much there is and no value, so it is no look at any one class.
    note(&mut tx, portal, opened, &[], "overview").await?;
    tx.commit().await?;
    Ok(overview)
}

/// One class, without what may not be told. `None`: nothing of it may.
///
/// # Errors
/// When the database is away.
pub async fn class_page(portal: &Portal, opened: &Opened, class: Class, asked: &Asked) -> Result<Option<ClassPage>> {
    let Some(share) = share(opened, class) else { return Ok(None) };
    let guardian = &opened.guardian;
    let mut tx = portal.db.begin(guardian.scope()).await?;
    let mut page = record::class_page_told(&mut tx, guardian.library(), guardian.child(), share, asked).await?;
    // The database leaves them out of what a guardian's transaction reads (migrations/0036).
    if class == Class::Notices {
        page.left_out.push(OWN_MAIL);
    }
    note(&mut tx, portal, opened, &[class], "class").await?;
    tx.commit().await?;
    Ok(Some(page))
}

const OWN_MAIL: Text = Text::new(
    "E-mail about signing in, and about who may look",
    "Correos sobre el inicio de sesión y sobre quién puede consultar",
);

fn share(opened: &Opened, class: Class) -> Option<&Share> {
    opened.allowed.shares.iter().find(|share| share.class == class)
}

async fn note(tx: &mut Tx, portal: &Portal, opened: &Opened, classes: &[Class], page: &str) -> Result<()> {
    let guardian = &opened.guardian;
    let event = Event {
        classes,
        rules: &codes(&opened.allowed.rules),
        detail: serde_json::json!({ "link": opened.link, "page": page }),
        ..Event::new(guardian.library(), portal.clock.now(), Some(guardian.child()), Action::Viewed, guardian.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
