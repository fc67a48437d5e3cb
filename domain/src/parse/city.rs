//! The last line of an address as exports have it: a city with its state, and sometimes its ZIP code, in one field.

/// A city, and what else stood in its field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// The city.
    pub city: String,
    /// The two-letter state, where the field had one.
    pub state: Option<String>,
    /// The ZIP code, where the field had one.
    pub zipcode: Option<String>,
}

/// Splits `Springfield, MA`, `Springfield MA`, `Springfield, Massachusetts` and `Springfield, MA 01103-1234`.
///
/// Whatever does not clearly end in a state of the U.S. is a city as it stands: nothing is guessed. Without a comma
/// only a state in capitals counts ("La Porte IN", not "Camp in").
pub fn split_city(text: &str) -> Place {
    let text = text.trim().trim_end_matches(',').trim_end();
    let (before, zipcode) = match text.rsplit_once([' ', ',']) {
        Some((rest, last)) if is_zipcode(last) => {
            (rest.trim_end().trim_end_matches(',').trim_end(), Some(last.to_owned()))
        }
        _ => (text, None),
    };
    let with_comma = before.rsplit_once(',').and_then(|(city, state)| Some((city, state_code(state.trim())?)));
    let without = || {
        let (city, state) = before.rsplit_once(' ')?;
        let code = state_code(state).filter(|code| *code == state)?;
        Some((city, code))
    };
    match with_comma.or_else(without) {
        Some((city, state)) if city.chars().any(char::is_alphabetic) => Place {
            city: city.trim().trim_end_matches(',').trim_end().to_owned(),
            state: Some(state.to_owned()),
            zipcode,
        },
        _ => Place { city: text.to_owned(), ..Place::default() },
    }
}

/// Whether this is a ZIP code: five digits, or nine with a hyphen.
pub(super) fn is_zipcode(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('-') {
        Some((five, four)) => digits(five, 5) && digits(four, 4),
        None => digits(text, 5),
    }
}

/// The postal code of a state by its code (with or without dots) or its name.
fn state_code(text: &str) -> Option<&'static str> {
    let plain = text.replace('.', "");
    STATES
        .iter()
        .find(|(code, name)| plain.eq_ignore_ascii_case(code) || plain.eq_ignore_ascii_case(name))
        .map(|(code, _)| *code)
}

/// States, the District of Columbia and the inhabited territories (USPS Publication 28, appendix B).
const STATES: [(&str, &str); 56] = [
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("DC", "District of Columbia"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
    ("PR", "Puerto Rico"),
    ("VI", "Virgin Islands"),
    ("GU", "Guam"),
    ("AS", "American Samoa"),
    ("MP", "Northern Mariana Islands"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> (String, Option<String>, Option<String>) {
        let place = split_city(text);
        (place.city, place.state, place.zipcode)
    }

    #[test]
    fn a_city_with_its_state_is_split() {
        for text in [
            "Springfield, MA",
            "Springfield,MA",
            " Springfield , ma ",
            "Springfield MA",
            "Springfield, Massachusetts",
            "Springfield, M.A.",
        ] {
            assert_eq!(split(text), ("Springfield".into(), Some("MA".into()), None), "{text}");
        }
        for text in ["Storrs, CT 06268-4155", "Storrs CT 06268-4155", "Storrs, CT, 06268-4155"] {
            assert_eq!(split(text), ("Storrs".into(), Some("CT".into()), Some("06268-4155".into())), "{text}");
        }
    }

    #[test]
    fn a_city_without_a_state_stays_as_it_is() {
        for text in [
            "",
            "Mansfield",
            "MA",
            "CT",
            ", CT",
            "Camp in",
            "Ho Chi Minh, VN",
            "San Juan de la Maguana",
            "Kansas City",
            "New York",
            "06268",
            "Paris 75001",
        ] {
            assert_eq!(split(text), (text.into(), None, None), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_of_a_city_is_lost(city in "[A-Z][a-zé]{2,10}( [A-Z][a-z]{2,8})?", state in 0usize..56) {
            let (code, name) = STATES[state];
            prop_assert_eq!(split(&format!("{city}, {code}")), (city.clone(), Some(code.into()), None));
            prop_assert_eq!(split(&format!("{city}, {name}")), (city, Some(code.into()), None));
        }

        #[test]
        fn any_text_is_split_without_a_panic(text in ".{0,40}") {
            let _ = split_city(&text);
        }
    }
}
