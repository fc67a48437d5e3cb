//! The details a patron can change, one page each.

use super::Row;
use crate::words::Text;

/// A contact detail: one question, one or more columns of one row of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum Detail {
    Address,
    Email,
    Phone,
    Mobile,
    Sms,
    WorkEmail,
    WorkPhone,
    Fax,
    Method,
    SecondAddress,
    OtherPerson,
}

impl Detail {
    /// Every detail, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Address,
        Self::Email,
        Self::Phone,
        Self::Mobile,
        Self::Sms,
        Self::WorkEmail,
        Self::WorkPhone,
        Self::Fax,
        Self::Method,
        Self::SecondAddress,
        Self::OtherPerson,
    ];

    /// The name in addresses, forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Sms => "sms",
            Self::WorkEmail => "work-email",
            Self::WorkPhone => "work-phone",
            Self::Fax => "fax",
            Self::Method => "method",
            Self::SecondAddress => "second-address",
            Self::OtherPerson => "other-person",
        }
    }

    /// The detail with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|detail| detail.code() == code)
    }

    /// The detail that this column of such a row belongs to, where the patron can change it; `kind` as the row has it, where it has
    /// one. A confirmed address is the e-mail.
    pub fn of(relation: &str, kind: Option<&str>, column: &str) -> Option<Self> {
        if relation == "verified_email" {
            return Some(Self::Email);
        }
        let mut of_relation = Self::ALL.into_iter().filter(|detail| detail.row().relation() == relation);
        of_relation.find(|detail| match detail.row().kind() {
            // A row of its own is changed as a whole.
            Some(own) => kind.is_none_or(|kind| kind == own),
            None => detail.columns().any(|one| one == column),
        })
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Address => Text::new("Address", "Dirección"),
            Self::Email => Text::new("E-mail", "Correo electrónico"),
            Self::Phone => Text::new("Phone", "Teléfono"),
            Self::Mobile => Text::new("Cell phone", "Teléfono celular"),
            Self::Sms => Text::new("Text messages", "Mensajes de texto"),
            Self::WorkEmail => Text::new("Work e-mail", "Correo electrónico del trabajo"),
            Self::WorkPhone => Text::new("Work phone", "Teléfono del trabajo"),
            Self::Fax => Text::new("Fax", "Fax"),
            Self::Method => Text::new("Best way to get in touch", "Mejor forma de comunicarse"),
            Self::SecondAddress => Text::new("Second address", "Segunda dirección"),
            Self::OtherPerson => Text::new("Emergency or alternate contact", "Contacto de emergencia o alternativo"),
        }
    }

    /// The row of the record it is kept in.
    pub const fn row(self) -> Row {
        match self {
            Self::SecondAddress => Row::SecondAddress,
            Self::OtherPerson => Row::OtherPerson,
            _ => Row::Contact,
        }
    }

    /// The columns it is kept in. An address typed as one line empties the columns that an export keeps house number
    /// and kind of street in.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        let split: &[&str] = if self == Self::Address { &["street_number", "street_type"] } else { &[] };
        self.inputs().iter().map(|input| input.name).chain(split.iter().copied())
    }

    /// The whole detail as the ledger names it: `contact.work-email`.
    pub fn ledger_name(self) -> String {
        format!("contact.{}", self.code())
    }

    /// What the ledger names a change of it by: each column (`contact.city`); a detail with a row of its own as a whole,
    /// so that nobody reads its town as the town of the first address.
    pub fn ledger_names(self) -> Vec<String> {
        match self.row() {
            Row::Contact => self.columns().map(|column| format!("contact.{column}")).collect(),
            Row::SecondAddress | Row::OtherPerson => vec![self.ledger_name()],
        }
    }

    /// Whether a new value is verified by a mailed link before it is used.
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::Email)
    }

    /// Whether a button takes it away: where it has a row of its own. The first address is always needed; the others have
    /// one field to empty.
    pub fn has_removal(self) -> bool {
        self.row() != Row::Contact
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        inventory::{self, Class, told},
        words::Lang,
    };

    #[test]
    fn every_code_reads_back_and_every_column_is_in_the_inventory() {
        let class = inventory::info(Class::Contact);
        let columns = |relation: &str| -> Vec<&str> {
            let relation = class.relations.iter().find(|one| one.name == relation).unwrap();
            relation.fields.iter().map(|field| field.column).collect()
        };
        for (row, nobodys) in
            [(Row::Contact, &["county"][..]), (Row::SecondAddress, &["kind", "name"]), (Row::OtherPerson, &["kind"])]
        {
            let mut left = columns(row.relation());
            for detail in Detail::ALL.into_iter().filter(|detail| detail.row() == row) {
                assert_eq!(Detail::from_code(detail.code()), Some(detail));
                for column in detail.columns() {
                    assert!(left.contains(&column), "{row:?}: {column} is in no relation, or in two details");
                    left.retain(|one| *one != column);
                }
            }
            assert_eq!(left, nobodys, "{row:?}: what a patron cannot change");
        }
    }

    #[test]
    fn every_column_that_a_patron_changes_leads_to_its_detail() {
        for detail in Detail::ALL {
            for column in detail.columns() {
                assert_eq!(Detail::of(detail.row().relation(), detail.row().kind(), column), Some(detail), "{column}");
            }
        }
        assert_eq!(Detail::of("contact", None, "county"), None, "no form has it");
        assert_eq!(Detail::of("verified_email", None, "email"), Some(Detail::Email));
        assert!(Detail::of("alternate_contact", None, "phone").is_some(), "of whatever kind the row is");
        assert_eq!(Detail::of("person", None, "surname"), None);
    }

    #[test]
    fn the_activity_has_words_for_every_field_and_detail() {
        for detail in Detail::ALL {
            for field in detail.ledger_names().into_iter().chain([detail.ledger_name()]) {
                assert!(told::field(&field).is_some(), "{field}");
            }
        }
        let named =
            Detail::SecondAddress.ledger_names().iter().filter_map(|field| told::field(field)).collect::<Vec<_>>();
        assert_eq!(named.iter().map(|label| label.to(Lang::En)).collect::<Vec<_>>(), ["Second address"]);
    }
}
