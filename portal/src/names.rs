//! Names as a clerk compares them: whether the one on a photo ID is the one in the record.

use std::collections::BTreeSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of a name, without case, accents and signs: IDs leave accents out, and put the family name first.
pub(crate) fn words(name: &str) -> BTreeSet<String> {
    let bare: String = name.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).collect();
    let words = bare.split(|sign: char| !sign.is_alphanumeric() && sign != '\'' && sign != '’');
    words.map(|word| word.replace(['\'', '’'], "")).filter(|word| !word.is_empty()).collect()
}

/// Whether two names are the same: the same words in any order, or all words of the shorter, two at least, in the longer
/// (an ID has a middle name that the record leaves out, or the other way round).
pub(crate) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !few.is_empty() && (few == many || few.len() >= 2 && few.is_subset(&many))
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn a_name_is_the_same_in_capitals_without_accents_and_with_the_family_name_first() {
        for (id, record) in [
            ("LOPEZ, MARIA", "María López"),
            ("Maria Elena Lopez", "María López"),
            ("Seán O’Brien", "Sean O'Brien"),
            ("Anne-Marie Duval", "Anne Marie Duval"),
            ("Prince", "prince"),
        ] {
            assert!(same(id, record) && same(record, id), "{id} {record}");
        }
        for (id, record) in
            [("Maria", "María López"), ("Maria Lopes", "María López"), ("", ""), ("", "María López"), ("-", "’")]
        {
            assert!(!same(id, record) && !same(record, id), "{id} {record}");
        }
    }
}
