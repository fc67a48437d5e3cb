//! A text of the page that somebody reads about themselves: to a minor in words for their age, and in Spanish with “tú”.

use domain::{
    age::Young,
    words::{Lang, Text},
};

/// A text as an adult reads it, a teenager, and a child.
#[derive(Debug, Clone, Copy)]
pub struct ByAge {
    adult: Text,
    teenager: Text,
    child: Text,
}

impl ByAge {
    /// The same in English for everybody; in Spanish with “usted” to an adult, with “tú” to a minor.
    pub const fn new(en: &'static str, usted: &'static str, tu: &'static str) -> Self {
        Self { adult: Text::new(en, usted), teenager: Text::new(en, tu), child: Text::new(en, tu) }
    }

    /// The same with other words for a child.
    #[must_use]
    pub const fn plainly(self, en: &'static str, es: &'static str) -> Self {
        Self { child: Text::new(en, es), ..self }
    }

    /// The text for the reader: a minor, or an adult.
    pub const fn of(self, young: Option<Young>) -> Text {
        match young {
            None => self.adult,
            Some(Young::Teenager) => self.teenager,
            Some(Young::Child) => self.child,
        }
    }

    /// The same in this language.
    pub const fn to(self, young: Option<Young>, lang: Lang) -> &'static str {
        self.of(young).to(lang)
    }
}
