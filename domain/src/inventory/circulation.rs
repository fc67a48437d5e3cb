//! What a person borrows, borrowed, and waits for.

use super::{labels::*, types::*, until};
use crate::words::Text;

const STAFF: Text = Text::new(
    "You, and library staff who need it for their work. Nobody else without your permission or a court order.",
    "Usted y el personal que lo necesita para su trabajo. Nadie más sin su permiso o una orden judicial.",
);

pub(super) const CHECKOUTS: ClassInfo = ClassInfo {
    class: Class::Checkouts,
    label: Class::Checkouts.label(),
    what: Text::new(
        "What you have at home from the library, and when it is due.",
        "Lo que tiene prestado de la biblioteca y cuándo vence.",
    ),
    why: Text::new(
        "To know who has an item until it comes back.",
        "Para saber quién tiene un material hasta que lo devuelva.",
    ),
    correction: Text::new(
        "If you returned it, or never had it, tell the desk. They will look on the shelf.",
        "Si ya lo devolvió o nunca lo tuvo, avise en el mostrador. Lo buscarán en el estante.",
    ),
    who_can_see: STAFF,
    relations: &[Relation {
        name: "checkout",
        label: Text::new("Checkouts", "Préstamos"),
        rows: Rows::Many { searchable: &["title", "author", "item_barcode", "branch"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "due_on NULLS LAST, checked_out_at, id",
        dated: "checked_out_at",
        over: Over::NotWhileHere(until::BROUGHT_BACK),
        fields: &[
            Field::new("title", Kind::Text, "Title", "Título"),
            Field::new("author", Kind::Text, "Author", "Autor"),
            Field::new("item_barcode", Kind::Text, "Item barcode", "Código de barras").technical(),
            Field::new("checked_out_at", Kind::Moment, "Checked out", "Prestado el"),
            Field::new("due_on", Kind::Date, "Due", "Vence el").back_by(),
            // Of what is lent by the hour.
            Field::new("due_at", Kind::Moment, "Due at this time", "Vence a esta hora").seldom(),
            Field::new("branch", Kind::Text, "Checked out at", "Prestado en"),
            Field::new("item_kind", Kind::Text, "Kind of item", "Tipo de material"),
            Field::new("renewals", Kind::Count, "Times renewed", "Veces renovado"),
        ],
    }],
};

pub(super) const HISTORY: ClassInfo = ClassInfo {
    class: Class::History,
    label: Class::History.label(),
    what: Text::new("What you borrowed and brought back.", "Lo que pidió prestado y devolvió."),
    why: Text::new(
        "Only if you want a list of what you have read, or for a short time in case an item came back damaged.",
        "Solo si usted quiere una lista de lo que ha leído, o por poco tiempo por si algo volvió dañado.",
    ),
    correction: Text::new(
        "Tell the desk about a wrong line. Where the library leaves it to you, you can choose to keep none.",
        "Avise en el mostrador si hay un error. Si la biblioteca lo deja en sus manos, puede elegir que no se guarde.",
    ),
    who_can_see: STAFF,
    relations: &[Relation {
        name: "loan_history",
        label: Text::new("Past loans", "Préstamos anteriores"),
        rows: Rows::Many { searchable: &["title", "author", "item_barcode", "branch"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "returned_at DESC, id",
        dated: "returned_at",
        over: Over::On { column: "returned_at", until: until::BROUGHT_BACK },
        fields: &[
            Field::new("title", Kind::Text, "Title", "Título"),
            Field::new("author", Kind::Text, "Author", "Autor"),
            Field::new("item_barcode", Kind::Text, "Item barcode", "Código de barras").technical(),
            Field::new("checked_out_at", Kind::Moment, "Checked out", "Prestado el"),
            Field::new("due_on", Kind::Date, "Due", "Vencía el"),
            Field::new("due_at", Kind::Moment, "Due at this time", "Vencía a esta hora").seldom(),
            Field::new("returned_at", Kind::Moment, "Returned", "Devuelto el"),
            Field::new("branch", Kind::Text, "Checked out at", "Prestado en"),
            Field::new("item_kind", Kind::Text, "Kind of item", "Tipo de material"),
            Field::new("renewals", Kind::Count, "Times renewed", "Veces renovado"),
        ],
    }],
};

pub(super) const HOLDS: ClassInfo = ClassInfo {
    class: Class::Holds,
    label: Class::Holds.label(),
    what: Text::new("What you asked the library to keep for you.", "Lo que pidió que la biblioteca le guarde."),
    why: Text::new(
        "To keep your place in line and to tell you when it is your turn.",
        "Para guardar su lugar en la fila y avisarle cuando le toque.",
    ),
    correction: Text::new(
        "Ask the desk to change or cancel a hold.",
        "Pida en el mostrador que cambien o cancelen una reserva.",
    ),
    who_can_see: STAFF,
    relations: &[Relation {
        name: "hold",
        label: Text::new("Holds", "Reservas"),
        rows: Rows::Many { searchable: &["title", "author", "item_barcode"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "placed_on DESC, id",
        dated: "placed_on",
        over: Over::On { column: "closed_on", until: until::HOLD_CLOSED },
        fields: &[
            Field::new("title", Kind::Text, "Title", "Título"),
            Field::new("author", Kind::Text, "Author", "Autor"),
            Field::new("item_barcode", Kind::Text, "Item barcode", "Código de barras").technical(),
            Field::new("placed_on", Kind::Date, "Asked for on", "Pedido el"),
            Field::new("pickup_branch", Kind::Text, "Pick up at", "Recoger en"),
            Field::new("queue_position", Kind::Count, "Place in line", "Lugar en la fila"),
            Field::new("status", Kind::Code(HOLD_STATUSES), "State", "Estado"),
            Field::new("ready_until", Kind::Date, "Kept until", "Guardado hasta"),
            Field::new("closed_on", Kind::Date, "Filled or canceled on", "Entregada o cancelada el"),
        ],
    }],
};

pub(super) const INTERLIBRARY_LOANS: ClassInfo = ClassInfo {
    class: Class::InterlibraryLoans,
    label: Class::InterlibraryLoans.label(),
    what: Text::new("What you asked to borrow from another library.", "Lo que pidió prestado de otra biblioteca."),
    why: Text::new(
        "To order the item for you, and to send it back on time.",
        "Para pedir el material y devolverlo a tiempo.",
    ),
    correction: Text::new(
        "Ask the desk to change or cancel a request.",
        "Pida en el mostrador que cambien o cancelen un pedido.",
    ),
    who_can_see: STAFF,
    relations: &[Relation {
        name: "interlibrary_loan",
        label: Text::new("Interlibrary loans", "Préstamos entre bibliotecas"),
        rows: Rows::Many { searchable: &["title", "author", "lending_library"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "requested_on DESC, id",
        dated: "requested_on",
        over: Over::On { column: "finished_on", until: until::LOAN_FINISHED },
        fields: &[
            Field::new("title", Kind::Text, "Title", "Título"),
            Field::new("author", Kind::Text, "Author", "Autor"),
            Field::new("requested_on", Kind::Date, "Asked for on", "Pedido el"),
            Field::new("lending_library", Kind::Text, "Lending library", "Biblioteca que presta"),
            Field::new("status", Kind::Code(INTERLIBRARY_STATUSES), "State", "Estado"),
            Field::new("due_on", Kind::Date, "Due", "Vence el"),
            Field::new("finished_on", Kind::Date, "Finished on", "Terminado el"),
        ],
    }],
};
