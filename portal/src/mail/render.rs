//! From a [`Message`] to its words: subject, text and HTML, in the patron's language.
//!
//! Templates are part of the binary. A value that is missing is an error ([`UndefinedBehavior::Strict`]) and not a gap
//! in a mail; values are escaped in the HTML and nowhere else.

use super::letter::Message;
use crate::{Error, Result};
use domain::{inventory::show, words::Lang};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use std::sync::LazyLock;

/// A mail in words. Where its link stands, the texts have [`mark`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) html: String,
}

/// What stands in the stored texts in place of a link that opens something. The brackets are taken out of every value
/// that comes from data, so nothing else looks like it.
pub(super) const fn mark(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "⟦the link is not kept⟧",
        Lang::Es => "⟦el enlace no se guarda⟧",
    }
}

/// Puts `link` where the texts have the mark.
pub(super) fn with_link(words: &Rendered, lang: Lang, link: &str) -> Rendered {
    let escaped = link.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
    Rendered {
        subject: words.subject.clone(),
        text: words.text.replace(mark(lang), link),
        html: words.html.replace(mark(lang), &escaped),
    }
}

/// The words of `message`, with the mark for its link.
///
/// # Errors
/// When a template asks for a value it is not given: a fault of the portal that the tests exclude.
pub(super) fn render(message: &Message<'_>) -> Result<Rendered> {
    let (path, values) = prepared(message, false);
    let (subject, text) = in_words(&path, &values)?;
    let html = fill(&format!("{path}.html"), context! { subject => subject.clone(), ..values })?;
    Ok(Rendered { subject, text, html })
}

/// Subject and text of `message` on paper.
///
/// # Errors
/// As [`render`].
pub(super) fn on_paper(message: &Message<'_>) -> Result<(String, String)> {
    let (path, values) = prepared(message, true);
    in_words(&path, &values)
}

fn in_words(path: &str, values: &minijinja::Value) -> Result<(String, String)> {
    let text = fill(&format!("{path}.txt"), values.clone())?;
    let (subject, text) = text.split_once("\n\n").unwrap_or((text.as_str(), ""));
    Ok((subject.trim().to_owned(), format!("{}\n", text.trim())))
}

/// Where the templates stand, and what they are given.
fn prepared(message: &Message<'_>, on_paper: bool) -> (String, minijinja::Value) {
    let lang = message.lang;
    let first_name = message.first_name.and_then(name);
    let within = message.letter.link().map(|(_, minutes)| within(lang, minutes));
    let link = message.letter.link().map(|_| mark(lang));
    let path = format!("{}/{}", lang.tag(), message.letter.template());
    let values = context! {
        lang => lang.tag(),
        greeting => greeting(lang, first_name.as_deref()),
        card => message.card.map(|card| line(card, 4)),
        library => line(message.library_name, 120),
        site => line(message.site, 300),
        accent => context! { light => message.accent.light.to_string(), dark => message.accent.dark.to_string() },
        device => message.letter.device().map(|device| line(device, 80)),
        reference => message.letter.reference().map(|reference| line(reference, 20)),
        due => message.letter.due().map(|due| line(due, 200)),
        entry => message.letter.entry().map(|entry| line(entry, 40)),
        issue => message.letter.newsletter().map(|issue| context! {
            subject => line(&issue.subject, 150),
            text => &issue.body.text,
            html => &issue.body.html,
            lang => issue.body_lang.tag(),
            list => line(&issue.list_name, 120),
            card => issue.card.as_deref().map(|card| line(card, 4)),
            without_card => issue.without_card,
        }),
        notice => message.letter.circulation().map(|notice| context! {
            subject => line(&notice.subject, 150),
            sections => notice.sections.iter().map(|section| context! {
                title => line(&section.title, 150),
                lines => section.lines.iter().map(|text| line(text, 300)).collect::<Vec<_>>(),
                note => line(&section.note, 300),
            }).collect::<Vec<_>>(),
        }),
        change => message.letter.new_words().map(|change| context! {
            from => show::date(change.from, lang),
            each => change.each.iter().map(|one| context! {
                label => line(one.label.to(lang), 120),
                before => line(one.before.to(lang), 1000),
                after => one.after.as_ref().map(|after| line(after.to(lang), 1000)),
                new_service => one.new_service,
                by_address => one.by_address,
            }).collect::<Vec<_>>(),
            said => change.each.iter().any(|one| !one.by_address),
            without_card => change.without_card,
        }),
        breach => message.letter.breach().map(|breach| context! {
            said => line(breach.said.to(lang), 1000),
            span => breach.span(lang),
            found => show::date(breach.found_on, lang),
            parts => breach.parts(lang),
            signing_in => breach.touches_signing_in(),
        }),
        head => message.letter.head().map(|head| line(head, 200)),
        within,
        link,
        on_paper,
    };
    (path, values)
}

fn fill(template: &str, values: minijinja::Value) -> Result<String> {
    TEMPLATES.get_template(template).and_then(|found| found.render(values)).map_err(Error::because("a mail template"))
}

/// A value from data as one line of plain text: no control characters (so no header can be begun with it), none that
/// turn the direction of what follows, none of the mark's brackets, at most `most` characters.
pub(super) fn line(value: &str, most: usize) -> String {
    let kept: String = value
        .chars()
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
        .filter(
            |c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '⟦' | '⟧'),
        )
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

/// A name to greet someone by, or `None` for one that is empty or that a mail program would turn into a link.
fn name(value: &str) -> Option<String> {
    let name = line(value, 40);
    let speaks = name.chars().any(char::is_alphabetic);
    // Mail programs make a link of `evil.com`; a dot between letters is rare in a name (`Ma.Luisa`), and then the
    // greeting does without.
    let dots = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}', '\u{2024}'];
    let mut parts = name.split(dots);
    let mut before = parts.next().unwrap_or_default();
    let dotted = parts.any(|after| {
        let joined = before.ends_with(char::is_alphanumeric)
            && after.chars().take(2).filter(|c| c.is_alphanumeric()).count() == 2;
        before = after;
        joined
    });
    let leads_away = dotted || name.contains(['/', ':', '@', '<', '>']);
    (speaks && !leads_away).then_some(name)
}

fn greeting(lang: Lang, first_name: Option<&str>) -> String {
    match (lang, first_name) {
        (Lang::En, Some(name)) => format!("Hello {name},"),
        (Lang::En, None) => "Hello,".to_owned(),
        (Lang::Es, Some(name)) => format!("Hola, {name}:"),
        (Lang::Es, None) => "Hola:".to_owned(),
    }
}

/// A span of minutes as people say it: in days or hours where it is whole ones.
fn within(lang: Lang, minutes: u32) -> String {
    let (count, one, many) = match (minutes, lang) {
        (m, Lang::En) if m >= 1440 && m % 1440 == 0 => (m / 1440, "day", "days"),
        (m, Lang::Es) if m >= 1440 && m % 1440 == 0 => (m / 1440, "día", "días"),
        (m, Lang::En) if m >= 60 && m % 60 == 0 => (m / 60, "hour", "hours"),
        (m, Lang::Es) if m >= 60 && m % 60 == 0 => (m / 60, "hora", "horas"),
        (m, Lang::En) => (m, "minute", "minutes"),
        (m, Lang::Es) => (m, "minuto", "minutos"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

macro_rules! templates {
    ($($path:literal),+ $(,)?) => { [$(($path, include_str!(concat!("templates/", $path)))),+] };
}

#[expect(clippy::expect_used, reason = "the templates are part of the binary and a test renders each")]
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|path| {
        let html = std::path::Path::new(path).extension().is_some_and(|extension| extension == "html");
        if html { AutoEscape::Html } else { AutoEscape::None }
    });
    for (path, source) in templates![
        "layout.html",
        "en/closing.txt",
        "en/closing.html",
        "en/activation.txt",
        "en/activation.html",
        "en/reset.txt",
        "en/reset.html",
        "en/legal-process.txt",
        "en/legal-process.html",
        "en/code-made.txt",
        "en/code-made.html",
        "en/new-device.txt",
        "en/new-device.html",
        "en/pin-changed.txt",
        "en/pin-changed.html",
        "en/password-changed.txt",
        "en/password-changed.html",
        "en/card-closed.txt",
        "en/card-closed.html",
        "en/card-lost.txt",
        "en/card-lost.html",
        "en/sessions-ended.txt",
        "en/sessions-ended.html",
        "en/verify-email.txt",
        "en/verify-email.html",
        "en/subscribe.txt",
        "en/subscribe.html",
        "en/subscriber-link.txt",
        "en/subscriber-link.html",
        "en/email-changing.txt",
        "en/email-changing.html",
        "en/email-changed.txt",
        "en/email-changed.html",
        "en/contact-changed.txt",
        "en/contact-changed.html",
        "en/contact-refused.txt",
        "en/contact-refused.html",
        "en/correction-answered.txt",
        "en/correction-answered.html",
        "en/mail-stopped.txt",
        "en/mail-stopped.html",
        "en/permission-signed.txt",
        "en/permission-signed.html",
        "en/permission-confirmed.txt",
        "en/permission-confirmed.html",
        "en/permission-refused.txt",
        "en/permission-refused.html",
        "en/permission-withdrawn.txt",
        "en/permission-withdrawn.html",
        "en/permission-used.txt",
        "en/permission-used.html",
        "en/child-linked.txt",
        "en/child-linked.html",
        "en/guardian-linked.txt",
        "en/guardian-linked.html",
        "en/ledger-head.txt",
        "en/ledger-head.html",
        "en/circulation.txt",
        "en/circulation.html",
        "en/newsletter.txt",
        "en/newsletter.html",
        "en/new-words.txt",
        "en/new-words.html",
        "en/wellness-told.txt",
        "en/wellness-told.html",
        "en/breach-notice.txt",
        "en/breach-notice.html",
        "en/breach-due.txt",
        "en/breach-due.html",
        "en/process-due.txt",
        "en/process-due.html",
        "en/process-raised.txt",
        "en/process-raised.html",
        "es/closing.txt",
        "es/closing.html",
        "es/activation.txt",
        "es/activation.html",
        "es/reset.txt",
        "es/reset.html",
        "es/legal-process.txt",
        "es/legal-process.html",
        "es/code-made.txt",
        "es/code-made.html",
        "es/new-device.txt",
        "es/new-device.html",
        "es/pin-changed.txt",
        "es/pin-changed.html",
        "es/password-changed.txt",
        "es/password-changed.html",
        "es/card-closed.txt",
        "es/card-closed.html",
        "es/card-lost.txt",
        "es/card-lost.html",
        "es/sessions-ended.txt",
        "es/sessions-ended.html",
        "es/verify-email.txt",
        "es/verify-email.html",
        "es/subscribe.txt",
        "es/subscribe.html",
        "es/subscriber-link.txt",
        "es/subscriber-link.html",
        "es/email-changing.txt",
        "es/email-changing.html",
        "es/email-changed.txt",
        "es/email-changed.html",
        "es/contact-changed.txt",
        "es/contact-changed.html",
        "es/contact-refused.txt",
        "es/contact-refused.html",
        "es/correction-answered.txt",
        "es/correction-answered.html",
        "es/mail-stopped.txt",
        "es/mail-stopped.html",
        "es/permission-signed.txt",
        "es/permission-signed.html",
        "es/permission-confirmed.txt",
        "es/permission-confirmed.html",
        "es/permission-refused.txt",
        "es/permission-refused.html",
        "es/permission-withdrawn.txt",
        "es/permission-withdrawn.html",
        "es/permission-used.txt",
        "es/permission-used.html",
        "es/child-linked.txt",
        "es/child-linked.html",
        "es/guardian-linked.txt",
        "es/guardian-linked.html",
        "es/ledger-head.txt",
        "es/ledger-head.html",
        "es/circulation.txt",
        "es/circulation.html",
        "es/newsletter.txt",
        "es/newsletter.html",
        "es/new-words.txt",
        "es/new-words.html",
        "es/wellness-told.txt",
        "es/wellness-told.html",
        "es/breach-notice.txt",
        "es/breach-notice.html",
        "es/breach-due.txt",
        "es/breach-due.html",
        "es/process-due.txt",
        "es/process-due.html",
        "es/process-raised.txt",
        "es/process-raised.html",
    ] {
        environment.add_template(path, source).expect("a mail template is well formed");
    }
    environment
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::{
        Letter, What,
        testing::{ACCENT, letters},
    };
    use domain::ids::LibrarySlug;
    use proptest::prelude::*;

    fn message(library: &LibrarySlug, lang: Lang, letter: Letter) -> Message<'_> {
        Message {
            library,
            library_name: "Mansfield Public Library",
            accent: ACCENT,
            site: "https://mansfield.example.org",
            person: None,
            subscriber: None,
            to: "ana@example.org",
            first_name: Some("Ana"),
            card: Some("0018"),
            lang,
            idempotency_key: "k".into(),
            letter,
        }
    }

    /// The words of an HTML page: no tags, no head, entities read.
    fn words_of(html: &str) -> Vec<String> {
        let body = html.split_once("<body").unwrap().1.split_once('>').unwrap().1;
        let mut words = String::new();
        let mut in_tag = false;
        for c in body.chars() {
            match c {
                '<' => {
                    in_tag = true;
                    words.push(' ');
                }
                '>' => in_tag = false,
                _ if !in_tag => words.push(c),
                _ => {}
            }
        }
        let words = words.replace("&#x2f;", "/").replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\"");
        words.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn every_letter_says_the_same_in_text_and_in_html_in_both_languages() {
        let library = "mansfield".parse().unwrap();
        for lang in Lang::ALL {
            for letter in letters() {
                let words = render(&message(&library, lang, letter.clone())).unwrap();
                assert!(!words.subject.is_empty() && !words.subject.contains('\n'), "{words:?}");
                assert!(words.text.contains("Mansfield Public Library") && words.text.contains("Ana"), "{words:?}");
                assert!(words.html.contains(&format!("<html lang=\"{}\">", lang.tag())));
                let text: String = words.text.split_whitespace().collect();
                assert_eq!(text, words_of(&words.html).concat(), "{lang:?} {letter:?}");
                assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
                assert_eq!(letter.link().is_some(), words.text.contains(mark(lang)), "{letter:?}");
                assert!(
                    !words.text.contains("SECRET") && !words.html.contains("SECRET"),
                    "the link is not in the words"
                );
            }
        }
    }

    #[test]
    fn the_two_languages_are_not_one() {
        let library = "mansfield".parse().unwrap();
        for letter in letters() {
            let [en, es] = Lang::ALL.map(|lang| render(&message(&library, lang, letter.clone())).unwrap());
            // What the staff wrote is theirs; the frame around it is ours.
            if letter.newsletter().is_none() && letter.circulation().is_none() {
                assert_ne!(en.subject, es.subject);
            }
            assert_ne!(en.text, es.text);
        }
    }

    #[test]
    fn the_link_comes_back_whole_in_the_text_and_escaped_in_the_html() {
        let library = "mansfield".parse().unwrap();
        for lang in Lang::ALL {
            let letter = letters().remove(1);
            let words = render(&message(&library, lang, letter.clone())).unwrap();
            let sent = with_link(&words, lang, letter.link().unwrap().0);
            assert!(sent.text.contains("\nhttps://mansfield.example.org/reset?a=1&b=SECRET\n"), "{}", sent.text);
            assert!(
                sent.html.contains("href=\"https://mansfield.example.org/reset?a=1&amp;b=SECRET\""),
                "{}",
                sent.html
            );
            assert!(!sent.text.contains('⟦') && !sent.html.contains('⟦'));
        }
    }

    #[test]
    fn names_and_libraries_stay_text_in_the_html() {
        let library = "mansfield".parse().unwrap();
        let mut message = message(
            &library,
            Lang::En,
            Letter::SecurityNotice(What::NewDevice { device: Some("<script>alert(1)</script>".into()) }),
        );
        message.library_name = "Books & \"More\" <b>";
        let words = render(&message).unwrap();
        assert!(!words.html.contains("<script") && !words.html.contains("<b>"), "{}", words.html);
        assert!(words.text.contains("Books & \"More\" <b>"), "the text is not escaped");
    }

    #[test]
    fn a_name_that_is_a_link_or_empty_is_not_used() {
        for bad in [
            "",
            "  ",
            "\r\n",
            "http://evil.example",
            "www.evil.example",
            "a@b.example",
            "<b>x</b>",
            "123",
            "evil.com",
            "Ana evil.example",
            "evil。com",
            "a.b.evil．com",
            "ana.co\r\nBcc: x",
        ] {
            assert_eq!(name(bad), None, "{bad}");
        }
        for good in ["Ana", "José María", "李", "O'Neil", "Mary-Ann", "J. R.", "J.R.", "St. John", "Sra. Ana"] {
            assert_eq!(name(good).as_deref(), Some(good));
        }
    }

    #[test]
    fn a_span_is_said_as_people_say_it() {
        assert_eq!(within(Lang::En, 1), "1 minute");
        assert_eq!(within(Lang::En, 20), "20 minutes");
        assert_eq!(within(Lang::En, 60), "1 hour");
        assert_eq!(within(Lang::Es, 90), "90 minutos");
        assert_eq!(within(Lang::Es, 2880), "2 días");
    }

    proptest! {
        #[test]
        fn a_line_is_one_line_whatever_comes(value in any::<String>(), most in 0usize..100) {
            let line = line(&value, most);
            prop_assert!(line.chars().count() <= most);
            prop_assert!(!line.chars().any(|c| c.is_control() || matches!(c, '⟦' | '⟧')));
        }

        #[test]
        fn no_name_library_or_device_begins_a_header_or_moves_the_link(
            name in "\\PC{0,20}[\r\n]{0,2}\\PC{0,20}", library_name in "[a-z]{1,20}[\r\n]{1,3}Bcc: a@b.example", device in any::<String>()
        ) {
            let library = "mansfield".parse().unwrap();
            let mut mail = message(&library, Lang::Es, Letter::SecurityNotice(What::NewDevice { device: Some(device) }));
            mail.library_name = &library_name;
            mail.first_name = Some(&name);
            let words = render(&mail).unwrap();
            prop_assert!(!words.subject.contains(['\r', '\n']));
            prop_assert!(!words.text.contains('\r'));
            prop_assert!(!words.text.contains('⟦'));
            prop_assert!(!words.text.contains("\nBcc:"));
        }
    }
}
