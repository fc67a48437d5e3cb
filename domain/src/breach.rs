//! A breach of security (L30; Conn. Gen. Stat. § 36a-701b): whom it may concern, by when they are told, and what the letter
//! says.

use crate::{
    coded::coded,
    inventory::{Class, show},
    words::{Lang, OwnedText, Text},
};
use chrono::{Days, NaiveDate};

/// Everyone is told without delay, and no later than so many days after it was found (§ 36a-701b(b)(1)).
pub const WITHIN: Days = Days::new(60);

/// Whom it may concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The person who had something in the classes that it touched.
    Classes,
    /// Everybody whose record was there.
    Everybody,
    /// The holders of these cards.
    Cards,
}

coded!(Reach {
    Classes = "classes":
        "Everyone who had something in these parts of the record" / "Todas las personas que tenían algo en esas partes del registro",
    Everybody = "everybody": "Everyone whose record was there" / "Todas las personas cuyo registro estaba ahí",
    Cards = "cards": "The holders of certain cards" / "Las personas con ciertas tarjetas",
});

/// How somebody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// By e-mail.
    Mail,
    /// By a letter that the desk prints and posts.
    Letter,
}

coded!(How {
    Mail = "mail": "E-mail" / "Correo electrónico",
    Letter = "letter": "Letter" / "Carta",
});

/// The last day on which everyone it concerns, and the Attorney General, are told.
pub fn last_day(found_on: NaiveDate) -> NaiveDate {
    found_on.checked_add_days(WITHIN).unwrap_or(found_on)
}

/// What everyone it concerns is told, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, in the Director's words.
    pub said: OwnedText,
    /// Between which days.
    pub between: (NaiveDate, NaiveDate),
    /// When it was found.
    pub found_on: NaiveDate,
    /// Which parts of the record.
    pub classes: Vec<Class>,
}

impl Notice {
    /// `November 2, 2026 to November 9, 2026`
    pub fn span(&self, lang: Lang) -> String {
        let (from, until) = self.between;
        let [from, until] = [from, until].map(|day| show::date(day, lang));
        if from == until {
            return from;
        }
        match lang {
            Lang::En => format!("{from} to {until}"),
            Lang::Es => format!("del {from} al {until}"),
        }
    }

    /// The parts of the record, by name.
    pub fn parts(&self, lang: Lang) -> Vec<&'static str> {
        self.classes.iter().map(|class| class.label().to(lang)).collect()
    }

    /// Whether somebody who has it could sign in as the patron.
    pub fn touches_signing_in(&self) -> bool {
        self.classes.contains(&Class::Credentials)
    }
}

/// What the day is called in a reminder.
pub const LAST_DAY: Text = Text::new(
    "Last day to tell whoever a breach concerns, and the Attorney General no later than them (§ 36a-701b)",
    "Último día para avisar a quienes concierne una filtración y, a más tardar junto con ellos, a la fiscalía general (§ 36a-701b)",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{BEHIND, relations};

    #[test]
    fn x4_sixty_days_are_counted_from_the_day_it_was_found() {
        assert_eq!(last_day("2026-11-23".parse().unwrap()), "2027-01-22".parse().unwrap());
    }

    #[test]
    fn a_notice_names_the_parts_and_says_whether_one_could_sign_in_with_them() {
        let day = "2026-11-02".parse().unwrap();
        let said =
            OwnedText { en: "A list was sent astray".to_owned(), es: "Se envió una lista por error".to_owned() };
        let notice = |classes: Vec<Class>| Notice { said: said.clone(), between: (day, day), found_on: day, classes };
        let contact = notice(vec![Class::Contact]);
        assert_eq!(contact.parts(Lang::En), [Class::Contact.label().en]);
        assert_eq!(contact.parts(Lang::Es), [Class::Contact.label().es]);
        assert!(!contact.touches_signing_in());
        assert!(notice(vec![Class::Contact, Class::Credentials]).touches_signing_in());
    }

    /// Where a Social Security or taxpayer number was breached, the statute asks for two years of identity theft prevention
    /// (§ 36a-701b(b)(2)(B)). The page says that the portal holds none.
    #[test]
    fn x4_no_column_of_the_inventory_is_a_social_security_or_taxpayer_number() {
        let mut columns: Vec<String> = Vec::new();
        for (_, relation) in relations() {
            for field in relation.fields {
                columns.extend([field.column.to_lowercase(), field.label.en.to_lowercase()]);
            }
        }
        columns.extend(BEHIND.iter().flat_map(|behind| behind.columns).map(|column| column.to_lowercase()));
        assert!(columns.len() > 300);
        for column in columns {
            let words: Vec<&str> = column.split(|sign: char| !sign.is_alphanumeric()).collect();
            for word in ["ssn", "social", "tax", "taxpayer", "itin", "tin", "passport", "license", "licence"] {
                assert!(!words.contains(&word), "{column}");
            }
        }
    }

    #[test]
    fn codes_read_back() {
        for &one in Reach::ALL {
            assert_eq!(Reach::from_code(one.code()), Some(one));
        }
        for &one in How::ALL {
            assert_eq!(How::from_code(one.code()), Some(one));
        }
    }

    #[test]
    fn a_breach_of_one_day_names_one_day() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let said = OwnedText { en: "A laptop was stolen.".into(), es: "Robaron una computadora.".into() };
        let between = (day("2026-11-02"), day("2026-11-02"));
        let notice = Notice { said, between, found_on: between.0, classes: vec![Class::Contact] };
        assert_eq!(notice.span(Lang::En), "November 2, 2026");
        let longer = Notice { between: (between.0, day("2026-11-09")), ..notice };
        assert_eq!(longer.span(Lang::En), "November 2, 2026 to November 9, 2026");
        assert!(!longer.touches_signing_in());
    }
}
