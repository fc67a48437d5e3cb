//! How long something is kept, in words.

use domain::{
    inventory::Class,
    profile::{Keep, Profile, privacy},
    words::Lang,
};

/// `We delete this 30 days after you return the item.`, with how the policy was read where it leaves a gap. Nothing for
/// what others hold: the profile tells of each.
pub fn how_long(profile: &Profile, class: Class, lang: Lang) -> Option<String> {
    let retention = profile.retention(class)?;
    let kept = privacy::how_long(&retention.keep);
    Some(match &retention.note {
        Some(note) => format!("{} {}", kept.to(lang), note.to(lang)),
        None => kept.to(lang).to_owned(),
    })
}

/// Why the library keeps nothing of a class; `None` where it keeps it.
pub fn not_kept(profile: &Profile, class: Class, lang: Lang) -> Option<&str> {
    match &profile.retention(class)?.keep {
        Keep::NotKept { reason, .. } => Some(reason.to(lang)),
        _ => None,
    }
}
