//! The libraries’ colours.

use super::*;

#[test]
fn the_accents_are_distinct_and_can_be_read() {
    let profiles = profiles();
    let colours: HashSet<_> = profiles.iter().map(|profile| profile.accent.light.to_string()).collect();
    assert_eq!(colours.len(), 5);
    for profile in profiles.iter() {
        for ground in Accent::LIGHT_GROUNDS {
            assert!(profile.accent.light.contrast(ground) >= 4.5, "{}", profile.slug);
        }
        for ground in Accent::DARK_GROUNDS {
            assert!(profile.accent.dark.contrast(ground) >= 4.5, "{}", profile.slug);
        }
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    let colour = |text: &str| text.parse::<Colour>().unwrap();
    let close = |a: &str, b: &str, expected: f64| {
        let contrast = colour(a).contrast(colour(b));
        assert!((contrast - expected).abs() < 0.01, "{a} on {b}: {contrast}");
        assert!((contrast - colour(b).contrast(colour(a))).abs() < f64::EPSILON);
    };
    close("#000000", "#ffffff", 21.0);
    close("#ffffff", "#FFFFFF", 1.0);
    close("#777777", "#ffffff", 4.48); // the grey that just fails
    close("#767676", "#ffffff", 4.54); // and the one that just passes
    for bad in ["", "#fff", "1f5f5b", "#1f5f5", "#1f5f5bb", "#1f5g5b", "#+f5f5b", "#ééé"] {
        assert_eq!(bad.parse::<Colour>(), Err(BadColour), "{bad}");
    }
}

proptest! {
    #[test]
    fn a_colour_is_what_it_says(red: u8, green: u8, blue: u8) {
        let colour = Colour::new(red, green, blue);
        prop_assert_eq!(colour.to_string().parse(), Ok(colour));
        let contrast = colour.contrast(Colour::new(255, 255, 255));
        prop_assert!((1.0..=21.0).contains(&contrast));
    }
}
