//! Who gets a newsletter: everyone who said yes to it last, wants e-mail, and has an address that can be written to; and everyone who
//! said yes to it without a card.
//!
//! One address with a card and without one gets one copy, with the card; and a no that was said with the card after a yes
//! without one holds for both ([0041](../../../docs/decisions/0041-subscribers-without-a-card.md)).

use crate::{
    Portal, Result,
    authority::{Editor, Whose},
    db::Tx,
    ids::{PersonId, SubscriberId},
    mail::{EMAIL, as_sent},
};
use domain::{
    consent::{ALL_MAIL, names_service},
    ids::LibrarySlug,
    profile::Profile,
    words::Lang,
};
use std::collections::HashSet;

/// How many get a newsletter, and how many said yes and do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Get it.
    pub get_it: usize,
    /// Of those, so many without a card.
    pub without_card: usize,
    /// Said yes to it, and to no e-mail at all since.
    pub want_no_mail: usize,
    /// Said yes to it, and the library has no address that can be written to.
    pub no_address: usize,
    /// Of those, so many whose address mail came back from.
    pub came_back: usize,
    /// Said yes to it before a service sent it: the service gets nothing of them until they say yes again.
    pub asked_again: usize,
}

/// How many get this newsletter today.
///
/// # Errors
/// When the database is away.
pub async fn count(portal: &Portal, editor: &Editor, list: &str) -> Result<Count> {
    let mut tx = portal.db.begin(editor.scope()).await?;
    counted(&mut tx, editor.profile(), list).await
}

/// The same in a transaction that is there.
pub(in crate::newsletter) async fn counted(tx: &mut Tx, profile: &Profile, list: &str) -> Result<Count> {
    let mut count = Count::default();
    for one in of_list(tx, profile, list).await? {
        match one.left_out {
            None => {
                count.get_it += 1;
                count.without_card += usize::from(matches!(one.whose, Whose::Subscriber(_)));
            }
            Some(LeftOut::NoMail) => count.want_no_mail += 1,
            // They get it with their card.
            Some(LeftOut::WithCard) => {}
            Some(LeftOut::NoAddress) => count.no_address += 1,
            Some(LeftOut::Suspended) => {
                count.no_address += 1;
                count.came_back += 1;
            }
            Some(LeftOut::OtherWords) => count.asked_again += 1,
        }
    }
    Ok(count)
}

/// Somebody whose last answer to a newsletter is yes.
pub(in crate::newsletter) struct Recipient {
    pub(in crate::newsletter) whose: Whose,
    /// The address as it is sent to, where there is one.
    pub(in crate::newsletter) address: Option<String>,
    pub(in crate::newsletter) lang: Lang,
    /// Why they do not get it; `None`: they do.
    pub(in crate::newsletter) left_out: Option<LeftOut>,
    /// The words they said yes to.
    words: String,
}

/// Why somebody who said yes is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::newsletter) enum LeftOut {
    NoMail,
    NoAddress,
    /// Mail to the address came back, and nobody has lifted that.
    Suspended,
    /// The same address gets it with a card.
    WithCard,
    /// A service sends it, and the words they said yes to do not name that service.
    OtherWords,
}

impl LeftOut {
    /// As `newsletter_delivery.why` has it.
    pub(in crate::newsletter) const fn code(self) -> &'static str {
        match self {
            Self::NoMail => "no-mail",
            Self::NoAddress => "no-address",
            Self::Suspended => "suspended",
            Self::WithCard => "with-card",
            Self::OtherWords => "other-words",
        }
    }
}

/// Everyone whose last answer to this newsletter is yes.
// Test (newsletter/service/tests.rs): "l28 a service gets nothing of whoever said yes before it sent the newsletter".
pub(in crate::newsletter) async fn of_list(tx: &mut Tx, profile: &Profile, list: &str) -> Result<Vec<Recipient>> {
    let library = &profile.slug;
    let service = profile.newsletters.iter().find(|one| one.code == list).and_then(|one| profile.service_of(one));
    let named = |one: Recipient| {
        let other = service.is_some_and(|service| !names_service(&one.words, service));
        Recipient { left_out: one.left_out.or(other.then_some(LeftOut::OtherWords)), ..one }
    };
    let mut all: Vec<Recipient> = with_card(tx, library, list).await?.into_iter().map(named).collect();
    let get_it = all.iter().filter(|one| one.left_out.is_none());
    let addresses: HashSet<String> = get_it.filter_map(|one| one.address.as_deref().map(str::to_lowercase)).collect();
    let others = without_card(tx, library, list).await?.into_iter().map(|one| {
        let again = one.address.as_deref().is_some_and(|address| addresses.contains(&address.to_lowercase()));
        Recipient { left_out: one.left_out.or(again.then_some(LeftOut::WithCard)), ..one }
    });
    all.extend(others.map(named));
    Ok(all)
}

/// Every subscriber whose last answer to this newsletter is yes, but for those where a cardholder with the same address has said
/// no since.
async fn without_card(tx: &mut Tx, library: &LibrarySlug, list: &str) -> Result<Vec<Recipient>> {
    let rows = sqlx::query!(
        "SELECT subscriber.id AS \"id!\", subscriber.email AS \"email!\", subscriber.language AS \"language!\", \
                said.words AS \"words!\", \
                ARRAY(SELECT lower(back.address) FROM returned_mail AS back \
                      WHERE back.library = $1 AND back.subscriber_id = subscriber.id AND back.lifted_at IS NULL) AS \"back!\" \
         FROM (SELECT DISTINCT ON (subscriber_id) subscriber_id, given, decided_at, words FROM subscription \
               WHERE library = $1 AND list = $2 ORDER BY subscriber_id, decided_at DESC, position DESC) AS said \
         JOIN subscriber ON subscriber.library = $1 AND subscriber.id = said.subscriber_id \
         WHERE said.given AND NOT EXISTS ( \
             SELECT FROM contact JOIN LATERAL ( \
                 SELECT DISTINCT ON (purpose) given, decided_at FROM consent \
                 WHERE consent.library = $1 AND consent.person_id = contact.person_id AND channel = $3 \
                   AND purpose IN ($2, $4) ORDER BY purpose, decided_at DESC, position DESC) AS card_said ON true \
             WHERE contact.library = $1 AND lower(contact.email) = lower(subscriber.email) \
               AND NOT card_said.given AND card_said.decided_at > said.decided_at) \
         ORDER BY subscriber.id",
        library.as_str(),
        list,
        EMAIL,
        ALL_MAIL,
    )
    .fetch_all(&mut **tx)
    .await?;
    let all = rows.into_iter().map(|row| {
        let (address, left_out) = reached(Some(row.email), &row.back);
        Recipient {
            whose: Whose::Subscriber(SubscriberId(row.id)),
            address,
            lang: Lang::from_tag(&row.language).unwrap_or_default(),
            left_out,
            words: row.words,
        }
    });
    Ok(all.collect())
}

/// The address on record, as it is sent to, where mail can go there; otherwise why not. `back`: the addresses that mail came back
/// from, in small letters, as it was sent to them.
// Test (newsletter/tests.rs): "an address counts as it is sent to however the record has it".
fn reached(email: Option<String>, back: &[String]) -> (Option<String>, Option<LeftOut>) {
    let Some(address) = email.and_then(|text| as_sent(&text)) else { return (None, Some(LeftOut::NoAddress)) };
    if back.contains(&address.to_lowercase()) { (None, Some(LeftOut::Suspended)) } else { (Some(address), None) }
}

/// Everyone with a record whose last answer to this newsletter is yes.
async fn with_card(tx: &mut Tx, library: &LibrarySlug, list: &str) -> Result<Vec<Recipient>> {
    let rows = sqlx::query!(
        "SELECT said.person_id AS \"person_id!\", contact.email AS \"email?\", preference.language AS \"language?\", \
                said.words AS \"words!\", \
                ARRAY(SELECT lower(back.address) FROM returned_mail AS back \
                      WHERE back.library = $1 AND back.person_id = said.person_id AND back.lifted_at IS NULL) AS \"back!\", \
                (SELECT given FROM consent AS all_mail \
                 WHERE all_mail.library = $1 AND all_mail.person_id = said.person_id AND all_mail.purpose = $4 \
                   AND all_mail.channel = $3 ORDER BY decided_at DESC, position DESC LIMIT 1) AS all_mail \
         FROM (SELECT DISTINCT ON (person_id) person_id, given, words FROM consent \
               WHERE library = $1 AND purpose = $2 AND channel = $3 \
               ORDER BY person_id, decided_at DESC, position DESC) AS said \
         LEFT JOIN contact ON contact.library = $1 AND contact.person_id = said.person_id \
         LEFT JOIN preference ON preference.library = $1 AND preference.person_id = said.person_id \
         WHERE said.given ORDER BY said.person_id",
        library.as_str(),
        list,
        EMAIL,
        ALL_MAIL,
    )
    .fetch_all(&mut **tx)
    .await?;
    let all = rows.into_iter().map(|row| {
        let (address, unreached) = reached(row.email, &row.back);
        let left_out = if row.all_mail == Some(false) { Some(LeftOut::NoMail) } else { unreached };
        Recipient {
            whose: Whose::Person(PersonId(row.person_id)),
            address,
            lang: row.language.as_deref().and_then(Lang::from_tag).unwrap_or_default(),
            left_out,
            words: row.words,
        }
    });
    Ok(all.collect())
}
