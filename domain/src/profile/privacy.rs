//! What a library's privacy page says, made from its profile and its rules.
//!
//! A rule that a switch decides is told by the switch, so a page never says what its library has switched off; every
//! other rule of the library and of the statute is told in its own words. Where the policy is silent, the page says so.

use super::{
    AccessesKept, ComputerSessions, ContactEdits, DebtPayer, FieldRef, GuardianAccess, Helper, Keep, Leaving,
    LegalProcess, NewsletterConsent, NoticeDefault, PhoneAnswers, Profile, Retention, Ruled, Stop, Vendor,
    WellnessCheck, WrittenPermission,
};
use crate::{
    inventory::Class,
    rules::{RuleId, ToldBy, Topic},
    words::{Lang, OwnedText, Text},
};
use std::fmt::Write as _;

/// One thing the privacy page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Under which heading.
    pub topic: Topic,
    /// The words.
    pub words: OwnedText,
    /// The class it is about: the page writes the class's label from the inventory before the words.
    pub class: Option<Class>,
    /// What a vendor gets: the page writes the labels from the inventory after the words. Empty for all others.
    pub receives: Vec<FieldRef>,
    /// How the policy was read, where it leaves a gap.
    pub note: Option<OwnedText>,
    /// What it rests on.
    pub rules: Vec<RuleId>,
}

impl Statement {
    fn new(topic: Topic, words: OwnedText, rules: &[RuleId]) -> Self {
        Self { topic, words, class: None, receives: Vec::new(), note: None, rules: rules.to_vec() }
    }

    /// Library, date and section, or the statute, of each rule it rests on.
    pub fn citations(&self, lang: Lang) -> Vec<&str> {
        let mut cited = Vec::new();
        for id in &self.rules {
            let one = id.citation(lang);
            if !cited.contains(&one) {
                cited.push(one);
            }
        }
        cited
    }
}

/// Everything the privacy page of a library says, in the order of [`Topic::ALL`].
pub fn statements(profile: &Profile) -> Vec<Statement> {
    let mut all: Vec<_> = told_rules(profile)
        .chain(switches(profile))
        .chain(classes(profile))
        .chain([leaving(profile)])
        .chain(not_held(profile))
        .chain(newsletters(profile))
        .chain(vendors(profile))
        .chain(elsewhere(profile))
        .collect();
    all.sort_by_key(|statement| statement.topic);
    all
}

/// [`statements`], each topic once; a topic without statements is left out.
pub fn by_topic(profile: &Profile) -> Vec<(Topic, Vec<Statement>)> {
    let all = statements(profile);
    Topic::ALL
        .into_iter()
        .map(|topic| (topic, all.iter().filter(|one| one.topic == topic).cloned().collect::<Vec<_>>()))
        .filter(|(_, statements)| !statements.is_empty())
        .collect()
}

fn told_rules(profile: &Profile) -> impl Iterator<Item = Statement> {
    let told = profile.rules.all().filter(|id| id.rule().told_by.is_none());
    told.map(|id| Statement::new(id.rule().topic, id.rule().statement.clone(), std::slice::from_ref(id)))
}

fn switches(profile: &Profile) -> impl Iterator<Item = Statement> {
    let mut all: Vec<Statement> = of_switches(profile).into_iter().map(|(_, statement)| statement).collect();
    if let Some(limits) = &profile.permission {
        let words = permission_length(limits.max_days);
        all.push(Statement { note: limits.note.clone(), ..Statement::new(Topic::YourPart, words, &limits.rules) });
    }
    all.into_iter()
}

/// What the page says of each switch that it speaks of, by the switch's key.
pub(super) fn of_switches(profile: &Profile) -> Vec<(&'static str, Statement)> {
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

fn owned(text: Text) -> OwnedText {
    OwnedText { en: text.en.to_owned(), es: text.es.to_owned() }
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

fn classes(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.retention.iter().map(|(&class, retention)| {
        let Retention { keep, rules, note, .. } = retention;
        let (topic, words) = match keep {
            Keep::NotKept { reason, stated: true } => (Topic::NotKept, reason.clone()),
            Keep::NotKept { reason, stated: false } => (Topic::NotStated, reason.clone()),
            _ => (Topic::Kept, retention.in_words()),
        };
        Statement { class: Some(class), note: note.clone(), ..Statement::new(topic, words, rules) }
    })
}

/// How long something is kept, as a sentence: "We delete this 30 days after you return the item."
pub fn how_long(keep: &Keep) -> OwnedText {
    match keep {
        Keep::WhileAPatron => owned(Text::new(
            "We keep this for as long as you have a card.",
            "Lo guardamos mientras usted tenga una tarjeta.",
        )),
        Keep::NotKept { reason, .. } => reason.clone(),
        Keep::DaysAfter { days: number, event } => {
            let ((en, es), event): ((String, String), Text) = (days_in_words(*number), event.label());
            OwnedText {
                en: format!("We delete this {en} {}.", event.en),
                es: format!("Lo borramos {es} {}.", event.es),
            }
        }
        Keep::PatronsChoice { days: number, event } => {
            let ((en, es), event): ((String, String), Text) = (days_in_words(*number), event.label());
            OwnedText {
                en: format!(
                    "You choose: we keep none of it, we delete it {en} {}, or we keep it for as long as you have a card. \
                     If you do not choose, we delete it after {en}.",
                    event.en
                ),
                es: format!(
                    "Usted elige: no guardamos nada, lo borramos {es} {}, o lo guardamos mientras usted tenga una \
                     tarjeta. Si no elige, lo borramos después de {es}.",
                    event.es
                ),
            }
        }
    }
}

impl Retention {
    /// [`how_long`], and what puts the deletion off that the profile says: what is owed. A legal hold puts off every one, and is
    /// said where one is in force.
    pub fn in_words(&self) -> OwnedText {
        let OwnedText { en, es } = how_long(&self.keep);
        if !self.stopped_by.contains(&Stop::Debt) {
            return OwnedText { en, es };
        }
        let until = Stop::Debt.until();
        OwnedText { en: format!("{en} It stays {}.", until.en), es: format!("{es} Se queda {}.", until.es) }
    }
}

/// How long a class is kept at this library, with how the policy was read where it leaves a gap. Nothing for what others
/// hold: the profile tells of each.
pub fn kept(profile: &Profile, class: Class, lang: Lang) -> Option<String> {
    let retention = profile.retention(class)?;
    let mut said = retention.in_words().to(lang).to_owned();
    let note = retention.note.as_ref().map(|note| note.to(lang).to_owned());
    let accesses = accesses_kept(profile.switches.accesses_kept.value).to(lang).to_owned();
    let deletes = matches!(retention.keep, Keep::DaysAfter { .. } | Keep::PatronsChoice { .. });
    let approval = (profile.leaving.approval && deletes).then(|| APPROVED_FIRST.to(lang).to_owned());
    for more in note.into_iter().chain(approval).chain((class == Class::Activity).then_some(accesses)) {
        said.push(' ');
        said.push_str(&more);
    }
    Some(said)
}

/// How long the list of who saw a record is kept, and how it is found once the record is gone (`portal::retention::past`).
pub fn accesses_kept(kept: AccessesKept) -> OwnedText {
    owned(match kept {
        AccessesKept::WithTheRecord => Text::new(
            "Once your record is deleted, nothing ties the list of who saw it to you any more.",
            "Cuando se borra su registro, ya nada relaciona con usted la lista de quién lo vio.",
        ),
        AccessesKept::FiveYears => Text::new(
            "We keep the list of who saw your record, and what for, for five years after each time, or as long as we keep \
             your record if that is longer. Once your record is deleted, that list has no name on it. To find it, the \
             Director needs the number of your card, or your photo ID if your record held your birth date.",
            "Guardamos la lista de quién vio su registro, y para qué, cinco años después de cada vez, o mientras guardemos \
             su registro si eso dura más. Cuando se borra su registro, esa lista ya no lleva su nombre. Para encontrarla, la \
             dirección necesita el número de su tarjeta, o su identificación con foto si su registro tenía su fecha de \
             nacimiento.",
        ),
    })
}

/// Where deletions wait for a person (`leaving.approval`), a day that is said is the first on which it can be.
const APPROVED_FIRST: Text = Text::new(
    "A person at the library approves each list of deletions first, so it can be later.",
    "Una persona de la biblioteca aprueba antes cada lista de borrados, así que puede ser más tarde.",
);

/// `1 day` or `35 days`, in English and Spanish.
fn days_in_words(days: u16) -> (String, String) {
    if days == 1 { ("1 day".into(), "1 día".into()) } else { (format!("{days} days"), format!("{days} días")) }
}

/// When the whole record goes.
fn leaving(profile: &Profile) -> Statement {
    let Leaving { closed_days, absent_days, approval, rules, note } = &profile.leaving;
    let mut words = OwnedText {
        en: format!(
            "We delete your whole record {closed_days} days after your last card is closed, or {absent_days} days after \
             you are no longer in the library’s list of patrons. It stays while you have something out or owe \
             something, while a legal process may concern it, and, where a card of yours was closed or reported lost here, until that \
             is done in the library’s own system too."
        ),
        es: format!(
            "Borramos todo su registro {closed_days} días después de que se cierre su última tarjeta, o {absent_days} \
             días después de que usted ya no esté en la lista de usuarios de la biblioteca. Se queda mientras tenga algo \
             prestado, deba algo o pueda concernir a un proceso legal y, si aquí se cerró o se reportó perdida una tarjeta suya, \
             hasta que se haga también en el sistema de la biblioteca."
        ),
    };
    if *approval {
        let _ = write!(words.en, " {}", APPROVED_FIRST.en);
        let _ = write!(words.es, " {}", APPROVED_FIRST.es);
    }
    if let Some(days) = profile.backup_days {
        let (en, es) = days_in_words(days);
        let _ = write!(
            words.en,
            " What we delete here can stand in a backup of this portal for {en} more; then it is gone from there too."
        );
        let _ = write!(
            words.es,
            " Lo que borramos aquí puede quedar en una copia de seguridad de este portal {es} más; después \
             desaparece también de ahí."
        );
    } else {
        words.en += " It can stand in a backup of this portal for longer; the library has not said for how long.";
        words.es +=
            " Puede quedar más tiempo en una copia de seguridad de este portal; la biblioteca no ha dicho cuánto.";
    }
    Statement { note: note.clone(), ..Statement::new(Topic::Kept, words, rules) }
}

fn not_held(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.not_held.iter().map(|held| Statement::new(Topic::NotKept, held.what.clone(), &held.rules))
}

fn newsletters(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.newsletters.iter().map(|newsletter| {
        let words = OwnedText {
            en: format!("{}: {}", newsletter.name.en, newsletter.what.en),
            es: format!("{}: {}", newsletter.name.es, newsletter.what.es),
        };
        Statement::new(Topic::Mail, words, &profile.switches.newsletters.rules)
    })
}

fn vendors(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.vendors.iter().map(|vendor| {
        let words = |lang| {
            let Vendor { name, purpose, keeps, account, ask, receives, .. } = vendor;
            let nothing = if receives.is_empty() { NOTHING.to(lang) } else { "" };
            let maybe = |text: &Option<OwnedText>| text.as_ref().map_or(String::new(), |text| text.to(lang).to_owned());
            let (keeps, account) = (maybe(keeps), maybe(account));
            let parts = [purpose.to(lang), nothing, &keeps, &account, ask.to(lang)];
            sentences(name.to(lang), &parts)
        };
        let words = OwnedText { en: words(Lang::En), es: words(Lang::Es) };
        Statement { receives: vendor.receives.clone(), ..Statement::new(Topic::Elsewhere, words, &vendor.rules) }
    })
}

const NOTHING: Text = Text::new(
    "It gets nothing from your record: it learns only that you are one of our patrons.",
    "No recibe nada de su registro: solo sabe que usted usa nuestra biblioteca.",
);

fn elsewhere(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.held_elsewhere.iter().map(|held| {
        let words = |lang| {
            let deletion = held.deletion.as_ref().map_or("", |deletion| deletion.to(lang));
            sentences(held.who.to(lang), &[held.what.to(lang), held.why.to(lang), deletion, held.ask.to(lang)])
        };
        Statement::new(Topic::Elsewhere, OwnedText { en: words(Lang::En), es: words(Lang::Es) }, &held.rules)
    })
}

fn sentences(name: &str, parts: &[&str]) -> String {
    let parts: Vec<_> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    format!("{name}: {}", parts.join(" "))
}
