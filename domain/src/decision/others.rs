//! Helpers, debt payers, callers, reporters, vendors and everybody else.

use super::{
    Card, Decision, Fact, Library, Transaction, Wanted,
    outcome::{Fields, No, Terms, refer, refuse, weigh},
};
use crate::{
    inventory::Class,
    profile::{self, Vendor},
    rules::Ground,
    words::Text,
};
use std::borrow::Cow;

const CONFIDENTIAL: Text = Text::new(
    "Library records are confidential by law. We cannot say anything about a person, or whether they have a card here.",
    "Los registros de la biblioteca son confidenciales por ley. No podemos decir nada sobre una persona, ni si tiene tarjeta aquí.",
);

const ASK_THEM: Text =
    Text::new("Please ask the person themselves.", "Por favor, pregúntele directamente a la persona.");

/// A helper with the patron's card gets the minimum for the errand, and never a contact detail (L17).
pub(super) fn helper(card: Card, transaction: Transaction, wanted: &Wanted, library: &Library<'_>) -> Decision {
    if library.switches.helper.value != profile::Helper::MinimumWithCard {
        let next = Text::new(
            "The card holder can come to the desk or use the portal.",
            "La persona titular puede venir al mostrador o usar el portal.",
        );
        return refuse(CONFIDENTIAL, library.cite_switch(&library.switches.helper.rules, &[Ground::Public]), next);
    }
    if card != Card::Valid {
        let reason = if card == Card::ReportedLost {
            Text::new("That card was reported lost or closed.", "Esa tarjeta se reportó como perdida o se cerró.")
        } else {
            Text::new(
                "To help someone with their account you need their library card.",
                "Para ayudar a alguien con su cuenta necesita la tarjeta de esa persona.",
            )
        };
        let next = Text::new("Please come back with their card.", "Por favor, vuelva con la tarjeta de esa persona.");
        let lost = card == Card::ReportedLost;
        let grounds: &[Ground] = if lost { &[Ground::ThirdParty, Ground::LostCard] } else { &[Ground::ThirdParty] };
        return refuse(reason, library.cite_switch(&library.switches.helper.rules, grounds), next);
    }
    let terms = Terms {
        words: Text::new(
            "I can help you with this errand, and tell you only what it needs.",
            "Puedo ayudarle con este trámite y decirle solo lo necesario.",
        ),
        rules: library.cite_switch(&library.switches.helper.rules, &[Ground::Operation]),
        minimum_only: true,
        ends: None,
        next: ASK_THEM,
    };
    let no = || -> No {
        let reason = Text::new(
            "A helper is told only what the errand needs, and never an address, a phone number or an e-mail address.",
            "A quien ayuda se le dice solo lo necesario para el trámite, y nunca una dirección, un teléfono o un correo electrónico.",
        );
        (reason, library.cite_switch(&library.switches.helper.rules, &[Ground::ThirdParty]))
    };
    let class = |class| minimum(transaction, class).map(Fields::only).ok_or_else(no);
    let fact = |fact| match (transaction, fact) {
        (Transaction::PayFees, Fact::AmountOwed) => Ok(()),
        _ => Err(no()),
    };
    weigh(wanted, terms, class, fact)
}

/// The least that an errand needs.
fn minimum(transaction: Transaction, class: Class) -> Option<&'static [&'static str]> {
    match (transaction, class) {
        (Transaction::PickUpHolds, Class::Holds) => {
            Some(&["hold.title", "hold.item_barcode", "hold.pickup_branch", "hold.status", "hold.ready_until"])
        }
        (Transaction::ReturnOrRenew, Class::Checkouts) => Some(&[
            "checkout.title",
            "checkout.item_barcode",
            "checkout.due_on",
            "checkout.due_at",
            "checkout.renewals",
        ]),
        (Transaction::InterlibraryLoan, Class::InterlibraryLoans) => {
            Some(&["interlibrary_loan.title", "interlibrary_loan.status", "interlibrary_loan.due_on"])
        }
        (Transaction::PayFees, Class::Fees) => Some(&["account_line.outstanding_cents"]),
        _ => None,
    }
}

/// Someone who offers to pay is told the amount owed and nothing else (L18).
pub(super) fn debt_payer(wanted: &Wanted, library: &Library<'_>) -> Decision {
    if library.switches.debt_payer.value != profile::DebtPayer::AmountOwed {
        let next = Text::new("The card holder can pay at the desk.", "La persona titular puede pagar en el mostrador.");
        return refuse(CONFIDENTIAL, library.cite_switch(&library.switches.debt_payer.rules, &[Ground::Public]), next);
    }
    let terms = Terms {
        words: Text::new(
            "I can tell you the amount owed, and nothing else. Would you like to pay it, or a part of it?",
            "Puedo decirle el monto que se debe, y nada más. ¿Quiere pagarlo, o una parte?",
        ),
        rules: library.cite_switch(&library.switches.debt_payer.rules, &[Ground::ThirdParty]),
        minimum_only: true,
        ends: None,
        next: Text::new(
            "You may ask for the amount owed, and pay it.",
            "Puede preguntar el monto que se debe y pagarlo.",
        ),
    };
    let no = || -> No {
        let reason = Text::new(
            "Someone who pays for another person is told the amount owed and nothing else.",
            "A quien paga por otra persona se le dice el monto que se debe, y nada más.",
        );
        (reason, library.cite_switch(&library.switches.debt_payer.rules, &[Ground::ThirdParty]))
    };
    weigh(wanted, terms, |_| Err(no()), |fact| if fact == Fact::AmountOwed { Ok(()) } else { Err(no()) })
}

/// A caller who proves nothing.
pub(super) fn caller(library: &Library<'_>) -> Decision {
    refuse(
        CONFIDENTIAL,
        library.cite(&[Ground::Phone, Ground::Public]),
        Text::new(
            "If the account is yours, sign in to the portal or come to the desk with your card or a photo ID.",
            "Si la cuenta es suya, inicie sesión en el portal o venga al mostrador con su tarjeta o una identificación con foto.",
        ),
    )
}

/// Reporters, relatives, friends, anyone: refused however convincing the argument (W4), and the Director is told (W5).
pub(super) fn public(library: &Library<'_>) -> Decision {
    refer(CONFIDENTIAL, library.cite(&[Ground::Public, Ground::TellDirector]), ASK_THEM)
}

/// A service gets what the profile says, for a patron who uses it, and nothing it did not ask for (M6, L24, C4).
pub(super) fn vendor(code: &str, patron_chose: bool, wanted: &Wanted, library: &Library<'_>) -> Decision {
    let nothing = Text::new(
        "This service receives nothing like that about a person.",
        "Este servicio no recibe datos así sobre una persona.",
    );
    let next = Text::new(
        "A service receives data only if the library’s profile names it and the patron has chosen to use it.",
        "Un servicio recibe datos solo si el perfil de la biblioteca lo nombra y la persona eligió usarlo.",
    );
    let Some(vendor) = library.vendors.iter().find(|vendor| vendor.code == code).filter(|_| patron_chose) else {
        return refuse(nothing, library.cite(&[Ground::Vendor]), next);
    };
    let rules = || library.cite_switch(&vendor.rules, &[Ground::Vendor]);
    let terms = Terms {
        words: Text::new(
            "This service receives only what it needs to know that you are a patron here.",
            "Este servicio recibe solo lo necesario para saber que usted usa esta biblioteca.",
        ),
        rules: rules(),
        minimum_only: true,
        ends: None,
        next,
    };
    let class = |class| received(vendor, class).ok_or_else(|| (nothing, rules()));
    // That the person is a patron is what every service learns.
    let fact = |fact| if fact == Fact::AccountActive { Ok(()) } else { Err((nothing, rules())) };
    weigh(wanted, terms, class, fact)
}

/// The fields of a class that the profile lets a vendor have. Of a class with several tables only the patron's own
/// rows count: "contact.email" is the patron's address and not that of somebody to call instead.
fn received(vendor: &Vendor, class: Class) -> Option<Fields> {
    let tables: &[&str] = match class {
        Class::Identity => &["person"],
        Class::Contact => &["contact"],
        Class::Membership => &["card", "membership"],
        // No service is handed what a person reads, owes or asks.
        _ => return None,
    };
    let columns =
        vendor.receives.iter().filter(|field| field.class == class).filter_map(|field| field.column.as_deref());
    let fields: Vec<Cow<'static, str>> =
        columns.flat_map(|column| tables.iter().map(move |table| Cow::Owned(format!("{table}.{column}")))).collect();
    if fields.is_empty() { None } else { Some(Fields::Only(fields)) }
}
