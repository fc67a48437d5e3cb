//! What a patron has agreed to today.

use super::EMAIL;
use crate::{Portal, Result, authority::Patron, db::Tx};
use chrono::{DateTime, Utc};
use domain::{
    consent::{ALL_MAIL, Purpose, names_service, statement},
    profile::Profile,
    words::Lang,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a patron is sent, and whether they said so.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    /// The e-mail address on record.
    pub email: Option<String>,
    /// Since when they want no e-mail at all.
    pub stopped_at: Option<DateTime<Utc>>,
    /// Each notice and newsletter the library offers.
    pub each: Vec<Choice<'a>>,
}

/// One purpose.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    /// What for.
    pub purpose: Purpose<'a>,
    /// Whether it is on, but for "no e-mail at all".
    pub on: bool,
    /// Who decided it.
    pub standing: Standing,
}

/// Who decided that something is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The library's, until the patron says otherwise.
    Default,
    /// The patron's.
    Said {
        /// The answer's id.
        id: Uuid,
        /// When.
        at: DateTime<Utc>,
        /// Whether the words they said are those that are asked today.
        in_words_of_today: bool,
        /// Whether those words name the service of others that sends it today; true where none does.
        names_service: bool,
    },
}

/// What holds for this patron.
///
/// # Errors
/// When the database is away.
pub async fn choices<'a>(portal: &Portal, patron: &'a Patron) -> Result<Choices<'a>> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    of(&mut tx, profile, patron).await
}

pub(super) async fn of<'a>(tx: &mut Tx, profile: &'a Profile, patron: &Patron) -> Result<Choices<'a>> {
    let email = sqlx::query_scalar!(
        "SELECT email FROM contact WHERE library = $1 AND person_id = $2",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .flatten();
    let rows = sqlx::query!(
        "SELECT DISTINCT ON (purpose) purpose, id, given, decided_at, words, language FROM consent \
         WHERE library = $1 AND person_id = $2 AND channel = $3 ORDER BY purpose, decided_at DESC, position DESC",
        patron.library().as_str(),
        patron.person().0,
        EMAIL,
    )
    .fetch_all(&mut **tx)
    .await?;
    let newest: BTreeMap<String, _> = rows.into_iter().map(|row| (row.purpose.clone(), row)).collect();
    let each = Purpose::offered(profile).map(|purpose| match newest.get(purpose.code()) {
        Some(said) => {
            let today = statement(&purpose, said.given, profile, Lang::from_tag(&said.language).unwrap_or_default());
            let standing = Standing::Said {
                id: said.id,
                at: said.decided_at,
                in_words_of_today: today == said.words,
                names_service: purpose.service(profile).is_none_or(|service| names_service(&said.words, service)),
            };
            Choice { purpose, on: said.given, standing }
        }
        None => Choice { purpose, on: email.is_some() && purpose.default_of(profile), standing: Standing::Default },
    });
    Ok(Choices {
        stopped_at: newest.get(ALL_MAIL).filter(|said| !said.given).map(|said| said.decided_at),
        each: each.collect(),
        email,
    })
}
