//! Who is told of what: where a person is reached, and in which language. Whether they want to be, the outbox asks.

use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    mail::{self, Enqueued, Letter, Message, What},
};
use domain::{contact::Detail, profile::Profile, words::Lang};

/// A person's address and language for mail.
pub(crate) struct Reach {
    pub(crate) email: String,
    pub(crate) first_name: Option<String>,
    /// The last four digits of their card.
    pub(crate) card: Option<String>,
    pub(crate) lang: Lang,
}

/// Where a person was reached before something of it was changed.
pub(crate) struct Former {
    reach: Option<Reach>,
    /// Name and postal address, where it is that address which changes and there is no other.
    lines: Option<String>,
}

/// Where a person is reached now, kept to tell them there of a change of `detail` that is about to be made.
pub(crate) async fn before(
    tx: &mut Tx,
    profile: &Profile,
    person: PersonId,
    lang: Lang,
    detail: Detail,
) -> Result<Former> {
    let reach = reach(tx, profile, person, lang).await?;
    if reach.is_some() || detail != Detail::Address {
        return Ok(Former { reach, lines: None });
    }
    let lines = sqlx::query_scalar!("SELECT postal_lines($1, $2)", profile.slug.as_str(), person.0);
    let lines = lines.fetch_one(&mut **tx).await?.filter(|lines| lines.contains('\n'));
    Ok(Former { reach, lines })
}

impl Former {
    /// The language they are written to in, where they have an address for e-mail.
    pub(crate) fn lang(&self) -> Option<Lang> {
        self.reach.as_ref().map(|reach| reach.lang)
    }
}

/// How to reach a person by mail, if the library has an address that can be written to and from which no mail came back.
/// `lang` where they have chosen no language.
pub(crate) async fn reach(tx: &mut Tx, profile: &Profile, person: PersonId, lang: Lang) -> Result<Option<Reach>> {
    let Known { email, first_name, card, lang } = known(tx, profile, person, lang).await?;
    Ok(email.map(|email| Reach { email, first_name, card, lang }))
}

/// The language somebody is written to in: theirs, or the library's usual one where they have chosen none.
pub(crate) async fn language(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<Lang> {
    Ok(known(tx, profile, person, profile.usual_language()).await?.lang)
}

/// What is known of somebody to write to.
struct Known {
    /// Their e-mail address, if it can be written to.
    email: Option<String>,
    first_name: Option<String>,
    card: Option<String>,
    lang: Lang,
}

async fn known(tx: &mut Tx, profile: &Profile, person: PersonId, lang: Lang) -> Result<Known> {
    let row = sqlx::query!(
        "SELECT contact.email AS \"email?\", coalesce(person.preferred_name, person.firstname) AS first_name, \
                preference.language AS \"language?\", \
                (SELECT right(number, 4) FROM card WHERE card.library = person.library AND card.person_id = person.id \
                 ORDER BY status = 'active' DESC, issued_on DESC NULLS LAST, card.id LIMIT 1) AS card \
         FROM person LEFT JOIN contact ON contact.library = person.library AND contact.person_id = person.id \
         LEFT JOIN preference ON preference.library = person.library AND preference.person_id = person.id \
         WHERE person.library = $1 AND person.id = $2",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(Known { email: None, first_name: None, card: None, lang }) };
    // What comes back is known by the address as it was sent to: `xn--` where a domain is in another script.
    let sent_to = row.email.as_deref().and_then(mail::as_sent);
    let mut email = row.email.filter(|_| sent_to.is_some());
    if let Some(address) = &sent_to
        && mail::is_suspended(tx, &profile.slug, (Some(person), None), address).await?
    {
        email = None;
    }
    Ok(Known {
        email,
        first_name: row.first_name,
        card: row.card,
        lang: row.language.as_deref().and_then(Lang::from_tag).unwrap_or(lang),
    })
}

/// Writes a security notice: to their address, or by post where there is none and they must hear of it. The outbox asks
/// whether the patron wants it, unless it touches the safety of the record.
pub(crate) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    lang: Lang,
    site: &str,
    what: What,
) -> Result<()> {
    match reach(tx, profile, person, lang).await? {
        Some(reach) => {
            let key = format!("notice:{}", portal.entropy.uuid());
            write_to(tx, portal, profile, person, reach, site, key, Letter::SecurityNotice(what)).await.map(drop)
        }
        None if what.goes_by_post() => {
            by_post(tx, portal, profile, person, lang, site, None, Letter::SecurityNotice(what)).await.map(drop)
        }
        None => Ok(()),
    }
}

/// Writes a letter on paper, to `lines` where those are given and otherwise to the address on record, whatever e-mail address
/// there is. `false`: one of the same kind waits to be posted, and nothing was written.
#[expect(clippy::too_many_arguments, reason = "as for `write`")]
pub(crate) async fn by_post(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    lang: Lang,
    site: &str,
    lines: Option<&str>,
    letter: Letter,
) -> Result<bool> {
    let Known { first_name, card, lang, .. } = known(tx, profile, person, lang).await?;
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site,
        person: Some(person),
        subscriber: None,
        to: "",
        first_name: first_name.as_deref(),
        card: card.as_deref(),
        lang,
        idempotency_key: String::new(),
        letter,
    };
    mail::by_post(tx, portal, person, lines, &message).await
}

/// Writes a letter, where there is an address to write to; what became of it.
#[expect(clippy::too_many_arguments, reason = "a letter's parts; a struct would only rename Message")]
pub(crate) async fn write(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    lang: Lang,
    site: &str,
    idempotency_key: String,
    letter: Letter,
) -> Result<Enqueued> {
    let Some(reach) = reach(tx, profile, person, lang).await? else { return Ok(Enqueued::NoAddress) };
    write_to(tx, portal, profile, person, reach, site, idempotency_key, letter).await
}

/// As [`write`], to an address that need not be the one on record.
#[expect(clippy::too_many_arguments, reason = "as for `write`")]
pub(crate) async fn write_to(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    reach: Reach,
    site: &str,
    idempotency_key: String,
    letter: Letter,
) -> Result<Enqueued> {
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site,
        person: Some(person),
        subscriber: None,
        to: &reach.email,
        first_name: reach.first_name.as_deref(),
        card: reach.card.as_deref(),
        lang: reach.lang,
        idempotency_key,
        letter,
    };
    mail::enqueue(tx, portal, message).await
}

/// Writes a security notice to the address for e-mail that was on record before it was changed. Where there was none, by
/// post: where the postal address itself was changed, to the one before.
// Test (post/tests.rs): "a first e mail address in a record is told where the record was written to before".
// Test (post/tests.rs): "a new postal address is told at the one before".
#[expect(clippy::too_many_arguments, reason = "as for `write`")]
pub(crate) async fn tell_former_address(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    old: Former,
    lang: Lang,
    site: &str,
    what: What,
) -> Result<()> {
    match (old.reach, old.lines) {
        (Some(old), _) => {
            let key = format!("notice:{}", portal.entropy.uuid());
            write_to(tx, portal, profile, person, old, site, key, Letter::SecurityNotice(what)).await.map(drop)
        }
        (None, Some(lines)) => {
            by_post(tx, portal, profile, person, lang, site, Some(&lines), Letter::SecurityNotice(what)).await.map(drop)
        }
        (None, _) if what.goes_by_post() => {
            by_post(tx, portal, profile, person, lang, site, None, Letter::SecurityNotice(what)).await.map(drop)
        }
        (None, _) => Ok(()),
    }
}

/// Writes a letter to each of those whom the profile has told of what the Director answers for, once for each `key`. How many
/// were written.
///
/// # Errors
/// When the database refuses it.
pub(crate) async fn write_to_the_told(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    key: &str,
    letter: &Letter,
    site: &str,
) -> Result<u64> {
    let mut written = 0;
    for (at, told) in profile.told_of_process.iter().enumerate() {
        let Some(email) = &told.email else { continue };
        let message = Message {
            library: &profile.slug,
            library_name: &profile.name,
            accent: profile.accent,
            site,
            person: None,
            subscriber: None,
            to: email,
            first_name: None,
            card: None,
            lang: profile.usual_language(),
            idempotency_key: format!("{key}:{at}"),
            letter: letter.clone(),
        };
        if mail::enqueue(tx, portal, message).await? == Enqueued::Queued {
            written += 1;
        }
    }
    Ok(written)
}
