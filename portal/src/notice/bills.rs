//! Bills that no e-mail brings, by letter (L31): there is no address, they said no to e-mail, or the mail was refused, withheld or
//! came back.

use super::{
    words::{Thing, section, subject},
    write::{AT_ONCE, TO_POST, settle},
};
use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    mail::{Circulation, Letter},
    notify,
};
use domain::profile::{NoticeKind, Profile, Titles};

/// Writes the letters; how many. Anyone who has one of these that was not posted yet waits for the next, so that no bill is lost
/// between two letters.
///
/// # Errors
/// When the database refuses it.
// Test (notice/tests.rs): "l31 a bill that no e mail brings goes by letter".
// Test (returned/tests.rs): "l31 a bill that comes back after it was taken goes by letter whatever the address is worth".
pub(super) async fn by_letter(tx: &mut Tx, portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let owed = sqlx::query!(
        "SELECT due.person_id, array_agg(due.id ORDER BY due.id) AS \"ids!\", \
                array_agg(line.outstanding_cents ORDER BY due.id) AS \"cents!\", \
                array_agg(coalesce(line.description, '') ORDER BY due.id) AS \"titles!\", \
                coalesce(bool_or(preference.notices_without_titles), false) AS \"without!\" \
         FROM notice_due AS due \
         JOIN account_line AS line ON line.library = $1 AND line.id = due.about AND line.outstanding_cents > 0 \
         LEFT JOIN outbox ON outbox.library = $1 AND outbox.id = due.mail_id \
         LEFT JOIN preference ON preference.library = $1 AND preference.person_id = due.person_id \
         WHERE due.library = $1 AND due.kind = 'bill' \
           AND (due.state = $2 \
                OR due.state = 'written' AND (outbox.status IN ('failed', 'withheld') OR outbox.came_back IS NOT NULL)) \
           AND NOT EXISTS (SELECT FROM postal_letter AS waits WHERE waits.library = $1 AND waits.person_id = due.person_id \
                           AND waits.kind = $3 AND waits.posted_at IS NULL) \
         GROUP BY due.person_id ORDER BY due.person_id LIMIT $4",
        profile.slug.as_str(),
        TO_POST,
        NoticeKind::Bill.code(),
        AT_ONCE,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut letters = 0;
    for one in owed {
        let person = PersonId(one.person_id);
        let things = one.titles.into_iter().zip(one.cents);
        let things: Vec<Thing> = things.map(|(title, cents)| Thing { title, day: None, place: None, cents }).collect();
        // It is in an envelope: but what the library or they do not want named in a mail is not named there.
        let named = profile.circulation_mail.titles == Titles::Named && !one.without;
        if letter(tx, portal, profile, person, site, (&things, named)).await? {
            settle(tx, profile, &one.ids, "posted", None, portal.clock.now()).await?;
            letters += 1;
        }
    }
    Ok(letters)
}

/// One letter, all of it in its reader's language. `false`: an earlier letter to this person still waits to be posted.
// Test (notice/tests.rs): "l31 the letter for a bill is in one language".
async fn letter(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    site: &str,
    (things, named): (&[Thing], bool),
) -> Result<bool> {
    let lang = notify::language(tx, profile, person).await?;
    let letter = Letter::Circulation(Box::new(Circulation {
        id: portal.entropy.uuid(),
        subject: subject(&[NoticeKind::Bill], lang),
        kinds: vec![NoticeKind::Bill],
        sections: vec![section(NoticeKind::Bill, things, named, lang)],
        without_answer: true,
        hours: None,
        link: format!("{site}/consents"),
    }));
    notify::by_post(tx, portal, profile, person, lang, site, None, letter).await
}
