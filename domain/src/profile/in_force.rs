//! The profile in force, switch by switch, for anyone who checks it: how it is set, what that means in the page's words, how the
//! text was read, and what it rests on.

use super::{Profile, Switch, privacy};
use crate::{
    rules::RuleId,
    words::{OwnedText, Text},
};

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
    profile.switches.each().map(|switch| one(switch, &said)).into()
}

/// What each switch decides.
const ABOUT: [(&str, Text); 15] = [
    ("helper", Text::new("A helper with the patron’s card", "Quien ayuda con la tarjeta de otra persona")),
    ("debt_payer", Text::new("Somebody who pays for a patron", "Quien paga por otra persona")),
    ("wellness_check", Text::new("A wellness check", "Una verificación de bienestar")),
    ("guardian_access", Text::new("A parent or guardian", "Una madre, un padre o un tutor")),
    ("phone_answers", Text::new("What is told by telephone", "Lo que se dice por teléfono")),
    ("computer_sessions", Text::new("Sessions at public computers", "Sesiones en las computadoras públicas")),
    ("legal_process", Text::new("Release under a legal process", "Entrega por un proceso legal")),
    ("contact_edits", Text::new("Contact details changed online", "Datos de contacto cambiados en línea")),
    ("email_is_consent", Text::new("Giving an e-mail address", "Dar un correo electrónico")),
    ("written_permission", Text::new("Written permission", "Permiso por escrito")),
    ("newsletters", Text::new("Newsletters", "Boletines")),
    ("staff_card_monitor", Text::new("Monitoring of staff cards", "Supervisión de tarjetas de personal")),
    (
        "consortium",
        Text::new("A group of libraries that holds the records", "Un grupo de bibliotecas que guarda los registros"),
    ),
    ("vendors_receive", Text::new("The most that a vendor gets", "Lo máximo que recibe un proveedor")),
    (
        "accesses_kept",
        Text::new(
            "How long the list of who saw a record is kept",
            "Cuánto se guarda la lista de quién vio un registro",
        ),
    ),
];

fn one(switch: Switch<'_>, said: &[(&'static str, privacy::Statement)]) -> InForce {
    let Switch { key, value, rules, note } = switch;
    let about = ABOUT.iter().find(|(one, _)| *one == key).map_or(Text::new(key, key), |(_, about)| *about);
    let words = said.iter().find(|(one, _)| *one == key).map(|(_, statement)| statement.words.clone());
    InForce { key, about, value: value.as_ref().map(as_read), words, note: note.cloned(), rules: rules.to_vec() }
}

/// As a person reads it: without quotes, lists with commas, a text in its English form.
fn as_read(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(all) => all.iter().map(as_read).collect::<Vec<_>>().join(", "),
        toml::Value::Table(table) => table.get("en").map_or_else(|| value.to_string(), as_read),
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
