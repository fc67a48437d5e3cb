//! What the page says of each switch.

use super::{Statement, kept_for::accesses_kept, owned};
use crate::{
    profile::{
        ComputerSessions, ContactEdits, DebtPayer, GuardianAccess, Helper, LegalProcess, NewsletterConsent,
        NoticeDefault, PhoneAnswers, Profile, Ruled, WellnessCheck, WrittenPermission,
    },
    rules::{RuleId, ToldBy, Topic},
    words::{Lang, OwnedText, Text},
};

pub(super) fn switches(profile: &Profile) -> impl Iterator<Item = Statement> {
    let mut all: Vec<Statement> = of_switches(profile).into_iter().map(|(_, statement)| statement).collect();
    if let Some(limits) = &profile.permission {
        let words = permission_length(limits.max_days);
        all.push(Statement { note: limits.note.clone(), ..Statement::new(Topic::YourPart, words, &limits.rules) });
    }
    all.into_iter()
}

/// What the page says of each switch that it speaks of, by the switch's key.
pub(in crate::profile) fn of_switches(profile: &Profile) -> Vec<(&'static str, Statement)> {
    let switches = &profile.switches;
    let (topic, words) = computer_sessions(&switches.computer_sessions);
    vec![
        ("accesses_kept", ruled(&switches.accesses_kept, Topic::Kept, accesses_kept(switches.accesses_kept.value))),
        (
            "staff_card_monitor",
            ruled(
                &switches.staff_card_monitor,
                Topic::WhoMaySee,
                staff_card(switches.staff_card_monitor.value.as_ref()),
            ),
        ),
        ("phone_answers", ruled(&switches.phone_answers, Topic::WhoMaySee, phone(&switches.phone_answers))),
        ("guardian_access", ruled(&switches.guardian_access, Topic::Family, guardian(profile))),
        ("helper", ruled(&switches.helper, Topic::Family, helper(&switches.helper))),
        ("debt_payer", ruled(&switches.debt_payer, Topic::Family, debt_payer(&switches.debt_payer))),
        ("legal_process", ruled(&switches.legal_process, Topic::Law, legal_process(profile))),
        ("wellness_check", ruled(&switches.wellness_check, Topic::Law, wellness(&switches.wellness_check))),
        ("consortium", ruled(&switches.consortium, Topic::Elsewhere, consortium(switches.consortium.value.as_deref()))),
        ("email_is_consent", ruled(&switches.email_is_consent, Topic::Mail, email(profile))),
        ("newsletters", ruled(&switches.newsletters, Topic::Mail, newsletter_consent(&switches.newsletters))),
        ("contact_edits", ruled(&switches.contact_edits, Topic::YourPart, contact_edits(&switches.contact_edits))),
        (
            "written_permission",
            ruled(&switches.written_permission, Topic::YourPart, permission(&switches.written_permission)),
        ),
        ("computer_sessions", ruled(&switches.computer_sessions, topic, words)),
    ]
}

fn ruled<T>(switch: &Ruled<T>, topic: Topic, words: OwnedText) -> Statement {
    Statement { note: switch.note.clone(), ..Statement::new(topic, words, &switch.rules) }
}

/// The words of the rule that speaks for a switch as it is set; else these.
fn in_own_words<T>(switch: &Ruled<T>, set: ToldBy, otherwise: Text) -> OwnedText {
    let own = switch.rules.iter().map(RuleId::rule).find(|rule| rule.told_by == Some(set));
    own.map_or_else(|| owned(otherwise), |rule| rule.statement.clone())
}

fn staff_card(role: Option<&OwnedText>) -> OwnedText {
    match role {
        Some(role) => OwnedText {
            en: format!(
                "What our employees borrow for themselves is confidential too. Only the {} may look at the use of a \
                 staff card with special privileges, to see that it is used properly.",
                role.en
            ),
            es: format!(
                "Lo que nuestros empleados piden prestado para sí también es confidencial. El uso de una tarjeta de \
                 personal con privilegios especiales solo lo puede revisar esta persona, para ver que se use bien: {}.",
                role.es
            ),
        },
        None => owned(Text::new(
            "What our employees borrow for themselves is as confidential as what you borrow.",
            "Lo que nuestros empleados piden prestado para sí es tan confidencial como lo que pide usted.",
        )),
    }
}

fn phone(switch: &Ruled<PhoneAnswers>) -> OwnedText {
    let words = match switch.value {
        PhoneAnswers::AsAtDesk => Text::new(
            "By phone we speak about your account only when we are as sure that it is you as we would be at the desk.",
            "Por teléfono hablamos de su cuenta solo cuando estamos tan seguros de que es usted como en el mostrador.",
        ),
        PhoneAnswers::CheckoutsHoldsFines => Text::new(
            "By phone we speak only about checkouts, holds and fines, and only to a caller who gives the card number or \
             calls from the phone number on the record.",
            "Por teléfono hablamos solo de préstamos, reservas y multas, y solo con quien da el número de la tarjeta o \
             llama desde el teléfono que consta en el registro.",
        ),
        PhoneAnswers::None => Text::new(
            "We say nothing about anyone’s account by phone.",
            "Por teléfono no decimos nada sobre la cuenta de nadie.",
        ),
    };
    in_own_words(switch, ToldBy::PhoneAnswers(Some(switch.value)), words)
}

fn guardian(profile: &Profile) -> OwnedText {
    let age = profile.age_of_majority;
    let switch = &profile.switches.guardian_access;
    let words = match switch.value {
        GuardianAccess::ChildsCard => Text::new(
            "A parent or guardian who wants to see a child’s account needs the child’s library card. In person, photo ID \
             of the adult who co-signed the card will do instead.",
            "La madre, el padre o el tutor que quiera ver la cuenta de un menor necesita la tarjeta del menor. En persona \
             basta una identificación con foto del adulto que firmó la solicitud de la tarjeta.",
        ),
        GuardianAccess::GuardianOnRecord => Text::new(
            "We give information about you and your loans only to you. For a child, we also give it to the parent or \
             legal guardian who is named in the child’s record.",
            "Damos información sobre usted y sus préstamos solo a usted. Si es menor de edad, también a la madre, el \
             padre o el tutor legal que consta en su registro.",
        ),
        GuardianAccess::PatronsPermissionOnly
            if profile.switches.written_permission.value == WrittenPermission::Offered =>
        {
            Text::new(
                "A parent or guardian sees a child’s account only if the child permits it.",
                "La madre, el padre o el tutor ve la cuenta de un menor solo si el menor lo permite.",
            )
        }
        GuardianAccess::PatronsPermissionOnly => Text::new(
            "We do not show a child’s account to a parent or guardian. The child can sign in and show it.",
            "No mostramos la cuenta de un menor a su madre, padre o tutor. El menor puede iniciar sesión y mostrársela.",
        ),
    };
    let words = in_own_words(switch, ToldBy::GuardianAccess(Some(switch.value)), words);
    OwnedText {
        en: format!("{} From the day you turn {age}, your account is yours alone.", words.en),
        es: format!("{} Desde el día en que usted cumpla {age} años, su cuenta es solo suya.", words.es),
    }
}

fn helper(switch: &Ruled<Helper>) -> OwnedText {
    let words = match switch.value {
        Helper::Refused => Text::new(
            "A friend or relative who comes with your card is told nothing about you or your account.",
            "A un amigo o familiar que viene con su tarjeta no se le dice nada sobre usted ni sobre su cuenta.",
        ),
        Helper::MinimumWithCard => Text::new(
            "A friend or relative who helps you must bring your library card. They are told only what the errand needs, \
             and never how to reach you.",
            "Un amigo o familiar que le ayuda debe traer su tarjeta de la biblioteca. Solo se le dice lo necesario para \
             el trámite, y nunca cómo comunicarse con usted.",
        ),
    };
    in_own_words(switch, ToldBy::Helper(Some(switch.value)), words)
}

fn debt_payer(switch: &Ruled<DebtPayer>) -> OwnedText {
    let words = match switch.value {
        DebtPayer::Refused => Text::new(
            "Someone who offers to pay what you owe is not told how much it is, or whether you owe anything.",
            "A quien ofrece pagar lo que usted debe no se le dice cuánto es ni si usted debe algo.",
        ),
        DebtPayer::AmountOwed => Text::new(
            "Someone who offers to pay what you owe is told how much it is, and nothing else.",
            "A quien ofrece pagar lo que usted debe se le dice cuánto es, y nada más.",
        ),
    };
    in_own_words(switch, ToldBy::DebtPayer(Some(switch.value)), words)
}

fn legal_process(profile: &Profile) -> OwnedText {
    let (director, counsel) = (&profile.director, profile.counsel.named());
    let switch = &profile.switches.legal_process;
    let words = match switch.value {
        LegalProcess::AfterReview => Text::new(
            "Records are released to police or courts only on a court order, a subpoena or another legal process.",
            "Los registros se entregan a la policía o a los tribunales solo con una orden judicial, una citación u otro \
             proceso legal.",
        ),
        LegalProcess::CourtOrder => Text::new(
            "Records are released to police or courts only on a court order. A subpoena alone is not enough.",
            "Los registros se entregan a la policía o a los tribunales solo con una orden judicial. Una citación sola no \
             basta.",
        ),
        LegalProcess::CourtOrderWithGoodCause => Text::new(
            "Records are released to police or courts only on a court order, after good cause has been shown in court. A \
             subpoena alone is not enough.",
            "Los registros se entregan a la policía o a los tribunales solo con una orden judicial, después de demostrar \
             una causa justificada ante un tribunal. Una citación sola no basta.",
        ),
    };
    let words = in_own_words(switch, ToldBy::LegalProcess(Some(switch.value)), words);
    OwnedText {
        en: format!("{} Before that, {} asks {}.", words.en, director.en, counsel.en),
        es: format!("{} Antes, {} lo revisa con {}.", words.es, director.es, counsel.es),
    }
}

fn wellness(switch: &Ruled<WellnessCheck>) -> OwnedText {
    let words = match switch.value {
        WellnessCheck::Refused => Text::new(
            "Our policy has no exception for welfare checks. What we say above about police and courts counts there too.",
            "Nuestra política no tiene excepciones para comprobar el bienestar de una persona. También en esos casos vale \
             lo que decimos aquí sobre la policía y los tribunales.",
        ),
        WellnessCheck::NamePhoneAddress => Text::new(
            "If we have reason to fear that you are in immediate danger, we may give the police your name, phone number \
             and address, and nothing more.",
            "Si tenemos motivos para temer que usted corre un peligro inmediato, podemos dar a la policía su nombre, \
             teléfono y dirección, y nada más.",
        ),
    };
    in_own_words(switch, ToldBy::WellnessCheck(Some(switch.value)), words)
}

fn consortium(name: Option<&str>) -> OwnedText {
    match name {
        Some(name) => OwnedText {
            en: format!("Our library system is run by {name}, a group of libraries. {name} holds your record for us."),
            es: format!(
                "Nuestro sistema de biblioteca lo administra {name}, un grupo de bibliotecas. {name} guarda su registro \
                 por nosotros."
            ),
        },
        None => owned(Text::new(
            "Our policy does not say whether a group of libraries holds your record for us.",
            "Nuestra política no dice si un grupo de bibliotecas guarda su registro por nosotros.",
        )),
    }
}

fn email(profile: &Profile) -> OwnedText {
    if !profile.switches.email_is_consent.value {
        return owned(Text::new(
            "You can borrow without giving us an e-mail address. We send notices by e-mail only if you ask for them, \
             each kind separately.",
            "Puede pedir prestado sin darnos un correo electrónico. Enviamos avisos por correo electrónico solo si usted \
             los pide, cada tipo por separado.",
        ));
    }
    let kinds = |lang| {
        let on = profile.notices.iter().filter(|(_, default)| **default == NoticeDefault::On);
        on.map(|(kind, _)| kind.label().to(lang).to_lowercase()).collect::<Vec<_>>().join(", ")
    };
    let list = |lang| {
        let kinds = kinds(lang);
        if kinds.is_empty() { String::new() } else { format!(": {kinds}") }
    };
    OwnedText {
        en: format!(
            "You can borrow without giving us an e-mail address. If you give one, you agree to get notices about your \
             loans{}. You can say no to them at any time.",
            list(Lang::En)
        ),
        es: format!(
            "Puede pedir prestado sin darnos un correo electrónico. Si nos lo da, acepta recibir avisos sobre sus \
             préstamos{}. Puede decir que no en cualquier momento.",
            list(Lang::Es)
        ),
    }
}

fn newsletter_consent(switch: &Ruled<NewsletterConsent>) -> OwnedText {
    let words = match switch.value {
        NewsletterConsent::OptIn => Text::new(
            "Newsletters come only if you ask for them, each one separately. You can stop them at any time.",
            "Los boletines llegan solo si usted los pide, cada uno por separado. Puede cancelarlos en cualquier momento.",
        ),
        NewsletterConsent::OptInThirdParty => Text::new(
            "Newsletters come only if you ask for them, each one separately. To send them, we share your name and e-mail \
             address with a newsletter service.",
            "Los boletines llegan solo si usted los pide, cada uno por separado. Para enviarlos compartimos su nombre y \
             correo electrónico con un servicio de boletines.",
        ),
    };
    in_own_words(switch, ToldBy::Newsletters(Some(switch.value)), words)
}

fn contact_edits(switch: &Ruled<ContactEdits>) -> OwnedText {
    let words = match switch.value {
        ContactEdits::AtOnce => Text::new(
            "You can change your contact details online. The change is made at once.",
            "Puede cambiar sus datos de contacto en línea. El cambio se hace de inmediato.",
        ),
        ContactEdits::Desk => Text::new(
            "You can ask online for a change to your contact details. It is made after our desk has looked at it.",
            "Puede pedir en línea un cambio de sus datos de contacto. Se hace después de que el personal del mostrador lo revise.",
        ),
        ContactEdits::DeskWithPhotoId => Text::new(
            "You can ask online for a change to your contact details. It is made after you show photo ID at our desk.",
            "Puede pedir en línea un cambio de sus datos de contacto. Se hace después de que usted muestre una \
             identificación con foto en el mostrador.",
        ),
    };
    in_own_words(switch, ToldBy::ContactEdits(Some(switch.value)), words)
}

fn permission_length(max_days: u16) -> OwnedText {
    let (en, es) = match max_days {
        365 => ("one year".to_owned(), "un año".to_owned()),
        1 => ("one day".to_owned(), "un día".to_owned()),
        days => (format!("{days} days"), format!("{days} días")),
    };
    OwnedText {
        en: format!("A written permission lasts {en} at most, and counts once our desk has seen your photo ID."),
        es: format!(
            "Un permiso por escrito dura como máximo {es}, y empieza a valer cuando el personal de nuestro mostrador ve \
             su identificación con foto."
        ),
    }
}

fn permission(switch: &Ruled<WrittenPermission>) -> OwnedText {
    let words = match switch.value {
        WrittenPermission::Offered => Text::new(
            "You can permit us in writing to share parts of your record. You say who gets them, which parts, and until \
             when. You can take it back at any time.",
            "Puede permitirnos por escrito compartir partes de su registro. Usted dice quién las recibe, cuáles y hasta \
             cuándo. Puede retirar el permiso en cualquier momento.",
        ),
        WrittenPermission::NotOffered => Text::new(
            "We do not take written permissions to share your record with others. State law names two ways for a record \
             to leave a library: a court order, and the written permission of the person it is about. You can always \
             download a copy of your own record and share it yourself.",
            "No aceptamos permisos por escrito para compartir su registro con otras personas. La ley estatal nombra dos \
             formas en que un registro puede salir de una biblioteca: una orden judicial y el permiso por escrito de la \
             persona de quien trata. Usted siempre puede descargar una copia de su registro y compartirla por su cuenta.",
        ),
    };
    in_own_words(switch, ToldBy::WrittenPermission(Some(switch.value)), words)
}

fn computer_sessions(switch: &Ruled<ComputerSessions>) -> (Topic, OwnedText) {
    let (topic, words) = match switch.value {
        ComputerSessions::NotKept => (
            Topic::NotKept,
            Text::new(
                "We keep no record of when you use our public computers, or of what you do or search for on them.",
                "No guardamos ningún registro de cuándo usa nuestras computadoras públicas ni de lo que hace o busca en \
                 ellas.",
            ),
        ),
        ComputerSessions::DateDurationBalance => (
            Topic::Kept,
            Text::new(
                "When you use a public computer, we keep the date and time, how long you used it, and your print \
                 balance. We do not keep the sites you visit or your files.",
                "Cuando usted usa una computadora pública, guardamos la fecha y la hora, cuánto tiempo la usó y su saldo \
                 para imprimir. No guardamos los sitios que visita ni sus archivos.",
            ),
        ),
        ComputerSessions::ConfidentialIfKept => (
            Topic::WhoMaySee,
            Text::new(
                "If a record of your use of our public computers is kept, it is confidential like the rest.",
                "Si se guarda un registro de su uso de nuestras computadoras públicas, es tan confidencial como lo demás.",
            ),
        ),
        ComputerSessions::NotStated => (
            Topic::NotStated,
            Text::new(
                "Our policy does not say whether a record of your use of our public computers is kept. If there is one, \
                 it is confidential by law.",
                "Nuestra política no dice si se guarda un registro de su uso de nuestras computadoras públicas. Si lo \
                 hay, es confidencial por ley.",
            ),
        ),
    };
    (topic, in_own_words(switch, ToldBy::ComputerSessions(Some(switch.value)), words))
}
