//! The library's people and its own jobs: only as necessary for operating the library (S2, L10).

use super::{
    Decision, Fact, Job, Library, Purpose, Refused, Role, StaffAsks, Stop, Wanted,
    outcome::{Fields, No, Terms, refuse, weigh},
    permission,
};
use crate::{
    inventory::Class,
    profile::{GuardianAccess, Profile, WrittenPermission},
    rules::{Ground, RuleId},
    words::Text,
};

/// Enough to greet a person and to find the right record.
const NAME: [&str; 7] = [
    "person.surname",
    "person.firstname",
    "person.middle_name",
    "person.preferred_name",
    "person.title",
    "person.othernames",
    "person.pronouns",
];

/// What the patron chose for mail and for the reading history.
const CHOICES: [&str; 6] = [
    "preference.language",
    "preference.reading_history",
    "consent.purpose",
    "consent.channel",
    "consent.given",
    "consent.decided_at",
];

/// What the patron was asked and answered.
const ANSWERS: [&str; 9] = [
    "consent.purpose",
    "consent.channel",
    "consent.given",
    "consent.words",
    "consent.words_version",
    "consent.language",
    "consent.decided_at",
    "consent.means",
    "consent.address",
];

/// What came of an answer: copies of newsletters, notices, lists for a service.
const DELIVERIES: [&str; 17] = [
    "newsletter_delivery.list",
    "newsletter_delivery.recipient",
    "newsletter_delivery.state",
    "newsletter_delivery.why",
    "newsletter_delivery.fixed_at",
    "newsletter_delivery.settled_at",
    "outbox.kind",
    "outbox.recipient",
    "outbox.status",
    "outbox.last_error",
    "outbox.created_at",
    "service_listed.list",
    "service_listed.service",
    "service_listed.email",
    "service_listed.first_sent_at",
    "service_listed.sent_at",
    "service_listed.removed_at",
];

/// What the desk was to enter in the library's own system because of an answer.
const ENTERED: [&str; 4] =
    ["choice_to_enter.purpose", "choice_to_enter.given", "choice_to_enter.asked_at", "choice_to_enter.entered_at"];

/// What is confirmed with photo ID, and what became of it.
const PERMISSION: [&str; 24] = [
    "permission.reference",
    "permission.state",
    "permission.recipient_kind",
    "permission.recipient_name",
    "permission.recipient_proof",
    "permission.classes",
    "permission.purpose",
    "permission.valid_from",
    "permission.valid_until",
    "permission.uses",
    "permission.signed_text",
    "permission.text_version",
    "permission.text_digest",
    "permission.signed_name",
    "permission.language",
    "permission.means",
    "permission.signed_at",
    "permission.confirmed_at",
    "permission.photo_id",
    "permission.refused_at",
    "permission.refused_reason",
    "permission.withdrawn_at",
    "permission.used_at",
    "disclosure.told_at",
];

const NEXT: Text = Text::new(
    "Choose the purpose you need this record for, or ask the Director.",
    "Elija para qué necesita este registro, o consulte a la dirección.",
);

/// What a member of staff sees for a purpose.
pub(super) fn decide(staff: StaffAsks, wanted: &Wanted, library: &Library<'_>) -> Decision {
    let StaffAsks { role, purpose, staff_card } = staff;
    if !entitled(role, purpose) {
        return refuse(
            Text::new("Your role does not do this task.", "Esta tarea no corresponde a su puesto."),
            library.cite(&[Ground::Operation]),
            NEXT,
        );
    }
    if purpose == Purpose::StaffCardMonitoring && !(library.switches.staff_card_monitor.value.is_some() && staff_card) {
        return refuse(
            Text::new(
                "A staff member’s own borrowing is as confidential as anyone’s. Only a staff card with special privileges may be monitored, and only where the policy says so.",
                "Los préstamos personales del personal son tan confidenciales como los de cualquiera. Solo se puede supervisar una tarjeta de personal con privilegios especiales, y solo donde la política lo dice.",
            ),
            library.cite_switch(&library.switches.staff_card_monitor.rules, &[Ground::Operation]),
            NEXT,
        );
    }
    if let Some(no) = not_done_here(purpose, library) {
        return no;
    }
    let task = |switch: &[RuleId]| library.cite_switch(switch, &[Ground::Operation]);
    let terms = Terms {
        words: Text::new(
            "You see what this task needs. The patron can see that you looked, and what for.",
            "Usted ve lo que esta tarea necesita. La persona puede ver que usted consultó el registro y para qué.",
        ),
        rules: match purpose {
            Purpose::StaffCardMonitoring => task(&library.switches.staff_card_monitor.rules),
            Purpose::ContactReview => task(&library.switches.contact_edits.rules),
            Purpose::FamilyReview => task(&library.switches.guardian_access.rules),
            Purpose::PermissionReview => task(&library.switches.written_permission.rules),
            Purpose::Billing | Purpose::ConsentProof => library.cite(&[Ground::Operation, Ground::Notices]),
            Purpose::BreachNotice => library.cite(&[Ground::Operation, Ground::BreachNotice]),
            _ => library.cite(&[Ground::Operation]),
        },
        minimum_only: true,
        ends: None,
        next: NEXT,
    };
    let no = || -> No {
        let reason = Text::new("This task does not need it.", "Esta tarea no lo necesita.");
        (reason, library.cite(&[Ground::Operation]))
    };
    let fact = |fact| match (purpose, fact) {
        (Purpose::Circulation | Purpose::Payment | Purpose::Billing | Purpose::Registration, Fact::AmountOwed)
        | (
            Purpose::Circulation
            | Purpose::Registration
            | Purpose::InterlibraryLoan
            | Purpose::OnlineAccess
            | Purpose::StaffCardMonitoring,
            Fact::AccountActive,
        ) => Ok(()),
        _ => Err(no()),
    };
    weigh(wanted, terms, |class| needed(purpose, class).ok_or_else(no), fact)
}

/// Tasks that a library's policy leaves nothing to do of.
fn not_done_here(purpose: Purpose, library: &Library<'_>) -> Option<Decision> {
    match purpose {
        Purpose::PermissionReview if library.switches.written_permission.value != WrittenPermission::Offered => {
            Some(permission::not_offered(library))
        }
        // Where the child can permit it, there is something to check.
        Purpose::FamilyReview
            if library.switches.guardian_access.value == GuardianAccess::PatronsPermissionOnly
                && library.switches.written_permission.value != WrittenPermission::Offered =>
        {
            Some(refuse(
                Text::new(
                    "This library’s policy opens no account to a parent or guardian, so there is nothing to check.",
                    "La política de esta biblioteca no abre ninguna cuenta a madres, padres ni tutores, así que no hay nada que comprobar.",
                ),
                library.cite_switch(&library.switches.guardian_access.rules, &[Ground::Guardian]),
                NEXT,
            ))
        }
        _ => None,
    }
}

/// Whether this library has people with this role: only one whose policy names who monitors staff cards has somebody for it
/// (W8).
pub fn has_role(profile: &Profile, role: Role) -> bool {
    role != Role::CollectionServicesManager || profile.switches.staff_card_monitor.value.is_some()
}

/// Which role does which task. The administrator looks after the system and needs no record; a volunteer sees nobody's
/// (C3).
fn entitled(role: Role, purpose: Purpose) -> bool {
    match (role, purpose) {
        (Role::Administrator | Role::Volunteer, _) => false,
        (_, Purpose::StaffCardMonitoring) => role == Role::CollectionServicesManager,
        (_, Purpose::BreachNotice | Purpose::ConsentProof) => role == Role::Director,
        _ => true,
    }
}

/// Whether this role lifts this kind of stop on every parent and guardian; the rules it rests on. Setting one needs no
/// more than the task: a mistake costs a parent a walk to the desk. Lifting a stop that stands for someone's safety can
/// cost more, so that one is the Director's alone, who answers for it.
///
/// # Errors
/// Why not, and who does.
pub fn may_lift(role: Role, stop: Stop, library: &Library<'_>) -> Result<Vec<RuleId>, Refused> {
    let rules = library.cite_switch(&library.switches.guardian_access.rules, &[Ground::Operation]);
    let (reason, refer_to_director, next) = if !entitled(role, Purpose::FamilyReview) {
        (Text::new("Your role does not do this task.", "Esta tarea no corresponde a su puesto."), false, NEXT)
    } else if stop == Stop::Custody && role != Role::Director {
        (
            Text::new(
                "Only the Director lifts a stop made for custody or safety.",
                "Solo la dirección levanta un bloqueo puesto por custodia o seguridad.",
            ),
            true,
            Text::new(
                "The stop stays. Ask the Director to look at it.",
                "El bloqueo sigue. Pida a la dirección que lo revise.",
            ),
        )
    } else {
        return Ok(rules);
    };
    Err(Refused { reason, rules, refer_to_director, next })
}

/// What a task needs of a class. No task of the staff needs history, computer use, contributions or the ledger.
fn needed(purpose: Purpose, class: Class) -> Option<Fields> {
    use Class as C;
    use Purpose as P;
    match (purpose, class) {
        // Anyone who issues or confirms details checks them against an ID; everyone else needs the name.
        (P::Registration | P::ContactReview | P::FamilyReview, C::Identity)
        | (P::Registration | P::ContactReview, C::Contact | C::Eligibility)
        | (P::Registration, C::Family | C::Membership)
        | (P::ContactReview | P::Correction, C::Pending)
        | (P::FamilyReview, C::Family)
        | (P::Circulation, C::Membership | C::Checkouts | C::Holds | C::InterlibraryLoans | C::Fees | C::Notes)
        | (P::Payment | P::Billing, C::Fees)
        | (P::InterlibraryLoan, C::InterlibraryLoans | C::Membership)
        | (P::Billing, C::Checkouts | C::Notices)
        | (P::OnlineAccess, C::Credentials | C::Membership)
        | (P::Events, C::Registrations)
        | (P::Reference, C::Questions)
        | (P::StaffCardMonitoring, C::Checkouts | C::Holds | C::Membership) => Some(Fields::All),
        (P::Registration, C::Preferences) => Some(Fields::only(&CHOICES)),
        (P::ConsentProof, C::Preferences) => Some(Fields::only(&ANSWERS)),
        // Its last four digits tell two people of one address apart.
        (P::ConsentProof, C::Membership) => Some(Fields::only(&["card.number"])),
        (P::ConsentProof, C::Notices) => Some(Fields::only(&DELIVERIES)),
        (P::ConsentProof, C::Pending) => Some(Fields::only(&ENTERED)),
        (P::PermissionReview, C::Preferences) => Some(Fields::only(&PERMISSION)),
        (P::InterlibraryLoan | P::Reference | P::OnlineAccess, C::Contact) => {
            Some(Fields::only(&["contact.email", "contact.phone"]))
        }
        (P::Billing, C::Contact) => Some(Fields::only(&[
            "contact.street_number",
            "contact.street_type",
            "contact.address",
            "contact.address2",
            "contact.city",
            "contact.state",
            "contact.zipcode",
            "contact.country",
            "contact.email",
        ])),
        (P::BreachNotice, C::Contact) => Some(Fields::only(&[
            "contact.street_number",
            "contact.street_type",
            "contact.address",
            "contact.address2",
            "contact.city",
            "contact.state",
            "contact.zipcode",
            "contact.country",
            "contact.email",
            "contact.phone",
        ])),
        (_, C::Identity) => Some(Fields::only(&NAME)),
        _ => None,
    }
}

/// What a job of the portal handles. Nobody reads it: what leaves goes to the patron.
pub(super) fn decide_job(job: Job, wanted: &Wanted, library: &Library<'_>) -> Decision {
    let (words, rules) = match job {
        Job::Import => (
            Text::new("Loaded from the library’s own system.", "Cargado desde el sistema de la propia biblioteca."),
            library.cite(&[Ground::Operation]),
        ),
        Job::Notices => {
            (Text::new("Used to write to you.", "Se usa para escribirle a usted."), library.cite(&[Ground::Notices]))
        }
        Job::Retention => (
            Text::new("Read in order to delete it on time.", "Se lee para borrarlo a tiempo."),
            library.cite(&[Ground::Retention]),
        ),
        Job::Statistics => {
            return refuse(
                Text::new(
                    "Statistics are made without anything that identifies a person.",
                    "Las estadísticas se hacen sin nada que identifique a una persona.",
                ),
                library.cite(&[Ground::Statistics]),
                Text::new("Count, and keep only the numbers.", "Cuente y guarde solo los números."),
            );
        }
    };
    let terms = Terms { words, rules, minimum_only: true, ends: None, next: NEXT };
    let no = || -> No {
        (Text::new("This job does not need it.", "Este proceso no lo necesita."), library.cite(&[Ground::Operation]))
    };
    let class = |class| match (job, class) {
        // The import writes every class but what the portal itself makes.
        (Job::Import, Class::Activity | Class::Pending) => Err(no()),
        (Job::Notices, Class::Identity) => Ok(Fields::only(&NAME)),
        (Job::Notices, Class::Preferences) => Ok(Fields::only(&CHOICES)),
        (
            Job::Notices,
            Class::Contact
            | Class::Checkouts
            | Class::Holds
            | Class::InterlibraryLoans
            | Class::Fees
            | Class::Membership
            | Class::Notices,
        )
        | (Job::Import | Job::Retention, _) => Ok(Fields::All),
        _ => Err(no()),
    };
    weigh(wanted, terms, class, |_| if job == Job::Notices { Ok(()) } else { Err(no()) })
}
