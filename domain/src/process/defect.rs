//! What can be wrong with a paper on its face (M8, C2): seen by the person who reads it, before counsel is asked about its form.

use crate::{coded::coded, words::Text};

/// One thing that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// Nobody signed it.
    Unsigned,
    /// It names no court, judge or agency.
    NoIssuer,
    /// It has no date, or its day is past.
    NoDate,
    /// It has no docket number or seal, where its kind has one.
    NoNumber,
    /// It names another library, or a person who is not there.
    WrongAddressee,
    /// It was not served as its kind is served.
    NotServed,
    /// What it asks for is not described, or is everything.
    TooBroad,
    /// Something else.
    Other,
}

coded!(Defect {
    Unsigned = "defect-unsigned": "It is not signed" / "No está firmado",
    NoIssuer = "defect-issuer": "It names no court, judge or agency" / "No nombra tribunal, juez ni agencia",
    NoDate = "defect-date": "It has no date, or its day is past" / "No tiene fecha, o su día ya pasó",
    NoNumber = "defect-number": "It has no docket number or seal" / "No tiene número de expediente ni sello",
    WrongAddressee = "defect-addressee": "It names another library, or somebody who is not here"
        / "Nombra otra biblioteca, o a alguien que no está aquí",
    NotServed = "defect-service": "It was not served as it must be" / "No se notificó como es debido",
    TooBroad = "defect-scope": "What it asks for is not described, or is everything"
        / "Lo que pide no está descrito, o es todo",
    Other = "defect-other": "Something else" / "Otra cosa",
});
