//! One-time codes in Crockford's base 32, which has no letters that look like digits: 130 random bits for links and for what
//! an app or a file carries, 40 for a code from the desk, which is copied by hand, is asked for behind the throttle and
//! lasts a day (docs/decisions/0007).

use crate::entropy::Entropy;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 26 characters of 5 bits.
const LENGTH: usize = 26;

/// 8 characters of 5 bits.
const SHORT: usize = 8;

/// A new code, without dashes.
pub(crate) fn new(entropy: &dyn Entropy) -> String {
    random::<LENGTH>(entropy)
}

/// A new code that is copied by hand, without dashes.
pub(crate) fn short(entropy: &dyn Entropy) -> String {
    random::<SHORT>(entropy)
}

/// Whether a code is one that is copied by hand: few enough bits that guessing at it is slowed down.
pub(crate) fn is_short(code: &str) -> bool {
    code.len() == SHORT
}

/// The code that is copied by hand and made from these bytes: a form that is sent twice has one code.
pub(crate) fn short_of(bytes: &[u8; 32]) -> String {
    bytes.iter().take(SHORT).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// The long code that is made from these bytes.
pub(crate) fn long_of(bytes: &[u8; 32]) -> String {
    bytes.iter().take(LENGTH).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

fn random<const N: usize>(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// In groups, for reading aloud.
pub(crate) fn grouped(code: &str) -> String {
    code.as_bytes()
        .chunks(if is_short(code) { 4 } else { 5 })
        .map(|part| String::from_utf8_lossy(part))
        .collect::<Vec<_>>()
        .join("-")
}

/// A long code as typed, pasted or clicked: without dashes and spaces, with the letters people mistake put right.
pub(crate) fn read(typed: &str) -> Option<String> {
    read_any(typed).filter(|code| code.len() == LENGTH)
}

/// A code of either length, as [`read`].
pub(crate) fn read_any(typed: &str) -> Option<String> {
    let code: Option<String> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte)).then_some(c)
        })
        .take(LENGTH + 1)
        .collect();
    code.filter(|code| code.len() == LENGTH || code.len() == SHORT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_code_survives_being_read_aloud_and_typed() {
        let code = new(&SeededEntropy::new(7));
        assert_eq!(code.len(), LENGTH);
        assert_eq!(read(&grouped(&code)).as_deref(), Some(code.as_str()));
        assert_eq!(read(&format!(" {} ", code.to_lowercase())).as_deref(), Some(code.as_str()));
        assert_eq!(read(&code.replace('0', "o").replace('1', "l")).as_deref(), Some(code.as_str()));
        assert_eq!(read(&code[1..]), None);
        assert_eq!(read(&format!("{code}0")), None);
        assert_eq!(read("ü"), None);
        let by_hand = short(&SeededEntropy::new(7));
        assert_eq!((by_hand.len(), grouped(&by_hand).len()), (8, 9));
        assert_eq!(read_any(&grouped(&by_hand).to_lowercase()).as_deref(), Some(by_hand.as_str()));
        assert_eq!(read(&by_hand), None, "where only a long one will do");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_a_code_of_ours_or_none(typed in "\\PC{0,40}|[0-9a-zA-Z \\-]{0,40}") {
            if let Some(code) = read_any(&typed) {
                proptest::prop_assert!(code.len() == LENGTH || code.len() == SHORT);
                proptest::prop_assert!(code.bytes().all(|byte| ALPHABET.contains(&byte)));
                for again in [code.clone(), grouped(&code), grouped(&code).to_lowercase()] {
                    proptest::prop_assert_eq!(read_any(&again), Some(code.clone()));
                }
            }
        }
    }
}
