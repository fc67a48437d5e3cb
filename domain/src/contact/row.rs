//! Where a detail is kept.

/// A row of the record that holds contact details: at most one of each for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// What the library reaches the patron by.
    Contact,
    /// A second address of the patron's.
    SecondAddress,
    /// Somebody to call instead.
    OtherPerson,
}

impl Row {
    /// The relation of the inventory, which is the table.
    pub const fn relation(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::SecondAddress | Self::OtherPerson => "alternate_contact",
        }
    }

    /// Which of the relation's rows of one person, where there can be more than one: its `kind`.
    pub const fn kind(self) -> Option<&'static str> {
        match self {
            Self::Contact => None,
            Self::SecondAddress => Some("address"),
            Self::OtherPerson => Some("person"),
        }
    }

    /// The row of this relation and kind.
    pub fn of(relation: &str, kind: Option<&str>) -> Option<Self> {
        [Self::Contact, Self::SecondAddress, Self::OtherPerson]
            .into_iter()
            .find(|row| row.relation() == relation && row.kind() == kind)
    }

    /// The name under which `field_origin` knows where a value came from: `contact.email`,
    /// `alternate_contact.address.city`.
    pub fn origin(self, column: &str) -> String {
        match self.kind() {
            None => format!("{}.{column}", self.relation()),
            Some(kind) => format!("{}.{kind}.{column}", self.relation()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_reads_back_and_its_values_have_names_of_their_own() {
        let names = [Row::Contact, Row::SecondAddress, Row::OtherPerson].map(|row| {
            assert_eq!(Row::of(row.relation(), row.kind()), Some(row));
            row.origin("city")
        });
        assert_eq!(names, ["contact.city", "alternate_contact.address.city", "alternate_contact.person.city"]);
        assert_eq!(Row::of("alternate_contact", None), None);
        assert_eq!(Row::of("contact", Some("address")), None);
    }
}
