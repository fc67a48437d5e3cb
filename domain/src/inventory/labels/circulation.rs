//! Loans, holds and money.

use super::Codes;
use crate::words::Text;

pub(in crate::inventory) const NOTE_KINDS: Codes = &[
    ("patron", Text::new("Note to the patron", "Nota para la persona")),
    ("staff", Text::new("Note among staff", "Nota entre el personal")),
    ("contact", Text::new("Note about making contact", "Nota sobre el contacto")),
];

pub(in crate::inventory) const HOLD_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting in line", "En la fila de espera")),
    ("in-transit", Text::new("On its way", "En camino")),
    ("processing", Text::new("Being made ready", "En preparación")),
    ("ready", Text::new("Ready to pick up", "Listo para recoger")),
    ("suspended", Text::new("Paused", "En pausa")),
    ("canceled", Text::new("Canceled", "Cancelada")),
];

pub(in crate::inventory) const INTERLIBRARY_STATUSES: Codes = &[
    ("requested", Text::new("Asked for", "Pedido")),
    ("shipped", Text::new("On its way", "En camino")),
    ("received", Text::new("Here", "Aquí")),
    ("ready", Text::new("Ready to pick up", "Listo para recoger")),
    ("checked-out", Text::new("With the patron", "En manos de la persona")),
    ("returned", Text::new("Sent back", "Devuelto")),
    ("unfilled", Text::new("No library could send it", "Ninguna biblioteca pudo enviarlo")),
    ("cancelled", Text::new("Canceled", "Cancelado")),
];

/// Koha's debit and credit types.
pub(in crate::inventory) const ACCOUNT_KINDS: Codes = &[
    ("ACCOUNT", Text::new("Card fee", "Cargo por la tarjeta")),
    ("ACCOUNT_RENEW", Text::new("Card renewal", "Renovación de la tarjeta")),
    ("LOST", Text::new("Lost item", "Material perdido")),
    ("MANUAL", Text::new("Entered by staff", "Anotado por el personal")),
    ("NEW_CARD", Text::new("New card", "Tarjeta nueva")),
    ("OVERDUE", Text::new("Late return", "Devolución tardía")),
    ("PROCESSING", Text::new("Processing fee", "Cargo por trámite")),
    ("RENT", Text::new("Rental", "Alquiler")),
    ("RENT_DAILY", Text::new("Daily rental", "Alquiler por día")),
    ("RENT_RENEW", Text::new("Rental renewal", "Renovación del alquiler")),
    ("RENT_DAILY_RENEW", Text::new("Daily rental renewal", "Renovación del alquiler por día")),
    ("RESERVE", Text::new("Hold fee", "Cargo por reserva")),
    ("RESERVE_EXPIRED", Text::new("Hold not picked up", "Reserva no recogida")),
    ("PAYOUT", Text::new("Paid back", "Dinero devuelto")),
    ("VOID", Text::new("Payment undone", "Pago anulado")),
    ("CREDIT", Text::new("Credit", "Crédito")),
    ("DISCOUNT", Text::new("Discount", "Descuento")),
    ("FORGIVEN", Text::new("Forgiven", "Perdonado")),
    ("LOST_FOUND", Text::new("Lost item found", "Material perdido que apareció")),
    ("OVERPAYMENT", Text::new("Paid too much", "Pagado de más")),
    ("PAYMENT", Text::new("Payment", "Pago")),
    ("PURCHASE", Text::new("Purchase", "Compra")),
    ("PROCESSING_FOUND", Text::new("Processing fee given back", "Cargo por trámite devuelto")),
    ("REFUND", Text::new("Refund", "Reembolso")),
    ("CANCELLATION", Text::new("Charge canceled", "Cargo anulado")),
    ("WRITEOFF", Text::new("Charge dropped", "Deuda que ya no se cobra")),
];

pub(in crate::inventory) const PAYMENT_METHODS: Codes = &[
    ("CASH", Text::new("Cash", "Efectivo")),
    ("SIP00", Text::new("Cash at a machine", "Efectivo en una máquina")),
    ("SIP01", Text::new("Card at a machine", "Tarjeta en una máquina")),
    ("SIP02", Text::new("Card at a machine", "Tarjeta en una máquina")),
    ("CARD", Text::new("Card", "Tarjeta")),
    ("CHECK", Text::new("Check", "Cheque")),
    ("ONLINE", Text::new("Online", "En línea")),
];

pub(in crate::inventory) const READING_HISTORY: Codes = &[
    ("off", Text::new("Keep none", "No guardar nada")),
    ("default", Text::new("As the library usually does", "Lo habitual en la biblioteca")),
    ("forever", Text::new("Keep it until I change my mind", "Guardarlo hasta que yo cambie de opinión")),
];

pub(in crate::inventory) const CONTRIBUTION_KINDS: Codes = &[
    ("review", Text::new("Review", "Reseña")),
    ("list", Text::new("List", "Lista")),
    ("suggestion", Text::new("Suggestion to buy", "Sugerencia de compra")),
    ("contest", Text::new("Contest entry", "Participación en un concurso")),
];
