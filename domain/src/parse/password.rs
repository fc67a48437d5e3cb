//! Passwords, and the ones that a stranger would try first.

use super::field_error;
use secrecy::{ExposeSecret, SecretString};
use std::{collections::HashSet, fmt, sync::LazyLock};

/// A password a person chose: 8 to 128 characters (Unicode scalar values), kept exactly as typed, spaces included.
///
/// `Debug` shows nothing, and the memory is cleared when it is dropped.
#[derive(Clone)]
pub struct Password(SecretString);

/// What is known about the person: none of it may be the password.
#[derive(Clone, Copy, Default)]
pub struct PasswordContext<'a> {
    /// The numbers of every card; no password contains one.
    pub card_numbers: &'a [&'a str],
    /// Surname, first name and others; no password is only a name.
    pub names: &'a [&'a str],
}

impl fmt::Debug for PasswordContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordContext(…)")
    }
}

field_error! {
    /// Why a password was not accepted.
    PasswordError {
        Empty: "Enter a password." / "Falta la contraseña.",
        TooShort: "Use at least 8 characters. A sentence of 15 or more is safer and easier to remember."
            / "Debe tener al menos 8 caracteres. Una frase de 15 o más es más segura y fácil de recordar.",
        TooLong: "Use at most 128 characters." / "Debe tener como máximo 128 caracteres.",
        Control: "That password has a character that cannot be typed, such as a line break. Leave it out."
            / "Esa contraseña tiene un carácter que no se puede escribir, como un salto de línea. Hay que quitarlo.",
        Common: "Many people use that password, so it is easy to guess. Choose another."
            / "Muchas personas usan esa contraseña y es fácil de adivinar. Hay que elegir otra.",
        Repeated: "A password that repeats, or counts like 12345, is easy to guess. Choose another."
            / "Una contraseña que se repite o lleva una serie, como 12345, es fácil de adivinar. Hay que elegir otra.",
        CardNumber: "Your password must not contain your card number. It is printed on the card. Choose another."
            / "La contraseña no debe contener el número de tarjeta. Está impreso en la tarjeta. Hay que elegir otra.",
        Name: "Your password must not be only your name. Add more words."
            / "La contraseña no debe ser solo el nombre. Hay que agregar más palabras.",
    }
}

impl Password {
    /// The fewest characters of a password.
    pub const MIN: usize = 8;
    /// The most characters of a password.
    pub const MAX: usize = 128;

    /// A password as typed to sign in: not empty and not longer than any password can be. It may have been set under
    /// other rules, so no other rule is asked.
    pub fn typed(text: &str) -> Result<Self, PasswordError> {
        if text.is_empty() {
            Err(PasswordError::Empty)
        } else if text.len() > Self::MAX * 4 || text.chars().count() > Self::MAX {
            Err(PasswordError::TooLong)
        } else {
            Ok(Self(text.into()))
        }
    }

    /// A new password that a person chooses. No kind of character is demanded.
    pub fn choose(text: &str, context: &PasswordContext<'_>) -> Result<Self, PasswordError> {
        let password = Self::typed(text)?;
        if text.chars().count() < Self::MIN {
            Err(PasswordError::TooShort)
        } else if text.chars().any(char::is_control) {
            Err(PasswordError::Control)
        } else if is_monotonous(text) {
            Err(PasswordError::Repeated)
        } else if is_common(text) {
            Err(PasswordError::Common)
        } else if context.card_numbers.iter().any(|number| contains_number(text, number)) {
            Err(PasswordError::CardNumber)
        } else if is_only_names(text, context.names) {
            Err(PasswordError::Name)
        } else {
            Ok(password)
        }
    }

    /// The characters, for hashing.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// One lower-case password a line.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// In the list, also with capitals, with signs for letters (`P@ssw0rd`), or with a tail of digits and signs
/// (`sunshine1987!`).
fn is_common(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let stem = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    [lower.as_str(), stem].iter().any(|&form| COMMON.contains(form) || COMMON.contains(spelled_out(form).as_str()))
        || COMMON.contains(spelled_out(&lower).trim_end_matches(|c: char| !c.is_alphabetic()))
}

/// `p@55w0rd` as `password`.
fn spelled_out(text: &str) -> String {
    let letter = |sign| match sign {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// Two different characters at most, one block of at most four again and again, or characters that count up or down.
fn is_monotonous(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let different: HashSet<char> = signs.iter().copied().collect();
    let block = (1..=4).any(|size| signs.iter().zip(signs.iter().skip(size)).all(|(one, next)| one == next));
    let steps =
        |by: i64| signs.windows(2).all(|pair| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == by);
    different.len() <= 2 || block || steps(1) || steps(-1)
}

fn contains_number(text: &str, number: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let number = digits(number);
    number.len() >= 4 && digits(text).contains(&number)
}

/// Nothing but the person's names in any order, with spaces, digits and signs between and after.
fn is_only_names(text: &str, names: &[&str]) -> bool {
    let letters = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect() };
    let mut rest = letters(text);
    if rest.is_empty() {
        return false;
    }
    let mut words: Vec<String> =
        names.iter().flat_map(|name| name.split_whitespace()).map(letters).filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in &words {
        // A name of one or two letters may be an initial; alone it proves nothing, taken out of a word it would.
        if word.chars().count() > 2 || rest == *word {
            rest = rest.replace(word.as_str(), "");
        }
    }
    rest.is_empty() || words.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn choose(text: &str) -> Result<(), PasswordError> {
        let context = PasswordContext {
            card_numbers: &["21234000567890", "21234000491283"],
            names: &["Núñez Ruiz", "Ana María", "A"],
        };
        Password::choose(text, &context).map(drop)
    }

    #[test]
    fn the_list_is_long_lower_case_and_sorted() {
        let list: Vec<&str> = include_str!("common_passwords.txt").lines().collect();
        assert!(list.len() >= 1000, "{}", list.len());
        assert!(list.is_sorted());
        assert!(list.iter().all(|p| p.chars().count() >= Password::MIN && **p == p.to_lowercase()));
    }

    #[test]
    fn long_ones_and_every_script_are_welcome() {
        for good in [
            "correct horse battery staple",
            "contra viento y marea 9",
            "пароль для меня",
            "我的图书馆密码很长",
            "tr0ub4dor&3x",
            " spaces at both ends ",
        ] {
            assert_eq!(choose(good), Ok(()), "{good}");
        }
        assert_eq!(choose(&"añ9 ".repeat(32).replacen('a', "zq", 1)[..]), Err(PasswordError::TooLong));
        assert_eq!(
            Password::choose(" kept as typed ", &PasswordContext::default()).unwrap().expose(),
            " kept as typed "
        );
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(choose("пароль7"), Err(PasswordError::TooShort));
        assert_eq!(choose("пароль78"), Ok(()));
        assert_eq!(choose(&"жя7".repeat(43)), Err(PasswordError::TooLong));
        assert_eq!(choose(&"x".repeat(1_000_000)), Err(PasswordError::TooLong));
        assert_eq!(choose(""), Err(PasswordError::Empty));
    }

    #[test]
    fn what_a_stranger_tries_first_is_refused() {
        for bad in [
            "password",
            "PASSWORD",
            "P@ssw0rd",
            "p@55w0rd!",
            "Sunshine1987!",
            "qwertyuiop",
            "iloveyou",
            "Biblioteca2026",
            "contraseña",
        ] {
            assert_eq!(choose(bad), Err(PasswordError::Common), "{bad}");
        }
        for bad in ["aaaaaaaa", "abababab", "12345678", "hgfedcba", "xyz1xyz1xyz1", "........"] {
            assert_eq!(choose(bad), Err(PasswordError::Repeated), "{bad}");
        }
    }

    #[test]
    fn what_a_relative_tries_first_is_refused() {
        for bad in ["21234000567890", "my21234000567890", "2-1234-00056789-0 x", "21234000491283!"] {
            assert_eq!(choose(bad), Err(PasswordError::CardNumber), "{bad}");
        }
        for bad in ["AnaMaría", "ana.nuñez.ruiz".replace("nuñez", "núñez").as_str(), "ruiz2026!", "Ana María 84"]
        {
            assert_eq!(choose(bad), Err(PasswordError::Name), "{bad}");
        }
        assert_eq!(choose("ana likes the sea"), Ok(()));
    }

    #[test]
    fn a_line_break_is_refused_and_nothing_is_printed() {
        assert_eq!(choose("two\nlines here"), Err(PasswordError::Control));
        let password = Password::typed("hunter2").unwrap();
        assert_eq!(format!("{password:?}"), "Password(…)");
    }

    proptest! {
        #[test]
        fn what_is_chosen_has_the_length_and_reads_as_typed(text in "\\PC{0,140}") {
            if let Ok(password) = Password::choose(&text, &PasswordContext::default()) {
                prop_assert!((8..=128).contains(&text.chars().count()));
                prop_assert_eq!(password.expose(), text.as_str());
            }
        }

        #[test]
        fn any_text_never_panics(text in ".{0,140}", name in ".{0,20}", card in ".{0,20}") {
            let _ = Password::choose(&text, &PasswordContext { card_numbers: &[&card], names: &[&name] });
        }
    }
}
