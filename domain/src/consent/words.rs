//! The exact words of each question.

use super::Purpose;
use crate::{
    profile::{CirculationMail, Newsletter, NoticeKind, Profile, SentBy, Titles, Vendor},
    words::{Lang, Text},
};

/// The version of the words below. It is raised with every change of them; the words themselves are kept beside it.
pub const VERSION: &str = "2026-11-30";

/// What comes, and when; of a notice also whether it names titles, as the profile says.
// Test (domain/src/consent/tests.rs): "l26 a yes to a notice says whether it names titles as the profile has it".
pub fn what(purpose: &Purpose<'_>, profile: &Profile, lang: Lang) -> String {
    let text = match purpose {
        Purpose::Notice(kind) => {
            return format!("{} {}", notice(*kind).to(lang), titles(profile.circulation_mail).to(lang));
        }
        Purpose::Newsletter(newsletter) => return newsletter.what.to(lang).to_owned(),
        Purpose::AllMail => Text::new(
            "Every notice and newsletter, and word of what happens to your record, but for its safety.",
            "Todos los avisos y boletines, y noticias de lo que pasa con su registro, salvo lo que toca a su seguridad.",
        ),
    };
    text.to(lang).to_owned()
}

const fn notice(kind: NoticeKind) -> Text {
    match kind {
        NoticeKind::Receipt => Text::new(
            "Word of what you borrow, each time you borrow.",
            "Un aviso de lo que se lleva, cada vez que pide prestado.",
        ),
        NoticeKind::HoldReady => Text::new(
            "When something you asked for is on the hold shelf.",
            "Cuando algo que pidió está listo para recoger.",
        ),
        NoticeKind::Renewal => {
            Text::new("When a loan was renewed, and until when.", "Cuando se renovó un préstamo y hasta cuándo.")
        }
        NoticeKind::AlmostDue => {
            Text::new("A reminder before a loan is due.", "Un recordatorio antes de que venza un préstamo.")
        }
        NoticeKind::Overdue => Text::new("When a loan is late.", "Cuando un préstamo está vencido."),
        NoticeKind::Bill => Text::new(
            "When you owe for something that is lost or damaged.",
            "Cuando debe algo por un material perdido o dañado.",
        ),
    }
}

/// Whether a notice names what was borrowed. What the library's own system writes is not the portal's to promise.
const fn titles(mail: CirculationMail) -> Text {
    match (mail.sent_by, mail.titles) {
        (SentBy::System, _) => Text::new(
            "The library’s own system sends it, and may name the titles.",
            "Lo envía el sistema propio de la biblioteca, y puede nombrar los títulos.",
        ),
        (SentBy::Portal, Titles::Named) => Text::new(
            "It names the titles, unless you choose that it does not.",
            "Nombra los títulos, salvo que usted elija que no.",
        ),
        (SentBy::Portal, Titles::Counted) => {
            Text::new("It says how many and names no title.", "Dice cuántos y no nombra ningún título.")
        }
    }
}

/// What happens if the patron says no.
pub fn effect_of_no(purpose: &Purpose<'_>, lang: Lang) -> &'static str {
    let text = match purpose {
        Purpose::Notice(NoticeKind::Bill | NoticeKind::Overdue) => Text::new(
            "If you say no, we may write on paper instead. Loans and due dates stay the same.",
            "Si dice que no, podemos escribirle en papel. Los préstamos y las fechas no cambian.",
        ),
        Purpose::Notice(NoticeKind::HoldReady) => Text::new(
            "If you say no, ask at the desk or look in your record to see when it is ready. Your place in line stays.",
            "Si dice que no, pregunte en el mostrador o mire su registro para saber si está listo. Su turno no cambia.",
        ),
        Purpose::Notice(_) => Text::new(
            "If you say no, you can see the same in your record. Borrowing stays the same.",
            "Si dice que no, puede ver lo mismo en su registro. Los préstamos no cambian.",
        ),
        Purpose::Newsletter(_) => Text::new("If you say no, nothing else changes.", "Si dice que no, nada más cambia."),
        Purpose::AllMail => Text::new(
            "You can borrow, place holds and use everything else just the same. You will have to look up due dates and \
             holds yourself. We still send a link when you ask for one, and still tell you what touches the safety of your \
             record: a new device, a new PIN or password, a code made at the desk, a lost card, a changed address.",
            "Puede pedir prestado, hacer reservas y usar todo lo demás igual que siempre. Tendrá que consultar las fechas \
             y las reservas por su cuenta. Todavía enviamos un enlace cuando usted lo pide y le avisamos de lo que toca a \
             la seguridad de su registro: un dispositivo nuevo, un PIN o una contraseña nuevos, un código hecho en el \
             mostrador, una tarjeta perdida, una dirección cambiada.",
        ),
    };
    text.to(lang)
}

/// What the patron says with a yes or a no: the words kept in the consent.
pub fn statement(purpose: &Purpose<'_>, given: bool, profile: &Profile, lang: Lang) -> String {
    let (library, label, what) = (&profile.name, purpose.label(lang), what(purpose, profile, lang));
    let no = effect_of_no(purpose, lang);
    match (purpose, given, lang) {
        (Purpose::AllMail, true, Lang::En) => format!(
            "{library} may send me e-mail again. Notices come as I chose them; each newsletter stays off until I choose it."
        ),
        (Purpose::AllMail, true, Lang::Es) => format!(
            "{library} puede volver a enviarme correos. Los avisos llegan como los elegí; cada boletín sigue \
             desactivado hasta que lo elija."
        ),
        (Purpose::AllMail, false, Lang::En) => {
            format!("{library} sends me no e-mail at all, but for the safety of my record. {no}")
        }
        (Purpose::AllMail, false, Lang::Es) => {
            format!("{library} no me envía ningún correo, salvo por la seguridad de mi registro. {no}")
        }
        (_, true, Lang::En) => format!(
            "{library} sends me “{label}” by e-mail: {what}{} I can say no at any time, and borrowing stays the same.",
            service(purpose, profile, lang)
        ),
        (_, true, Lang::Es) => format!(
            "{library} me envía «{label}» por correo electrónico: {what}{} Puedo decir que no en cualquier momento y \
             los préstamos no cambian.",
            service(purpose, profile, lang)
        ),
        (_, false, Lang::En) => format!("{library} does not send me “{label}” by e-mail. {no}"),
        (_, false, Lang::Es) => format!("{library} no me envía «{label}» por correo electrónico. {no}"),
    }
}

/// What somebody without a card says with a yes or a no to a newsletter; where a service sends it, a yes names it (L28).
pub fn without_card(newsletter: &Newsletter, given: bool, profile: &Profile, lang: Lang) -> String {
    let (library, label, what) = (&profile.name, newsletter.name.to(lang), newsletter.what.to(lang));
    let service = profile.service_of(newsletter).map(|service| service.name.to(lang));
    match (given, service, lang) {
        (true, None, Lang::En) => format!(
            "{library} sends me “{label}” by e-mail: {what} It keeps my name and this address for that, and for nothing \
             else. I can say no at any time."
        ),
        (true, None, Lang::Es) => format!(
            "{library} me envía «{label}» por correo electrónico: {what} Guarda mi nombre y esta dirección para eso y \
             para nada más. Puedo decir que no en cualquier momento."
        ),
        (true, Some(name), Lang::En) => format!(
            "{library} sends me “{label}” by e-mail: {what} It keeps my name and this address for that, and they go to the \
             service that sends it ({name}), and for nothing else. I can say no at any time."
        ),
        (true, Some(name), Lang::Es) => format!(
            "{library} me envía «{label}» por correo electrónico: {what} Guarda mi nombre y esta dirección para eso y los \
             entrega al servicio que lo envía ({name}), y para nada más. Puedo decir que no en cualquier momento."
        ),
        (false, _, Lang::En) => format!("{library} does not send me “{label}” by e-mail."),
        (false, _, Lang::Es) => format!("{library} no me envía «{label}» por correo electrónico."),
    }
}

/// The name of the service in the words that somebody said yes to; `None` where they name none. The profile of today may
/// name another, or none.
// Test (domain/src/consent/tests.rs): "l28 the service is read from the words that were said".
pub fn service_named(words: &str) -> Option<&str> {
    let between = [
        ("the service that sends it (", "), and for nothing else"),
        ("al servicio que lo envía (", "), y para nada más"),
    ];
    let name = between.into_iter().find_map(|(before, after)| Some(words.split_once(before)?.1.split_once(after)?.0));
    name.filter(|name| !name.is_empty())
}

/// Whether the words that somebody said yes to name this service: a yes to other words gives it nothing (L28).
pub fn names_service(words: &str, service: &Vendor) -> bool {
    // In brackets, as `service` writes it: the name of a newsletter may hold that of its service.
    let name = |lang| service.name.to(lang);
    Lang::ALL.into_iter().any(|lang| !name(lang).is_empty() && words.contains(&format!("({})", name(lang))))
}

/// What goes to an outside service that sends the newsletter (L28).
fn service(purpose: &Purpose<'_>, profile: &Profile, lang: Lang) -> String {
    let Some(vendor) = purpose.service(profile) else { return String::new() };
    let name = vendor.name.to(lang);
    match lang {
        Lang::En => {
            format!(" My name and e-mail address go to the service that sends it ({name}), and for nothing else.")
        }
        Lang::Es => format!(" Mi nombre y mi correo se entregan al servicio que lo envía ({name}), y para nada más."),
    }
}
