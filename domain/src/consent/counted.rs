//! How many said yes and no, as it is told: in bands of ten, every number and not the small ones alone.
//!
//! What is never counted cannot be worked out either: how many never answered is told as what the bands leave of the records,
//! so that anyone who knows the number of records learns nothing more from it.

use super::Way;
use crate::statistics::Band;

/// How many numbers a band has.
const WIDTH: u16 = 10;

fn band(number: u64) -> Band {
    Band::of(number, WIDTH)
}

/// The answers that hold for one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// Of people with a record: yes, no.
    pub with_card: [u64; 2],
    /// Of people without a card: yes, no.
    pub without_card: [u64; 2],
    /// Of both, by how it was said: yes, no.
    pub by: [[u64; 2]; Way::ALL.len()],
}

/// The same as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerBands {
    /// Of people with a record: yes, no.
    pub with_card: [Band; 2],
    /// Of people with a record, at least and at most so many never answered.
    pub never: (u64, u64),
    /// Of people without a card: yes, no.
    pub without_card: [Band; 2],
    /// Of both, by how it was said: yes, no.
    pub by: [[Band; 2]; Way::ALL.len()],
}

impl Answers {
    /// One more answer that holds.
    pub fn add(&mut self, has_card: bool, given: bool, means: &str, many: u64) {
        let at = usize::from(!given);
        let of = if has_card { &mut self.with_card } else { &mut self.without_card };
        of[at] += many;
        if let Some(way) = Way::of_means(means) {
            self.by[way as usize][at] += many;
        }
    }

    /// As it is told, where the library has so many records.
    pub fn told(&self, records: u64) -> AnswerBands {
        let with_card = self.with_card.map(band);
        let [(yes_least, yes_most), (no_least, no_most)] = with_card.map(Band::bounds);
        AnswerBands {
            with_card,
            // From the first number of a band to the last of one: a library with three records does not say three.
            never: (
                band(records.saturating_sub(yes_most + no_most)).bounds().0,
                band(records.saturating_sub(yes_least + no_least)).bounds().1,
            ),
            without_card: self.without_card.map(band),
            by: self.by.map(|pair| pair.map(band)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// From fewer numbers than this nobody can be told apart.
    const ALIKE: u64 = 5;

    /// What a number can still be, where so many others with these bands make up a sum within these bounds with it.
    fn left(own: (u64, u64), others: &[(u64, u64)], sum: (u64, u64)) -> u64 {
        let (least, most) = others.iter().fold((0, 0), |(least, most), one| (least + one.0, most + one.1));
        let from = own.0.max(sum.0.saturating_sub(most));
        let to = own.1.min(sum.1.saturating_sub(least));
        (to + 1).saturating_sub(from)
    }

    #[test]
    fn every_means_is_a_way_and_an_answer_is_counted_where_it_belongs() {
        let mut all = Answers::default();
        all.add(true, true, "portal", 12);
        all.add(true, false, "newsletter-link", 3);
        all.add(false, true, "double-opt-in", 7);
        assert_eq!((all.with_card, all.without_card), ([12, 3], [7, 0]));
        assert_eq!(all.by[Way::Portal as usize], [12, 0]);
        assert_eq!(all.by[Way::Link as usize], [0, 3]);
        assert_eq!(all.by[Way::PublicPage as usize], [7, 0]);
        for (at, way) in Way::ALL.into_iter().enumerate() {
            assert_eq!(way as usize, at);
        }
    }

    proptest! {
        #[test]
        fn s4_how_many_never_answered_is_told_from_the_first_number_of_a_band_to_the_last_of_one(
            yes in 0u64..60, no in 0u64..60, silent in 0u64..60,
        ) {
            let all = Answers { with_card: [yes, no], ..Answers::default() };
            let (least, most) = all.told(yes + no + silent).never;
            prop_assert!(least % 10 == 0 && most % 10 == 9 && least <= silent && silent <= most, "{least} to {most}");
        }

        /// Rows against totals: the ways make up the answers, and the answers with the silent ones make up the records.
        #[test]
        fn s4_no_number_of_a_report_is_worked_out_from_the_others(
            ways in prop::collection::vec((0u64..60, 0u64..60, any::<bool>()), Way::ALL.len()), silent in 18u64..3000,
        ) {
            let mut all = Answers::default();
            for (way, (yes, no, has_card)) in Way::ALL.into_iter().zip(&ways) {
                let means = match way {
                    Way::Portal => "portal",
                    Way::Desk => "desk",
                    Way::Link => "newsletter-link",
                    Way::PublicPage => "double-opt-in",
                    Way::Service => "service",
                    Way::Before => "import",
                };
                all.add(*has_card, true, means, *yes);
                all.add(*has_card, false, means, *no);
            }
            let records = silent + all.with_card.iter().sum::<u64>();
            let told = all.told(records);
            for at in [0, 1] {
                let by: Vec<_> = told.by.iter().map(|pair| pair[at].bounds()).collect();
                let (card, none) = (told.with_card[at].bounds(), told.without_card[at].bounds());
                let sum = (card.0 + none.0, card.1 + none.1);
                for own in 0..by.len() {
                    let others: Vec<_> = by.iter().enumerate().filter(|(n, _)| *n != own).map(|(_, one)| *one).collect();
                    prop_assert!(left(by[own], &others, sum) >= ALIKE, "{told:?}");
                }
                let of_ways = by.iter().fold((0, 0), |(least, most), one| (least + one.0, most + one.1));
                prop_assert!(left(card, &[none], of_ways) >= ALIKE, "{told:?}");
                prop_assert!(left(none, &[card], of_ways) >= ALIKE, "{told:?}");
                // Anyone who knows how many records there are takes them from the sum.
                let other = told.with_card[1 - at].bounds();
                prop_assert!(left(card, &[other, told.never], (records, records)) == 10, "{told:?}");
            }
            prop_assert!(told.never.0 <= silent && silent <= told.never.1);
        }
    }
}
