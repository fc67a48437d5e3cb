//! Telling those affected: the Director says so, once the Attorney General has been told; the job writes to each.

use super::{
    find::{affected, without_card},
    register::{Breach, name, note, read},
};
use crate::{
    Portal, Result,
    authority::{Director, Whose},
    db::{Scope, Tx},
    ids::{PersonId, SubscriberId},
    ledger::{self, Event},
    mail::{self, Enqueued, Letter, Message},
    notify,
};
use domain::{
    breach::How,
    decision::{Asker, Decision, Purpose, Refused, Request, StaffAsks, Wanted, decide},
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::{Ground, codes},
    words::Lang,
};
use uuid::Uuid;

/// So many people are written to in one transaction.
const BATCH: i64 = 50;

/// What became of saying that those affected are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telling {
    /// Each of them is written to, by the worker, once.
    Done,
    /// The Attorney General is told no later than they are (§ 36a-701b(b)(2)(A)).
    GeneralFirst,
    /// There is no such breach.
    NoBreach,
    /// The decision refuses it.
    Refused(Refused),
}

/// Says that everyone affected is told. Pressed again, those are added whom it may concern by now; nobody is told twice.
///
/// # Errors
/// When the database is away; then nobody is told.
// Test (breach/tests.rs): "l30 each is told once however often the button is pressed and whatever they chose about e mail".
pub async fn tell(portal: &Portal, director: &Director, id: Uuid) -> Result<Telling> {
    let profile = director.profile();
    let asks = StaffAsks { role: director.staff().role(), purpose: Purpose::BreachNotice, staff_card: false };
    let wanted = Wanted::class(Class::Contact);
    let request = Request { asker: Asker::Staff(asks), wanted, today: portal.today(profile) };
    if let Decision::Refused(refused) = decide(&request, profile) {
        return Ok(Telling::Refused(refused));
    }
    let mut tx = portal.db.begin(director.scope()).await?;
    sqlx::query!("SELECT id FROM breach WHERE library = $1 AND id = $2 FOR UPDATE", director.library().as_str(), id)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(breach) = read(&mut tx, director.library(), Some(id)).await?.into_iter().next() else {
        return Ok(Telling::NoBreach);
    };
    if breach.general.is_none() {
        return Ok(Telling::GeneralFirst);
    }
    let people = affected(&mut tx, profile, &breach).await?.into_iter().map(Whose::Person);
    let others = without_card(&mut tx, profile, &breach).await?.into_iter().map(Whose::Subscriber);
    let all: Vec<Whose> = people.chain(others).collect();
    name(&mut tx, portal, director.library(), id, &all).await?;
    let first = sqlx::query!(
        "UPDATE breach SET tell_at = $3, tell_by = $4 WHERE library = $1 AND id = $2 AND tell_at IS NULL",
        director.library().as_str(),
        id,
        portal.clock.now(),
        director.staff().account(),
    )
    .execute(&mut *tx)
    .await?;
    if first.rows_affected() == 1 {
        note(&mut tx, portal, director, id, "tell").await?;
    }
    tx.commit().await?;
    Ok(Telling::Done)
}

/// Writes to everyone who is to be told and is not yet, and by letter to anyone whose e-mail could not be sent or came back. The
/// answer is how many were written to. Anyone for whom another such letter waits to be posted is told after that.
///
/// # Errors
/// When the database is away; those who were told until then are.
pub async fn write_notices(portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let mut written = 0;
    let mut after = Uuid::nil();
    loop {
        let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
        let waiting = sqlx::query!(
            "SELECT p.id, p.breach_id, p.person_id, p.subscriber_id, p.how FROM breach_person AS p \
             JOIN breach AS b ON b.library = p.library AND b.id = p.breach_id AND b.tell_at IS NOT NULL \
             WHERE p.library = $1 AND p.id > $2 \
               AND (p.told_at IS NULL OR p.person_id IS NOT NULL AND p.how = $4 AND EXISTS ( \
                    SELECT FROM outbox AS o WHERE o.library = p.library \
                    AND (o.status IN ('failed', 'withheld') OR o.came_back IS NOT NULL) \
                    AND o.idempotency_key = 'breach:' || p.breach_id || ':' || p.person_id)) \
             ORDER BY p.id LIMIT $3 FOR UPDATE OF p SKIP LOCKED",
            profile.slug.as_str(),
            after,
            BATCH,
            How::Mail.code(),
        )
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = waiting.last() else { return Ok(written) };
        after = last.id;
        let mut breaches: Vec<Breach> = Vec::new();
        for one in &waiting {
            if !breaches.iter().any(|breach| breach.id == one.breach_id) {
                breaches.extend(read(&mut tx, &profile.slug, Some(one.breach_id)).await?);
            }
            let Some(breach) = breaches.iter().find(|breach| breach.id == one.breach_id) else { continue };
            let came_back = one.how.is_some();
            let Some(whose) = Whose::of(one.person_id, one.subscriber_id) else { continue };
            let whose = (one.id, whose);
            written += u64::from(write(&mut tx, portal, profile, breach, whose, came_back, site).await?);
        }
        tx.commit().await?;
    }
}

/// Whether this person is told now.
async fn write(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    breach: &Breach,
    (id, whose): (Uuid, Whose),
    came_back: bool,
    site: &str,
) -> Result<bool> {
    let now = portal.clock.now();
    let (subject, how) = match whose {
        Whose::Person(person) => {
            (person, write_to_patron(tx, portal, profile, breach, (person, came_back), site).await?)
        }
        Whose::Subscriber(reader) => {
            (reader.as_own(), write_to_reader(tx, portal, profile, breach, reader, site).await?)
        }
    };
    let Some(how) = how else { return Ok(false) };
    sqlx::query!(
        "UPDATE breach_person SET told_at = $3, how = $4 WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        id,
        now,
        how.code(),
    )
    .execute(&mut **tx)
    .await?;
    let event = Event {
        via: "worker",
        classes: &breach.notice.classes,
        rules: &codes(profile.grounds.of(Ground::BreachNotice)),
        purpose: Some(Purpose::BreachNotice.code()),
        detail: serde_json::json!({ "breach": breach.id, "told_by": how.code() }),
        ..Event::new(&profile.slug, now, Some(subject), Action::BreachTold, (ActorKind::System, None))
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(true)
}

/// By e-mail; by letter where there is no address or mail to it came back.
async fn write_to_patron(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    breach: &Breach,
    (person, came_back): (PersonId, bool),
    site: &str,
) -> Result<Option<How>> {
    let lang = profile.usual_language();
    let letter = Letter::Breach(Box::new(breach.notice.clone()));
    let reach = if came_back { None } else { notify::reach(tx, profile, person, lang).await? };
    if let Some(reach) = reach {
        let key = format!("breach:{}:{person}", breach.id);
        notify::write_to(tx, portal, profile, person, reach, site, key, letter).await?;
        return Ok(Some(How::Mail));
    }
    let posted = notify::by_post(tx, portal, profile, person, lang, site, None, letter).await?;
    Ok(posted.then_some(How::Letter))
}

/// By e-mail: nothing else is known of somebody without a card.
async fn write_to_reader(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    breach: &Breach,
    reader: SubscriberId,
    site: &str,
) -> Result<Option<How>> {
    let found = sqlx::query!(
        "SELECT name, email, language FROM subscriber WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        reader.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site,
        person: None,
        subscriber: Some(reader),
        to: &found.email,
        first_name: Some(&found.name),
        card: None,
        lang: Lang::from_tag(&found.language).unwrap_or_default(),
        idempotency_key: format!("breach:{}:{}", breach.id, reader.0),
        letter: Letter::Breach(Box::new(breach.notice.clone())),
    };
    Ok((mail::enqueue(tx, portal, message).await? == Enqueued::Queued).then_some(How::Mail))
}
