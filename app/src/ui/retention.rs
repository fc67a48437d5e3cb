//! Why something is not kept, in words.

use domain::{
    inventory::Class,
    profile::{Keep, Profile},
    words::Lang,
};

/// Why the library keeps nothing of a class; `None` where it keeps it.
pub fn not_kept(profile: &Profile, class: Class, lang: Lang) -> Option<&str> {
    match &profile.retention(class)?.keep {
        Keep::NotKept { reason, .. } => Some(reason.to(lang)),
        _ => None,
    }
}
