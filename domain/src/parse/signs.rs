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

/// Marks that nobody sees: of no width, the byte-order mark, and those that only choose how the sign before them looks.
pub(super) fn is_invisible(sign: char) -> bool {
    is_dropped(sign) || is_selector(sign) || matches!(sign, '\u{200C}' | '\u{200D}')
}

/// Whether somebody who reads the text sees something of it.
pub(super) fn is_seen(text: &str) -> bool {
    text.chars().any(|sign| !sign.is_whitespace() && !is_invisible(sign))
}

/// Marks that choose how the sign before them looks: of emoji, of Mongolian letters, of characters in names.
fn is_selector(sign: char) -> bool {
    matches!(sign, '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{180F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Marks that turn the direction of the text after them: they make a name or an address read as another.
pub(super) fn is_bidi_control(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Marks that nobody sees and no line needs: word processors leave them behind, and they are dropped. Among them the marks that
/// stand in for a letter of one direction or the other: signs around them could change places.
fn is_dropped(sign: char) -> bool {
    matches!(
        sign,
        '\u{00AD}' | '\u{034F}' | '\u{17B4}' | '\u{17B5}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'
            ..='\u{2064}' | '\u{FEFF}'
    )
}

/// Signs that look like nothing and are not white space: an empty Braille cell, the Hangul fillers, the Mongolian vowel
/// separator, the Arabic letter mark, formatting marks that Unicode has given up, marks of shorthand, music and hieroglyphs, the
/// filler of Khitan, a note without a head, tags, and what Unicode keeps free for more of these. A text that is signed with one in
/// it does not look as it is.
fn is_blank_looking(sign: char) -> bool {
    matches!(
        sign,
        '\u{2800}' | '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}' | '\u{180E}' | '\u{061C}'
            | '\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{13430}'..='\u{13442}' | '\u{16FE4}' | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}'
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
    // Marks first: a space that one of them hides is at the end, too. One that chooses how a sign looks needs that sign before it.
    let mut before = None;
    let text: String = text
        .chars()
        .filter(|&sign| {
            let chooses = !is_selector(sign)
                || before.is_some_and(|before: char| !before.is_whitespace() && !is_selector(before));
            let kept = !is_dropped(sign) && chooses;
            before = if kept { Some(sign) } else { before };
            kept
        })
        .collect();
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
    fn a_mark_that_nobody_sees_is_dropped_or_stands_after_the_sign_it_is_about() {
        for (typed, tidied) in [
            ("\u{34F}", ""),
            ("a\u{34F}b\u{17B4}c\u{17B5}", "abc"),
            ("\u{FE0F}", ""),
            ("\u{FE0F}\u{FE0F} \u{E0100}", ""),
            ("\u{FE0F}Ana \u{FE0F} Ruiz", "Ana Ruiz"),
            ("❤\u{FE0F}", "❤\u{FE0F}"),
            ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}"),
            ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}"),
            ("辻\u{E0100}", "辻\u{E0100}"),
            ("ᠠ\u{180B}", "ᠠ\u{180B}"),
        ] {
            assert_eq!(tidy(typed), tidied, "{typed:?}");
            assert_eq!(is_seen(&tidy(typed)), !tidied.is_empty(), "{typed:?}");
        }
        for nothing in ["", " ", "\u{200C}", "\u{200C} \u{200D}", "\u{34F}\u{2063}", "\u{E01EF}"] {
            assert!(!is_seen(nothing), "{nothing:?}");
        }
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
