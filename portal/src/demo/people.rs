//! Who the demonstration's people are: thirteen at each library, each with a reason to be there.

use super::dice::Dice;
use domain::parse::check_digit;
use serde::Serialize;

/// A library of the demonstration.
pub(super) struct Place {
    pub(super) slug: &'static str,
    /// The first five digits of its cards: `2` and the institution's four.
    pub(super) prefix: &'static str,
    pub(super) town: &'static str,
    pub(super) zipcode: &'static str,
    pub(super) branch: &'static str,
    pub(super) streets: [&'static str; 5],
    /// In the order of [`Part::ALL`].
    pub(super) names: [Name; 13],
}

/// A person's name.
pub(super) struct Name {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) middle: Option<&'static str>,
    pub(super) preferred: Option<&'static str>,
    pub(super) pronouns: Option<&'static str>,
}

const fn name(first: &'static str, last: &'static str) -> Name {
    Name { first, last, middle: None, preferred: None, pronouns: None }
}

impl Name {
    const fn middle(self, middle: &'static str) -> Self {
        Self { middle: Some(middle), ..self }
    }

    const fn called(self, preferred: &'static str) -> Self {
        Self { preferred: Some(preferred), ..self }
    }

    const fn pronouns(self, pronouns: &'static str) -> Self {
        Self { pronouns: Some(pronouns), ..self }
    }

    /// First and last.
    pub(super) fn full(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

/// What a person of the demonstration is there to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// An adult with years of reading behind them.
    Reader,
    /// No e-mail address: post and telephone.
    NoEmail,
    /// The mother or father of the two children.
    Parent,
    /// Six years old.
    ChildOfSix,
    /// Thirteen years old.
    ChildOfThirteen,
    /// Turns 18 next month: then nobody answers for them any more.
    NearlyEighteen,
    /// Reads Spanish, and chose it here.
    SpanishReader,
    /// The card has expired.
    ExpiredCard,
    /// The card was reported lost.
    LostCard,
    /// Owes money, and may not borrow.
    Debtor,
    /// A name in a script or with marks that careless software breaks; keeps no history.
    Name,
    /// Has a card and nothing else yet: no PIN, no password.
    NotActivated,
    /// A household's worth of reading, for lists that go on and on.
    Collector,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 13] = [
        Self::Reader,
        Self::NoEmail,
        Self::Parent,
        Self::ChildOfSix,
        Self::ChildOfThirteen,
        Self::NearlyEighteen,
        Self::SpanishReader,
        Self::ExpiredCard,
        Self::LostCard,
        Self::Debtor,
        Self::Name,
        Self::NotActivated,
        Self::Collector,
    ];

    /// One line for the table in the README.
    pub const fn story(self) -> &'static str {
        match self {
            Self::Reader => "an adult with years of reading",
            Self::NoEmail => "no e-mail: post and telephone",
            Self::Parent => "parent of the two children",
            Self::ChildOfSix => "six years old",
            Self::ChildOfThirteen => "thirteen years old",
            Self::NearlyEighteen => "turns 18 next month",
            Self::SpanishReader => "reads Spanish",
            Self::ExpiredCard => "an expired card",
            Self::LostCard => "a card reported lost",
            Self::Debtor => "owes money",
            Self::Name => "a name in its own letters; keeps no history",
            Self::NotActivated => "not activated yet: no PIN or password",
            Self::Collector => "twenty thousand loans at Mansfield, hundreds elsewhere",
        }
    }

    pub(super) const fn has_secret(self) -> bool {
        !matches!(self, Self::NotActivated)
    }

    pub(super) const fn has_pin(self) -> bool {
        matches!(self, Self::NoEmail | Self::ChildOfSix | Self::ChildOfThirteen | Self::ExpiredCard)
    }
}

/// A person of the demonstration, as the README's table and `server demo --list` show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoPerson {
    /// The library's short name.
    pub library: &'static str,
    /// What they are there to show.
    pub part: Part,
    /// First and last name.
    pub name: String,
    /// Their card's number.
    pub card: String,
    /// `pin` or `password`; `None` for someone who has not activated yet.
    pub secret_kind: Option<&'static str>,
    /// The PIN or password itself. These people are made up, and so are their secrets: see [`super::populate`].
    pub secret: Option<String>,
    /// One line on who this is.
    pub story: &'static str,
}

/// The demonstration's people and their sign-ins, without a database; the same each time from a seed.
pub fn people(seed: u64) -> Vec<DemoPerson> {
    let mut all = vec![];
    for (index, place) in PLACES.iter().enumerate() {
        let dice = Dice::new(seed, index as u64);
        // Consecutive numbers with gaps, as the desk gives them out.
        let mut serial = 10_000 + dice.below(5_000);
        for (part, name) in Part::ALL.into_iter().zip(&place.names) {
            serial += 1 + dice.below(40);
            let card = card_number(place.prefix, serial);
            let (secret_kind, secret) = match part {
                Part::NotActivated => (None, None),
                _ if part.has_pin() => (Some("pin"), Some(pin(&dice, &card))),
                _ => (Some("password"), Some(password(&dice))),
            };
            let story = part.story();
            all.push(DemoPerson { library: place.slug, part, name: name.full(), card, secret_kind, secret, story });
        }
    }
    all
}

/// Fourteen digits: the library's five, eight of the serial number, and the check digit.
pub(super) fn card_number(prefix: &str, serial: usize) -> String {
    let digits = format!("{prefix}{serial:08}");
    let check = check_digit(&digits).unwrap_or(0);
    format!("{digits}{check}")
}

/// Four different digits that are no date, no year and no part of the card number.
fn pin(dice: &Dice, card: &str) -> String {
    loop {
        let pin = format!("{:02}{:02}", 32 + dice.below(68), 32 + dice.below(68));
        let mut digits: Vec<u8> = pin.bytes().collect();
        let steps: Vec<i16> = digits.windows(2).map(|two| i16::from(two[1]) - i16::from(two[0])).collect();
        let counts = steps.iter().all(|step| *step == steps[0]);
        digits.sort_unstable();
        digits.dedup();
        if digits.len() == 4 && !counts && !card.contains(&pin) {
            return pin;
        }
    }
}

fn password(dice: &Dice) -> String {
    let words = [dice.pick(&WORDS), dice.pick(&WORDS), dice.pick(&WORDS)].map(ToString::to_string);
    format!("{}-{}", words.join("-"), 11 + dice.below(88))
}

const WORDS: [&str; 40] = [
    "harbor", "violet", "kettle", "maple", "lantern", "orchard", "pebble", "saddle", "thimble", "walnut", "beacon",
    "cinder", "dapple", "ember", "fathom", "garnet", "hollow", "indigo", "jasper", "kindle", "linden", "mellow",
    "nutmeg", "osprey", "parsley", "quarry", "russet", "sparrow", "timber", "umber", "velvet", "willow", "yarrow",
    "zephyr", "bramble", "copper", "drizzle", "fennel", "gimlet", "hazel",
];

/// The five libraries. The names are of no one; the streets are of nowhere.
pub(super) const PLACES: [Place; 5] = [
    Place {
        slug: "mansfield",
        prefix: "29101",
        town: "Mansfield Center",
        zipcode: "06250",
        branch: "MANSFIELD",
        streets: ["Sawmill Brook Road", "Chestnut Hollow", "Old Spindle Lane", "Gurley Meadow Road", "Fern Hill Court"],
        names: [
            name("Eleanor", "Whitcomb").middle("Grace").pronouns("she/her"),
            name("Harold", "Pettingill").middle("James"),
            name("Thanh", "Nguyễn").middle("Thị").called("Tina"),
            name("Linh", "Nguyễn"),
            name("Minh", "Nguyễn").called("Max"),
            name("Jordan", "Abernathy").pronouns("they/them"),
            name("María José", "Peña Núñez"),
            name("Dwight", "Fairbanks"),
            name("Siobhán", "Ní Dhomhnaill"),
            name("Marcus", "Okonkwo"),
            name("Ánh Tuyết", "Nguyễn Thị"),
            name("Priya", "Raghunathan"),
            name("Agnes", "Thornbury"),
        ],
    },
    Place {
        slug: "lci-member",
        prefix: "29102",
        town: "Elmfield",
        zipcode: "06099",
        branch: "ELMFIELD",
        streets: ["Harbor View Road", "Quarry Street", "Linden Terrace", "Mill Pond Way", "Station Avenue"],
        names: [
            name("Solomon", "Adeyemi").middle("Tunde").pronouns("he/him"),
            name("Ruth", "Lindqvist"),
            name("Amina", "Haddad").called("Mina"),
            name("Yusuf", "Haddad"),
            name("Layla", "Haddad"),
            name("Caleb", "Winthrop"),
            name("Guadalupe", "Ortiz Ibáñez").called("Lupita"),
            name("Geneviève", "Lafrenière"),
            name("Bartholomew", "Stubbs").called("Bart"),
            name("Dolores", "Quimby"),
            name("فاطمة الزهراء", "بنعلي"),
            name("Zbigniew", "Kowalczyk"),
            name("Hester", "Vandermeer"),
        ],
    },
    Place {
        slug: "putnam",
        prefix: "29103",
        town: "Putnam",
        zipcode: "06260",
        branch: "PUTNAM",
        streets: ["Cotton Mill Street", "Canal Row", "Railroad Avenue", "Sabin Orchard Road", "Walnut Court"],
        names: [
            name("Beatrice", "Archambault").middle("Rose"),
            name("Armand", "Thibodeau"),
            name("Mei-Ling", "Chen").called("Mei"),
            name("Lily", "Chen"),
            name("Oliver", "Chen"),
            name("Savannah", "Brodeur"),
            name("Joaquín", "Güiraldes Muñoz"),
            name("Clarence", "Desjardins"),
            name("Oksana", "Шевчук"),
            name("Travis", "McAllister"),
            name("小明", "王").called("Xiaoming"),
            name("Fatoumata", "Diallo"),
            name("Orville", "Capron"),
        ],
    },
    Place {
        slug: "canton",
        prefix: "29104",
        town: "Canton",
        zipcode: "06019",
        branch: "CANTON",
        streets: ["Axe Factory Lane", "River Bend Road", "Morgan Orchard Drive", "Cherry Brook Way", "Dyer Street"],
        names: [
            name("Theodore", "Lockwood").middle("Ellis").called("Ted"),
            name("Winifred", "Ashby"),
            name("Katarzyna", "Wiśniewska").called("Kasia"),
            name("Zofia", "Wiśniewska"),
            name("Stanisław", "Wiśniewski").called("Staś"),
            name("Imogen", "Farrow"),
            name("Íñigo", "Echeverría"),
            name("Percival", "Grainger"),
            name("Rosalind", "O’Shaughnessy"),
            name("Everett", "Boone"),
            name("Łucja", "Żółkiewska-Źrebiec"),
            name("Dimitra", "Παπαδοπούλου"),
            name("Philippa", "Barbour"),
        ],
    },
    Place {
        slug: "wethersfield",
        prefix: "29105",
        town: "Wethersfield",
        zipcode: "06109",
        branch: "WETHERSFIELD",
        streets: ["Cove Landing Road", "Onion Field Lane", "Old Packet Street", "Seed House Road", "Broad Green"],
        names: [
            name("Cordelia", "Standish").middle("Anne"),
            name("Ezekiel", "Treadwell").called("Zeke"),
            name("Leilani", "Kealoha"),
            name("Kai", "Kealoha"),
            name("Noelani", "Kealoha"),
            name("Dashiell", "Pruitt").pronouns("he/they"),
            name("Ximena", "Álvarez-Cárdenas"),
            name("Millicent", "Hargrove"),
            name("Björn", "Þórðarson"),
            name("Augustus", "Vance").called("Gus"),
            name("Kaʻiulani", "Kahananui-Nāone"),
            name("अनुराधा", "देशपांडे").called("Anu"),
            name("Silas", "Goodrich"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ils::fourteen_digits;
    use domain::parse::CardNumber;
    use std::collections::HashSet;

    #[test]
    fn the_same_people_each_time_from_a_seed() {
        assert_eq!(people(1), people(1));
        assert_ne!(people(1), people(2));
        assert_eq!(people(1).len(), 65);
    }

    #[test]
    fn every_card_is_valid_unlike_the_others_and_of_its_library() {
        let people = people(7);
        let cards: HashSet<_> = people.iter().map(|person| &person.card).collect();
        assert_eq!(cards.len(), people.len());
        for person in &people {
            let read = CardNumber::parse(&person.card, &fourteen_digits()).unwrap();
            assert_eq!(read.expose(), person.card);
            let place = PLACES.iter().find(|place| place.slug == person.library).unwrap();
            assert!(person.card.starts_with(place.prefix));
        }
    }

    #[test]
    fn no_secret_is_weak() {
        for seed in 0..50 {
            for person in people(seed) {
                let Some(secret) = person.secret else {
                    assert_eq!(person.part, Part::NotActivated);
                    continue;
                };
                if person.secret_kind == Some("pin") {
                    assert_eq!(secret.len(), 4);
                    assert!(!person.card.contains(&secret));
                    let digits: HashSet<_> = secret.bytes().collect();
                    assert_eq!(digits.len(), 4, "no digit twice");
                    assert!(secret[..2].parse::<u8>().unwrap() > 31 && secret[2..].parse::<u8>().unwrap() > 31);
                } else {
                    assert!(secret.len() >= 15, "{secret}");
                }
            }
        }
    }
}
