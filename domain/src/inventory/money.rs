//! What a person owes and paid.

use super::{labels::*, types::*, until};
use crate::words::Text;

pub(super) const FEES: ClassInfo = ClassInfo {
    class: Class::Fees,
    label: Class::Fees.label(),
    what: Text::new(
        "What you were charged, what you paid, and what is still owed. Never card or bank numbers.",
        "Lo que se le cobró, lo que pagó y lo que aún debe. Nunca números de tarjeta ni de cuenta bancaria.",
    ),
    why: Text::new(
        "To know what is owed, and to show that you paid.",
        "Para saber qué se debe y demostrar que usted pagó.",
    ),
    correction: Text::new(
        "Show the desk your receipt, or say why the charge is wrong.",
        "Muestre su recibo en el mostrador o explique por qué el cargo es incorrecto.",
    ),
    who_can_see: Text::new(
        "You, and library staff who take payments. Someone who pays for you may be told the amount, if the library’s \
         policy says so, and nothing else.",
        "Usted y el personal que cobra. A quien paga por usted se le puede decir el monto, si la política de la \
         biblioteca lo permite, y nada más.",
    ),
    relations: &[Relation {
        name: "account_line",
        label: Text::new("Fees and payments", "Cargos y pagos"),
        rows: Rows::Many { searchable: &["description", "note", "line_number"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "entered_on DESC, id",
        dated: "entered_on",
        over: Over::On { column: "settled_on", until: until::SETTLED },
        fields: &[
            Field::new("line_number", Kind::Text, "Number", "Número").technical(),
            Field::new("entered_on", Kind::Date, "Date", "Fecha"),
            Field::new("kind", Kind::Code(ACCOUNT_KINDS), "What for", "Por qué"),
            Field::new("description", Kind::Text, "Description", "Descripción"),
            Field::new("amount_cents", Kind::Cents, "Amount", "Monto")
                .because("A payment or credit is less than zero.", "Un pago o crédito es menor que cero."),
            Field::new("outstanding_cents", Kind::Cents, "Still owed", "Aún se debe"),
            Field::new("settled_on", Kind::Date, "Nothing owed since", "No se debe nada desde el").because(
                "The first day on which the library’s system said that nothing is owed, or the day of the line.",
                "El primer día en que el sistema de la biblioteca indicó que no se debe nada, o el día de la línea.",
            ),
            Field::new("method", Kind::Code(PAYMENT_METHODS), "How it was paid", "Cómo se pagó"),
            Field::new("note", Kind::LongText, "Note", "Nota"),
        ],
    }],
};
