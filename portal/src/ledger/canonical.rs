//! The canonical form of an event: the one text that an event has, from which its digest in the chain is made.
//!
//! # Form 1
//! A JSON array in one line, without spaces, as RFC 8259 with only the escapes it demands:
//!
//! ```text
//! [1,library,id,position,at,subject,action,actor_kind,actor,via,classes,fields,rules,purpose,detail]
//! ```
//!
//! | element | written as |
//! |---|---|
//! | `1` | number: the form |
//! | `library`, `action`, `actor_kind`, `via` | string |
//! | `id`, `subject`, `actor` | string, a UUID in lower case with hyphens; `null` where it is not set |
//! | `position` | number |
//! | `at` | string: microseconds since 1970-01-01T00:00:00Z |
//! | `classes`, `fields`, `rules` | string: the list as JSON, in the order it was written |
//! | `purpose` | string or `null` |
//! | `detail` | string: the JSON as PostgreSQL writes `jsonb` (keys sorted by length, then by bytes; numbers as given) |
//!
//! The array reads back to the event it was made from, so no two events share a form. Every column of the table is in
//! it. The digest of a link is SHA-256 over the previous digest (32 bytes) and this text in UTF-8; the first link's
//! previous digest is [`genesis`]. A change of this form is a new form with a new number, and `ledger_link.version`
//! says which one a link was made from.
//!
//! # A line of the tree
//! What the tree ([`super::tree`]) is made of is another text of the same event, which is its person's to have:
//!
//! ```text
//! [1,salt,number,library,id,position,at,subject,action,actor_kind,actor,via,classes,fields,rules,purpose,detail]
//! ```
//!
//! | element | written as |
//! |---|---|
//! | `1` | number: the form of the line |
//! | `salt` | string: 32 random bytes in hexadecimal, so that nobody finds a line by trying what it may say |
//! | `number` | number: which line about its subject it is, from 1; `null` for what concerns no one, or is told later |
//! | `actor` | string: SHA-256 in hexadecimal over the salt's bytes and the actor's id as above, which is withheld; or `null` |
//! | the rest | as above |

use crate::keys;
use uuid::Uuid;

/// The form that new links are made from.
pub const FORM: i16 = 1;

/// An event as it is stored, with every value in the text it has in the canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of ledger_event; see the table above")]
pub struct Stored {
    pub library: String,
    pub id: Uuid,
    pub position: i64,
    pub at: String,
    pub subject: Option<Uuid>,
    pub action: String,
    pub actor_kind: String,
    pub actor: Option<Uuid>,
    pub via: String,
    pub classes: String,
    pub fields: String,
    pub rules: String,
    pub purpose: Option<String>,
    pub detail: String,
}

/// The event of a row whose columns are named like the fields, but for `library`.
macro_rules! stored {
    ($library:expr, $row:ident) => {
        $crate::ledger::canonical::Stored {
            library: $library,
            id: $row.id,
            position: $row.position,
            at: $row.at,
            subject: $row.subject,
            action: $row.action,
            actor_kind: $row.actor_kind,
            actor: $row.actor,
            via: $row.via,
            classes: $row.classes,
            fields: $row.fields,
            rules: $row.rules,
            purpose: $row.purpose,
            detail: $row.detail,
        }
    };
}
pub(super) use stored;

impl Stored {
    /// The event's canonical text in `form`; `None` for a form this program does not know.
    pub fn canonical(&self, form: i16) -> Option<String> {
        if form != FORM {
            return None;
        }
        let fields = (
            FORM,
            &self.library,
            self.id,
            self.position,
            &self.at,
            self.subject,
            &self.action,
            &self.actor_kind,
            self.actor,
            &self.via,
            &self.classes,
            &self.fields,
            &self.rules,
            &self.purpose,
            &self.detail,
        );
        serde_json::to_string(&fields).ok()
    }

    /// The event's line in the tree; the `number` is that among the lines about its subject.
    pub(super) fn line(&self, salt: &[u8; 32], number: Option<i64>) -> String {
        let mark = |actor: Uuid| hex::encode(keys::digest(&[salt, actor.to_string().as_bytes()].concat()));
        serde_json::json!([
            1,
            hex::encode(salt),
            number,
            self.library,
            self.id,
            self.position,
            self.at,
            self.subject,
            self.action,
            self.actor_kind,
            self.actor.map(mark),
            self.via,
            self.classes,
            self.fields,
            self.rules,
            self.purpose,
            self.detail,
        ])
        .to_string()
    }

    /// The digest of this event's link after `previous`.
    pub(super) fn digest(&self, previous: &[u8], form: i16) -> Option<[u8; 32]> {
        Some(keys::digest(&[previous, self.canonical(form)?.as_bytes()].concat()))
    }
}

/// What stands before a library's first link: SHA-256 of `patron privacy portal ledger` and the library's short name,
/// with a line feed between.
pub fn genesis(library: &str) -> [u8; 32] {
    keys::digest(format!("patron privacy portal ledger\n{library}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Fields = (
        i16,
        String,
        Uuid,
        i64,
        String,
        Option<Uuid>,
        String,
        String,
        Option<Uuid>,
        String,
        String,
        String,
        String,
        Option<String>,
        String,
    );

    /// The event a canonical text was made from.
    fn read_back(text: &str) -> Stored {
        let (
            form,
            library,
            id,
            position,
            at,
            subject,
            action,
            actor_kind,
            actor,
            via,
            classes,
            fields,
            rules,
            purpose,
            detail,
        ): Fields = serde_json::from_str(text).unwrap();
        assert_eq!(form, FORM);
        Stored {
            library,
            id,
            position,
            at,
            subject,
            action,
            actor_kind,
            actor,
            via,
            classes,
            fields,
            rules,
            purpose,
            detail,
        }
    }

    prop_compose! {
        fn stored()(
            texts in prop::collection::vec("[a\",\\[\\]\\\\ñ\u{0}-\u{1f}]{0,4}|\\PC{0,8}", 8),
            library in "[a-z]{1,4}", at in any::<i64>(), position in any::<i64>(), ids in any::<[u128; 3]>(),
            has in any::<[bool; 3]>(),
        ) -> Stored {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().unwrap();
            Stored {
                library, id: Uuid::from_u128(ids[0]), position, at: at.to_string(),
                subject: has[0].then(|| Uuid::from_u128(ids[1])), action: text(), actor_kind: text(),
                actor: has[1].then(|| Uuid::from_u128(ids[2])), via: text(), classes: text(), fields: text(),
                rules: text(), purpose: has[2].then(&mut text), detail: text(),
            }
        }
    }

    proptest! {
        #[test]
        fn a_form_reads_back_to_its_event_so_no_two_events_share_one(event in stored()) {
            let text = event.canonical(FORM).unwrap();
            prop_assert!(!text.contains(['\n', '\r']));
            prop_assert_eq!(read_back(&text), event);
        }

        #[test]
        fn moving_a_character_to_the_next_field_changes_the_form(event in stored(), at in 0usize..5) {
            let mut other = event.clone();
            let (from, to) = match at {
                0 => (&mut other.action, &mut other.actor_kind),
                1 => (&mut other.via, &mut other.classes),
                2 => (&mut other.classes, &mut other.fields),
                3 => (&mut other.fields, &mut other.rules),
                _ => (&mut other.rules, &mut other.detail),
            };
            prop_assume!(!from.is_empty());
            let moved = from.pop().unwrap();
            to.insert(0, moved);
            prop_assert_ne!(event.canonical(FORM), other.canonical(FORM));
            prop_assert_ne!(event.digest(&[0; 32], FORM), other.digest(&[0; 32], FORM));
        }
    }

    #[test]
    fn the_form_stands_still() {
        let event = Stored {
            library: "mansfield".into(),
            id: Uuid::from_u128(1),
            position: 7,
            at: "1795435200000000".into(),
            subject: Some(Uuid::from_u128(2)),
            action: "signed-in".into(),
            actor_kind: "patron".into(),
            actor: None,
            via: "portal".into(),
            classes: "[\"identity\"]".into(),
            fields: "[]".into(),
            rules: "[]".into(),
            purpose: None,
            detail: "{\"n\": 1}".into(),
        };
        let text = "[1,\"mansfield\",\"00000000-0000-0000-0000-000000000001\",7,\"1795435200000000\",\
                    \"00000000-0000-0000-0000-000000000002\",\"signed-in\",\"patron\",null,\"portal\",\
                    \"[\\\"identity\\\"]\",\"[]\",\"[]\",null,\"{\\\"n\\\": 1}\"]";
        assert_eq!(event.canonical(1).unwrap(), text);
        assert_eq!(event.canonical(2), None, "a form not known is no form");
        assert_ne!(genesis("mansfield"), genesis("canton"));

        // Two links, computed by another program from the description above: each covers the one before it.
        let first = event.digest(&genesis("mansfield"), FORM).unwrap();
        assert_eq!(hex::encode(first), "ad935e9c203d36c39b6c54e54d1e9bbedeb6aded68045ec8fbad29e5dcf7a2b9");
        let next = Stored { id: Uuid::from_u128(3), position: 8, ..event };
        assert_eq!(
            hex::encode(next.digest(&first, FORM).unwrap()),
            "68b5227bd6b1c16fb9c4c8e8055cffc684559860d87b30e9779c0a778e707834"
        );
    }
}
