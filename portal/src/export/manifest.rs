//! `manifest.json`: what the archive is, what is in it, what is not and why.

use super::{Facts, pack::Pack};
use crate::{Error, Result};
use domain::{
    inventory::{BEHIND, Class, Visibility},
    profile::Keep,
};
use serde_json::{Value, json};

/// The file's name in the archive. It is the last, and not in its own list.
pub(super) const NAME: &str = "manifest.json";

/// Writes the file.
pub(super) async fn write(pack: &mut Pack, facts: &Facts) -> Result<()> {
    let files = serde_json::to_value(pack.done()).map_err(Error::because(NAME))?;
    let manifest = json!({
        "made_at": facts.at,
        "library": { "code": facts.profile.slug, "name": facts.profile.name },
        "language": facts.lang,
        "portal_version": env!("CARGO_PKG_VERSION"),
        "files": files,
        "csv": super::words::APOSTROPHES.to(facts.lang),
        "withheld": withheld(facts),
        "not_kept": not_kept(facts),
        "not_loaded": facts.classes().filter(|&class| facts.profile.is_not_loaded(class)).map(Class::code).collect::<Vec<_>>(),
        "held_elsewhere": held_elsewhere(facts),
    });
    let mut file = pack.file(NAME).await?;
    file.text.push_str(&serde_json::to_string_pretty(&manifest).map_err(Error::because(NAME))?);
    file.text.push('\n');
    file.end().await
}

fn withheld(facts: &Facts) -> Vec<Value> {
    let lang = facts.lang;
    let all = facts.classes().flat_map(|class| facts.relations(class).map(move |relation| (class, relation)));
    let columns = all.flat_map(|(class, relation)| {
        facts.fields(class, relation).filter_map(move |field| match field.shown {
            Visibility::Withheld(reason) => Some(json!({
                "class": class.code(),
                "table": relation.name,
                "column": field.column,
                "label": field.label.to(lang),
                "reason": reason.to(lang),
            })),
            Visibility::PlainUnless(column) => Some(json!({
                "class": class.code(),
                "table": relation.name,
                "column": field.column,
                "label": field.label.to(lang),
                "reason_in": column,
            })),
            Visibility::Plain | Visibility::Masked => None,
        })
    });
    let behind = BEHIND.iter().map(|behind| json!({ "table": behind.table, "reason": behind.reason.to(lang) }));
    columns.chain(behind).collect()
}

fn not_kept(facts: &Facts) -> Vec<Value> {
    let lang = facts.lang;
    let classes = facts.profile.retention.iter().filter_map(|(class, retention)| match &retention.keep {
        Keep::NotKept { reason, stated } => {
            Some(json!({ "class": class, "what": reason.to(lang), "stated_by_the_policy": stated }))
        }
        _ => None,
    });
    let rest = facts.profile.not_held.iter().map(|held| json!({ "what": held.what.to(lang) }));
    classes.chain(rest).collect()
}

fn held_elsewhere(facts: &Facts) -> Vec<Value> {
    let lang = facts.lang;
    let others = facts.profile.held_elsewhere.iter().map(|held| {
        json!({
            "who": held.who.to(lang),
            "what": held.what.to(lang),
            "why": held.why.to(lang),
            "ask": held.ask.to(lang),
            "deletion": held.deletion.as_ref().map(|deletion| deletion.to(lang)),
        })
    });
    let vendors = facts.profile.vendors.iter().map(|vendor| {
        let receives: Vec<String> = vendor.receives.iter().map(super::words::receives(lang)).collect();
        json!({
            "who": vendor.name.to(lang),
            "what": receives,
            "why": vendor.purpose.to(lang),
            "ask": vendor.ask.to(lang),
            "keeps": vendor.keeps.as_ref().map(|keeps| keeps.to(lang)),
            "policy": vendor.policy_url,
        })
    });
    others.chain(vendors).collect()
}
