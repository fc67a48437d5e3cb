//! Single characters: digits of other keyboards, gaps, and signs that nobody can see.

/// The ASCII digit that `sign` stands for: ASCII, full-width (`７`), Arabic-Indic (`٧`) and Persian (`۷`) keyboards.
pub(super) fn digit(sign: char) -> Option<char> {
    let value = match sign {
        '0'..='9' => u32::from(sign) - u32::from('0'),
        '\u{FF10}'..='\u{FF19}' => u32::from(sign) - 0xFF10,
        '\u{0660}'..='\u{0669}' => u32::from(sign) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(sign) - 0x06F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Only the digits of a text, as ASCII.
pub(super) fn digits_of(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// Spaces, dashes and invisible marks that people and word processors put between digits.
pub(super) fn is_gap(sign: char) -> bool {
    sign.is_whitespace()
        || is_invisible(sign)
        || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// Zero-width marks and the byte-order mark: pasted without anybody knowing.
pub(super) fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Marks that turn the direction of the text after them: they make a name or an address read as another.
pub(super) fn is_bidi_control(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Marks that nobody sees and no script needs: word processors leave them behind, and they are dropped.
fn is_dropped(sign: char) -> bool {
    matches!(sign, '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Signs that look like nothing and are not white space: an empty Braille cell, the Hangul fillers, the Mongolian vowel
/// separator, the Arabic letter mark, formatting marks that Unicode has given up, and tags. A text that is signed with
/// one in it does not look as it is.
fn is_blank_looking(sign: char) -> bool {
    matches!(
        sign,
        '\u{2800}' | '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' | '\u{180E}' | '\u{061C}'
            | '\u{206A}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// Control characters, line and paragraph separators, marks that turn the direction of the text, and signs that look like
/// nothing.
pub(super) fn is_forbidden(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}') || is_bidi_control(sign) || is_blank_looking(sign)
}

/// Without white space at both ends and without invisible marks that no script needs, and with one space for every run of
/// spaces inside.
pub(super) fn tidy(text: &str) -> String {
    // Marks first: a space that one of them hides is at the end, too.
    let text: String = text.chars().filter(|&sign| !is_dropped(sign)).collect();
    let text = text.trim();
    let mut tidied = String::with_capacity(text.len());
    let mut after_gap = false;
    for sign in text.chars() {
        // Tabs and line ends stay, so that the caller refuses them: they are not spaces.
        let gap = sign.is_whitespace() && !is_forbidden(sign);
        if !gap {
            tidied.push(sign);
        } else if !after_gap {
            tidied.push(' ');
        }
        after_gap = gap;
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_keyboards_are_digits() {
        assert_eq!(digits_of("２1٣۴-x５"), "21345");
    }

    #[test]
    fn tidy_keeps_what_must_be_refused() {
        assert_eq!(tidy("\u{FEFF}  Ana \u{00A0} María "), "Ana María");
        assert_eq!(tidy("a\r\nb"), "a\r\nb");
    }

    #[test]
    fn what_is_tidy_stays_as_it_is() {
        for text in ["6 6 \u{AD}\u{AD}", "\u{2063}\u{205F}*44430", "\u{AD} a \u{AD} b \u{200B}\n"] {
            let once = tidy(text);
            assert_eq!(tidy(&once), once, "{text:?}");
            assert_eq!(once.trim(), once, "{text:?}");
        }
    }
}
