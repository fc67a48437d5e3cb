//! Two choices of a patron's that are not about kinds of mail: the language they are written to in, and how long the list
//! of what they have read is kept.

use crate::{
    Portal, Result,
    authority::Patron,
    db::{Tx, lock_person},
    ledger::{self, Event},
    record::{Origins, history_choice},
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::{Class, PORTAL_SOURCE},
    ledger::Action,
    profile::{HistoryChoice, Keep, Profile},
    rules::{Ground, codes},
    words::Lang,
};

/// What holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// The language; `None` where they have chosen none.
    pub language: Option<Lang>,
    /// How long the list is kept; `None` where the library does not leave that to the patron.
    pub history: Option<HistoryChoice>,
    /// How many loans are in the list.
    pub in_list: i64,
}

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A language to be written to in.
    Language(Lang),
    /// How long the list of what was read is kept.
    History(HistoryChoice),
}

/// Whether the library leaves it to the patron how long the list is kept.
pub fn offers_history(profile: &Profile) -> bool {
    profile.retention(Class::History).is_some_and(|kept| matches!(kept.keep, Keep::PatronsChoice { .. }))
}

/// The patron's choices.
///
/// # Errors
/// When the database is away.
pub async fn choices(portal: &Portal, patron: &Patron) -> Result<Choices> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let language = sqlx::query_scalar!(
        "SELECT language FROM preference WHERE library = $1 AND person_id = $2",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let in_list = sqlx::query_scalar!(
        "SELECT count(*) AS \"count!\" FROM loan_history WHERE library = $1 AND person_id = $2",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let history = if offers_history(profile) {
        Some(history_choice(&mut tx, patron.library(), patron.person()).await?)
    } else {
        None
    };
    Ok(Choices { language: language.flatten().as_deref().and_then(Lang::from_tag), history, in_list })
}

/// Makes a choice. To keep no list erases what is in it at once (M1); a file that is loaded later brings none back.
/// `false` where the library does not leave it to the patron.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn choose(portal: &Portal, patron: &Patron, choice: Choice) -> Result<bool> {
    let profile = patron.profile();
    let now = portal.clock.now();
    let offered = match choice {
        Choice::Language(lang) => profile.languages.contains(&lang),
        Choice::History(_) => offers_history(profile),
    };
    if !offered {
        return Ok(false);
    }
    let mut tx = portal.db.begin(patron.scope()).await?;
    // A file with past loans may be loaded at this moment: it waits for the choice, or the choice erases what it brought.
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let (field, language, history) = match choice {
        Choice::Language(lang) => ("preference.language", Some(lang.tag()), None),
        Choice::History(history) => ("preference.reading_history", None, Some(history.code())),
    };
    // What is chosen already is not chosen again: a second click is no second choice.
    let chosen = sqlx::query_scalar!(
        "SELECT (language = $3 OR reading_history = $4) \
                AND ($4 IS DISTINCT FROM 'off' \
                     OR NOT EXISTS (SELECT FROM loan_history WHERE library = $1 AND person_id = $2)) \
         FROM preference JOIN field_origin AS origin USING (library, person_id) \
         WHERE library = $1 AND person_id = $2 AND origin.field = $5 AND origin.source = $6",
        patron.library().as_str(),
        patron.person().0,
        language,
        history,
        field,
        PORTAL_SOURCE,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if chosen.flatten() == Some(true) {
        return Ok(true);
    }
    sqlx::query!(
        "INSERT INTO preference AS p (library, id, person_id, language, reading_history, source, sourced_at) \
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6) \
         ON CONFLICT (library, person_id) DO UPDATE \
         SET language = coalesce(excluded.language, p.language), \
             reading_history = coalesce(excluded.reading_history, p.reading_history)",
        patron.library().as_str(),
        patron.person().0,
        language,
        history,
        PORTAL_SOURCE,
        now,
    )
    .execute(&mut *tx)
    .await?;
    Origins::write(&mut tx, patron.library(), patron.person(), field, PORTAL_SOURCE, now).await?;
    let event = Event {
        classes: &[Class::Preferences],
        fields: &[field],
        ..Event::new(patron.library(), now, Some(patron.person()), Action::ChoiceMade, patron.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    if choice == Choice::History(HistoryChoice::Off) {
        erase_history(&mut tx, portal, patron, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn erase_history(tx: &mut Tx, portal: &Portal, patron: &Patron, now: DateTime<Utc>) -> Result<()> {
    let erased = sqlx::query!(
        "DELETE FROM loan_history WHERE library = $1 AND person_id = $2 \
         AND NOT EXISTS (SELECT FROM legal_hold k WHERE k.library = $1 AND k.person_id = $2 AND k.lifted_at IS NULL \
                         AND (k.classes = '{}' OR 'history' = ANY (k.classes)))",
        patron.library().as_str(),
        patron.person().0,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let event = Event {
        classes: &[Class::History],
        rules: &codes(patron.profile().grounds.of(Ground::ReadingHistory)),
        detail: serde_json::json!({ "erased": erased }),
        ..Event::new(patron.library(), now, Some(patron.person()), Action::HistoryErased, patron.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
