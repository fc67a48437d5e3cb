//! A permission, read from its row.

use crate::{Error, Result, authority::Staff, db::Tx, ids::PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    decision,
    ids::LibrarySlug,
    inventory::Class,
    permission::{Means, Parts, ProofText, PurposeText, Recipient, RecipientKind, RecipientName, State, Uses},
    photo_id::PhotoId,
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// A permission of one patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionHeld {
    /// The row's own name: in the patron's addresses.
    pub id: Uuid,
    /// Whose record it is about.
    pub person: PersonId,
    /// What people call it by.
    pub reference: Reference,
    /// How far it has come today, where the library is.
    pub state: State,
    /// What it says, as far as it has been filled in.
    pub parts: Parts,
    /// When it was begun.
    pub started_at: DateTime<Utc>,
    /// What was signed; `None` for a draft.
    pub signed: Option<Signed>,
    /// When the desk confirmed it, and by which kind of photo ID.
    pub confirmed: Option<(DateTime<Utc>, Option<PhotoId>)>,
    /// When the desk refused it, and why.
    pub refused: Option<(DateTime<Utc>, String)>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
    /// The staff account that confirmed or refused it, or took it from paper.
    pub(super) decided_by: Option<Uuid>,
}

/// What was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The exact text.
    pub text: String,
    /// The version of its words.
    pub version: String,
    /// SHA-256 of the text, in hex.
    pub digest: String,
    /// The name it was signed with.
    pub name: String,
    /// The language it was signed in.
    pub lang: Lang,
    /// How the patron was known.
    pub means: Means,
    /// When.
    pub at: DateTime<Utc>,
}

impl PermissionHeld {
    /// This permission as the decision reads it, for someone who proved to be the one it names or did not, when `staff`
    /// is to tell.
    pub(super) fn for_decision(&self, recipient_proven: bool, staff: &Staff) -> decision::Permission {
        // A draft has no days; whatever stands here, the decision refuses it.
        let (from, until) = self.parts.days.unwrap_or((NaiveDate::MAX, NaiveDate::MIN));
        decision::Permission {
            classes: self.parts.classes.clone(),
            from,
            until,
            state: self.state,
            recipient_proven,
            taken_by_teller: self.was_taken_by(staff).then(|| staff.role()),
        }
    }

    /// Whether this member of staff brought it into this state, where it still is: a second click does nothing more.
    pub(super) fn was_decided(&self, state: State, staff: &Staff) -> bool {
        self.state == state && self.decided_by == Some(staff.account())
    }

    /// Whether this member of staff took it from paper.
    pub(super) fn was_taken_by(&self, staff: &Staff) -> bool {
        let on_paper = self.signed.as_ref().is_some_and(|signed| signed.means == Means::Paper);
        on_paper && self.decided_by == Some(staff.account())
    }
}

struct Row {
    id: Uuid,
    person_id: Uuid,
    reference: String,
    started_at: DateTime<Utc>,
    state: String,
    recipient_kind: Option<String>,
    recipient_name: Option<String>,
    recipient_proof: Option<String>,
    classes: Vec<String>,
    purpose: Option<String>,
    valid_from: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    uses: Option<String>,
    signed_text: Option<String>,
    text_version: Option<String>,
    text_digest: Option<String>,
    signed_name: Option<String>,
    language: Option<String>,
    means: Option<String>,
    signed_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    photo_id: Option<String>,
    refused_at: Option<DateTime<Utc>>,
    refused_reason: Option<String>,
    withdrawn_at: Option<DateTime<Utc>>,
    used_at: Option<DateTime<Utc>>,
    decided_by: Option<Uuid>,
}

macro_rules! rows {
    ($end:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "SELECT id, person_id, reference, started_at, state, recipient_kind, recipient_name, recipient_proof, \
                    classes, purpose, valid_from, valid_until, uses, signed_text, text_version, text_digest, \
                    signed_name, language, means, signed_at, confirmed_at, photo_id, refused_at, refused_reason, \
                    withdrawn_at, used_at, decided_by \
             FROM permission WHERE library = $1 AND " + $end,
            $($value),+
        )
    };
}

/// Every permission of a person, newest first.
pub(super) async fn all(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    today: NaiveDate,
) -> Result<Vec<PermissionHeld>> {
    let found = rows!("person_id = $2 ORDER BY started_at DESC, id", library.as_str(), person.0);
    found.fetch_all(&mut **tx).await?.into_iter().map(|row| row.read(today)).collect()
}

/// One permission of a person.
pub(super) async fn one(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    id: Uuid,
    today: NaiveDate,
) -> Result<Option<PermissionHeld>> {
    let found = rows!("person_id = $2 AND id = $3", library.as_str(), person.0, id);
    found.fetch_optional(&mut **tx).await?.map(|row| row.read(today)).transpose()
}

/// The same, locked against every other step until the transaction ends.
pub(super) async fn locked(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    id: Uuid,
    today: NaiveDate,
) -> Result<Option<PermissionHeld>> {
    let found = rows!("person_id = $2 AND id = $3 FOR UPDATE", library.as_str(), person.0, id);
    found.fetch_optional(&mut **tx).await?.map(|row| row.read(today)).transpose()
}

fn unread(what: &str) -> Error {
    Error::Stored(format!("permission.{what}"))
}

impl Row {
    fn read(self, today: NaiveDate) -> Result<PermissionHeld> {
        let until = self.valid_until;
        let stored = State::from_code(&self.state).ok_or_else(|| unread("state"))?;
        let signed = self.signed()?;
        let kind = self.recipient_kind.as_deref().and_then(RecipientKind::from_code);
        let name = self.recipient_name.as_deref().and_then(|name| RecipientName::parse(name).ok());
        let photo_id = self.photo_id.as_deref().and_then(PhotoId::from_code);
        Ok(PermissionHeld {
            id: self.id,
            person: PersonId(self.person_id),
            reference: Reference::parse(&self.reference).ok_or_else(|| unread("reference"))?,
            state: stored.on(until, today),
            parts: Parts {
                recipient: kind.zip(name).map(|(kind, name)| Recipient { kind, name }),
                proof: self.recipient_proof.as_deref().and_then(|text| ProofText::parse(text).ok()),
                classes: self.classes.iter().filter_map(|code| Class::from_code(code)).collect(),
                purpose: self.purpose.as_deref().and_then(|text| PurposeText::parse(text).ok()),
                days: self.valid_from.zip(until),
                uses: self.uses.as_deref().and_then(Uses::from_code),
            },
            started_at: self.started_at,
            signed,
            confirmed: self.confirmed_at.map(|at| (at, photo_id)),
            refused: self.refused_at.zip(self.refused_reason),
            withdrawn_at: self.withdrawn_at,
            used_at: self.used_at,
            decided_by: self.decided_by,
        })
    }

    /// The table holds all of it or none.
    fn signed(&self) -> Result<Option<Signed>> {
        let Some(at) = self.signed_at else { return Ok(None) };
        let part = |part: &Option<String>, what| part.clone().ok_or_else(|| unread(what));
        Ok(Some(Signed {
            text: part(&self.signed_text, "signed_text")?,
            version: part(&self.text_version, "text_version")?,
            digest: part(&self.text_digest, "text_digest")?,
            name: part(&self.signed_name, "signed_name")?,
            lang: self.language.as_deref().and_then(Lang::from_tag).ok_or_else(|| unread("language"))?,
            means: self.means.as_deref().and_then(Means::from_code).ok_or_else(|| unread("means"))?,
            at,
        }))
    }
}
