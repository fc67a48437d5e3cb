//! The profile in force, switch by switch, for whoever checks it: how it is set, what that means in the page's words, how the
//! text was read, and what it rests on.

use super::{Profile, Ruled, privacy};
use crate::{
    rules::RuleId,
    words::{OwnedText, Text},
};
use serde::Serialize;

/// One switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// Its key in the file, under `switches`.
    pub key: &'static str,
    /// What it decides.
    pub about: Text,
    /// How it is set, as the file has it; `None`: it has no value, because the policy is silent.
    pub value: Option<String>,
    /// What the privacy page says because of it; `None`: nothing.
    pub words: Option<OwnedText>,
    /// How the rule was read, where the text leaves a gap.
    pub note: Option<OwnedText>,
    /// What it rests on.
    pub rules: Vec<RuleId>,
}

/// Every switch, in the order of the file.
pub fn in_force(profile: &Profile) -> Vec<InForce> {
    let said = privacy::of_switches(profile);
    // No `..`: a new switch has to be shown.
    let super::Switches {
        helper,
        debt_payer,
        wellness_check,
        guardian_access,
        phone_answers,
        computer_sessions,
        legal_process,
        contact_edits,
        email_is_consent,
        written_permission,
        newsletters,
        staff_card_monitor,
        consortium,
        vendors_receive,
        accesses_kept,
    } = &profile.switches;
    let words = |key: &str| said.iter().find(|(one, _)| *one == key).map(|(_, statement)| statement.words.clone());
    vec![
        one(
            "helper",
            Text::new("A helper with the patron’s card", "Quien ayuda con la tarjeta de otra persona"),
            helper,
            words("helper"),
        ),
        one(
            "debt_payer",
            Text::new("Somebody who pays for a patron", "Quien paga por otra persona"),
            debt_payer,
            words("debt_payer"),
        ),
        one(
            "wellness_check",
            Text::new("A wellness check", "Una verificación de bienestar"),
            wellness_check,
            words("wellness_check"),
        ),
        one(
            "guardian_access",
            Text::new("A parent or guardian", "Una madre, un padre o un tutor"),
            guardian_access,
            words("guardian_access"),
        ),
        one(
            "phone_answers",
            Text::new("What is told by telephone", "Lo que se dice por teléfono"),
            phone_answers,
            words("phone_answers"),
        ),
        one(
            "computer_sessions",
            Text::new("Sessions at public computers", "Sesiones en las computadoras públicas"),
            computer_sessions,
            words("computer_sessions"),
        ),
        one(
            "legal_process",
            Text::new("Release under a legal process", "Entrega por un proceso legal"),
            legal_process,
            words("legal_process"),
        ),
        one(
            "contact_edits",
            Text::new("Contact details changed online", "Datos de contacto cambiados en línea"),
            contact_edits,
            words("contact_edits"),
        ),
        one(
            "email_is_consent",
            Text::new("Giving an e-mail address", "Dar un correo electrónico"),
            email_is_consent,
            words("email_is_consent"),
        ),
        one(
            "written_permission",
            Text::new("Written permission", "Permiso por escrito"),
            written_permission,
            words("written_permission"),
        ),
        one("newsletters", Text::new("Newsletters", "Boletines"), newsletters, words("newsletters")),
        one(
            "staff_card_monitor",
            Text::new("Monitoring of staff cards", "Supervisión de tarjetas de personal"),
            staff_card_monitor,
            words("staff_card_monitor"),
        ),
        one(
            "consortium",
            Text::new(
                "A group of libraries that holds the records",
                "Un grupo de bibliotecas que guarda los registros",
            ),
            consortium,
            words("consortium"),
        ),
        one(
            "vendors_receive",
            Text::new("The most that a vendor gets", "Lo máximo que recibe un proveedor"),
            vendors_receive,
            words("vendors_receive"),
        ),
        one(
            "accesses_kept",
            Text::new(
                "How long the list of who saw a record is kept",
                "Cuánto se guarda la lista de quién vio un registro",
            ),
            accesses_kept,
            words("accesses_kept"),
        ),
    ]
}

fn one<T: Serialize>(key: &'static str, about: Text, switch: &Ruled<T>, words: Option<OwnedText>) -> InForce {
    let value = toml::Value::try_from(&switch.value).ok().map(|value| said(&value));
    InForce { key, about, value, words, note: switch.note.clone(), rules: switch.rules.clone() }
}

/// As a person reads it: without quotes, lists with commas, a text in its English form.
fn said(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(all) => all.iter().map(said).collect::<Vec<_>>().join(", "),
        toml::Value::Table(table) => table.get("en").map_or_else(|| value.to_string(), said),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn each_switch_is_shown_as_it_is_set_with_its_words_and_what_it_rests_on() {
        let text = include_str!("../../../libraries/lci-member.toml");
        let profile = Profile::parse("lci-member", text).unwrap();
        let all = in_force(&profile);
        assert_eq!(all.len(), 15);
        let of = |key: &str| all.iter().find(|one| one.key == key).unwrap();
        assert_eq!(of("wellness_check").value.as_deref(), Some("name-phone-address"));
        assert_eq!(of("staff_card_monitor").value, None, "the policy is silent");
        assert_eq!(of("email_is_consent").value.as_deref(), Some("true"));
        for one in &all {
            assert!(!one.rules.is_empty(), "{}", one.key);
            assert!(one.words.is_some() || one.key == "vendors_receive", "{}", one.key);
            assert_ne!(one.about.to(Lang::En), one.about.to(Lang::Es));
        }
    }
}
