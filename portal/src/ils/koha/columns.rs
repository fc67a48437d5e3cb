//! The columns each kind of file may have: how a cell is read, and where it goes.

use crate::ils::file::values::Kind;

/// One column of a file.
#[derive(Debug, Clone, Copy)]
pub(in crate::ils) struct Column {
    /// Its name in the file's first row (compared without regard to case and blanks).
    pub(in crate::ils) name: &'static str,
    /// How a cell is read.
    pub(in crate::ils) kind: Kind,
    /// Whether every row must have a value here (and the file the column).
    pub(in crate::ils) must: bool,
    /// Other names it goes by.
    pub(in crate::ils) also: &'static [&'static str],
}

const fn may(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, must: false, also: &[] }
}

const fn must(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, must: true, also: &[] }
}

impl Column {
    const fn or(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }
}

/// Koha's `borrowers`, as its export tool and its reports name the columns.
pub(in crate::ils) const BORROWERS: &[Column] = &[
    must("cardnumber", Kind::Card),
    may("borrowernumber", Kind::Text),
    may("surname", Kind::Text),
    may("firstname", Kind::Text),
    may("middle_name", Kind::Text),
    may("preferred_name", Kind::Text),
    may("title", Kind::Text),
    may("othernames", Kind::Text),
    may("initials", Kind::Text),
    may("pronouns", Kind::Text),
    may("sex", Kind::Text),
    may("dateofbirth", Kind::PastDate),
    may("streetnumber", Kind::Text),
    may("streettype", Kind::Text),
    may("address", Kind::Text),
    may("address2", Kind::Text),
    may("city", Kind::City),
    may("state", Kind::State),
    may("zipcode", Kind::Zip),
    may("country", Kind::Text),
    may("email", Kind::Text),
    may("emailpro", Kind::Text),
    may("phone", Kind::Text),
    may("phonepro", Kind::Text),
    may("mobile", Kind::Text),
    may("smsalertnumber", Kind::Text),
    may("fax", Kind::Text),
    may("primary_contact_method", Kind::Text),
    may("b_streetnumber", Kind::Text),
    may("b_streettype", Kind::Text),
    may("b_address", Kind::Text),
    may("b_address2", Kind::Text),
    may("b_city", Kind::City),
    may("b_state", Kind::State),
    may("b_zipcode", Kind::Zip),
    may("b_country", Kind::Text),
    may("b_email", Kind::Text),
    may("b_phone", Kind::Text),
    may("altcontactfirstname", Kind::Text),
    may("altcontactsurname", Kind::Text),
    may("altcontactaddress1", Kind::Text),
    may("altcontactaddress2", Kind::Text),
    may("altcontactaddress3", Kind::City),
    may("altcontactstate", Kind::State),
    may("altcontactzipcode", Kind::Zip),
    may("altcontactcountry", Kind::Text),
    may("altcontactphone", Kind::Text),
    may("branchcode", Kind::Text),
    may("categorycode", Kind::Text),
    may("gonenoaddress", Kind::YesNo),
    may("sort1", Kind::Text),
    may("sort2", Kind::Text),
    may("patron_attributes", Kind::Text),
    may("dateenrolled", Kind::Date),
    may("dateexpiry", Kind::Date),
    may("date_renewed", Kind::Date),
    may("debarred", Kind::Date),
    may("debarredcomment", Kind::Text),
    may("lastseen", Kind::Date),
    may("updated_on", Kind::Date),
    may("lost", Kind::YesNo),
    may("contacttitle", Kind::Text),
    may("contactfirstname", Kind::Text),
    may("contactname", Kind::Text),
    may("relationship", Kind::Text),
    may("guarantor_id", Kind::Text).or(&["guarantorid"]),
    may("guarantor_relationship", Kind::Text),
    may("borrowernotes", Kind::Text),
    may("borrowernotes_withheld", Kind::Text),
    may("opacnote", Kind::Text),
    may("contactnote", Kind::Text),
    may("privacy", Kind::Privacy),
    may("lang", Kind::Language),
    may("password", Kind::Password),
];

/// What Koha exports and the portal leaves out: not one cell of it is read. A login name opens nothing here (people sign in
/// with their card), so it is not needed (M1).
pub(in crate::ils) const LEFT_OUT: &[&str] = &["userid"];

/// Loans, open and returned.
pub(in crate::ils) const CIRCULATION: &[Column] = &[
    must("cardnumber", Kind::Card),
    must("barcode", Kind::Text),
    must("title", Kind::Text),
    must("issuedate", Kind::Moment),
    may("author", Kind::Text),
    may("date_due", Kind::Date),
    may("returndate", Kind::Moment),
    may("branchcode", Kind::Text),
    may("renewals_count", Kind::Count).or(&["renewals"]),
];

/// Koha's `reserves`.
pub(in crate::ils) const HOLDS: &[Column] = &[
    must("cardnumber", Kind::Card),
    must("title", Kind::Text),
    must("reservedate", Kind::Date),
    may("author", Kind::Text),
    may("barcode", Kind::Text),
    may("branchcode", Kind::Text),
    may("priority", Kind::Count),
    may("found", Kind::Text),
    may("expirationdate", Kind::Date),
    may("cancellationdate", Kind::Date),
];

/// Koha's `accountlines`.
pub(in crate::ils) const ACCOUNT_LINES: &[Column] = &[
    must("cardnumber", Kind::Card),
    must("accountlines_id", Kind::Text),
    must("date", Kind::Date),
    must("amount", Kind::Cents),
    may("amountoutstanding", Kind::Cents),
    may("debit_type_code", Kind::Text).or(&["accounttype"]),
    may("credit_type_code", Kind::Text),
    may("description", Kind::Remark),
    may("payment_type", Kind::Text),
    may("note", Kind::Remark),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_is_used_twice_and_the_card_comes_first() {
        for columns in [BORROWERS, CIRCULATION, HOLDS, ACCOUNT_LINES] {
            let names: Vec<_> = columns.iter().flat_map(|c| std::iter::once(&c.name).chain(c.also)).collect();
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
            assert!(names.iter().all(|name| **name == name.to_lowercase()));
            assert_eq!(columns[0].name, "cardnumber");
        }
    }

    #[test]
    fn every_column_of_a_borrowers_export_is_known() {
        let exported = "cardnumber surname firstname middle_name preferred_name title othernames initials pronouns \
            streetnumber streettype address address2 city state zipcode country email phone mobile fax emailpro \
            phonepro B_streetnumber B_streettype B_address B_address2 B_city B_state B_zipcode B_country B_email \
            B_phone dateofbirth branchcode categorycode dateenrolled dateexpiry date_renewed gonenoaddress lost \
            debarred debarredcomment contactname contactfirstname contacttitle borrowernotes relationship sex \
            password opacnote contactnote sort1 sort2 altcontactfirstname altcontactsurname altcontactaddress1 \
            altcontactaddress2 altcontactaddress3 altcontactstate altcontactzipcode altcontactcountry \
            altcontactphone smsalertnumber privacy patron_attributes guarantor_relationship guarantor_id userid";
        for name in exported.split_whitespace().map(str::to_lowercase) {
            let read = BORROWERS.iter().any(|column| column.name == name);
            assert_ne!(read, LEFT_OUT.contains(&name.as_str()), "{name}");
        }
    }
}
