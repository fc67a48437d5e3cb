//! How to reach a person.

use super::{labels::*, types::*};
use crate::words::Text;

pub(super) const CONTACT: ClassInfo = ClassInfo {
    class: Class::Contact,
    label: Class::Contact.label(),
    what: Text::new(
        "Your address, e-mail and phone numbers, and an emergency or alternate contact if you gave one.",
        "Su dirección, correo electrónico y teléfonos, y un contacto de emergencia o alternativo si usted lo indicó.",
    ),
    why: Text::new(
        "To tell you about things you borrowed or asked for, and to know that you live here. E-mail is your choice.",
        "Para avisarle de lo que pidió o tiene prestado y saber que vive aquí. El correo electrónico es opcional.",
    ),
    correction: Text::new(
        "Ask for the change here or at the desk. The desk checks it with your photo ID.",
        "Pida el cambio aquí o en el mostrador. El personal lo comprueba con su identificación con foto.",
    ),
    who_can_see: Text::new(
        "You, and library staff who need it for their work. It is never sold or passed on.",
        "Usted y el personal que lo necesita para su trabajo. Nunca se vende ni se entrega a otros.",
    ),
    relations: &[
        Relation {
            name: "contact",
            label: Text::new("Contact details", "Datos de contacto"),
            rows: Rows::One,
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "id",
            dated: "sourced_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("street_number", Kind::Text, "House number", "Número de la casa"),
                Field::new("street_type", Kind::Text, "Kind of street", "Tipo de calle"),
                Field::new("address", Kind::Text, "Address", "Dirección"),
                Field::new("address2", Kind::Text, "Address, second line", "Dirección, segunda línea"),
                Field::new("city", Kind::Text, "City", "Ciudad"),
                Field::new("county", Kind::Text, "County", "Condado"),
                Field::new("state", Kind::Text, "State", "Estado"),
                Field::new("zipcode", Kind::Text, "ZIP code", "Código postal"),
                Field::new("country", Kind::Text, "Country", "País"),
                Field::new("email", Kind::Email, "E-mail", "Correo electrónico").because(
                    "To send notices about loans and holds. Borrowing needs no e-mail.",
                    "Para enviar avisos sobre préstamos y reservas. Se puede pedir prestado sin tener correo.",
                ),
                Field::new("work_email", Kind::Email, "Work e-mail", "Correo electrónico del trabajo"),
                Field::new("phone", Kind::Phone, "Phone", "Teléfono"),
                Field::new("work_phone", Kind::Phone, "Work phone", "Teléfono del trabajo"),
                Field::new("mobile", Kind::Phone, "Cell phone", "Teléfono celular"),
                Field::new("sms_number", Kind::Phone, "Number for text messages", "Número para mensajes de texto"),
                Field::new("fax", Kind::Phone, "Fax", "Número de fax"),
                Field::new(
                    "preferred_method",
                    Kind::Code(CONTACT_METHODS),
                    "Best way to get in touch",
                    "Mejor forma de comunicarse",
                ),
            ],
        },
        Relation {
            name: "alternate_contact",
            label: Text::new("Other addresses and people", "Otras direcciones y personas"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "kind, id",
            dated: "sourced_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("kind", Kind::Code(ALTERNATE_KINDS), "What it is", "Qué es"),
                Field::new("name", Kind::Text, "Name", "Nombre"),
                Field::new("address", Kind::Text, "Address", "Dirección"),
                Field::new("address2", Kind::Text, "Address, second line", "Dirección, segunda línea"),
                Field::new("city", Kind::Text, "City", "Ciudad"),
                Field::new("state", Kind::Text, "State", "Estado"),
                Field::new("zipcode", Kind::Text, "ZIP code", "Código postal"),
                Field::new("country", Kind::Text, "Country", "País"),
                Field::new("email", Kind::Email, "E-mail", "Correo electrónico"),
                Field::new("phone", Kind::Phone, "Phone", "Teléfono"),
                Field::new("note", Kind::LongText, "Note", "Nota"),
            ],
        },
        Relation {
            name: "verified_email",
            label: Text::new("Confirmed e-mail addresses", "Correos electrónicos confirmados"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "verified_at" },
            order: "verified_at DESC, id",
            dated: "verified_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("email", Kind::Email, "E-mail", "Correo electrónico"),
                Field::new("verified_at", Kind::Moment, "Confirmed at", "Confirmado el"),
            ],
        },
    ],
};
