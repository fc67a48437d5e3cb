//! Who asks, and how they proved it. Only what was proved is in here: to claim something is not enough.

use crate::{inventory::Class, words::Text};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Who asks for something on a patron's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    /// The patron.
    Patron(Proof),
    /// The parent or guardian of the patron.
    Guardian(Guardian),
    /// A friend or relative who runs an errand for the patron (L17).
    Helper {
        /// Whether the patron's card is presented.
        card: Card,
        /// The errand.
        transaction: Transaction,
    },
    /// Someone who offers to pay the patron's debt (L18).
    DebtPayer,
    /// Someone on the phone who proves nothing.
    Caller,
    /// An officer, agent or agency.
    Police(Police),
    /// A journalist.
    Reporter,
    /// Anyone else, relatives and friends included.
    MemberOfPublic,
    /// A third-party service.
    Vendor {
        /// Its code in the library's profile.
        code: String,
        /// Whether the patron uses the service or asked for it, so that telling it fulfils the patron's own request.
        patron_chose: bool,
    },
    /// Someone with the patron's written permission (S3).
    PermissionHolder(Permission),
    /// Someone who works for the library.
    Staff(StaffAsks),
    /// The portal's own jobs.
    Worker(Job),
}

/// How a patron proved to be the patron.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Signed in to the portal.
    Session,
    /// Stands at the desk.
    InPerson {
        /// The library card.
        card: Card,
        /// A valid photo ID that was looked at.
        photo_id: bool,
    },
    /// On the phone.
    Phone {
        /// The card, by its barcode read out.
        barcode: Card,
        /// The call comes from the number on the record.
        from_number_on_record: bool,
    },
}

/// A library card as evidence. A card that was reported lost proves nothing (L19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// None.
    NotShown,
    /// A card of this patron in use, or expired.
    Valid,
    /// A card reported lost, replaced or closed.
    ReportedLost,
}

/// Where someone asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "named by the words")]
pub enum Place {
    Online,
    InPerson,
    Phone,
}

/// A parent or guardian, and the child's situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guardian {
    /// Where they ask.
    pub place: Place,
    /// The child's card, or the child's card number and PIN.
    pub child_card: Card,
    /// Photo ID that shows the person who co-signed the child's card (L14); counts in person only.
    pub cosigner_photo_id: bool,
    /// They proved who they are (own sign-in, or photo ID) and the record names them as this child's guardian (M3, W3).
    pub relation_on_record: bool,
    /// The child's own written permission is in force.
    pub childs_permission: bool,
    /// The child's birth date, where the record has it. Without one nobody is taken for a minor.
    pub child_birth_date: Option<NaiveDate>,
    /// What a clerk recorded that ends or pauses a guardian's access.
    pub stop: Option<Stop>,
}

/// What ends or pauses a guardian's access before the birthday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The child is emancipated: an adult before the law.
    Emancipated,
    /// A custody order or a safety concern.
    Custody,
}

impl Stop {
    /// The name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Emancipated => "emancipated",
            Self::Custody => "custody",
        }
    }

    /// The stop with this name. A kind that this version does not know is a stop all the same.
    pub fn from_code(code: &str) -> Self {
        if code == Self::Emancipated.code() { Self::Emancipated } else { Self::Custody }
    }
}

impl Card {
    /// A card in this state, as the database has it; `None`: there is none.
    pub fn of_status(status: Option<&str>) -> Self {
        match status {
            Some("active") => Self::Valid,
            Some(_) => Self::ReportedLost,
            None => Self::NotShown,
        }
    }
}

/// The errand that a helper runs; the minimum is what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transaction {
    /// Collect what is on the hold shelf.
    PickUpHolds,
    /// Return or renew what is out.
    ReturnOrRenew,
    /// Collect or return an interlibrary loan.
    InterlibraryLoan,
    /// Pay what is owed.
    PayFees,
}

/// A request of an officer or agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Police {
    /// Whether the Director or a designee is answering; nobody else may (L15, C2).
    pub answered_by_director: bool,
    /// The paper they bring.
    pub process: Option<Process>,
    /// Staff have reason to suspect an immediate threat to the patron's welfare (L25).
    pub immediate_threat: bool,
}

/// Legal process, and how far its review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// What it is.
    pub kind: ProcessKind,
    /// What counsel said.
    pub review: Review,
    /// Whether good cause was shown in a court of competent jurisdiction (W7).
    pub good_cause_shown: bool,
}

/// A kind of legal process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcessKind {
    /// A subpoena: signed by an attorney or a clerk, and no order of a court.
    Subpoena,
    /// A warrant: an order of a court.
    Warrant,
    /// Any other order of a court.
    CourtOrder,
}

/// How far counsel's review of a process has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// Not reviewed yet.
    Waiting,
    /// Its form has defects that are not cured (M8, W7).
    Defective,
    /// The library objects, resists or moves to quash (M8, W7).
    Contested,
    /// In proper form, cured where it had to be, and not contested: counsel advises to comply.
    Sound,
}

/// A written permission and its holder (S3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The classes the patron chose.
    pub classes: BTreeSet<Class>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// How far it has come.
    pub state: PermissionState,
    /// Whether the recipient proved to be the one the permission names, as it says they will.
    pub recipient_proven: bool,
    /// The role of the person who is to tell, where they took this permission from paper themselves; `None` where somebody else
    /// did, and where the patron signed it in the portal.
    pub taken_by_teller: Option<Role>,
}

/// The life of a written permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionState {
    /// Not signed.
    Draft,
    /// Signed, and waiting for the desk to check photo ID.
    Signed,
    /// Confirmed at the desk.
    InForce,
    /// For one use, and used.
    UsedUp,
    /// Over.
    Ended,
    /// Withdrawn by the patron.
    Withdrawn,
    /// The desk did not confirm it.
    Refused,
}

/// A question of someone who works for the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaffAsks {
    /// Their role.
    pub role: Role,
    /// What for. It is written in the ledger.
    pub purpose: Purpose,
    /// Whether the record is that of a staff card with special privileges (W8).
    pub staff_card: bool,
}

/// A role of the library's staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The circulation desk.
    Desk,
    /// The manager who may monitor staff cards where the profile says so (W8).
    CollectionServicesManager,
    /// The Director, or the Director's designee.
    Director,
    /// Looks after the system, not after records.
    Administrator,
    /// Helps at the library, and sees nobody (C3).
    Volunteer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Desk, Self::CollectionServicesManager, Self::Director, Self::Administrator, Self::Volunteer];

    /// The name in the database and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::CollectionServicesManager => "collection-services-manager",
            Self::Director => "director",
            Self::Administrator => "administrator",
            Self::Volunteer => "volunteer",
        }
    }

    /// The role with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Desk => Text::new("Circulation desk", "Mostrador de préstamo"),
            Self::CollectionServicesManager => {
                Text::new("Collection services manager", "Responsable de servicios de la colección")
            }
            Self::Director => Text::new("Director", "Dirección"),
            Self::Administrator => Text::new("System administrator", "Administración del sistema"),
            Self::Volunteer => Text::new("Volunteer", "Voluntariado"),
        }
    }
}

/// What staff need a record for (S2: only as necessary for operating the library).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Lending, returning, renewing, holds: the patron's errand at the desk.
    Circulation,
    /// Taking a payment or settling a charge.
    Payment,
    /// Getting an item from another library.
    InterlibraryLoan,
    /// Sending a notice, a letter or a bill (L31).
    Billing,
    /// Issuing, renewing or closing a card.
    Registration,
    /// Checking and confirming contact details with photo ID (L20).
    ContactReview,
    /// Switching on online access or helping a patron back in.
    OnlineAccess,
    /// Confirming a written permission with photo ID (S3).
    PermissionReview,
    /// Confirming a guardian, a co-signer or a stop on a guardian's access (L14).
    FamilyReview,
    /// The people registered for an event.
    Events,
    /// Answering a question the patron asked by name.
    Reference,
    /// Monitoring a staff card with special privileges (W8).
    StaffCardMonitoring,
    /// Telling the people affected by a data breach (L30).
    BreachNotice,
    /// Answering somebody who says that a value of their record is wrong.
    Correction,
    /// Showing what somebody agreed to, and what came of it (L28, C5).
    ConsentProof,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 15] = [
        Self::Circulation,
        Self::Payment,
        Self::InterlibraryLoan,
        Self::Billing,
        Self::Registration,
        Self::ContactReview,
        Self::OnlineAccess,
        Self::PermissionReview,
        Self::FamilyReview,
        Self::Events,
        Self::Reference,
        Self::StaffCardMonitoring,
        Self::BreachNotice,
        Self::Correction,
        Self::ConsentProof,
    ];

    /// The name in forms and in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Circulation => "circulation",
            Self::Payment => "payment",
            Self::InterlibraryLoan => "interlibrary-loan",
            Self::Billing => "billing",
            Self::Registration => "registration",
            Self::ContactReview => "contact-review",
            Self::OnlineAccess => "online-access",
            Self::PermissionReview => "permission-review",
            Self::FamilyReview => "family-review",
            Self::Events => "events",
            Self::Reference => "reference",
            Self::StaffCardMonitoring => "staff-card-monitoring",
            Self::BreachNotice => "breach-notice",
            Self::Correction => "correction",
            Self::ConsentProof => "consent-proof",
        }
    }

    /// The purpose with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// The key that chooses it at the desk, each its own, and none a [`Voice`](crate::asking::Voice)'s or the work list's (`i`, `s`),
    /// where the same key only follows a link.
    pub const fn letter(self) -> char {
        match self {
            Self::Circulation => 'b',
            Self::Payment => 'y',
            Self::InterlibraryLoan => 'x',
            Self::Billing => 'n',
            Self::Registration => 'e',
            Self::ContactReview => 'm',
            Self::OnlineAccess => 'z',
            Self::PermissionReview => 'q',
            Self::FamilyReview => 'j',
            Self::Events => 'u',
            Self::Reference => '6',
            Self::Correction => '7',
            Self::StaffCardMonitoring => '8',
            Self::BreachNotice => '9',
            Self::ConsentProof => '0',
        }
    }

    /// What people read, staff before they look and the patron afterwards.
    pub const fn label(self) -> Text {
        match self {
            Self::Circulation => Text::new("Loans, returns and holds", "Préstamos, devoluciones y reservas"),
            Self::Payment => Text::new("A payment", "Un pago"),
            Self::InterlibraryLoan => Text::new("An interlibrary loan", "Un préstamo entre bibliotecas"),
            Self::Billing => Text::new("A notice, a letter or a bill", "Un aviso, una carta o un cobro"),
            Self::Registration => {
                Text::new("Issuing, renewing or closing the card", "Emitir, renovar o cerrar la tarjeta")
            }
            Self::ContactReview => Text::new("Checking contact details", "Revisar datos de contacto"),
            Self::OnlineAccess => Text::new("Online access", "Acceso en línea"),
            Self::PermissionReview => Text::new("Checking a written permission", "Revisar un permiso por escrito"),
            Self::FamilyReview => {
                Text::new("Checking a parent or guardian", "Comprobar quién es la madre, el padre o el tutor")
            }
            Self::Events => Text::new("An event", "Un evento"),
            Self::Reference => Text::new("A question the patron asked", "Una pregunta que hizo la persona"),
            Self::StaffCardMonitoring => Text::new("Monitoring a staff card", "Supervisar una tarjeta de personal"),
            Self::BreachNotice => Text::new("Telling people about a data breach", "Avisar de una filtración de datos"),
            Self::Correction => Text::new("A correction of the record", "Una corrección del registro"),
            Self::ConsentProof => Text::new("Showing what was agreed to", "Demostrar lo que se aceptó"),
        }
    }
}

/// A job of the portal itself. Nobody reads what it handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Job {
    /// Loading the library's own files.
    Import,
    /// Writing to the patron.
    Notices,
    /// Deleting what is no longer needed (M1, L9).
    Retention,
    /// Counting, without anything that identifies a person (S4, M5).
    Statistics,
}

impl Job {
    /// Every job.
    pub const ALL: [Self; 4] = [Self::Import, Self::Notices, Self::Retention, Self::Statistics];
}
