//! Someone with the patron's written permission (S3 (B), L12).

use super::{
    Decision, Fact, Library, Permission, PermissionState, Role, Wanted,
    outcome::{Fields, No, Terms, refuse, weigh},
};
use crate::{inventory::Class, profile::WrittenPermission, rules::Ground, words::Text};
use chrono::NaiveDate;

/// Where the policy provides for none, none is checked and nothing is told on one (C1, C3, W3).
pub(super) fn not_offered(library: &Library<'_>) -> Decision {
    refuse(
        Text::new(
            "This library’s policy does not provide for written permissions, so nothing is told on one.",
            "La política de esta biblioteca no prevé permisos por escrito, así que con ellos no se dice nada.",
        ),
        library.cite_switch(&library.switches.written_permission.rules, &[Ground::WrittenPermission]),
        Text::new(
            "The card holder can download the record and give it to you. State law (Conn. Gen. Stat. § 11-25(b)) speaks of written permission: the Director can say more.",
            "La persona titular puede descargar su registro y dárselo. La ley estatal (Conn. Gen. Stat. § 11-25(b)) habla del permiso por escrito: la dirección puede explicarlo.",
        ),
    )
}

/// What the holder of a permission gets: the classes the patron chose, while it is in force, once proven to be the one
/// it names.
pub(super) fn decide(permission: &Permission, wanted: &Wanted, today: NaiveDate, library: &Library<'_>) -> Decision {
    let rules = || library.cite_switch(&library.switches.written_permission.rules, &[Ground::WrittenPermission]);
    if library.switches.written_permission.value != WrittenPermission::Offered {
        return not_offered(library);
    }
    let state = match permission.state {
        PermissionState::InForce if today < permission.from => {
            Some(Text::new("This permission has not begun yet.", "Este permiso todavía no ha comenzado."))
        }
        PermissionState::InForce if today > permission.until => {
            Some(Text::new("This permission has ended.", "Este permiso ya terminó."))
        }
        PermissionState::InForce => None,
        PermissionState::Draft => Some(Text::new("This permission is not signed.", "Este permiso no está firmado.")),
        PermissionState::Signed => Some(Text::new(
            "This permission is signed, but the desk has not confirmed it yet.",
            "Este permiso está firmado, pero todavía no se ha confirmado en el mostrador.",
        )),
        PermissionState::UsedUp => {
            Some(Text::new("This permission was for one use.", "Este permiso era para un solo uso."))
        }
        PermissionState::Ended => Some(Text::new("This permission has ended.", "Este permiso ya terminó.")),
        PermissionState::Withdrawn => Some(Text::new("This permission was withdrawn.", "Este permiso fue retirado.")),
        PermissionState::Refused => {
            Some(Text::new("The desk did not confirm this permission.", "Este permiso no se confirmó en el mostrador."))
        }
    };
    let next = Text::new(
        "The card holder can give a new permission in the portal or at the desk.",
        "La persona titular puede dar un permiso nuevo en el portal o en el mostrador.",
    );
    if let Some(reason) = state {
        return refuse(reason, rules(), next);
    }
    // Nobody has seen the paper but the one who wants to open the record with it. The Director answers for the rest.
    if permission.taken_by_teller.is_some_and(|role| role != Role::Director) {
        return refuse(
            Text::new(
                "A colleague has to tell what a paper permission names; you took it yourself.",
                "Lo que nombra un permiso en papel lo debe decir otra persona del personal; este lo registró usted.",
            ),
            library.cite_switch(&library.switches.written_permission.rules, &[Ground::Operation]),
            Text::new(
                "Ask a colleague to tell it, or the Director.",
                "Pida a otra persona del personal que lo diga, o a la dirección.",
            ),
        );
    }
    if !permission.recipient_proven {
        return refuse(
            Text::new(
                "We must see that you are the person or organization the permission names.",
                "Debemos comprobar que usted es la persona u organización que nombra el permiso.",
            ),
            rules(),
            Text::new(
                "Show the ID or letter that the permission names.",
                "Muestre la identificación o la carta que indica el permiso.",
            ),
        );
    }
    let terms = Terms {
        words: Text::new(
            "The card holder has given written permission for these records, and for nothing else.",
            "La persona titular dio permiso por escrito para estos registros, y para nada más.",
        ),
        rules: rules(),
        minimum_only: false,
        ends: permission.until.succ_opt(),
        next,
    };
    let no = |reason| -> No { (reason, library.cite(&[Ground::WrittenPermission])) };
    let outside = Text::new("The permission does not cover this.", "El permiso no incluye esto.");
    let class = |class| match class {
        Class::Credentials => Err(no(Text::new(
            "No permission covers how a person signs in.",
            "Ningún permiso da acceso a los datos de inicio de sesión.",
        ))),
        _ if permission.classes.contains(&class) => Ok(Fields::All),
        _ => Err(no(outside)),
    };
    let fact = |fact| {
        let within = match fact {
            Fact::AmountOwed => Class::Fees,
            Fact::AccountActive => Class::Membership,
        };
        if permission.classes.contains(&within) { Ok(()) } else { Err(no(outside)) }
    };
    weigh(wanted, terms, class, fact)
}
