//! A library's colour, and whether words in it can be read.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A colour as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Why a text is no [`Colour`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written as # and six hexadecimal digits, such as #1f5f5b")]
pub struct BadColour;

impl Colour {
    /// A colour from its parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The contrast ratio of WCAG 2.2 between two colours: 1 (none) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl FromStr for Colour {
    type Err = BadColour;

    fn from_str(text: &str) -> Result<Self, BadColour> {
        let digits = text.strip_prefix('#').ok_or(BadColour)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(BadColour);
        }
        let part = |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).map_err(|_| BadColour);
        Ok(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl TryFrom<String> for Colour {
    type Error = BadColour;

    fn try_from(text: String) -> Result<Self, BadColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// The library's one colour, for light and dark pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accent {
    /// On light pages.
    pub light: Colour,
    /// On dark pages.
    pub dark: Colour,
}

impl Accent {
    /// WCAG 2.2 AA for text of ordinary size.
    pub const ENOUGH: f64 = 4.5;
    /// The grounds it stands on in light pages: white, and the darkest light one of `style/tokens.css`, the desk's.
    pub const LIGHT_GROUNDS: [Colour; 2] = [Colour::new(0xff, 0xff, 0xff), Colour::new(0xe9, 0xeb, 0xee)];
    /// The grounds it stands on in dark pages: the darkest of `style/tokens.css`, and one a little lighter than the lightest
    /// that is mixed there.
    pub const DARK_GROUNDS: [Colour; 2] = [Colour::new(0x0d, 0x0e, 0x10), Colour::new(0x2d, 0x2f, 0x33)];
}
