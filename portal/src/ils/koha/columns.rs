//! The columns of Koha's files: how a cell is read, and which field of the record it fills.

use crate::ils::{
    file::values::{self, Aside, Cell, Context, Secret},
    record::{AccountLine, Hold, Loan, Person, Record},
    report::Reason,
};

/// One column of a file.
pub(in crate::ils) struct Column<R> {
    /// Its name in the file's first row (compared without regard to case and blanks).
    pub(in crate::ils) name: &'static str,
    /// Other names it goes by.
    pub(in crate::ils) also: &'static [&'static str],
    /// The fields of the record it fills; the first is the one it is about.
    pub(in crate::ils) fields: &'static [&'static str],
    /// Reads a cell into the record; says whether there was a value.
    pub(in crate::ils) read: fn(&Cell<'_>, &Context<'_>, &mut Aside, &mut R) -> Result<bool, Reason>,
}

impl<R: Record> Column<R> {
    /// Whether every row must have a value here (and the file the column).
    pub(in crate::ils) fn must(&self) -> bool {
        R::FIELDS.iter().any(|field| field.must && self.fields.contains(&field.name))
    }
}

/// A kind of file: its columns, and what is settled between them once a row is read.
pub(in crate::ils) trait Columns: Record {
    /// The columns. The first is the card.
    const COLUMNS: &'static [Column<Self>];
    /// Settles what columns say together.
    fn settle(&mut self) {}
}

macro_rules! columns {
    // A column that fills two fields.
    (@fields due_on) => { &["due_on", "due_at"] };
    (@fields updated_on) => { &["updated_on", "updated_at"] };
    (@fields credential) => { &["credential", "credential_other"] };
    (@fields $field:ident) => { &[stringify!($field)] };
    (@read due_on, $read:ident) => { columns!(@both due_on, due_at, $read) };
    (@read updated_on, $read:ident) => { columns!(@both updated_on, updated_at, $read) };
    (@read credential, $read:ident) => {
        |cell, context, aside, row| {
            let read = values::$read(cell, context, aside)?;
            let is_there = read.is_some();
            row.credential_other = matches!(read, Some(Secret::Other)).then_some(true);
            row.credential = match read {
                Some(Secret::Hash(hash)) => Some(hash),
                Some(Secret::Other) | None => None,
            };
            Ok(is_there)
        }
    };
    (@both $day:ident, $at:ident, $read:ident) => {
        |cell, context, aside, row| {
            let read = values::$read(cell, context, aside)?;
            (row.$day, row.$at) = (read.map(|(day, _)| day), read.and_then(|(_, at)| at));
            Ok(read.is_some())
        }
    };
    (@read $field:ident, $read:ident) => {
        |cell, context, aside, row| {
            row.$field = values::$read(cell, context, aside)?;
            Ok(row.$field.is_some())
        }
    };
    ($record:ident { $($name:literal $(or $also:literal)* => $field:ident: $read:ident,)+ }) => {
        &[$(Column::<$record> {
            name: $name,
            also: &[$($also),*],
            fields: columns!(@fields $field),
            read: columns!(@read $field, $read),
        },)+]
    };
}

impl Columns for Person {
    const COLUMNS: &'static [Column<Self>] = BORROWERS;

    fn settle(&mut self) {
        values::settle(&mut self.city, &mut self.state, &mut self.zipcode);
        values::settle(&mut self.second_city, &mut self.second_state, &mut self.second_zipcode);
        values::settle(&mut self.other_city, &mut self.other_state, &mut self.other_zipcode);
    }
}

impl Columns for Loan {
    const COLUMNS: &'static [Column<Self>] = CIRCULATION;
}

impl Columns for Hold {
    const COLUMNS: &'static [Column<Self>] = HOLDS;
}

impl Columns for AccountLine {
    const COLUMNS: &'static [Column<Self>] = ACCOUNT_LINES;
}

/// Koha's `borrowers`, as its reports name the columns; and `suffix` and `county`, which other systems have.
const BORROWERS: &[Column<Person>] = columns!(Person {
    "cardnumber" => card: card,
    "borrowernumber" => number: number,
    "surname" => surname: surname,
    "firstname" => firstname: name,
    "middle_name" => middle_name: name,
    "suffix" => suffix: name,
    "preferred_name" => preferred_name: name,
    "title" => title: name,
    "othernames" => othernames: name,
    "initials" => initials: name,
    "pronouns" => pronouns: name,
    "sex" => sex: code,
    "dateofbirth" => birth_date: past_date,
    "streetnumber" => street_number: name,
    "streettype" => street_type: name,
    "address" => address: prose,
    "address2" => address2: prose,
    "city" => city: prose,
    "county" => county: prose,
    "state" => state: prose,
    "zipcode" => zipcode: zip,
    "country" => country: prose,
    "email" => email: email,
    "emailpro" => work_email: email,
    "phone" => phone: prose,
    "phonepro" => work_phone: prose,
    "mobile" => mobile: prose,
    "smsalertnumber" => sms_number: prose,
    "fax" => fax: prose,
    "primary_contact_method" => preferred_method: code,
    "b_streetnumber" => second_street_number: name,
    "b_streettype" => second_street_type: name,
    "b_address" => second_address: prose,
    "b_address2" => second_address2: prose,
    "b_city" => second_city: prose,
    "b_state" => second_state: prose,
    "b_zipcode" => second_zipcode: zip,
    "b_country" => second_country: prose,
    "b_email" => second_email: email,
    "b_phone" => second_phone: prose,
    "altcontactfirstname" => other_firstname: name,
    "altcontactsurname" => other_surname: name,
    "altcontactaddress1" => other_address: prose,
    "altcontactaddress2" => other_address2: prose,
    "altcontactaddress3" => other_city: prose,
    "altcontactstate" => other_state: prose,
    "altcontactzipcode" => other_zipcode: zip,
    "altcontactcountry" => other_country: prose,
    "altcontactphone" => other_phone: prose,
    "branchcode" => home_library: code,
    "categorycode" => category: code,
    "gonenoaddress" => address_invalid: yes_no,
    "sort1" => statistic1: code,
    "sort2" => statistic2: code,
    "patron_attributes" => attributes: prose,
    "dateenrolled" => enrolled_on: date,
    "dateexpiry" => expires_on: date,
    "date_renewed" => renewed_on: date,
    "debarred" => restricted_until: date,
    "debarredcomment" => restricted_reason: prose,
    "lastseen" => last_seen_on: date,
    "updated_on" => updated_on: day,
    "lost" => lost: yes_no,
    "contacttitle" => guardian_title: name,
    "contactfirstname" => guardian_firstname: name,
    "contactname" => guardian_surname: name,
    "relationship" => relationship: name,
    "guarantor_id" or "guarantorid" => guardian_ids: prose,
    "guarantor_relationship" => guardian_relationships: prose,
    "borrowernotes" => staff_note: prose,
    "borrowernotes_withheld" => staff_note_withheld: prose,
    "opacnote" => patron_note: prose,
    "contactnote" => contact_note: prose,
    "privacy" => reading_history: privacy,
    "lang" => language: language,
    "password" => credential: password,
});

/// What systems hold and the portal leaves out: not one cell of it is read. A login name opens nothing here (people sign
/// in with their card), so it is not needed (M1).
pub(in crate::ils) const LEFT_OUT: &[&str] = &["userid"];

/// A column that only says what kind of account a row is about, so that the profile can leave it out.
pub(in crate::ils) const CATEGORY: &str = "categorycode";

/// Loans, open and returned.
const CIRCULATION: &[Column<Loan>] = columns!(Loan {
    "cardnumber" => card: card,
    "title" => title: prose,
    "issuedate" => checked_out_at: moment,
    "barcode" => barcode: number,
    "author" => author: prose,
    "date_due" => due_on: day,
    "returndate" => returned_at: moment,
    "branchcode" => branch: code,
    "itype" => item_kind: code,
    "renewals_count" or "renewals" => renewals: count,
});

/// Koha's `reserves`.
const HOLDS: &[Column<Hold>] = columns!(Hold {
    "cardnumber" => card: card,
    "title" => title: prose,
    "reservedate" => placed_on: date,
    "author" => author: prose,
    "barcode" => barcode: number,
    "branchcode" => branch: code,
    "priority" => place: count,
    "found" => status: found,
    "expirationdate" => until: date,
    "cancellationdate" => cancelled_on: date,
});

/// Koha's `accountlines`.
const ACCOUNT_LINES: &[Column<AccountLine>] = columns!(AccountLine {
    "cardnumber" => card: card,
    "accountlines_id" => number: number,
    "date" => entered_on: date,
    "amount" => amount: cents,
    "amountoutstanding" => outstanding: cents,
    "debit_type_code" or "accounttype" => debit: code,
    "credit_type_code" => credit: code,
    "description" => description: prose,
    "payment_type" => method: code,
    "note" => note: prose,
    "timestamp" or "updated_on" => changed_on: date,
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_is_used_twice_and_the_card_comes_first() {
        fn check<R: Columns>() {
            let names: Vec<_> = R::COLUMNS.iter().flat_map(|c| std::iter::once(&c.name).chain(c.also)).collect();
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
            assert!(names.iter().all(|name| **name == name.to_lowercase()));
            assert_eq!(R::COLUMNS[0].name, "cardnumber");
            // Every field has a column, and only one.
            let filled: Vec<_> = R::COLUMNS.iter().flat_map(|column| column.fields).collect();
            let fields: HashSet<_> = R::FIELDS.iter().map(|field| field.name).collect();
            assert_eq!(filled.iter().map(|field| **field).collect::<HashSet<_>>(), fields);
            assert_eq!(filled.len(), fields.len());
        }
        check::<Person>();
        check::<Loan>();
        check::<Hold>();
        check::<AccountLine>();
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
