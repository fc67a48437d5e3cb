//! References: what a person reads out at the desk or over the telephone to name a request or a permission.
//!
//! A reference is a name and never a secret: it opens nothing. It says by its first letter what it names, has no letter
//! that is taken for a digit (Crockford's base 32), and ends in a check character (Luhn modulo 32), so that one wrong
//! character, and nearly every pair that changed places, is noticed before anything is looked up.

use std::fmt;

/// `C-7KQ4-M2XD`: what it names, seven characters, a check character.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference(String);

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Names {
    /// A change of contact details.
    Change,
    /// A written permission.
    Permission,
    /// A value that is said to be wrong.
    Correction,
}

impl Names {
    const ALL: [Self; 3] = [Self::Change, Self::Permission, Self::Correction];

    const fn letter(self) -> char {
        match self {
            Self::Change => 'C',
            Self::Permission => 'P',
            Self::Correction => 'R', // to be set right
        }
    }
}

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 7;

impl Reference {
    /// A reference from 35 of these random bits.
    pub fn new(names: Names, random: [u8; 5]) -> Self {
        let bits = random.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
        let body: String = (0..RANDOM).map(|at| sign(bits >> (5 * at))).collect();
        let checked = check(names.letter(), &body).unwrap_or('0');
        Self::grouped(names, &format!("{body}{checked}"))
    }

    /// Reads a reference as it is typed or read out: with or without dashes, in any case, `O` for `0`, `I` or `L` for
    /// `1`. `None` for anything that is no reference or has a mistake in it.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 60 {
            return None;
        }
        let mut signs = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').map(|sign| {
            match sign.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            }
        });
        let first = signs.next()?;
        let names = Names::ALL.into_iter().find(|names| names.letter() == first)?;
        let body: String = signs.collect();
        if body.len() != RANDOM + 1 || !body.is_ascii() {
            return None;
        }
        let (random, last) = body.split_at(RANDOM);
        (check(first, random)? == last.chars().next()?).then(|| Self::grouped(names, &body))
    }

    fn grouped(names: Names, body: &str) -> Self {
        let (one, two) = body.split_at(4.min(body.len()));
        Self(format!("{}-{one}-{two}", names.letter()))
    }

    /// What it names.
    pub fn names(&self) -> Option<Names> {
        Names::ALL.into_iter().find(|names| self.0.starts_with(names.letter()))
    }

    /// The reference as it is shown and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn sign(bits: u64) -> char {
    // The mask keeps the index below 32.
    char::from(SIGNS[(bits & 31) as usize])
}

fn value(sign: char) -> Option<u32> {
    SIGNS.iter().position(|&known| char::from(known) == sign).and_then(|at| u32::try_from(at).ok())
}

/// Luhn modulo 32 over the letter and the body, doubling every other character from the right.
fn check(letter: char, body: &str) -> Option<char> {
    let mut sum = 0;
    for (at, sign) in body.chars().rev().chain([letter]).enumerate() {
        let value = value(sign)?;
        sum += if at % 2 == 0 { value * 2 / 32 + value * 2 % 32 } else { value };
    }
    Some(self::sign(u64::from((32 - sum % 32) % 32)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_read_however_it_is_typed() {
        let made = Reference::new(Names::Permission, [0, 0, 0, 0, 33]);
        assert_eq!(made.as_str().len(), "P-7KQ4-M2XD".len());
        assert_eq!(made.names(), Some(Names::Permission));
        let lazy = made.as_str().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(Reference::parse(&lazy), Some(made));
    }

    #[test]
    fn what_is_none_is_refused() {
        for text in ["", "P", "P-7KQ4", "X-7KQ4-M2XD", "P-7KQ4-M2XÉ", "P-7KQ4-M2X💛", "21234000012345"] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_one_reads_back(random in any::<[u8; 5]>()) {
            for names in Names::ALL {
                let made = Reference::new(names, random);
                prop_assert_eq!(Reference::parse(made.as_str()), Some(made.clone()));
            }
        }

        #[test]
        fn one_wrong_character_is_noticed(random in any::<[u8; 5]>(), at in 0_usize..8, other in 0_usize..32) {
            let made = Reference::new(Names::Change, random).as_str().replace('-', "");
            let mut wrong: Vec<char> = made.chars().collect();
            wrong[at + 1] = char::from(SIGNS[other]);
            let wrong: String = wrong.into_iter().collect();
            prop_assert_eq!(Reference::parse(&wrong).is_some(), wrong == made);
        }

        #[test]
        fn nothing_panics(text in ".{0,80}") {
            let _ = Reference::parse(&text);
        }
    }
}
