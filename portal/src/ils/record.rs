//! The neutral record: what a library's system holds about its patrons, whatever system it is.
//!
//! A source (a file, a live system) fills these and hands them to a [`Sink`](super::source::Sink); there is one way in
//! which they are written, in `apply`. Every value is of a type that cannot hold what the database would refuse or what
//! the portal never holds, so one bad value is a named row and never the database's own error.
//!
//! `None` is "the system holds nothing here". That a source does not speak of a field at all is said once, for all its
//! records ([`Sink::speaks_of`](super::source::Sink::speaks_of)); such a field is left as it is.

use super::report::Reason;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::parse::{CardNumber, holds_payment_card};

/// The kinds of records, in the order in which they are best brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Person`].
    People,
    /// [`Loan`].
    Loans,
    /// [`Hold`].
    Holds,
    /// [`AccountLine`].
    AccountLines,
}

/// One field of a kind of record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the record, and in the table in which records are staged.
    pub name: &'static str,
    /// Whether a record without it is refused.
    pub must: bool,
    pub(super) sql: &'static str,
}

/// A kind of record, which a source fills.
pub trait Record: Default + Send + 'static {
    /// Which kind it is.
    const KIND: Kind;
    /// Its fields.
    const FIELDS: &'static [Field];
    /// Writes every field as Postgres's `COPY` takes it, each after a tab.
    fn write(&self, out: &mut Vec<u8>);
    /// The first field that must have a value and has none.
    fn missing(&self) -> Option<&'static str>;
}

/// A value that can be staged.
trait Cell {
    const SQL: &'static str;
    fn write(&self, out: &mut Vec<u8>);
}

macro_rules! record {
    (@must must) => { true };
    (@must may) => { false };
    ($(#[$about:meta])* $name:ident is $kind:ident { $($(#[$field_about:meta])* $must:ident $field:ident: $type:ty,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_about])* pub $field: Option<$type>,)+
        }

        impl Record for $name {
            const KIND: Kind = Kind::$kind;
            const FIELDS: &'static [Field] = &[
                $(Field { name: stringify!($field), must: record!(@must $must), sql: <$type as Cell>::SQL },)+
            ];

            fn write(&self, out: &mut Vec<u8>) {
                $(
                    out.push(b'\t');
                    match &self.$field {
                        Some(value) => value.write(out),
                        None => out.extend_from_slice(b"\\N"),
                    }
                )+
            }

            fn missing(&self) -> Option<&'static str> {
                $(
                    if record!(@must $must) && self.$field.is_none() {
                        return Some(stringify!($field));
                    }
                )+
                None
            }
        }
    };
}

record! {
    /// A patron: who they are, how to reach them, what they may do, who answers for them.
    Person is People {
        /// The number on the card.
        must card: CardNumber,
        /// The patron's own number in the system, which stays when the card changes.
        may number: Number,
        /// Name and what goes with it.
        may surname: Name,
        /// Given name.
        may firstname: Name,
        /// Middle name.
        may middle_name: Name,
        /// `Jr.`, `III`.
        may suffix: Name,
        /// The name they want to be called by.
        may preferred_name: Name,
        /// `Dr.`, `Ms.`
        may title: Name,
        /// Other names.
        may othernames: Name,
        /// Initials.
        may initials: Name,
        /// Pronouns.
        may pronouns: Name,
        /// As the system writes it.
        may sex: Code,
        /// The birth date.
        may birth_date: NaiveDate,
        /// The address: house number.
        may street_number: Name,
        /// `Street`, `Road`, where that stands apart.
        may street_type: Name,
        /// First line.
        may address: Prose,
        /// Second line.
        may address2: Prose,
        /// City.
        may city: Prose,
        /// County.
        may county: Prose,
        /// State.
        may state: Prose,
        /// ZIP code.
        may zipcode: Prose,
        /// Country.
        may country: Prose,
        /// E-mail address, as it stands.
        may email: Prose,
        /// E-mail address at work.
        may work_email: Prose,
        /// Telephone.
        may phone: Prose,
        /// Telephone at work.
        may work_phone: Prose,
        /// Cell phone.
        may mobile: Prose,
        /// Number for text messages.
        may sms_number: Prose,
        /// Fax.
        may fax: Prose,
        /// How they want to be reached, as the system writes it.
        may preferred_method: Code,
        /// A second address: house number.
        may second_street_number: Name,
        /// Of the second address: `Street`, `Road`.
        may second_street_type: Name,
        /// Of the second address: first line.
        may second_address: Prose,
        /// Of the second address: second line.
        may second_address2: Prose,
        /// Of the second address: city.
        may second_city: Prose,
        /// Of the second address: state.
        may second_state: Prose,
        /// Of the second address: ZIP code.
        may second_zipcode: Prose,
        /// Of the second address: country.
        may second_country: Prose,
        /// A second e-mail address.
        may second_email: Prose,
        /// A second telephone.
        may second_phone: Prose,
        /// Somebody to call instead: given name.
        may other_firstname: Name,
        /// Of somebody to call instead: surname.
        may other_surname: Name,
        /// Of somebody to call instead: address.
        may other_address: Prose,
        /// Of somebody to call instead: second line of the address.
        may other_address2: Prose,
        /// Of somebody to call instead: city.
        may other_city: Prose,
        /// Of somebody to call instead: state.
        may other_state: Prose,
        /// Of somebody to call instead: ZIP code.
        may other_zipcode: Prose,
        /// Of somebody to call instead: country.
        may other_country: Prose,
        /// Of somebody to call instead: telephone.
        may other_phone: Prose,
        /// The patron's home library.
        may home_library: Code,
        /// The patron's category.
        may category: Code,
        /// Whether mail to the address came back.
        may address_invalid: bool,
        /// A statistical category.
        may statistic1: Code,
        /// Another.
        may statistic2: Code,
        /// Whatever else the system notes, as it writes it.
        may attributes: Prose,
        /// Member since.
        may enrolled_on: NaiveDate,
        /// The membership's last day.
        may expires_on: NaiveDate,
        /// Last renewed.
        may renewed_on: NaiveDate,
        /// Borrowing is stopped until then.
        may restricted_until: NaiveDate,
        /// Why.
        may restricted_reason: Prose,
        /// The card's last use.
        may last_seen_on: NaiveDate,
        /// The day on which the record last changed in the system.
        may updated_on: NaiveDate,
        /// The moment at which it did, where the system says it.
        may updated_at: DateTime<Utc>,
        /// Whether the card is lost.
        may lost: bool,
        /// Somebody who answers for the patron and need not be one: form of address.
        may guardian_title: Name,
        /// Of the one who answers: given name.
        may guardian_firstname: Name,
        /// Of the one who answers: surname.
        may guardian_surname: Name,
        /// What the one who answers is to the patron.
        may relationship: Name,
        /// Numbers or cards of patrons who answer for this one, with `|` (or `,`) between them.
        may guardian_ids: Prose,
        /// What each of them is to the patron, likewise.
        may guardian_relationships: Prose,
        /// A note among staff.
        may staff_note: Prose,
        /// Why the patron does not read it.
        may staff_note_withheld: Prose,
        /// A note to the patron.
        may patron_note: Prose,
        /// A note on how to reach the patron.
        may contact_note: Prose,
        /// Whether past loans are kept.
        may reading_history: ReadingHistory,
        /// The patron's language, if the portal speaks it.
        may language: Language,
        /// A bcrypt hash of PIN or password.
        may credential: Bcrypt,
        /// Whether the system holds a PIN or password that is no such hash, and cannot be taken. Without it and without a hash it
        /// holds none.
        may credential_other: bool,
    }
}

record! {
    /// A loan, open or returned.
    Loan is Loans {
        /// The borrower's card.
        must card: CardNumber,
        /// What was lent.
        must title: Prose,
        /// When.
        must checked_out_at: DateTime<Utc>,
        /// The item's barcode; some items have none.
        may barcode: Number,
        /// Author.
        may author: Prose,
        /// The day on which it is due.
        may due_on: NaiveDate,
        /// The moment at which it is due, where that is not the end of the day.
        may due_at: DateTime<Utc>,
        /// When it came back; without it the loan is open.
        may returned_at: DateTime<Utc>,
        /// Where it was lent.
        may branch: Code,
        /// What kind of item it is, by the system's own code.
        may item_kind: Code,
        /// How often it was renewed.
        may renewals: Count,
    }
}

record! {
    /// A hold.
    Hold is Holds {
        /// The patron's card.
        must card: CardNumber,
        /// What is asked for.
        must title: Prose,
        /// When.
        must placed_on: NaiveDate,
        /// Author.
        may author: Prose,
        /// The item's barcode, once there is one.
        may barcode: Number,
        /// Where it is to be picked up.
        may branch: Code,
        /// The place in line.
        may place: Count,
        /// `waiting`, `ready`, `in-transit`, `processing`, or what the system says.
        may status: Code,
        /// Until when it is kept for the patron.
        may until: NaiveDate,
        /// When it was cancelled; it is kept as long after that as the library keeps what is closed.
        may cancelled_on: NaiveDate,
    }
}

record! {
    /// A fee, a payment, a credit.
    AccountLine is AccountLines {
        /// The patron's card.
        must card: CardNumber,
        /// The line's number in the system.
        must number: Number,
        /// Its day.
        must entered_on: NaiveDate,
        /// Less than zero for a payment or credit.
        must amount: Cents,
        /// What is still owed of it.
        may outstanding: Cents,
        /// What it is for, as the system writes it.
        may debit: Code,
        /// Of a payment or credit: what kind.
        may credit: Code,
        /// In words.
        may description: Prose,
        /// How it was paid.
        may method: Code,
        /// A note.
        may note: Prose,
        /// The day on which the system last changed the line: of one that is settled, not before it was.
        may changed_on: NaiveDate,
    }
}

macro_rules! texts {
    ($($(#[$about:meta])* $name:ident, $longest:literal, $free:literal;)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The longest it can be, in characters.
            pub const LONGEST: usize = $longest;

            /// Takes a text as it stands, without blanks around it; `None` where nothing is left.
            ///
            /// # Errors
            /// When it is too long, has a NUL byte, or the number of a payment card stands in it.
            pub fn read(text: &str) -> Result<Option<Self>, Reason> {
                let text = text.trim();
                if text.is_empty() {
                    Ok(None)
                } else if text.contains('\0') {
                    Err(Reason::NulByte)
                } else if text.len() > $longest && text.chars().count() > $longest {
                    Err(Reason::TooLong)
                } else if $free && holds_payment_card(text) {
                    Err(Reason::PaymentCard)
                } else {
                    Ok(Some(Self(text.to_owned())))
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Cell for $name {
            const SQL: &'static str = "text";

            fn write(&self, out: &mut Vec<u8>) {
                escape(out, &self.0);
            }
        }
    )+};
}

texts! {
    /// Words that people write: an address line, a title, a note. No payment card's number.
    Prose, 20_000, true;
    /// A name or part of one. No payment card's number.
    Name, 200, true;
    /// A code of the library's own: a branch, a category, a way to pay. No payment card's number.
    Code, 200, true;
    /// A number of the library's own: a patron's, an item's barcode, an account line's. Such a number may look like a payment
    /// card's.
    Number, 200, false;
}

/// A whole number from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(u32);

impl Count {
    /// `None` for more than Postgres's `integer` holds.
    pub fn new(count: u32) -> Option<Self> {
        i32::try_from(count).is_ok().then_some(Self(count))
    }
}

/// An amount in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cents(pub i64);

/// What the system says of keeping past loans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingHistory {
    /// Until the patron says stop.
    Forever,
    /// As the library does.
    Default,
    /// Never.
    Off,
}

/// A language the portal speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(pub domain::words::Lang);

/// A bcrypt hash (`$2a$`, `$2b$`, `$2y$`), of a cost that no sign-in would wait long for.
#[derive(Clone, PartialEq, Eq)]
pub struct Bcrypt(String);

impl Bcrypt {
    /// `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let rest = ["$2a$", "$2b$", "$2y$"].iter().find_map(|start| text.strip_prefix(start))?;
        let (cost, hash) = rest.split_once('$')?;
        let good = cost.len() == 2
            && cost.parse::<u8>().is_ok_and(|cost| (4..=14).contains(&cost))
            && hash.len() == 53
            && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'/');
        good.then(|| Self(text.to_owned()))
    }
}

impl std::fmt::Debug for Bcrypt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bcrypt(…)")
    }
}

macro_rules! cells {
    ($($type:ty, $sql:literal, |$value:ident| $text:expr;)+) => {$(
        impl Cell for $type {
            const SQL: &'static str = $sql;

            fn write(&self, out: &mut Vec<u8>) {
                let $value = self;
                escape(out, &$text);
            }
        }
    )+};
}

cells! {
    CardNumber, "text", |number| number.expose();
    Bcrypt, "text", |hash| hash.0;
    NaiveDate, "date", |date| date.to_string();
    DateTime<Utc>, "timestamptz", |moment| moment.to_rfc3339_opts(SecondsFormat::Micros, true);
    bool, "boolean", |yes| if *yes { "t" } else { "f" };
    Count, "integer", |count| count.0.to_string();
    Cents, "bigint", |cents| cents.0.to_string();
    Language, "text", |language| language.0.tag();
    ReadingHistory, "text", |kept| match kept {
        ReadingHistory::Forever => "forever",
        ReadingHistory::Default => "default",
        ReadingHistory::Off => "off",
    };
}

/// As `COPY`'s text format has it.
fn escape(out: &mut Vec<u8>, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_the_portal_never_holds_cannot_be_in_a_record() {
        assert_eq!(Prose::read("paid with 4111 1111-1111 1111 ok"), Err(Reason::PaymentCard));
        assert_eq!(Name::read(&"é".repeat(201)), Err(Reason::TooLong));
        assert!(Name::read(&"é".repeat(200)).is_ok());
        assert_eq!(Prose::read("a\0b"), Err(Reason::NulByte));
        assert_eq!(Prose::read(" \n"), Ok(None));
    }

    #[test]
    fn what_is_staged_is_one_row_of_as_many_cells_as_there_are_fields() {
        let mut out = vec![];
        let hold = Hold { title: Prose::read("a\tb\nc\\").unwrap(), ..Hold::default() };
        assert_eq!(hold.missing(), Some("card"));
        hold.write(&mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches('\t').count(), Hold::FIELDS.len());
        assert!(text.contains("\ta\\tb\\nc\\\\\t"), "{text}");
    }

    #[test]
    fn only_a_bcrypt_hash_is_taken_for_one() {
        let hash = format!("$2a$08${}", "a".repeat(53));
        assert!(Bcrypt::read(&hash).is_some());
        for text in ["1234", "c4ca4238a0b923820dcc509a6f75849b", "$2a$31$aaaa", &format!("$2a$31${}", "a".repeat(53))] {
            assert_eq!(Bcrypt::read(text), None, "{text}");
        }
    }
}
