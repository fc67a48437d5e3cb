//! Making a change: the columns, where they come from, the ledger, the mail about it.

use crate::{
    Portal, Result,
    access::tell::{self, Reach},
    db::Tx,
    ledger::{self, Event},
    mail::{Letter, What},
    record::Origins,
};
use chrono::{DateTime, Utc};
use domain::{
    contact::{Change, Detail},
    ids::PersonId,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};
use uuid::Uuid;

/// Writes a change into the record. `source`: `portal`, or `desk` where a clerk confirmed it; a file that is loaded
/// later leaves such a value alone.
pub(super) async fn apply(
    tx: &mut Tx,
    profile: &Profile,
    person: PersonId,
    change: &Change,
    source: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let library = profile.slug.as_str();
    sqlx::query!(
        "INSERT INTO contact (library, id, person_id, source, sourced_at) VALUES ($1, gen_random_uuid(), $2, $3, $4) \
         ON CONFLICT (library, person_id) DO NOTHING",
        library,
        person.0,
        source,
        now,
    )
    .execute(&mut **tx)
    .await?;
    for (column, value) in &change.values {
        // The columns are names in the code (`domain::contact::Detail`), never what someone typed.
        let update = format!("UPDATE contact SET {column} = $3 WHERE library = $1 AND person_id = $2");
        sqlx::query(sqlx::AssertSqlSafe(update))
            .bind(library)
            .bind(person.0)
            .bind(value.as_deref())
            .execute(&mut **tx)
            .await?;
        Origins::write(tx, &profile.slug, person, &format!("contact.{column}"), source, now).await?;
    }
    if change.detail == Detail::Email {
        // What was mailed to the old address opens nothing any more.
        sqlx::query!(
            "UPDATE one_time_token SET ended_at = $3 \
             WHERE library = $1 AND person_id = $2 AND ended_at IS NULL AND purpose IN ('activation', 'reset') \
               AND expires_at - created_at < interval '24 hours'",
            library,
            person.0,
            now,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The ids of the rules that the library's way with changes rests on.
pub(super) fn rules(profile: &Profile) -> Vec<&'static str> {
    profile.switches.contact_edits.rules.iter().map(|rule| rule.as_str()).collect()
}

/// Writes a change into the ledger, without its value.
pub(super) async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    change: &Change,
    action: Action,
    actor: (ActorKind, Option<Uuid>),
) -> Result<()> {
    let fields: Vec<String> = change.values.keys().map(|column| format!("contact.{column}")).collect();
    let event = Event {
        classes: &[Class::Contact],
        fields: &fields.iter().map(String::as_str).collect::<Vec<_>>(),
        rules: &rules(profile),
        via: if actor.0 == ActorKind::Staff { "desk" } else { "portal" },
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), action, actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Tells the address that was on record before the change.
pub(super) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    old: Option<Reach>,
    site: &str,
    what: What,
) -> Result<()> {
    let Some(old) = old else { return Ok(()) };
    if !what.is_last_word() && crate::consent::wants_no_mail(tx, &profile.slug, person).await? {
        return Ok(());
    }
    let key = format!("notice:{}", portal.entropy.uuid());
    tell::write_to(tx, portal, profile, person, old, site, key, Letter::SecurityNotice(what)).await
}
