//! A number as it is published where numbers contain one another: only the band that it is in, whether it is small or not,
//! so that none can be worked out from the others and zero is told from a few no more than an order of silence allows.

use crate::words::Lang;

/// A number as it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    least: u64,
    width: u64,
}

impl Band {
    /// The band of this width that a number is in: `0 to 9`, `10 to 19`, …
    pub fn of(number: u64, width: u16) -> Self {
        let width = u64::from(width.max(1));
        Self { least: number / width * width, width }
    }

    /// The smallest and the largest number it may be.
    pub const fn bounds(self) -> (u64, u64) {
        (self.least, self.least + (self.width - 1))
    }

    /// `0 to 9`
    pub fn label(self, lang: Lang) -> String {
        let (least, most) = self.bounds();
        match lang {
            Lang::En => format!("{least} to {most}"),
            Lang::Es => format!("de {least} a {most}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn s4_no_band_tells_a_number_from_the_others_in_it(number in 0u64..10_000, width in 5u16..50) {
            let alike = (0u64..20_000).filter(|&other| Band::of(other, width) == Band::of(number, width)).count();
            prop_assert_eq!(alike, usize::from(width));
        }
    }
}
