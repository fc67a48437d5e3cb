//! What a field is judged by: on the server when its form comes, and in the browser when it is left.

use super::{
    CardNumber, EmailAddress, EmailError, FieldError, NameError, Password, PasswordError, PhoneError, PhoneText, Pin,
    PostalCode, PostalCodeError, ShortText, card_number::CardNumberError, pin::refuse_common_pin, signs, typed_day,
};
use crate::{
    profile::{CardFormat, PasswordPolicy, PinLengths},
    words::Text,
};

/// What a field is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judge {
    /// One line of at most so many characters.
    Line(usize),
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A ZIP code, or what another country has.
    PostalCode,
    /// A day.
    Day,
    /// A card number of the library.
    Card(CardFormat),
    /// A new PIN or password, by what can be said of it without the record: the server also holds it against the birth
    /// date, the telephone numbers and the like, and against what many people use.
    NewSecret(Option<PinLengths>, Option<PasswordPolicy>),
}

impl Judge {
    /// What the field comes to hold, tidied; `None` where nothing is typed, which is not this judge's matter, or where it
    /// stays as it is: a secret is never rewritten.
    ///
    /// # Errors
    /// What is wrong, in words to show beside the field.
    pub fn judge(&self, typed: &str) -> Result<Option<String>, Text> {
        let line = || without_tabs(typed);
        match self {
            Self::Line(most) => match ShortText::<200>::parse(&line()) {
                Ok(text) if text.as_str().chars().count() > *most => Err(NameError::TooLong.text()),
                Ok(text) => Ok(Some(text.as_str().to_owned())),
                Err(NameError::Empty) => Ok(None),
                Err(error) => Err(error.text()),
            },
            Self::Email => match EmailAddress::parse(&signs::tidy(&line())) {
                Ok(address) => Ok(Some(address.as_str().to_owned())),
                Err(EmailError::Empty) => Ok(None),
                Err(error) => Err(error.text()),
            },
            Self::Phone => match PhoneText::parse(&line()) {
                Ok(number) => Ok(Some(number.as_str().to_owned())),
                Err(PhoneError::Empty) => Ok(None),
                Err(error) => Err(error.text()),
            },
            Self::PostalCode => match PostalCode::parse(&line()) {
                Ok(code) => Ok(Some(code.as_str().to_owned())),
                Err(PostalCodeError::Empty) => Ok(None),
                Err(error) => Err(error.text()),
            },
            // As it is written: a browser's calendar has its own way.
            Self::Day => typed_day(&line()).map(|day| day.map(|_| signs::tidy(&line()))),
            Self::Card(format) => card(typed, format),
            Self::NewSecret(..) if typed.is_empty() => Ok(None),
            Self::NewSecret(pin, password) => new_secret(typed, *pin, *password).map(|()| None),
        }
    }
}

impl Judge {
    /// How the judge travels in a page, as a field's attribute: its name and what it needs to know, with spaces between, lists
    /// with commas, and `-` for what is not there: `line 40`, `card 14,16 2 check`, `secret 4-8 12`.
    #[must_use]
    pub fn code(&self) -> String {
        let list = |parts: Vec<String>| if parts.is_empty() { "-".to_owned() } else { parts.join(",") };
        match self {
            Self::Line(most) => format!("line {most}"),
            Self::Email => "email".to_owned(),
            Self::Phone => "phone".to_owned(),
            Self::PostalCode => "postal-code".to_owned(),
            Self::Day => "day".to_owned(),
            Self::Card(CardFormat { lengths, prefixes, check_digit }) => {
                let lengths = list(lengths.iter().map(u8::to_string).collect());
                let check = if *check_digit { "check" } else { "-" };
                format!("card {lengths} {} {check}", list(prefixes.clone()))
            }
            Self::NewSecret(pin, password) => {
                let pin = pin.map_or("-".to_owned(), |PinLengths { min, max }| format!("{min}-{max}"));
                let password = password.map_or("-".to_owned(), |PasswordPolicy { min }| min.to_string());
                format!("secret {pin} {password}")
            }
        }
    }

    /// Reads what [`Judge::code`] wrote; `None` where it is something else.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        fn list(part: &str) -> impl Iterator<Item = &str> {
            part.split(',').filter(|part| *part != "-")
        }
        let mut parts = code.split(' ');
        let name = parts.next()?;
        let mut next = || parts.next();
        match name {
            "line" => Some(Self::Line(next()?.parse().ok()?)),
            "email" => Some(Self::Email),
            "phone" => Some(Self::Phone),
            "postal-code" => Some(Self::PostalCode),
            "day" => Some(Self::Day),
            "card" => {
                let lengths = list(next()?).map(|length| length.parse().ok()).collect::<Option<_>>()?;
                let prefixes = list(next()?).map(str::to_owned).collect();
                Some(Self::Card(CardFormat { lengths, prefixes, check_digit: next()? == "check" }))
            }
            "secret" => {
                let pin = match next()? {
                    "-" => None,
                    lengths => {
                        let (min, max) = lengths.split_once('-')?;
                        Some(PinLengths { min: min.parse().ok()?, max: max.parse().ok()? })
                    }
                };
                let password = match next()? {
                    "-" => None,
                    min => Some(PasswordPolicy { min: min.parse().ok()? }),
                };
                Some(Self::NewSecret(pin, password))
            }
            _ => None,
        }
    }
}

/// A card number of the library, which stays in groups as it stands on the card; otherwise as [`Judge::judge`].
///
/// # Errors
/// What is wrong, in words to show beside the field.
fn card(typed: &str, format: &CardFormat) -> Result<Option<String>, Text> {
    match CardNumber::parse(typed, format) {
        Ok(_) => Ok(Some(signs::tidy(&without_tabs(typed)))),
        Err(CardNumberError::Empty) => Ok(None),
        Err(error) => Err(error.text()),
    }
}

/// A tab comes with what is copied out of a table.
fn without_tabs(typed: &str) -> String {
    typed.replace('\t', " ")
}

fn new_secret(typed: &str, pin: Option<PinLengths>, password: Option<PasswordPolicy>) -> Result<(), Text> {
    match (pin, password) {
        (Some(lengths), _) if lengths.fit(typed) => {
            let pin = Pin::parse(typed, lengths);
            pin.and_then(|pin| refuse_common_pin(&pin)).map_err(|error| error.text())
        }
        (_, Some(policy)) if typed.chars().count() < usize::from(policy.min) => Err(PasswordError::TooShort.text()),
        (_, Some(_)) => Password::typed(typed).map(drop).map_err(|error| error.text()),
        (Some(lengths), None) => Pin::parse(typed, lengths).map(drop).map_err(|error| error.text()),
        (None, None) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{parse::DateError, words::Lang};
    use proptest::prelude::*;

    fn every() -> Vec<Judge> {
        let card = CardFormat { lengths: vec![14], prefixes: vec!["2".into()], check_digit: true };
        let (pin, password) = (PinLengths { min: 4, max: 8 }, PasswordPolicy { min: 8 });
        vec![
            Judge::Line(40),
            Judge::Email,
            Judge::Phone,
            Judge::PostalCode,
            Judge::Day,
            Judge::Card(card),
            Judge::NewSecret(Some(pin), None),
            Judge::NewSecret(None, Some(password)),
            Judge::NewSecret(Some(pin), Some(password)),
        ]
    }

    #[test]
    fn what_a_word_processor_leaves_behind_is_tidied() {
        for (judge, typed, kept) in [
            (Judge::Line(40), "\u{FEFF}12\u{A0}Elm\tSt\u{200B} ", "12 Elm St"),
            (Judge::Email, "\tana@Example.org\u{A0}", "ana@example.org"),
            (Judge::Phone, "860\u{A0}555\t0192", "860 555 0192"),
            (Judge::PostalCode, "\t06268\u{A0}4155", "06268-4155"),
            (Judge::Day, "\u{A0}3/1/2026\u{200B}", "3/1/2026"),
            (every()[5].clone(), "\u{A0}2 0000 0000\t00006\u{2060}", "2 0000 0000 00006"),
        ] {
            assert_eq!(judge.judge(typed), Ok(Some(kept.to_owned())), "{typed:?}");
        }
    }

    /// A case of the one table that runs through both halves: here, and in the browser
    /// (end2end/journeys/form-help.script.spec.ts).
    #[derive(serde::Deserialize)]
    struct Case {
        judge: String,
        typed: String,
        /// What the field comes to hold; nothing where it stays as it is, or is wrong.
        #[serde(default)]
        kept: Option<String>,
        /// What is wrong, in each language.
        en: Option<String>,
        es: Option<String>,
    }

    #[test]
    fn each_case_of_the_table_is_judged_so_here_as_in_the_browser() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../cases/judge.json")).unwrap();
        for Case { judge, typed, kept, en, es } in &cases {
            let one = Judge::from_code(judge).unwrap();
            assert_eq!(one.code(), *judge);
            let said = match (en.as_deref(), es.as_deref()) {
                (Some(en), Some(es)) => Err((en.to_owned(), es.to_owned())),
                _ => Ok(kept.clone()),
            };
            let judged = one.judge(typed).map_err(|text| (text.en.to_owned(), text.es.to_owned()));
            assert_eq!(judged, said, "{judge}: {typed:?}");
        }
        for judge in every() {
            let name = judge.code();
            let name = name.split(' ').next().unwrap();
            let has = |wrong: bool| cases.iter().any(|one| one.judge.starts_with(name) && one.en.is_some() == wrong);
            assert!(has(true) && has(false), "{name} stands in the table, right and wrong");
        }
    }

    #[test]
    fn a_judge_travels_in_a_page_and_comes_out_as_it_was() {
        let none = CardFormat { lengths: vec![9, 14], prefixes: vec![], check_digit: false };
        for judge in every().into_iter().chain([Judge::Card(none), Judge::NewSecret(None, None)]) {
            assert_eq!(Judge::from_code(&judge.code()), Some(judge));
        }
        for other in ["", "line", "line x", "card 14 2", "secret 4 -", "secret 4-8", "secret 4-8 x", "nobody"] {
            assert_eq!(Judge::from_code(other), None, "{other:?}");
        }
    }

    #[test]
    fn nothing_typed_is_not_wrong_yet() {
        for judge in every() {
            assert_eq!(judge.judge(""), Ok(None), "{judge:?}");
        }
        for judge in &every()[..6] {
            assert_eq!(judge.judge(" \u{A0}\t"), Ok(None), "{judge:?}");
        }
    }

    #[test]
    fn each_field_says_what_the_server_would_say() {
        let said = |judge: &Judge, typed: &str| judge.judge(typed).unwrap_err().to(Lang::En);
        let all = every();
        assert_eq!(said(&all[0], &"x".repeat(41)), "That is too long. Use fewer characters.");
        assert_eq!(said(&all[1], "ana@"), EmailError::Domain.text().en);
        assert_eq!(said(&all[2], "none"), PhoneError::TooFewDigits.text().en);
        assert_eq!(said(&all[3], "Storrs"), PostalCodeError::Shape.text().en);
        assert_eq!(said(&all[4], "soon"), DateError::Shape.text().en);
        assert_eq!(said(&all[4], "2/30/2026"), DateError::NoSuchDay.text().en);
        assert_eq!(said(&all[4], "3/1/26"), "Write the year with four digits.");
        assert_eq!(said(&all[4], "0026-03-01"), DateError::Year.text().en);
        assert_eq!(said(&all[5], "20000000000000"), CardNumberError::CheckDigit.text().en);
        assert_eq!(said(&all[6], "12"), "That PIN is too short. Use more digits.");
        assert_eq!(said(&all[6], "4321"), "A PIN that counts up or down is easy to guess. Choose another.");
        assert_eq!(said(&all[6], "abcd"), "A PIN has only digits.");
        assert_eq!(said(&all[7], "abcd"), PasswordError::TooShort.text().en);
        assert_eq!(said(&all[8], "1111"), "A PIN that repeats itself is easy to guess. Choose another.");
        assert_eq!(all[8].judge("a long sentence"), Ok(None), "a secret is never rewritten");
    }

    proptest! {
        #[test]
        fn what_was_tidied_is_judged_the_same_again(typed in "\\PC{0,60}|.{0,60}", which in 0usize..6) {
            let judge = &every()[which];
            if let Ok(Some(tidied)) = judge.judge(&typed) {
                prop_assert_eq!(judge.judge(&tidied), Ok(Some(tidied.clone())));
            }
        }
    }
}
