//! Calendar dates in TOML: bare (`2021-11-22`) or in quotes.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A date as a profile has it.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(transparent)]
struct Day(#[serde(deserialize_with = "day", serialize_with = "written")] NaiveDate);

/// An optional date.
pub(super) mod optional {
    use super::{Day, Deserialize, Deserializer, NaiveDate, Serialize, Serializer};

    pub(in crate::profile) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        Ok(Option::<Day>::deserialize(from)?.map(|day| day.0))
    }

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(in crate::profile) fn serialize<S: Serializer>(date: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        date.map(Day).serialize(to)
    }
}

/// A list of dates.
pub(super) mod list {
    use super::{Day, Deserialize, Deserializer, NaiveDate, Serialize, Serializer};

    pub(in crate::profile) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<NaiveDate>, D::Error> {
        Ok(Vec::<Day>::deserialize(from)?.into_iter().map(|day| day.0).collect())
    }

    pub(in crate::profile) fn serialize<S: Serializer>(dates: &[NaiveDate], to: S) -> Result<S::Ok, S::Error> {
        dates.iter().copied().map(Day).collect::<Vec<_>>().serialize(to)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn written<S: Serializer>(date: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    struct AsWritten;

    impl<'de> de::Visitor<'de> for AsWritten {
        type Value = NaiveDate;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a date such as 2021-11-22")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<NaiveDate, E> {
            text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
        }

        // A bare TOML date reaches serde as a map with one secret key.
        fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<NaiveDate, A::Error> {
            let value = toml::value::Datetime::deserialize(de::value::MapAccessDeserializer::new(map))?;
            self.visit_str(&value.to_string())
        }
    }

    from.deserialize_any(AsWritten)
}
