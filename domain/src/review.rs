//! What is out of the ordinary in how the staff look at records, for a Director who reviews it (S2).
//!
//! It accuses nobody: each mark says what it counts, and anyone who is asked has the word.

use crate::words::{Lang, Text};

/// What one member of the staff did for one purpose, in the time that is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// How often they looked or asked.
    pub looks: u32,
    /// At how many people's records.
    pub people: u32,
    /// How often the decision said no.
    pub refused: u32,
    /// How often the number or name belonged to nobody.
    pub in_vain: u32,
    /// How often at the record they looked at most.
    pub most_of_one: u32,
    /// How often between ten at night and six in the morning.
    pub at_night: u32,
}

/// Something out of the ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Several times as often as a colleague in the middle.
    MoreThanColleagues {
        /// What the colleague in the middle has.
        middle: u32,
    },
    /// Many numbers or names that belong to nobody.
    InVain(u32),
    /// One record again and again.
    OneAgain(u32),
    /// At night.
    AtNight(u32),
    /// Often refused.
    Refused(u32),
}

/// From how many looks on one is compared with colleagues at all.
const ENOUGH: u32 = 20;
/// How many times the colleague in the middle is several times as often.
const SEVERAL: u32 = 3;
/// From so many on they are many.
const MANY_IN_VAIN: u32 = 10;
const AGAIN: u32 = 6;
const OFTEN_REFUSED: u32 = 5;

impl Looks {
    /// What is out of the ordinary, beside what each colleague has for the same purpose.
    pub fn odd(&self, colleagues: &[u32]) -> Vec<Odd> {
        let mut all = Vec::new();
        let middle = middle(colleagues);
        if let Some(middle) = middle
            && self.looks >= ENOUGH
            && self.looks > middle.saturating_mul(SEVERAL)
        {
            all.push(Odd::MoreThanColleagues { middle });
        }
        all.extend((self.in_vain >= MANY_IN_VAIN).then_some(Odd::InVain(self.in_vain)));
        all.extend((self.most_of_one >= AGAIN).then_some(Odd::OneAgain(self.most_of_one)));
        all.extend((self.at_night > 0).then_some(Odd::AtNight(self.at_night)));
        all.extend((self.refused >= OFTEN_REFUSED).then_some(Odd::Refused(self.refused)));
        all
    }
}

/// The number in the middle; `None` without any.
fn middle(numbers: &[u32]) -> Option<u32> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

impl Odd {
    /// What it counts, in words.
    pub fn said(self, lang: Lang) -> String {
        let with = |text: Text, number: u32| text.to(lang).replace("{}", &number.to_string());
        match self {
            Self::MoreThanColleagues { middle } => with(
                Text::new(
                    "More than three times as often as a colleague in the middle ({})",
                    "Más del triple que un colega en el punto medio ({})",
                ),
                middle,
            ),
            Self::InVain(number) => with(
                Text::new("{} numbers or names that belong to nobody", "{} números o nombres que no son de nadie"),
                number,
            ),
            Self::OneAgain(number) => with(Text::new("{} times the same record", "{} veces el mismo registro"), number),
            Self::AtNight(number) => {
                with(Text::new("{} between 10 p.m. and 6 a.m.", "{} entre las 10 p. m. y las 6 a. m."), number)
            }
            Self::Refused(number) => with(Text::new("{} times refused", "{} veces rechazado"), number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_what_is_usual_is_not_marked_and_what_is_not_says_what_it_counts() {
        let usual = Looks { looks: 60, people: 55, refused: 1, in_vain: 3, most_of_one: 3, at_night: 0 };
        assert!(usual.odd(&[40, 55, 80]).is_empty());
        let more = Looks { looks: 200, people: 190, ..Looks::default() };
        assert_eq!(more.odd(&[40, 55, 80]), [Odd::MoreThanColleagues { middle: 55 }]);
        assert!(more.odd(&[]).is_empty(), "nobody to compare with");
        let few = Looks { looks: 4, ..Looks::default() };
        assert!(few.odd(&[1, 1, 1]).is_empty(), "four is not many");
        let odd = Looks { looks: 12, people: 2, refused: 5, in_vain: 10, most_of_one: 6, at_night: 1 };
        assert_eq!(odd.odd(&[12]), [Odd::InVain(10), Odd::OneAgain(6), Odd::AtNight(1), Odd::Refused(5)]);
        assert_eq!(Odd::OneAgain(6).said(Lang::En), "6 times the same record");
    }
}
