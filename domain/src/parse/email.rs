//! E-mail addresses: what of RFC 5321 and 5322 real people have, and nothing that could break a mail header.

use super::{field_error, signs};
use std::fmt;

/// An e-mail address: a local part of at most 64 octets, one `@`, a domain of two labels or more; at most 254 octets
/// (RFC 5321 §4.5.3.1). Internationalised addresses (RFC 6531) are kept as they are. The domain is in lower case, and
/// has a form that is sent (RFC 5891): what is accepted here can be sent, and [`EmailAddress::to_send`] is how.
///
/// No quoted local part, no comment, no address literal: no patron's mail goes to such an address. `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

field_error! {
    /// Why a text is no e-mail address.
    EmailError {
        Empty: "Enter an e-mail address." / "Falta la dirección de correo electrónico.",
        OneAt: "An e-mail address has one @ sign, like name@example.org."
            / "Una dirección de correo electrónico tiene un solo signo @, como nombre@example.org.",
        TooLong: "That e-mail address is too long." / "Esa dirección de correo electrónico es demasiado larga.",
        Local: "The part before the @ sign has a mistake. It should look like name@example.org."
            / "La parte antes del signo @ tiene un error. Debe verse así: nombre@example.org.",
        Domain: "The part after the @ sign has a mistake. It should look like name@example.org."
            / "La parte después del signo @ tiene un error. Debe verse así: nombre@example.org.",
        Forbidden: "An e-mail address has no spaces and no hidden characters."
            / "Una dirección de correo electrónico no tiene espacios ni caracteres ocultos.",
    }
}

impl EmailAddress {
    /// Reads an address as it is typed or pasted.
    ///
    /// # Errors
    /// What about it is no address. Line ends are refused wherever they stand: an address goes into mail headers.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        // Only plain spaces at the ends are forgiven.
        let text = text.trim_matches(' ').trim_start_matches('\u{FEFF}');
        // A telephone makes an apostrophe a curly one, which no address has.
        let straight = text.replace(['\u{2018}', '\u{2019}', '\u{02BC}'], "'");
        let text = straight.as_str();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        if text.len() > 254 {
            return Err(EmailError::TooLong);
        }
        if text.chars().any(|sign| signs::is_forbidden(sign) || signs::is_invisible(sign) || sign.is_whitespace()) {
            return Err(EmailError::Forbidden);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::OneAt)?;
        if domain.contains('@') {
            return Err(EmailError::OneAt);
        }
        if local.len() > 64 {
            return Err(EmailError::TooLong);
        }
        if !local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_text)) {
            return Err(EmailError::Local);
        }
        let domain = lower(domain);
        if !is_domain(&domain) {
            return Err(EmailError::Domain);
        }
        if sent_domain(&domain).is_none() {
            return Err(EmailError::Domain);
        }
        let address = format!("{local}@{domain}");
        // Lower case of a few letters is longer than upper case.
        if address.len() > 254 { Err(EmailError::TooLong) } else { Ok(Self(address)) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as it is given to a mail server: a domain in another script is in its ASCII form (`xn--…`).
    pub fn to_send(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{local}@{}", sent_domain(domain).unwrap_or_else(|| domain.to_owned()))
    }

    /// The address in every form in which it may be typed or be on a record: with its domain in ASCII (`xn--…`) and in its own
    /// script, with a straight apostrophe and a curly one.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn forms(&self) -> Vec<String> {
        let (local, domain) = self.0.split_once('@').unwrap_or((&self.0, ""));
        let ascii = sent_domain(domain).unwrap_or_else(|| domain.to_owned());
        let (own, _) = idna::domain_to_unicode(domain);
        let curly = local.replace('\'', "\u{2019}");
        let mut forms = Vec::new();
        for local in [local, curly.as_str()] {
            for domain in [domain, ascii.as_str(), own.as_str()] {
                let form = format!("{local}@{domain}");
                if !forms.contains(&form) {
                    forms.push(form);
                }
            }
        }
        forms
    }

    /// The domain, in lower case.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// `a…@example.org`: enough for its owner to know it by.
    pub fn masked(&self) -> String {
        format!("{}…@{}", self.0.chars().next().unwrap_or_default(), self.domain())
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn lower(domain: &str) -> String {
    domain.to_lowercase()
}

/// In the browser the tables for other scripts are left out, which would be half of all that is loaded: their lower case, and
/// whether a domain in one can be written in ASCII, is the server's to say.
#[cfg(target_arch = "wasm32")]
fn lower(domain: &str) -> String {
    domain.to_ascii_lowercase()
}

/// The domain in ASCII, where it has such a form and that is a domain too.
#[cfg(not(target_arch = "wasm32"))]
fn sent_domain(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii(domain).ok()?;
    is_domain(&ascii).then_some(ascii)
}

#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "as the server's, which can refuse")]
fn sent_domain(domain: &str) -> Option<String> {
    Some(domain.to_owned())
}

/// `atext` of RFC 5322 §3.2.3, and any letter, mark or digit beyond ASCII (RFC 6531).
fn is_atom_text(sign: char) -> bool {
    if sign.is_ascii() {
        sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(sign)
    } else {
        is_beyond_ascii(sign)
    }
}

/// Full-width forms look like ASCII signs and are not.
fn is_beyond_ascii(sign: char) -> bool {
    !matches!(sign, '\u{FF01}'..='\u{FF5E}' | '\u{3002}' | '\u{2024}' | '\u{E000}'..='\u{F8FF}')
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let well_formed = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii() && is_beyond_ascii(c))
    };
    labels.len() >= 2
        && domain.len() <= 253
        && labels.iter().all(well_formed)
        && labels.last().is_some_and(|last| {
            last.chars().any(|c| c.is_ascii_alphabetic() || !c.is_ascii()) && last.chars().count() >= 2
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_that_people_have() {
        for address in [
            "ana@example.org",
            "o'neil+library@mail.example.co.uk",
            "a.b-c_d@example.museum",
            "josé.núñez@ejemplo.com.mx",
            "用户@例子.公司",
            "अजय@डाटा.भारत",
            "x@xn--fsqu00a.xn--55qx5d",
            "1234567890@example.com",
        ] {
            assert_eq!(EmailAddress::parse(address).map(|a| a.as_str().to_owned()).as_deref(), Ok(address));
        }
        assert_eq!(EmailAddress::parse("  Ana.Ruiz@Example.ORG ").unwrap().as_str(), "Ana.Ruiz@example.org");
    }

    #[test]
    fn a_curly_apostrophe_is_an_apostrophe() {
        for typed in ["o’connor@example.org", "o‘connor@example.org", "o'connor@example.org"] {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), "o'connor@example.org", "{typed}");
        }
    }

    #[test]
    fn a_domain_in_another_script_is_sent_in_ascii() {
        let sent = |typed: &str| EmailAddress::parse(typed).unwrap().to_send();
        assert_eq!(sent("ana@bücher.example"), "ana@xn--bcher-kva.example");
        assert_eq!(sent("x@例子.公司"), "x@xn--fsqu00a.xn--55qx5d");
        assert_eq!(sent("Ana@Example.ORG"), "Ana@example.org");
    }

    #[test]
    fn two_addresses_are_not_one() {
        for text in ["a@example.org, b@example.org", "a@example.org;b@example.org", "a@example.org b@example.org"] {
            assert!(EmailAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_known_in_each_form_it_may_be_on_a_record() {
        let forms = |text: &str| EmailAddress::parse(text).unwrap().forms();
        assert_eq!(forms("Ana@Example.org"), ["Ana@example.org"]);
        assert_eq!(forms("ana@xn--bcher-kva.example"), ["ana@xn--bcher-kva.example", "ana@bücher.example"]);
        assert_eq!(forms("ana@bücher.example"), ["ana@bücher.example", "ana@xn--bcher-kva.example"]);
        assert_eq!(forms("o’connor@example.org"), ["o'connor@example.org", "o’connor@example.org"]);
    }

    #[test]
    fn what_would_break_a_header_is_refused() {
        for address in [
            "ana@example.org\r\nBcc: all@example.org",
            "ana@example.org\n",
            "\nana@example.org",
            "ana\t@example.org",
            "ana@example.org\0",
            "ana\u{202E}gro.elpmaxe@evil.example",
            "ana@exam\u{200B}ple.org",
            "ana ruiz@example.org",
        ] {
            assert_eq!(EmailAddress::parse(address), Err(EmailError::Forbidden), "{address:?}");
        }
    }

    #[test]
    fn each_mistake_has_its_reason() {
        let fault = |text: &str| EmailAddress::parse(text).unwrap_err();
        assert_eq!(fault("  "), EmailError::Empty);
        assert_eq!(fault("ana.example.org"), EmailError::OneAt);
        assert_eq!(fault("ana@home@example.org"), EmailError::OneAt);
        assert_eq!(fault("@example.org"), EmailError::Local);
        assert_eq!(fault("ana..ruiz@example.org"), EmailError::Local);
        assert_eq!(fault(".ana@example.org"), EmailError::Local);
        assert_eq!(fault("<ana@example.org>"), EmailError::Local);
        assert_eq!(fault("a,b@example.org"), EmailError::Local);
        for domain in [
            "",
            "localhost",
            "example.",
            ".org",
            "-a.org",
            "a-.org",
            "a_b.org",
            "[127.0.0.1]",
            "127.0.0.1",
            "example.org,b.org",
            "example.org>",
        ] {
            assert_eq!(fault(&format!("ana@{domain}")), EmailError::Domain, "{domain}");
        }
        assert_eq!(fault(&format!("{}@example.org", "a".repeat(65))), EmailError::TooLong);
        assert_eq!(fault(&format!("a@{}.org", "b.".repeat(130))), EmailError::TooLong);
    }

    #[test]
    fn an_address_is_not_printed_by_accident() {
        let address = EmailAddress::parse("ana.ruiz@example.org").unwrap();
        assert!(!format!("{address:?}").contains("ruiz"));
        assert_eq!(address.masked(), "a…@example.org");
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused_and_parses_again(text in ".{0,60}@.{0,60}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert!(!address.as_str().contains(['\r', '\n', '\0', ' ', '<', '>', ',', ';', '"']));
                prop_assert!(address.as_str().len() <= 254);
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
            }
        }
    }
}
