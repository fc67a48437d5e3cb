//! The parent or guardian of a minor (M3, L14, W3; C3 where the profile asks for the child's permission).

use super::{
    Card, Decision, Fact, Guardian, Library, Place, Wanted,
    outcome::{Fields, No, Terms, refer, refuse, weigh},
    patron,
};
use crate::{
    age,
    inventory::Class,
    profile::{GuardianAccess, PhoneAnswers, WrittenPermission},
    rules::Ground,
    words::Text,
};
use chrono::NaiveDate;

/// What a guardian gets: from the day the child is of age, nothing.
pub(super) fn decide(guardian: &Guardian, wanted: &Wanted, today: NaiveDate, library: &Library<'_>) -> Decision {
    // The proof comes first: a stranger who claims to be a parent learns nothing, not even an age.
    if let Err((reason, next)) = proven(guardian, library) {
        let lost = guardian.child_card == Card::ReportedLost;
        let grounds: &[Ground] = if lost { &[Ground::Guardian, Ground::LostCard] } else { &[Ground::Guardian] };
        return refuse(reason, library.cite_switch(&library.switches.guardian_access.rules, grounds), next);
    }
    let Some(birth) = guardian.child_birth_date else {
        return refuse(
            Text::new(
                "The record has no birth date, so we cannot treat this person as a child.",
                "El registro no tiene fecha de nacimiento, así que no podemos tratar a esta persona como menor de edad.",
            ),
            library.cite_switch(&library.switches.guardian_access.rules, &[Ground::Guardian]),
            Text::new(
                "Come to the desk together with the child and the child’s card, so that the birth date can be added.",
                "Venga al mostrador con el menor y su tarjeta para agregar la fecha de nacimiento.",
            ),
        );
    };
    if !age::is_minor(birth, today, library.majority) {
        return refuse(
            Text::new(
                "This person is an adult by law. The account is theirs alone.",
                "Esta persona es adulta ante la ley. La cuenta es solo de esa persona.",
            ),
            library.cite_switch(&library.switches.guardian_access.rules, &[Ground::Guardian]),
            if library.switches.written_permission.value == WrittenPermission::Offered {
                Text::new(
                    "They can sign in themselves, or give you written permission.",
                    "La persona puede iniciar sesión o darle a usted un permiso por escrito.",
                )
            } else {
                Text::new(
                    "They can sign in or come to the desk themselves.",
                    "La persona puede iniciar sesión o venir al mostrador.",
                )
            },
        );
    }
    // One answer for every kind of stop: which one it is, is between the young person and the library.
    if guardian.stop.is_some() {
        return refer(
            Text::new(
                "We cannot open this account to a parent or guardian at the moment.",
                "Por ahora no podemos abrir esta cuenta a madres, padres o tutores.",
            ),
            library.cite_switch(&library.switches.guardian_access.rules, &[Ground::Guardian]),
            Text::new("Please speak with the Director.", "Por favor, hable con la dirección de la biblioteca."),
        );
    }
    if guardian.place == Place::Phone && !heard(guardian, library) {
        return refuse(
            Text::new("We cannot answer this by phone.", "No podemos responder esto por teléfono."),
            library.cite_switch(&library.switches.phone_answers.rules, &[Ground::Phone]),
            Text::new(
                "Come to the desk, or sign in to the portal.",
                "Venga al mostrador o inicie sesión en el portal.",
            ),
        );
    }
    let terms = Terms {
        words: Text::new(
            "You may see your child’s account until the child comes of age. Your child can see that you looked.",
            "Puede ver la cuenta de su hijo o hija hasta que sea mayor de edad. Su hijo o hija puede ver que usted la consultó.",
        ),
        rules: library.cite_switch(&library.switches.guardian_access.rules, &[Ground::Guardian]),
        minimum_only: false,
        ends: Some(age::birthday_of_age(birth, library.majority)),
        next: Text::new("The child can sign in and look.", "El menor puede iniciar sesión y consultarlo."),
    };
    weigh(
        wanted,
        terms,
        |class| class_for(class, guardian.place, library),
        |fact| fact_for(fact, guardian.place, library),
    )
}

/// Whether the guardian brings what the profile asks for; else why not, and what would do.
fn proven(guardian: &Guardian, library: &Library<'_>) -> Result<(), (Text, Text)> {
    let lost = guardian.child_card == Card::ReportedLost;
    match library.switches.guardian_access.value {
        GuardianAccess::GuardianOnRecord if guardian.relation_on_record => Ok(()),
        GuardianAccess::ChildsCard
            if guardian.child_card == Card::Valid
                || guardian.place == Place::InPerson && guardian.cosigner_photo_id =>
        {
            Ok(())
        }
        // A permission that the library does not offer opens nothing.
        GuardianAccess::PatronsPermissionOnly
            if guardian.childs_permission
                && library.switches.written_permission.value == WrittenPermission::Offered =>
        {
            Ok(())
        }
        GuardianAccess::GuardianOnRecord => Err((
            Text::new(
                "The record must name you as this child’s parent or guardian, and you must show who you are.",
                "El registro debe nombrarle como madre, padre o tutor de este menor, y usted debe demostrar quién es.",
            ),
            Text::new(
                "Come to the desk with a photo ID to be entered as parent or guardian.",
                "Venga al mostrador con una identificación con foto para que se le registre como madre, padre o tutor.",
            ),
        )),
        GuardianAccess::ChildsCard => Err((
            if lost {
                Text::new(
                    "That card was reported lost or closed, so it does not open the account.",
                    "Esa tarjeta se reportó como perdida o se cerró, así que no da acceso a la cuenta.",
                )
            } else {
                Text::new("We need the child’s library card.", "Necesitamos la tarjeta de la biblioteca del menor.")
            },
            Text::new(
                "Bring the child’s card. At the desk, a photo ID of the person who co-signed the card will do instead.",
                "Traiga la tarjeta del menor. En el mostrador también sirve una identificación con foto de quien firmó la solicitud de la tarjeta.",
            ),
        )),
        GuardianAccess::PatronsPermissionOnly => Err((
            Text::new(
                "At this library the account is open to the card holder only, whatever their age.",
                "En esta biblioteca la cuenta solo está abierta a la persona titular de la tarjeta, sea cual sea su edad.",
            ),
            Text::new("The child can sign in and show you.", "El menor puede iniciar sesión y mostrársela."),
        )),
    }
}

/// Whether a guardian is answered by phone at all: like a patron, and never on a claim alone.
fn heard(guardian: &Guardian, library: &Library<'_>) -> bool {
    match library.switches.phone_answers.value {
        PhoneAnswers::None => false,
        PhoneAnswers::CheckoutsHoldsFines | PhoneAnswers::AsAtDesk => guardian.child_card == Card::Valid,
    }
}

/// Of the family, who answers for the child, and not who else looks at the record or what the desk stopped: that is
/// between the child and the library, above all where parents live apart (S2: no more than the task needs).
const WHO_ANSWERS: [&str; 4] =
    ["family_record.direction", "family_record.name", "family_record.relationship", "family_record.cosigner"];

/// A child's sign-in, and who has looked, stay the child's own: no policy opens them, and S2 needs a reason to.
fn class_for(class: Class, place: Place, library: &Library<'_>) -> Result<Fields, No> {
    if matches!(class, Class::Credentials | Class::Activity) {
        let reason = Text::new(
            "The sign-in and the list of who has looked stay the child’s own.",
            "El inicio de sesión y la lista de quién ha consultado el registro son solo del menor.",
        );
        return Err((reason, library.cite(&[Ground::Credentials])));
    }
    if place == Place::Phone {
        patron::phone_class(class, library)
    } else if class == Class::Family {
        Ok(Fields::only(&WHO_ANSWERS))
    } else {
        Ok(Fields::All)
    }
}

fn fact_for(fact: Fact, place: Place, library: &Library<'_>) -> Result<(), No> {
    if place == Place::Phone { patron::phone_fact(fact, library) } else { Ok(()) }
}
