//! What a profile still lacks before a library can call it its own: placeholders, what nobody has named, what counsel has
//! not decided.

use super::{Applies, Profile};
use crate::words::{Lang, Text};

/// Something that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Where it stands in the file.
    pub key: String,
    /// What is open about it.
    pub why: Text,
}

const PLACEHOLDER: Text =
    Text::new("a placeholder: put the library’s own", "un valor de ejemplo: ponga el de la biblioteca");
const MADE_UP: Text = Text::new("made up: nobody is reached by it", "inventado: nadie se alcanza con esto");
const NOBODY: Text = Text::new(
    "nobody is written to when police or legal papers come",
    "no se escribe a nadie cuando llegan la policía o documentos legales",
);
const NO_OFFICER: Text =
    Text::new("nobody is named who answers for privacy", "no se nombra a nadie que responda por la privacidad");
const NO_BACKUPS: Text = Text::new(
    "nobody has said how long backups of this portal last",
    "nadie ha dicho cuánto duran las copias de seguridad de este portal",
);
const NO_POLICY: Text = Text::new("its own privacy policy is missing", "falta su propia política de privacidad");
const NO_REVIEW: Text =
    Text::new("when its contract was last reviewed is missing", "falta cuándo se revisó su contrato por última vez");
const UNDECIDED: Text = Text::new("counsel has not decided", "quienes asesoran a la biblioteca no han decidido");
const READING: Text = Text::new(
    "a reading of a published policy, and not the library’s own",
    "una lectura de una política publicada, y no el perfil propio de la biblioteca",
);

/// Everything that is open, in the order of the file.
pub fn open_points(profile: &Profile) -> Vec<Open> {
    let mut all: Vec<Open> = Vec::new();
    let mut add = |key: String, why: Text| all.push(Open { key, why });
    if profile.reading_of_published_policy {
        add("reading_of_published_policy".to_owned(), READING);
    }
    if profile.told_of_process.iter().all(|told| told.email.is_none()) {
        add("told_of_process".to_owned(), NOBODY);
    }
    if profile.privacy_officer.is_none() {
        add("privacy_officer".to_owned(), NO_OFFICER);
    }
    if profile.backup_days.is_none() {
        add("backup_days".to_owned(), NO_BACKUPS);
    }
    for key in &profile.placeholders {
        add(key.clone(), PLACEHOLDER);
    }
    // An address or number that reaches nobody counts as a placeholder even where the file does not say so.
    let made_up = [
        ("desk.phone", profile.desk.phone.contains("555-01")),
        ("desk.email", profile.desk.email.as_deref().is_some_and(is_example)),
    ];
    for (key, _) in made_up.into_iter().filter(|(key, made_up)| *made_up && !named(profile, key)) {
        add(key.to_owned(), MADE_UP);
    }
    for lead in profile.leads.iter().filter(|lead| lead.applies == Applies::Undecided) {
        add(format!("leads: {}", lead.rule.citation(Lang::En)), UNDECIDED);
    }
    for vendor in &profile.vendors {
        if vendor.policy_url.is_none() {
            add(format!("vendors {}: policy_url", vendor.code), NO_POLICY);
        }
        if vendor.contract_reviewed.is_none() {
            add(format!("vendors {}: contract_reviewed", vendor.code), NO_REVIEW);
        }
    }
    all
}

fn named(profile: &Profile, key: &str) -> bool {
    profile.placeholders.iter().any(|placeholder| key == placeholder || key.starts_with(&format!("{placeholder}.")))
}

/// A domain that belongs to nobody (RFC 2606).
fn is_example(email: &str) -> bool {
    let domain = email.rsplit('@').next().unwrap_or_default();
    domain.ends_with(".example") || ["example.org", "example.com", "example.net"].contains(&domain)
}

/// Whether something stands under this key: a path of names with dots between, as in the file.
pub(super) fn stands(profile: &Profile, key: &str) -> bool {
    let Ok(whole) = toml::Value::try_from(profile) else { return false };
    key.split('.').try_fold(&whole, |value, name| value.get(name)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANSFIELD: &str = include_str!("../../../libraries/mansfield.toml");

    fn keys(profile: &Profile) -> Vec<String> {
        open_points(profile).into_iter().map(|one| one.key).collect()
    }

    #[test]
    fn a_reading_of_a_policy_says_what_the_library_has_still_to_put_in() {
        let profile = Profile::parse("mansfield", MANSFIELD).unwrap();
        let keys = keys(&profile);
        for key in [
            "reading_of_published_policy",
            "told_of_process",
            "privacy_officer",
            "desk",
            "card",
            "leaving.closed_days",
            "leads: Conn. Gen. Stat. § 4-193",
        ] {
            assert!(keys.iter().any(|one| one == key), "{key}: {keys:?}");
        }
        assert!(!keys.contains(&"desk.phone".to_owned()), "said once, as part of the desk: {keys:?}");
    }

    #[test]
    fn what_is_filled_in_is_not_open_and_a_made_up_address_is_whatever_the_file_says() {
        let mut profile = Profile::parse("mansfield", MANSFIELD).unwrap();
        profile.placeholders.clear();
        assert!(keys(&profile).contains(&"desk.email".to_owned()), "desk@mansfield.example reaches nobody");
        profile.reading_of_published_policy = false;
        profile.desk.email = Some("desk@library.test".to_owned());
        profile.desk.phone = "(860) 423-2501".to_owned();
        profile.told_of_process = vec![super::super::ToldOfProcess {
            name: "R".to_owned(),
            phone: None,
            email: Some("director@library.test".to_owned()),
        }];
        profile.privacy_officer = Some(super::super::PrivacyOfficer {
            name: crate::words::OwnedText { en: "R".to_owned(), es: "R".to_owned() },
            phone: None,
            email: None,
        });
        profile.leads.iter_mut().for_each(|lead| lead.applies = Applies::No);
        profile.vendors.clear();
        assert_eq!(keys(&profile), Vec::<String>::new());
    }

    #[test]
    fn a_placeholder_that_stands_nowhere_is_refused() {
        let wrong = MANSFIELD.replacen("placeholders = [", "placeholders = [\"desk.fax\", ", 1);
        let error = Profile::parse("mansfield", &wrong).unwrap_err();
        assert!(error.to_string().contains("placeholders[1]") && error.to_string().contains("desk.fax"), "{error}");
    }
}
