//! Words in every language the portal speaks.
//!
//! A message is one [`Text`] with all its languages side by side, so a missing translation does not compile and a
//! reviewer reads both at once. Messages that hold a value are plain functions of [`Lang`].

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language the portal speaks. Its BCP 47 tag is [`Lang::tag`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, as written in the United States.
    #[default]
    En,
    /// Spanish, as written in the United States.
    Es,
}

impl Lang {
    /// Every language, in the order the choice is shown.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The BCP 47 tag for `lang` attributes: `en` or `es`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language's own name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// The language of a BCP 47 tag (`es-PR` is Spanish), or `None` for one the portal does not speak.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.trim().to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "es" => Some(Self::Es),
            _ => None,
        }
    }
}

/// A fixed message in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
}

impl Text {
    /// The same message in each language.
    pub const fn new(en: &'static str, es: &'static str) -> Self {
        Self { en, es }
    }

    /// The message in `lang`.
    pub const fn to(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Es => self.es,
        }
    }
}

/// A message that comes from data (a library's profile) and not from code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnedText {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

impl OwnedText {
    /// The message in `lang`.
    pub fn to(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Es => &self.es,
        }
    }
}

/// A name in the middle of a sentence: one that is written from right to left, or holds marks that turn the direction of
/// what follows, does not turn the sentence (Unicode Standard Annex #9: first strong isolate). Other names stay as they
/// are.
pub fn isolated(name: &str) -> Cow<'_, str> {
    if name.chars().any(turns) {
        // Marks of its own could close the isolate around it.
        let kept: String = name.chars().filter(|&sign| !is_bidi_control(sign)).collect();
        format!("\u{2068}{kept}\u{2069}").into()
    } else {
        name.into()
    }
}

/// Whether a sign is written from right to left, or turns others.
const fn turns(sign: char) -> bool {
    is_bidi_control(sign)
        || matches!(sign,
            '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

const fn is_bidi_control(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_turns_the_sentence_around_it() {
        assert_eq!(isolated("Ana Núñez"), "Ana Núñez");
        assert_eq!(isolated("שרה"), "\u{2068}שרה\u{2069}");
        assert_eq!(isolated("Ana\u{202E}!"), "\u{2068}Ana!\u{2069}");
        assert_eq!(isolated("Ana\u{2069}\u{202E}x"), "\u{2068}Anax\u{2069}");
    }

    #[test]
    fn a_regional_tag_is_its_language() {
        assert_eq!(Lang::from_tag("es-PR"), Some(Lang::Es));
        assert_eq!(Lang::from_tag("EN_us"), Some(Lang::En));
        assert_eq!(Lang::from_tag("fr"), None);
    }
}
