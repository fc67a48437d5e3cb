//! What the decision must know about a guardian and a child, as it stands at this moment.

use crate::{Result, db::Tx, ids::PersonId};
use chrono::NaiveDate;
use domain::{
    decision::{Asker, Card, Decision, Guardian, Place, Request, Stop, Wanted, decide},
    inventory::Class,
    profile::Profile,
};
use uuid::Uuid;

/// What a guardian once showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GuardianProof {
    /// Nothing yet.
    Nothing,
    /// The child's card, with its PIN.
    Card(Uuid),
    /// A code from the desk, which stands for photo ID compared with the record; and the card it was used for. It
    /// counts no longer than the record names them.
    Code(Uuid),
}

impl GuardianProof {
    /// What stands in the link.
    pub(super) fn of(proven: &str, card: Uuid) -> Self {
        if proven == BY_CODE { Self::Code(card) } else { Self::Card(card) }
    }

    const fn card(self) -> Option<Uuid> {
        match self {
            Self::Nothing => None,
            Self::Card(card) | Self::Code(card) => Some(card),
        }
    }
}

/// How a link by a code from the desk is stored.
pub(super) const BY_CODE: &str = "desk-code";

/// What is known about the child, and about this guardian's relation to them.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// What the child is called.
    pub(super) name: Option<String>,
    pub(super) born: Option<NaiveDate>,
    /// The card that was shown when the link was made.
    pub(super) card: Card,
    /// Whether the record names this guardian.
    pub(super) on_record: bool,
    pub(super) stop: Option<Stop>,
}

impl Facts {
    /// Reads them; `None` where there is no such child. `tx` may see the child's rows, and needs nothing of the
    /// guardian's.
    pub(super) async fn read(
        tx: &mut Tx,
        profile: &Profile,
        child: PersonId,
        guardian: PersonId,
        shown: GuardianProof,
    ) -> Result<Option<Self>> {
        let row = sqlx::query!(
            "SELECT coalesce(preferred_name, firstname) AS name, date_of_birth, \
                    (SELECT status FROM card WHERE card.library = $1 AND card.id = $4 AND card.person_id = $2) AS status, \
                    EXISTS (SELECT FROM guardianship g \
                            WHERE g.library = $1 AND g.child_id = $2 AND g.guardian_id = $3) AS \"on_record!\", \
                    (SELECT kind FROM guardian_hold h \
                     WHERE h.library = $1 AND h.person_id = $2 AND h.lifted_at IS NULL \
                     ORDER BY kind LIMIT 1) AS stop \
             FROM person WHERE library = $1 AND id = $2",
            profile.slug.as_str(),
            child.0,
            guardian.0,
            shown.card(),
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(row.map(|row| Self {
            name: row.name,
            born: row.date_of_birth,
            card: match row.status.as_deref() {
                // They showed no card, and the record, which the code stood on, does not name them any more.
                Some("active") if matches!(shown, GuardianProof::Code(_)) && !row.on_record => Card::NotShown,
                status => Card::of_status(status),
            },
            on_record: row.on_record,
            stop: row.stop.as_deref().map(Stop::from_code),
        }))
    }

    /// What the guardian, signed in as themself, may see of the child's record on this day.
    pub(super) fn decide(&self, profile: &Profile, today: NaiveDate) -> Decision {
        let request = Request { asker: Asker::Guardian(self.guardian()), wanted: Wanted::classes(Class::ALL), today };
        decide(&request, profile)
    }

    /// The guardian, signed in as themself.
    pub(super) fn guardian(&self) -> Guardian {
        Guardian {
            place: Place::Online,
            child_card: self.card,
            cosigner_photo_id: false,
            relation_on_record: self.on_record,
            childs_permission: false,
            child_birth_date: self.born,
            stop: self.stop,
        }
    }
}
