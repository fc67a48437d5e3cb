//! A row of `service_listed` while something is done about it: begun by one worker, and written by that one alone.

use super::{Came, Stop, Turn};
use crate::{
    Result,
    authority::Whose,
    db::Tx,
    ledger::{self, Event},
    newsletter::service::listmonk::Trouble,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
};
use uuid::Uuid;

/// What one worker has begun is no other's for so long, or until it has read there that it is done: longer than all its requests
/// together can take.
pub(super) const HELD: Duration = Duration::minutes(4);

/// After this many requests with an unknown outcome, a person has to look.
const MOST_TRIES: i32 = 5;

/// How far a row has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Asked,
    Confirmed,
    Failed,
    ToRemove,
    Removed,
}

/// Why somebody has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The address was there, and the portal did not put it there.
    Exists,
    /// The address was there, perhaps by a request of the portal's that got no answer.
    Unsure,
    /// The service does not take the address.
    Refused,
    /// It is there and not on the list.
    NoList,
    /// It had left the list, or the service, before.
    Left,
    /// The address is gone from the list there; the portal cannot know who took it off.
    Gone,
    /// What is there under its number is another address.
    Other,
    /// There was no answer, several times.
    NoAnswer,
    /// It is to be taken off, and nobody here knows its number.
    NoNumber,
    /// It is to be taken off, and stays there.
    NotRemoved,
    /// It is on the list, which asks there for a confirmation of its own, and nothing is sent to it before.
    Unconfirmed,
    /// It is on the list, and a name or a statement that changed could not be told there.
    NotTold,
}

impl State {
    /// As `service_listed.state` has it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Confirmed => "confirmed",
            Self::Failed => "failed",
            Self::ToRemove => "to-remove",
            Self::Removed => "removed",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        [Self::Asked, Self::Confirmed, Self::Failed, Self::ToRemove, Self::Removed]
            .into_iter()
            .find(|one| one.code() == code)
    }
}

impl Why {
    /// Each of them.
    pub const ALL: [Self; 12] = [
        Self::Exists,
        Self::Unsure,
        Self::Refused,
        Self::NoList,
        Self::Left,
        Self::Gone,
        Self::Other,
        Self::NoAnswer,
        Self::NoNumber,
        Self::NotRemoved,
        Self::Unconfirmed,
        Self::NotTold,
    ];

    /// As `service_listed.failed_why` has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Unsure => "unsure",
            Self::Refused => "refused",
            Self::NoList => "no-list",
            Self::Left => "left",
            Self::Gone => "gone",
            Self::Other => "other",
            Self::NoAnswer => "no-answer",
            Self::NoNumber => "no-number",
            Self::NotRemoved => "not-removed",
            Self::Unconfirmed => "unconfirmed",
            Self::NotTold => "not-told",
        }
    }

    /// Whether the portal cannot take off there by itself whom this befell.
    pub(in crate::newsletter::service) const fn is_the_staffs(self) -> bool {
        matches!(self, Self::NoNumber | Self::NotRemoved)
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A row that this worker has begun.
pub(super) struct Row {
    pub(super) id: Uuid,
    /// Whose it is; nobody once the record is gone.
    pub(super) whose: Option<Whose>,
    pub(super) email: String,
    pub(super) name: String,
    /// What its owner has said of name or address, as it was sent; empty where nothing was.
    pub(super) statement: String,
    pub(super) state: State,
    pub(super) why: Option<Why>,
    /// Its number at the service.
    pub(super) number: Option<i64>,
    /// Whether it may be there under a number that nobody here knows.
    pub(super) may_be_there: bool,
    pub(super) tries: i32,
    pub(super) confirmed_at: Option<DateTime<Utc>>,
    pub(super) read_at: Option<DateTime<Utc>>,
    /// When this worker began it: by this moment it is told apart from what another worker began.
    begun: DateTime<Utc>,
}

/// How a step ended.
pub(super) enum End {
    Confirmed,
    Failed(Why),
    /// It is off there, and how.
    Off(&'static str),
    /// It is as it was.
    Same,
    /// It is on the list, and a change was told there.
    Told,
    /// It is on the list, and a change could not be told there.
    NotTold,
    /// The row is another worker's by now: nothing is written.
    NotOurs,
}

/// Begins a row, in this transaction; `None`: another worker has, or it is off.
pub(super) async fn begin(tx: &mut Tx, turn: &Turn<'_>, id: Uuid) -> Result<Option<Row>> {
    let now = turn.portal.clock.now();
    let row = sqlx::query!(
        "UPDATE service_listed SET tried_at = $3 \
         WHERE library = $1 AND id = $2 AND removed_at IS NULL AND state IS NOT NULL \
           AND (tried_at IS NULL OR tried_at <= $4 OR read_at >= tried_at) \
         RETURNING person_id, subscriber_id, email, name, statement, state AS \"state!\", failed_why, remote_id, may_be_there, \
                   tries, confirmed_at, read_at, tried_at AS \"begun!\"",
        turn.profile.slug.as_str(),
        id,
        now,
        now - HELD,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.and_then(|row| {
        Some(Row {
            id,
            whose: Whose::of(row.person_id, row.subscriber_id),
            email: row.email,
            name: row.name,
            statement: row.statement,
            state: State::from_code(&row.state)?,
            why: row.failed_why.as_deref().and_then(Why::from_code),
            number: row.remote_id,
            may_be_there: row.may_be_there,
            tries: row.tries,
            confirmed_at: row.confirmed_at,
            read_at: row.read_at,
            begun: row.begun,
        })
    }))
}

impl Row {
    /// Writes how it stands. `false`: it is another worker's by now, or off.
    pub(super) async fn save(&self, tx: &mut Tx, turn: &Turn<'_>) -> Result<bool> {
        let done = sqlx::query!(
            "UPDATE service_listed SET state = $4, failed_why = $5, remote_id = $6, may_be_there = $7, tries = $8, \
                                       confirmed_at = $9, read_at = $10, name = $11, statement = $12 \
             WHERE library = $1 AND id = $2 AND tried_at = $3 AND removed_at IS NULL",
            turn.profile.slug.as_str(),
            self.id,
            self.begun,
            self.state.code(),
            self.why.map(Why::code),
            self.number,
            self.may_be_there,
            self.tries,
            self.confirmed_at,
            self.read_at,
            self.name,
            self.statement,
        )
        .execute(&mut **tx)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The same in a transaction of its own.
    pub(super) async fn save_now(&self, turn: &Turn<'_>) -> Result<bool> {
        let mut tx = turn.begin().await?;
        let is_ours = self.save(&mut tx, turn).await?;
        tx.commit().await?;
        Ok(is_ours)
    }

    /// Takes it off, in this transaction. A row that belongs to nobody any more is deleted with it (migrations/0180). `false`: it was off, or is
    /// another worker's.
    pub(super) async fn off(&self, tx: &mut Tx, turn: &Turn<'_>, how: &str) -> Result<bool> {
        let done = sqlx::query!(
            "UPDATE service_listed SET removed_at = $4, removed_how = $5, state = $6, failed_why = NULL, remote_id = $7 \
             WHERE library = $1 AND id = $2 AND tried_at = $3 AND removed_at IS NULL",
            turn.profile.slug.as_str(),
            self.id,
            self.begun,
            turn.portal.clock.now(),
            how,
            State::Removed.code(),
            self.number,
        )
        .execute(&mut **tx)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes how a step ended.
    pub(super) async fn end(mut self, turn: &Turn<'_>, ended: Result<End, Stop>) -> Result<Came> {
        let now = turn.portal.clock.now();
        let came = match ended {
            Ok(End::Confirmed) => {
                (self.state, self.why, self.tries) = (State::Confirmed, None, 0);
                (self.confirmed_at, self.read_at) = (Some(now), Some(now));
                Came::Confirmed
            }
            Ok(End::Failed(why)) => {
                (self.state, self.why) = (State::Failed, Some(why));
                Came::Failed
            }
            Ok(End::Off(how)) => return self.removed(turn, how).await,
            Ok(End::Same) => Came::Nothing,
            Ok(End::Told) => Came::Told,
            Ok(End::NotTold) => {
                self.why = Some(Why::NotTold);
                Came::Failed
            }
            Ok(End::NotOurs) => return Ok(Came::Nothing),
            Err(Stop::Ours(error)) => return Err(error),
            Err(Stop::Theirs(trouble)) => self.troubled(&trouble),
        };
        let is_ours = self.save_now(turn).await?;
        Ok(if is_ours { came } else { Came::Nothing })
    }

    /// It is tried again, but not for ever. That it is on the list stays so while the service is away.
    fn troubled(&mut self, trouble: &Trouble) -> Came {
        if matches!(trouble, Trouble::InDoubt(_)) && self.state != State::Confirmed {
            self.tries += 1;
            if self.tries >= MOST_TRIES {
                self.why = Some(if self.state == State::ToRemove { Why::NotRemoved } else { Why::NoAnswer });
                self.state = State::Failed;
            }
        }
        Came::Trouble(trouble.code().to_owned())
    }

    async fn removed(self, turn: &Turn<'_>, how: &str) -> Result<Came> {
        let mut tx = turn.begin().await?;
        if !self.off(&mut tx, turn, how).await? {
            return Ok(Came::Nothing);
        }
        if let Some(whose) = self.whose {
            let event = Event {
                fields: &["service_listed.email"],
                classes: &[Class::Contact],
                ..turn.event(whose, Action::RemovedAtService)
            };
            ledger::append(&mut tx, &*turn.portal.entropy, event).await?;
        }
        tx.commit().await?;
        Ok(Came::Removed)
    }
}

impl Turn<'_> {
    /// A line about what the job does.
    pub(super) fn event(&self, whose: Whose, action: Action) -> Event<'_> {
        let actor = (ActorKind::System, None);
        Event {
            via: "worker",
            purpose: Some(&self.list.code),
            detail: serde_json::json!({ "service": self.vendor.code }),
            ..Event::new(&self.profile.slug, self.portal.clock.now(), Some(whose.as_own()), action, actor)
        }
    }
}
