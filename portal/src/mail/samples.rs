//! Every message that the portal can write, with made-up values, as the staff look at it before a patron gets one.
//!
//! This is the one list of them: the tests of every kind of mail go over it, and a template without a letter here fails them.
//! What is written about loans and holds is `notice`'s to say, which has its own.

use super::{
    letter::{Letter, Message, NewWord, NewWords, NewsletterIssue, PermissionNews, What},
    markdown, render,
};
use crate::{Result, authority::Keeper};
use chrono::NaiveDate;
use domain::{
    breach::Notice,
    inventory::Class,
    profile::Profile,
    words::{Lang, OwnedText},
};

/// A message as anyone who gets it reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMessage {
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same with layout: a whole document.
    pub html: String,
    /// Whether it goes out whatever its reader answered about e-mail.
    pub regardless: bool,
}

/// How long a made-up link opens something, in minutes.
const AN_HOUR: u32 = 60;

/// A letter of each kind that this library can send, but for those about loans and holds. None of its links opens anything.
pub fn samples(profile: &Profile, site: &str, lang: Lang) -> Vec<Letter> {
    let link = |page: &str| format!("{site}/{page}?t=example");
    let told = |news| What::Permission { news, reference: "P-7KQ4-M2XD".into() };
    let due = match lang {
        Lang::En => "December 5, 2026: last day to object",
        Lang::Es => "5 de diciembre de 2026: último día para oponerse",
    };
    let last_day = match lang {
        Lang::En => "January 9, 2027: last day to tell everyone",
        Lang::Es => "9 de enero de 2027: último día para avisar a todos",
    };
    let head = format!("{} 7 {} 2026-11-23T17:00:00Z", profile.slug, "ab".repeat(32));
    let entry = || "018f0000-0000-7000-8000-000000000000".to_owned();
    let mut all = vec![
        Letter::Activation { link: link("choose"), minutes: AN_HOUR },
        Letter::Reset { link: link("choose"), minutes: AN_HOUR / 3 },
        Letter::VerifyEmail { link: link("contact/confirm"), minutes: AN_HOUR },
    ];
    all.extend(
        [
            What::NewDevice { device: Some("Firefox on Windows".into()) },
            What::PinChanged,
            What::PasswordChanged,
            What::CardReportedLost,
            What::CardClosed,
            What::SessionsEnded,
            What::EmailChanging,
            What::EmailChanged,
            What::ContactChanged,
            What::ContactRefused,
            What::CorrectionAnswered,
            What::MailStopped,
            What::LegalProcess,
            What::CodeMade,
            What::ChildLinked,
            What::GuardianLinked,
            told(PermissionNews::Signed),
            told(PermissionNews::Confirmed),
            told(PermissionNews::Refused),
            told(PermissionNews::Withdrawn),
            told(PermissionNews::Used),
        ]
        .map(Letter::SecurityNotice),
    );
    // A library that sends no newsletter itself writes none of these.
    if let Some(list) = profile.own_newsletters().next() {
        let (subject, body) = match lang {
            Lang::En => ("Herons on the pond", "# Herons\n\nThey are *back* on the pond."),
            Lang::Es => ("Garzas en el estanque", "# Garzas\n\nHan *vuelto* al estanque."),
        };
        all.push(Letter::Newsletter(Box::new(NewsletterIssue {
            delivery: None,
            list: list.code.clone(),
            list_name: list.name.to(lang).to_owned(),
            subject: subject.to_owned(),
            body: markdown(body),
            body_lang: lang,
            card: None,
            without_card: false,
            link: format!("{site}/unsubscribe/example"),
        })));
    }
    // Anyone who sends them, they are asked for here.
    if !profile.newsletters.is_empty() {
        all.extend([
            Letter::Subscribe { link: link("newsletters/confirm"), minutes: 7 * 24 * AN_HOUR },
            Letter::SubscriberLink { link: link("newsletters/mine"), minutes: 24 * AN_HOUR },
        ]);
    }
    all.extend([
        Letter::NewWords(Box::new(new_words())),
        Letter::ProcessRaised { entry: entry() },
        Letter::ProcessDue { entry: entry(), due: due.to_owned() },
        Letter::WellnessTold,
        Letter::Breach(Box::new(breach())),
        Letter::BreachDue { entry: entry(), due: last_day.to_owned() },
        Letter::LedgerHead { line: head },
    ]);
    all
}

/// An invented change of words.
fn new_words() -> NewWords {
    let text = |en: &str, es: &str| OwnedText { en: en.to_owned(), es: es.to_owned() };
    NewWords {
        from: NaiveDate::from_ymd_opt(2026, 12, 15).unwrap_or_default(),
        each: vec![NewWord {
            label: text("Library news", "Noticias de la biblioteca"),
            before: text("New books, once a month.", "Libros nuevos, una vez al mes."),
            after: Some(text("New books and concerts, each week.", "Libros nuevos y conciertos, cada semana.")),
            new_service: true,
            by_address: false,
        }],
        without_card: false,
    }
}

/// A breach of security that there was none of.
pub(super) fn breach() -> Notice {
    let november = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default();
    Notice {
        said: OwnedText {
            en: "A computer of the library was stolen.".into(),
            es: "Robaron una computadora de la biblioteca.".into(),
        },
        between: (november(2), november(9)),
        found_on: november(10),
        classes: vec![Class::Contact, Class::Credentials],
    }
}

/// A letter as it would be sent to somebody called Ana, whose card ends in 0042. Nothing is written and nobody gets it.
///
/// # Errors
/// As [`render::render`]: a fault of the portal.
pub fn seen(keeper: &Keeper, site: &str, lang: Lang, letter: Letter) -> Result<SampleMessage> {
    let profile = keeper.profile();
    let (regardless, is_copy) = (letter.needs().is_none(), letter.newsletter().is_some());
    let link = letter.link().map(|(link, _)| link.to_owned());
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site,
        person: None,
        subscriber: None,
        to: "",
        first_name: Some("Ana"),
        card: Some("0042"),
        lang,
        idempotency_key: String::new(),
        letter,
    };
    let mut words = render::render(&message)?;
    if let Some(link) = link {
        words = render::with_link(&words, lang, &link);
    }
    // A sample belongs to no delivery, so it needs nobody's consent. Each copy that is sent does.
    let regardless = regardless && !is_copy;
    Ok(SampleMessage { subject: words.subject, text: words.text, html: words.html, regardless })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        authority::Operator,
        mail::{dead::carried_a_link, testing::letters},
    };
    use sqlx::postgres::PgConnectOptions;
    use std::{collections::HashSet, sync::Arc};

    fn keeper(profile: &Arc<Profile>) -> Keeper {
        Operator::holding(&PgConnectOptions::new_without_pgpass(), profile.clone()).into()
    }

    /// What loads something when a mail is opened, or runs, or sends.
    const LOADS: [&str; 16] = [
        "<img",
        "<picture",
        "<svg",
        "<video",
        "<audio",
        "<iframe",
        "<object",
        "<embed",
        "<script",
        "<form",
        "<link",
        "<base",
        "src=",
        "url(",
        "@import",
        "background=",
    ];

    /// The address of every link in an HTML mail.
    fn links(html: &str) -> Vec<String> {
        let each = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        each.map(|link| link.replace("&amp;", "&").replace("&#x2f;", "/")).collect()
    }

    #[test]
    fn no_mail_has_a_picture_that_tells_who_opened_it_or_a_link_that_was_rewritten() {
        let profile = crate::testing::profile("mansfield");
        let keeper = keeper(&profile);
        let site = "https://mansfield.example.org";
        for lang in Lang::ALL {
            let mut all = samples(&profile, site, lang);
            all.extend(letters());
            for letter in &mut all {
                if let Letter::Newsletter(issue) = letter {
                    let text = "![](https://t.example/p.gif) [Here](https://a.example/?b=1&c=2)";
                    issue.body = markdown(text);
                }
            }
            for letter in all {
                let seen = seen(&keeper, site, lang, letter.clone()).unwrap();
                let html = seen.html.to_lowercase();
                for loads in LOADS {
                    assert!(!html.contains(loads), "{letter:?}: {loads}");
                }
                let links = links(&seen.html);
                assert!(!links.is_empty(), "{letter:?}: the library's own address at least");
                for link in links {
                    // The plain text has every address as it is, and leads where the link leads.
                    assert!(seen.text.contains(&link), "{letter:?}: {link} is not what is read");
                }
            }
        }
    }

    #[test]
    fn a_picture_that_a_template_had_would_be_found() {
        assert!(LOADS.iter().any(|loads| "<p><img src=\"https://x.example/p.gif\"></p>".contains(loads)));
        assert_eq!(links("<a href=\"https://x.example/?a=1&amp;b=2\">"), ["https://x.example/?a=1&b=2"]);
    }

    #[test]
    fn every_message_has_the_librarys_name_and_colour_and_a_line_of_its_own_in_the_list() {
        let profile = crate::testing::profile("mansfield");
        let keeper = keeper(&profile);
        for lang in Lang::ALL {
            let all = samples(&profile, "https://mansfield.example.org", lang);
            let kinds: HashSet<_> = all.iter().map(Letter::code).collect();
            assert_eq!(kinds.len(), all.len(), "each kind once");
            for letter in all {
                let code = letter.code();
                assert!(domain::inventory::told::what_for(code).is_some(), "{code} has no words");
                assert!(letter.link().is_none() || carried_a_link(code) || letter.newsletter().is_some());
                let seen = seen(&keeper, "https://mansfield.example.org", lang, letter).unwrap();
                assert!(seen.html.contains(&profile.name) && seen.text.contains(&profile.name), "{code}");
                assert!(seen.html.contains(&profile.accent.light.to_string()), "{code}");
                assert!(seen.html.contains(&profile.accent.dark.to_string()), "{code}");
                assert!(!seen.text.contains('⟦') && !seen.html.contains('⟦'), "{code}");
            }
        }
    }

    #[test]
    fn l28_where_a_service_sends_the_newsletters_the_portal_shows_none_of_its_own_but_asks_by_mail() {
        let service = crate::testing::profile("lci-member");
        let codes: Vec<_> = samples(&service, "https://x.example", Lang::En).iter().map(Letter::code).collect();
        assert!(!codes.contains(&"newsletter"));
        for asks in ["subscribe", "subscriber-link", "reset"] {
            assert!(codes.contains(&asks), "{asks}");
        }
        let without = domain::profile::Profile { newsletters: Vec::new(), ..(*service).clone() };
        let codes: Vec<_> = samples(&without, "https://x.example", Lang::En).iter().map(Letter::code).collect();
        assert!(!codes.contains(&"subscribe"));
    }
}
