//! Payment-card numbers in running text, in the ways people write them.

use super::signs;

/// Whether the number of a payment card stands anywhere in a text: sixteen digits (fifteen of American Express, up to
/// nineteen of some others) with a payment card's beginning and check digit (ISO/IEC 7812), together, in groups of four or
/// more, or in groups of one size; whatever stands between the groups, and before and after the number.
///
/// A library card or an item's barcode is no such number: fourteen digits are never taken for one, which leaves out the
/// fourteen-digit numbers of Diners Club; so are the thirteen digits that Visa no longer gives out and books still have. Nor is
/// a number looked for within a longer row of digits, such as twenty in which it is joined to a day or another number: of the
/// parts of such a row one in ten has a right check digit by chance.
pub fn holds_payment_card(text: &str) -> bool {
    // Most texts have no fifteen digits.
    if text.chars().filter(|&sign| signs::digit(sign).is_some()).take(15).count() < 15 {
        return false;
    }
    runs(text).iter().any(|run| (0..run.len()).any(|start| begins_one(&run[start..])))
}

/// Groups of digits that only punctuation and blanks stand between.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = vec![vec![]];
    // How many signs have stood since the last digit.
    let mut gap = usize::MAX;
    for sign in text.chars() {
        if let Some(digit) = signs::digit(sign) {
            if gap > 3 {
                runs.push(vec![]);
            }
            let Some(run) = runs.last_mut() else { continue };
            match run.last_mut() {
                Some(group) if gap == 0 => group.push(digit),
                _ => run.push(digit.to_string()),
            }
            gap = 0;
        } else if !signs::is_invisible(sign) {
            gap = if sign.is_alphabetic() { usize::MAX } else { gap.saturating_add(1) };
        }
    }
    runs
}

/// Whether the first groups are a number.
fn begins_one(groups: &[String]) -> bool {
    let mut digits = String::new();
    for count in 1..=groups.len().min(19) {
        digits.push_str(&groups[count - 1]);
        if digits.len() > 19 {
            return false;
        }
        if is_grouped(&groups[..count]) && is_issued(&digits) && luhn(&digits) {
            return true;
        }
    }
    false
}

fn is_grouped(groups: &[String]) -> bool {
    let sizes: Vec<usize> = groups.iter().map(String::len).collect();
    let Some((last, before)) = sizes.split_last() else { return false };
    before.iter().all(|size| *size >= 4) && (*last >= 4 || before.len() == 4 && *last >= 1)
        || sizes.iter().all(|size| size == last)
}

/// By the beginnings that the networks give out.
fn is_issued(digits: &str) -> bool {
    let first = |count: usize| digits.get(..count).and_then(|start| start.parse::<u32>().ok()).unwrap_or(0);
    match digits.len() {
        15 => matches!(first(2), 34 | 37),
        16 if first(1) == 4 || matches!(first(2), 51..=55) || matches!(first(4), 2221..=2720 | 3528..=3589) => true,
        16..=19 => matches!(first(2), 62 | 65) || first(4) == 6011 || matches!(first(3), 644..=649),
        _ => false,
    }
}

fn luhn(digits: &str) -> bool {
    let (body, last) = digits.split_at(digits.len() - 1);
    super::check_digit(body).map(|digit| digit.to_string()).as_deref() == Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_payment_card_is_found_however_it_is_written() {
        for text in [
            "4111111111111111",
            "paid with 4111 1111-1111 1111 ok",
            "Visa 4111 1111 1111 1111 12/27",
            "Visa 4111 1111 1111 1111, 12/27, 123",
            "Paid $5 4111111111111111",
            "MC 2223003122003222",
            "Visa 4111.1111.1111.1111",
            "card4111111111111111thanks",
            "#4111111111111111#",
            "4111_1111_1111_1111",
            "4111 / 1111 / 1111 / 1111",
            "4111\u{A0}1111\u{A0}1111\u{A0}1111",
            "4111–1111–1111–1111",
            "4111\u{200B}1111\u{200B}1111\u{200B}1111",
            "4111\u{34F}1111\u{FE0F}1111\u{17B4}1111",
            "4111\n1111\n1111\n1111",
            "41111111 11111111",
            "41 11 11 11 11 11 11 11",
            "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
            "４１１１ １１１１ １１１１ １１１１",
            "AMEX 3782 822463 10005",
            "378282246310005",
            "Discover 6011 1111 1111 1117",
            "5555555555554444 and more",
            "860-555-0101, 4111 1111 1111 1111",
        ] {
            assert!(holds_payment_card(text), "{text}");
        }
    }

    #[test]
    fn what_a_library_writes_is_no_payment_card() {
        for text in [
            "",
            "book 20000000000006, 2.50 on 2026-01-02",
            "39000000100016",
            "38012345678906 39000000100016",
            "29199000000015 and 29199000000023",
            "9780143039433",
            "4006381333931",
            "(860) 555-0101 (860) 555-0102",
            "4111 1111 1111 1112",
            "2026-11-28 10:15:00 2026-11-28 10:15:00",
            "$1,234.50 of $41,111.11",
            "4111 1111 1111",
            "41111111111111111227",
        ] {
            assert!(!holds_payment_card(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_is_found_between_any_words(before in "[a-z ]{0,12}", body in "4[0-9]{14}", after in "[a-z .]{0,12}") {
            let last = super::super::check_digit(&body).unwrap();
            let text = format!("{before}{body}{last}{after}");
            prop_assert!(holds_payment_card(&text));
        }

        #[test]
        fn any_text_is_looked_through(text in ".{0,60}", digits in "[0-9 .-]{0,60}") {
            let _ = (holds_payment_card(&text), holds_payment_card(&digits));
        }
    }
}
