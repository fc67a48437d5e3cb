//! Who gets a newsletter: whoever said yes to it last, wants e-mail, and has an address that can be written to.

use crate::{Portal, Result, authority::Editor, db::Tx, ids::PersonId, mail::EMAIL};
use domain::{consent::ALL_MAIL, ids::LibrarySlug, parse::EmailAddress, words::Lang};

/// How many get a newsletter, and how many said yes and do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Get it.
    pub get_it: usize,
    /// Said yes to it, and to no e-mail at all since.
    pub want_no_mail: usize,
    /// Said yes to it, and the library has no address that can be written to.
    pub no_address: usize,
}

/// How many get this newsletter today.
///
/// # Errors
/// When the database is away.
pub async fn count(portal: &Portal, editor: &Editor, list: &str) -> Result<Count> {
    let mut tx = portal.db.begin(editor.scope()).await?;
    let mut count = Count::default();
    for one in of_list(&mut tx, editor.library(), list).await? {
        match one.left_out {
            None => count.get_it += 1,
            Some(LeftOut::NoMail) => count.want_no_mail += 1,
            Some(LeftOut::NoAddress) => count.no_address += 1,
        }
    }
    Ok(count)
}

/// Somebody whose last answer to a newsletter is yes.
pub(super) struct Recipient {
    pub(super) person: PersonId,
    /// The address, where there is one.
    pub(super) address: Option<String>,
    pub(super) lang: Lang,
    /// Why they do not get it; `None`: they do.
    pub(super) left_out: Option<LeftOut>,
}

/// Why somebody who said yes is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftOut {
    NoMail,
    NoAddress,
}

impl LeftOut {
    /// As `newsletter_delivery.why` has it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::NoMail => "no-mail",
            Self::NoAddress => "no-address",
        }
    }
}

/// Everyone whose last answer to this newsletter is yes.
pub(super) async fn of_list(tx: &mut Tx, library: &LibrarySlug, list: &str) -> Result<Vec<Recipient>> {
    let rows = sqlx::query!(
        "SELECT said.person_id AS \"person_id!\", contact.email AS \"email?\", preference.language AS \"language?\", \
                (SELECT given FROM consent AS all_mail \
                 WHERE all_mail.library = $1 AND all_mail.person_id = said.person_id AND all_mail.purpose = $4 \
                   AND all_mail.channel = $3 ORDER BY decided_at DESC, position DESC LIMIT 1) AS all_mail \
         FROM (SELECT DISTINCT ON (person_id) person_id, given FROM consent \
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
        let address = row.email.filter(|text| EmailAddress::parse(text.trim()).is_ok());
        let left_out = if row.all_mail == Some(false) {
            Some(LeftOut::NoMail)
        } else {
            address.is_none().then_some(LeftOut::NoAddress)
        };
        Recipient {
            person: PersonId(row.person_id),
            address,
            lang: row.language.as_deref().and_then(Lang::from_tag).unwrap_or_default(),
            left_out,
        }
    });
    Ok(all.collect())
}
