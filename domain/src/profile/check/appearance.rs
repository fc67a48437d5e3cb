//! Its logo and its colours.

use super::{Checked, fault};
use crate::profile::{Accent, Profile};

/// A name and no path: the page asks for it below `/assets/logos/`.
pub(super) fn logo(profile: &Profile) -> Checked {
    let Some(file) = &profile.logo else { return Ok(()) };
    let known = file.rsplit_once('.').is_some_and(|(name, kind)| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && ["svg", "png", "webp"].contains(&kind)
    });
    if known {
        Ok(())
    } else {
        fault(
            "logo",
            "the name of a file in style/assets/logos: small letters, digits, hyphens, then .svg, .png or .webp",
        )
    }
}

pub(super) fn colours(accent: Accent) -> Checked {
    let grounds = [
        ("accent.light", accent.light, Accent::LIGHT_GROUNDS, "darker"),
        ("accent.dark", accent.dark, Accent::DARK_GROUNDS, "lighter"),
    ];
    for (key, colour, grounds, remedy) in grounds {
        for ground in grounds {
            let contrast = colour.contrast(ground);
            if contrast < Accent::ENOUGH {
                return fault(
                    key,
                    format!(
                        "the contrast of {colour} on {ground} is {contrast:.2} to 1 and has to be at least {} to 1; \
                         choose a {remedy} colour",
                        Accent::ENOUGH
                    ),
                );
            }
        }
    }
    Ok(())
}
