//! Who left at the service: the addresses that it names, as the staff paste them, and each of them is a no here.

use super::{removed::off, service_list};
use crate::{
    Portal, Result,
    authority::{Director, Editor, Whose},
    consent,
    db::Tx,
    ids::{PersonId, SubscriberId},
};
use domain::{
    parse::EmailAddress,
    profile::{Newsletter, Profile},
    words::Lang,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeaversRead {
    /// Different addresses that were read.
    pub addresses: usize,
    /// People whose yes was taken back.
    pub withdrawn: usize,
}

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAddresses {
    /// Nothing was pasted.
    Empty,
    /// These lines hold no e-mail address, counted from 1.
    Lines(Vec<usize>),
    /// It is no CSV.
    NotCsv,
    /// No service sends such a newsletter.
    NotOffered,
}

/// The addresses in a file of the service's (RFC 4180): the first of each line. A first line without any is taken for the names
/// of the columns. One line that cannot be read stops all, so that nobody is passed over unseen.
fn read(pasted: &str) -> std::result::Result<Vec<EmailAddress>, NoAddresses> {
    let text = pasted.trim_start_matches('\u{feff}');
    // A spreadsheet in a language that writes 1,5 parts cells at semicolons, and what is copied from one has tabs.
    let head = text.lines().next().unwrap_or_default();
    let by = [b'\t', b';'].into_iter().find(|sign| head.as_bytes().contains(sign)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(by).from_reader(text.as_bytes());
    let (mut all, mut bad) = (BTreeMap::new(), Vec::new());
    for (at, row) in reader.records().enumerate() {
        let row = row.map_err(|_| NoAddresses::NotCsv)?;
        // What was made harmless for a spreadsheet is the same address.
        let mut cells = row.iter().map(|cell| cell.trim().trim_start_matches('\'').trim());
        match cells.find_map(|cell| EmailAddress::parse(cell).ok()) {
            Some(address) => drop(all.insert(address.as_str().to_lowercase(), address)),
            None if at == 0 || row.iter().all(|cell| cell.trim().is_empty()) => {}
            None => bad.push(line_of(text, &row)),
        }
    }
    if !bad.is_empty() {
        return Err(NoAddresses::Lines(bad));
    }
    if all.is_empty() { Err(NoAddresses::Empty) } else { Ok(all.into_values().collect()) }
}

/// The line on which a row begins, counted from 1. The reader counts the empty lines before it, and the second sign of a line
/// end, to the row.
fn line_of(text: &str, row: &csv::StringRecord) -> usize {
    let at = row.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let gap = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    1 + before.matches('\n').count() + gap.matches('\n').count()
}

/// Takes back the yes to this newsletter from everyone who has one of these addresses, or was sent to the service with it: they
/// said no there. The same file twice does it once. It names people, so it is the Director's to read and paste (S2).
///
/// # Errors
/// When the database is away; then nothing is written.
pub async fn left(
    portal: &Portal,
    director: &Director,
    code: &str,
    pasted: &str,
    lang: Lang,
) -> Result<std::result::Result<LeaversRead, NoAddresses>> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, _)) = service_list(profile, code) else { return Ok(Err(NoAddresses::NotOffered)) };
    let addresses = match read(pasted) {
        Ok(addresses) => addresses,
        Err(why) => return Ok(Err(why)),
    };
    let mut tx = portal.db.begin(editor.scope()).await?;
    let mut came = LeaversRead { addresses: addresses.len(), ..LeaversRead::default() };
    for address in &addresses {
        for whose in owners(&mut tx, profile, list, address).await? {
            let actor = editor.actor();
            if consent::left_at_service(&mut tx, portal, profile, whose, list, actor, lang).await? {
                came.withdrawn += 1;
            }
        }
        for id in there(&mut tx, profile, list, address).await? {
            off(&mut tx, portal, editor, id, "service").await?;
        }
    }
    tx.commit().await?;
    Ok(Ok(came))
}

/// Everyone who has the address, or had it when they were put on a list.
async fn owners(tx: &mut Tx, profile: &Profile, list: &Newsletter, address: &EmailAddress) -> Result<Vec<Whose>> {
    let rows = sqlx::query!(
        "SELECT person_id AS \"person_id?\", NULL::uuid AS \"subscriber_id?\" FROM contact WHERE library = $1 AND lower(email) = lower($3) \
         UNION SELECT NULL::uuid, id FROM subscriber WHERE library = $1 AND lower(email) = lower($3) AND confirmed_at IS NOT NULL \
         UNION SELECT person_id, subscriber_id FROM service_listed \
               WHERE library = $1 AND list = $2 AND lower(email) IN (lower($3), lower($4)) AND removed_at IS NULL \
         ORDER BY 1, 2",
        profile.slug.as_str(),
        list.code,
        address.as_str(),
        address.to_send(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let whose = rows.into_iter().filter_map(|row| match (row.person_id, row.subscriber_id) {
        (Some(person), _) => Some(Whose::Person(PersonId(person))),
        (None, Some(subscriber)) => Some(Whose::Subscriber(SubscriberId(subscriber))),
        (None, None) => None,
    });
    Ok(whose.collect())
}

async fn there(tx: &mut Tx, profile: &Profile, list: &Newsletter, address: &EmailAddress) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM service_listed \
         WHERE library = $1 AND list = $2 AND lower(email) IN (lower($3), lower($4)) AND removed_at IS NULL",
        profile.slug.as_str(),
        list.code,
        address.as_str(),
        address.to_send(),
    )
    .fetch_all(&mut **tx)
    .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(pasted: &str) -> std::result::Result<Vec<String>, NoAddresses> {
        read(pasted).map(|all| all.iter().map(|one| one.as_str().to_owned()).collect())
    }

    #[test]
    fn a_services_file_is_read_whatever_its_columns_and_its_parting_sign() {
        let both = Ok(vec!["ana@example.org".to_owned(), "ben@example.org".to_owned()]);
        for pasted in [
            "ana@example.org\nben@example.org\n",
            "\u{feff}email,left\r\nana@example.org,2026-11-01\r\nben@example.org,2026-11-02\r\n",
            "Name;Address\nAna;ana@example.org\n\"Ben; B.\";ben@example.org",
            "Name\tE-mail\nAna\tana@example.org\nBen\tben@example.org",
            "\n\n ben@example.org \n'ana@example.org\nANA@example.org\n",
        ] {
            let read = read_as(pasted).map(|all| all.into_iter().map(|one| one.to_lowercase()).collect::<Vec<_>>());
            assert_eq!(read, both, "{pasted:?}");
        }
    }

    #[test]
    fn a_line_without_an_address_stops_all_and_is_named() {
        for ends in ["\n", "\r\n"] {
            let pasted =
                ["email", "ana@example.org", "nobody", "", "ben at example.org", "\"Al\nCo\",x", "y"].join(ends);
            assert_eq!(read_as(&pasted), Err(NoAddresses::Lines(vec![3, 5, 6, 8])));
        }
        assert_eq!(read_as("email\n"), Err(NoAddresses::Empty));
        assert_eq!(read_as(" "), Err(NoAddresses::Empty));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_pasted_gives_addresses_that_stand_in_it_or_says_why_not(
            pasted in "([a-c@.,;\t'\" ]{0,12}(\n|\r\n)){0,8}|\\PC{0,60}",
        ) {
            match read(&pasted) {
                Ok(all) => {
                    // Quotation marks part cells, and stand in none.
                    let stands = pasted.replace('"', "").to_lowercase();
                    for one in all {
                        proptest::prop_assert!(stands.contains(&one.as_str().to_lowercase()), "{pasted:?}");
                    }
                }
                Err(NoAddresses::Lines(lines)) => {
                    let most = pasted.lines().count() + 1;
                    proptest::prop_assert!(!lines.is_empty() && lines.iter().all(|&line| (1..=most).contains(&line)));
                }
                Err(NoAddresses::Empty | NoAddresses::NotCsv | NoAddresses::NotOffered) => {}
            }
        }
    }
}
