//! Making a list: everyone who agreed and can be written to, with what the profile says the service gets of them.

use super::service_list;
use crate::{
    Portal, Result,
    authority::{Director, Editor, Whose},
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
    newsletter::recipients::{Recipient, of_list},
    spreadsheet,
};
use chrono::Duration;
use domain::{
    decision::{Asker, Decision, Refused, Request, Wanted, decide},
    inventory::Class,
    ledger::Action,
    profile::{Newsletter, Profile, Vendor},
    rules::codes,
};
use uuid::Uuid;

/// How long a list is given out; then it is to be destroyed.
pub const LASTS: Duration = Duration::days(14);

/// What became of making one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// It is made under the form's own name; so it is when the same form comes again.
    Done,
    /// No service sends such a newsletter, or the portal tells the service by itself.
    NotOffered,
    /// The profile does not let the service have an e-mail address.
    Refused(Refused),
}

/// What the decision lets the service have of somebody who agreed (L24, L28).
pub(super) fn asks(portal: &Portal, profile: &Profile, vendor: &Vendor) -> Decision {
    let request = Request {
        asker: Asker::Vendor { code: vendor.code.clone(), patron_chose: true },
        wanted: Wanted::classes([Class::Identity, Class::Contact]),
        today: portal.today(profile),
    };
    decide(&request, profile)
}

/// Makes a list of this newsletter's readers of today: each of them has a row and a line of it. The Director makes it, who alone
/// can take it.
///
/// # Errors
/// When the database is away; then there is none.
pub async fn make(portal: &Portal, director: &Director, code: &str, form: Uuid) -> Result<Made> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, vendor)) = service_list(profile, code) else { return Ok(Made::NotOffered) };
    if portal.services.of_list(profile, list).is_some() {
        return Ok(Made::NotOffered);
    }
    let decision = asks(portal, profile, vendor);
    if let Decision::Refused(refused) = decision {
        return Ok(Made::Refused(refused));
    }
    if !decision.allows_field(Class::Contact, "contact.email") {
        return Ok(Made::NotOffered);
    }
    let now = portal.clock.now();
    let mut tx = portal.db.begin(editor.scope()).await?;
    let added = sqlx::query!(
        "INSERT INTO service_list (library, id, list, service, people, made_at, made_by, expires_at) \
         VALUES ($1, $2, $3, $4, 0, $5, $6, $7) ON CONFLICT (library, id) DO NOTHING",
        profile.slug.as_str(),
        form,
        list.code,
        vendor.code,
        now,
        editor.account(),
        now + LASTS,
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(Made::Done);
    }
    let all = readers(&mut tx, profile, list).await?;
    let making = Making { portal, editor, id: form, list, vendor, decision: &decision };
    for part in all.chunks(1000) {
        making.with_card(&mut tx, part).await?;
        making.without_card(&mut tx, part).await?;
        making.note(&mut tx, part).await?;
    }
    sqlx::query!(
        "UPDATE service_list SET people = $3 WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        form,
        i32::try_from(all.len()).unwrap_or(i32::MAX),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Made::Done)
}

/// The person who gets the newsletter and can stand in a list. An address that a spreadsheet would take for a formula cannot: made
/// harmless, it would be another address.
pub(super) async fn readers(tx: &mut Tx, profile: &Profile, list: &Newsletter) -> Result<Vec<Recipient>> {
    let all = of_list(tx, profile, &list.code).await?;
    let can = |one: &Recipient| {
        let safe = one.address.as_deref().is_some_and(|address| spreadsheet::guarded(address) == address);
        one.left_out.is_none() && safe
    };
    Ok(all.into_iter().filter(can).collect())
}

/// A list while it is made.
struct Making<'a> {
    portal: &'a Portal,
    editor: &'a Editor,
    id: Uuid,
    list: &'a Newsletter,
    vendor: &'a Vendor,
    decision: &'a Decision,
}

/// Those of one kind, as three columns of a table: the row's id, whose it is, the address.
fn columns(
    portal: &Portal,
    part: &[Recipient],
    whose: impl Fn(Whose) -> Option<Uuid>,
) -> (Vec<Uuid>, Vec<Uuid>, Vec<String>) {
    let (mut ids, mut owners, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
    for one in part {
        if let (Some(owner), Some(address)) = (whose(one.whose), &one.address) {
            ids.push(portal.entropy.uuid());
            owners.push(owner);
            addresses.push(address.trim().to_owned());
        }
    }
    (ids, owners, addresses)
}

impl Making<'_> {
    fn may(&self, field: &str) -> bool {
        self.decision.allows_field(Class::Identity, field)
    }

    async fn with_card(&self, tx: &mut Tx, part: &[Recipient]) -> Result<()> {
        let (ids, people, addresses) = columns(self.portal, part, |whose| match whose {
            Whose::Person(person) => Some(person.0),
            Whose::Subscriber(_) => None,
        });
        sqlx::query!(
            "INSERT INTO service_listed (library, id, list_id, person_id, list, service, name, email, first_sent_at, sent_at) \
             SELECT $1, one.id, $2::uuid, one.person, $3, $4, \
                    concat_ws(' ', CASE WHEN $6 THEN person.firstname END, CASE WHEN $7 THEN person.surname END), \
                    one.email, $5::timestamptz, $5::timestamptz \
             FROM unnest($8::uuid[], $9::uuid[], $10::text[]) AS one (id, person, email) \
             JOIN person ON person.library = $1 AND person.id = one.person \
             ON CONFLICT (library, service, list, person_id, lower(email)) WHERE removed_at IS NULL \
             DO UPDATE SET list_id = excluded.list_id, name = excluded.name, sent_at = excluded.sent_at, \
                           state = NULL, failed_why = NULL",
            self.editor.library().as_str(),
            self.id,
            self.list.code,
            self.vendor.code,
            self.portal.clock.now(),
            self.may("person.firstname"),
            self.may("person.surname"),
            &ids,
            &people,
            &addresses,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    async fn without_card(&self, tx: &mut Tx, part: &[Recipient]) -> Result<()> {
        let (ids, subscribers, addresses) = columns(self.portal, part, |whose| match whose {
            Whose::Person(_) => None,
            Whose::Subscriber(subscriber) => Some(subscriber.0),
        });
        sqlx::query!(
            "INSERT INTO service_listed (library, id, list_id, subscriber_id, list, service, name, email, first_sent_at, \
                                         sent_at) \
             SELECT $1, one.id, $2::uuid, one.subscriber, $3, $4, CASE WHEN $6 THEN subscriber.name ELSE '' END, one.email, $5::timestamptz, \
                    $5::timestamptz \
             FROM unnest($7::uuid[], $8::uuid[], $9::text[]) AS one (id, subscriber, email) \
             JOIN subscriber ON subscriber.library = $1 AND subscriber.id = one.subscriber \
             ON CONFLICT (library, service, list, subscriber_id, lower(email)) WHERE removed_at IS NULL \
             DO UPDATE SET list_id = excluded.list_id, name = excluded.name, sent_at = excluded.sent_at, \
                           state = NULL, failed_why = NULL",
            self.editor.library().as_str(),
            self.id,
            self.list.code,
            self.vendor.code,
            self.portal.clock.now(),
            self.may("person.firstname"),
            &ids,
            &subscribers,
            &addresses,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// A line for each: what was given, for which newsletter, to which service.
    async fn note(&self, tx: &mut Tx, part: &[Recipient]) -> Result<()> {
        let rules = codes(self.decision.rules());
        let named = self.may("person.firstname") || self.may("person.surname");
        let fields: &[&str] =
            if named { &["service_listed.name", "service_listed.email"] } else { &["service_listed.email"] };
        for one in part {
            let subject = match one.whose {
                Whose::Person(person) => person,
                Whose::Subscriber(subscriber) => subscriber.as_own(),
            };
            let event = Event {
                classes: &[Class::Identity, Class::Contact],
                fields,
                rules: &rules,
                purpose: Some(&self.list.code),
                detail: serde_json::json!({ "service": self.vendor.code }),
                ..event_of(self.portal, self.editor, Some(subject), Action::ListedForService)
            };
            ledger::append(tx, &*self.portal.entropy, event).await?;
        }
        Ok(())
    }
}

/// A line of what an editor does with lists.
pub(super) fn event_of<'a>(
    portal: &Portal,
    editor: &'a Editor,
    subject: Option<PersonId>,
    action: Action,
) -> Event<'a> {
    Event { via: "desk", ..Event::new(editor.library(), portal.clock.now(), subject, action, editor.actor()) }
}
