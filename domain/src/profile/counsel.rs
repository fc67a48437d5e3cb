//! Whom the Director consults on legal process.

use crate::words::OwnedText;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use std::fmt;

/// Everybody who is consulted on legal process, each by what they are called; all of them are asked (M8, L15, C2, W6). In a file:
/// one, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counsel(Vec<OwnedText>);

impl Counsel {
    /// Each of them, in the order of the file.
    pub fn each(&self) -> &[OwnedText] {
        &self.0
    }

    /// All of them in one phrase: `the Town Manager and the Town Attorney`.
    pub fn named(&self) -> OwnedText {
        let joined = |each: fn(&OwnedText) -> &str, and: &str| {
            let names: Vec<&str> = self.0.iter().map(each).collect();
            match names.split_last() {
                Some((last, before)) if !before.is_empty() => format!("{} {and} {last}", before.join(", ")),
                _ => names.concat(),
            }
        };
        OwnedText { en: joined(|name| &name.en, "and"), es: joined(|name| &name.es, "y") }
    }
}

impl Serialize for Counsel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            all => all.serialize(serializer),
        }
    }
}

// By hand, so that a mistake in one of them is told as it is and keeps its line.
impl<'de> Deserialize<'de> for Counsel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrAll;

        impl<'de> Visitor<'de> for OneOrAll {
            type Value = Counsel;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("somebody by name in each language, or a list of them")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Counsel, A::Error> {
                OwnedText::deserialize(MapAccessDeserializer::new(map)).map(|one| Counsel(vec![one]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Counsel, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = list.next_element()? {
                    all.push(one);
                }
                Ok(Counsel(all))
            }
        }

        deserializer.deserialize_any(OneOrAll)
    }
}
