//! Choices of a patron's that are not about kinds of mail: the language they are written to in, how long the list of what
//! they have read is kept, and how notices about loans and holds come.

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
    profile::{HistoryChoice, Keep, Profile, SentBy, Titles},
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
    /// How notices about loans and holds come; `None` where the library's own system sends them.
    pub notices: Option<Notices>,
}

/// How notices about loans and holds come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notices {
    /// In one mail a day, and not each as it happens.
    pub daily: bool,
    /// Without titles. `None`: the library names none in any notice.
    pub without_titles: Option<bool>,
}

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A language to be written to in.
    Language(Lang),
    /// How long the list of what was read is kept.
    History(HistoryChoice),
    /// Whether notices come in one mail a day.
    NoticesDaily(bool),
    /// Whether notices name no titles.
    NoticesWithoutTitles(bool),
}

/// Whether the portal sends the library's notices, and so how they come is the patron's to choose.
pub fn offers_notices(profile: &Profile) -> bool {
    profile.circulation_mail.sent_by == SentBy::Portal && !profile.notices.is_empty()
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
    let kept = sqlx::query!(
        "SELECT language, notices_daily, notices_without_titles FROM preference WHERE library = $1 AND person_id = $2",
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
    let (language, daily, without) =
        kept.map_or((None, None, None), |kept| (kept.language, kept.notices_daily, kept.notices_without_titles));
    let notices = offers_notices(profile).then(|| Notices {
        daily: daily.unwrap_or(false),
        without_titles: (profile.circulation_mail.titles == Titles::Named).then(|| without.unwrap_or(false)),
    });
    Ok(Choices { language: language.as_deref().and_then(Lang::from_tag), history, in_list, notices })
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
        Choice::NoticesDaily(_) => offers_notices(profile),
        Choice::NoticesWithoutTitles(_) => offers_notices(profile) && profile.circulation_mail.titles == Titles::Named,
    };
    if !offered {
        return Ok(false);
    }
    let mut tx = portal.db.begin(patron.scope()).await?;
    // A file with past loans may be loaded at this moment: it waits for the choice, or the choice erases what it brought.
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let (mut language, mut history, mut daily, mut without) = (None, None, None, None);
    let field = match choice {
        Choice::Language(lang) => {
            language = Some(lang.tag());
            "preference.language"
        }
        Choice::History(choice) => {
            history = Some(choice.code());
            "preference.reading_history"
        }
        Choice::NoticesDaily(choice) => {
            daily = Some(choice);
            "preference.notices_daily"
        }
        Choice::NoticesWithoutTitles(choice) => {
            without = Some(choice);
            "preference.notices_without_titles"
        }
    };
    // What is chosen already is not chosen again: a second click is no second choice.
    let chosen = sqlx::query_scalar!(
        "SELECT (coalesce(language = $3, false) OR coalesce(reading_history = $4, false) \
                 OR coalesce(notices_daily = $7, false) OR coalesce(notices_without_titles = $8, false)) \
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
        daily,
        without,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if chosen.flatten() == Some(true) {
        return Ok(true);
    }
    sqlx::query!(
        "INSERT INTO preference AS p (library, id, person_id, language, reading_history, source, sourced_at, \
                                      notices_daily, notices_without_titles) \
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (library, person_id) DO UPDATE \
         SET language = coalesce(excluded.language, p.language), \
             reading_history = coalesce(excluded.reading_history, p.reading_history), \
             notices_daily = coalesce(excluded.notices_daily, p.notices_daily), \
             notices_without_titles = coalesce(excluded.notices_without_titles, p.notices_without_titles)",
        patron.library().as_str(),
        patron.person().0,
        language,
        history,
        PORTAL_SOURCE,
        now,
        daily,
        without,
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
