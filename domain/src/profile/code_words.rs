//! What the codes of the library's own system stand for, where a patron reads them: branches, kinds of card and of item,
//! newsletters, and the services that send them.

use super::Profile;
use crate::{consent::Purpose, inventory::Field, words::Lang};

/// The columns whose values are codes of the library's own.
const OWN: [&str; 5] = ["home_library", "category", "branch", "pickup_branch", "item_kind"];

/// The columns whose values are what a yes or a no is about: a kind of notice or a newsletter.
const PURPOSES: [&str; 3] = ["purpose", "list", "needs"];

impl Profile {
    /// The words for what stands in a field, where it is a code that this library has words for.
    // Test below: a code of the library's own is read in words, and never bare where there are some.
    pub fn word_for(&self, field: &Field, code: &str, lang: Lang) -> Option<String> {
        if OWN.contains(&field.column) {
            return self.code_words.get(code).map(|words| words.to(lang).to_owned());
        }
        if field.column == "service" {
            return self
                .vendors
                .iter()
                .find(|vendor| vendor.code == code)
                .map(|vendor| vendor.name.to(lang).to_owned());
        }
        // A newsletter has its name from the profile as well.
        PURPOSES.contains(&field.column).then(|| Purpose::from_code(code, self))?.map(|purpose| purpose.label(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Class, info};

    #[test]
    fn a_code_of_the_librarys_own_is_read_in_words_and_never_bare_where_there_are_some() {
        let text = include_str!("../../../libraries/mansfield.toml");
        let profile = Profile::parse("mansfield", text).unwrap();
        let field = |class, column| info(class).relations.iter().find_map(|relation| relation.field(column)).unwrap();
        for (class, column, code, words) in [
            (Class::Eligibility, "home_library", "MANSFIELD", "Mansfield Public Library"),
            (Class::Eligibility, "category", "JUVENILE", "Child’s card"),
            (Class::Checkouts, "branch", "MANSFIELD", "Mansfield Public Library"),
            (Class::Holds, "pickup_branch", "MANSFIELD", "Mansfield Public Library"),
            (Class::Preferences, "purpose", "monthly", "Library news"),
        ] {
            let said = profile.word_for(field(class, column), code, Lang::En);
            assert_eq!(said.as_deref(), Some(words), "{column}");
            assert_ne!(profile.word_for(field(class, column), code, Lang::Es), None, "{column}");
        }
        assert_eq!(profile.word_for(field(Class::Eligibility, "category"), "X9", Lang::En), None, "stands as it is");
    }

    #[test]
    fn a_newsletter_and_the_service_that_sends_it_are_called_as_the_library_calls_them() {
        let profile = Profile::parse("lci-member", include_str!("../../../libraries/lci-member.toml")).unwrap();
        let relations = info(Class::Notices).relations;
        for (relation, column, code, en, es) in [
            ("newsletter_delivery", "list", "weekly", "This week at the library", "Esta semana en la biblioteca"),
            ("service_listed", "list", "specials", "Special events", "Eventos especiales"),
            ("service_listed", "service", "newsletter", "Newsletter service", "Servicio de boletines"),
            ("outbox", "needs", "monthly", "Library news", "Noticias de la biblioteca"),
        ] {
            let field = relations.iter().find(|one| one.name == relation).and_then(|one| one.field(column)).unwrap();
            assert_eq!(profile.word_for(field, code, Lang::En).as_deref(), Some(en), "{relation}.{column}");
            assert_eq!(profile.word_for(field, code, Lang::Es).as_deref(), Some(es), "{relation}.{column}");
            assert_eq!(profile.word_for(field, "gone", Lang::En), None, "{relation}.{column}: stands as it is");
        }
    }
}
