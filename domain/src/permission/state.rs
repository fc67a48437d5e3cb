//! The life of a permission: draft → signed → in force → used up, ended or withdrawn; or refused at the desk.

use crate::words::Text;
use chrono::NaiveDate;

/// How far a permission has come. The decision (`domain::decision`) reads the same type.
pub use crate::decision::PermissionState as State;

/// How often a permission may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Uses {
    /// One time.
    Once,
    /// As often as needed while it lasts.
    Repeatedly,
}

impl Uses {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Once, Self::Repeatedly];

    /// The name in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Repeatedly => "repeatedly",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|uses| uses.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Once => Text::new("One time", "Una sola vez"),
            Self::Repeatedly => Text::new("As often as needed", "Las veces que haga falta"),
        }
    }
}

/// How the patron's identity was made sure of when the permission was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Means {
    /// Signed in, and the PIN given again.
    Pin,
    /// Signed in, and the password given again.
    Password,
    /// Signed on paper at the desk, where photo ID was seen.
    Paper,
}

impl Means {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Pin, Self::Password, Self::Paper];

    /// The name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Password => "password",
            Self::Paper => "paper",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|means| means.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Pin => Text::new("Signed in, with the PIN given again", "Con sesión iniciada y el PIN otra vez"),
            Self::Password => {
                Text::new("Signed in, with the password given again", "Con sesión iniciada y la contraseña otra vez")
            }
            Self::Paper => Text::new(
                "On paper at the desk, with photo ID",
                "En papel en el mostrador, con identificación con foto",
            ),
        }
    }
}

/// What moves a permission on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The patron signs the text.
    Sign,
    /// The desk takes one that was signed on paper, with the patron and photo ID there.
    TakeFromPaper,
    /// The desk has seen photo ID.
    Confirm,
    /// The desk does not confirm it.
    Refuse,
    /// The patron takes it back.
    Withdraw,
    /// Something was told under it.
    Use(Uses),
}

impl State {
    /// Every state, in the order of its life.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Signed, Self::InForce, Self::UsedUp, Self::Ended, Self::Withdrawn, Self::Refused];

    /// The name in the database. `ended` is never stored: the calendar says it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::InForce => "in-force",
            Self::UsedUp => "used-up",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Draft => Text::new("Draft, not signed", "Borrador sin firmar"),
            Self::Signed => Text::new("Signed, waiting for the desk", "Firmado, pendiente en el mostrador"),
            Self::InForce => Text::new("In force", "Vigente"),
            Self::UsedUp => Text::new("Used", "Usado"),
            Self::Ended => Text::new("Ended", "Terminado"),
            Self::Withdrawn => Text::new("Withdrawn", "Retirado"),
            Self::Refused => Text::new("Not confirmed by the desk", "No confirmado en el mostrador"),
        }
    }

    /// Where `step` leads from here; `None` where it is not allowed. Ask it of the state [`on`](Self::on) the day.
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft, Step::Sign) => Some(Self::Signed),
            (Self::Draft, Step::TakeFromPaper)
            | (Self::Signed, Step::Confirm)
            | (Self::InForce, Step::Use(Uses::Repeatedly)) => Some(Self::InForce),
            (Self::Signed, Step::Refuse) => Some(Self::Refused),
            (Self::Signed | Self::InForce, Step::Withdraw) => Some(Self::Withdrawn),
            (Self::InForce, Step::Use(Uses::Once)) => Some(Self::UsedUp),
            _ => None,
        }
    }

    /// The state on `today`, in the library's calendar: what was signed or in force is over after its last day.
    #[must_use]
    pub fn on(self, until: Option<NaiveDate>, today: NaiveDate) -> Self {
        match self {
            Self::Signed | Self::InForce if until.is_some_and(|until| today > until) => Self::Ended,
            other => other,
        }
    }

    /// Whether nothing can happen to it any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::UsedUp | Self::Ended | Self::Withdrawn | Self::Refused)
    }
}
