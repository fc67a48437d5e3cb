//! What an import says: while it runs, and when it is done. Never a value of a person beyond the last digits of a card.

use domain::words::{Lang, Text};
use std::fmt;
use uuid::Uuid;

/// At most this many bad rows are listed; the rest are counted, so that a wholly wrong file takes no memory.
pub const LISTED: usize = 1_000;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub stage: Stage,
    /// Rows read so far.
    pub rows: u64,
    /// Bytes read so far, for a bar where the size of the file is known.
    pub bytes: u64,
}

/// The parts of an import, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The file is read and every value checked.
    Reading,
    /// The rows are compared with one another and with the patrons already here.
    Checking,
    /// Everything is written, in one transaction.
    Writing,
}

impl Stage {
    /// What a person reads.
    pub const fn text(self) -> Text {
        match self {
            Self::Reading => Text::new("Reading the file", "Leyendo el archivo"),
            Self::Checking => Text::new("Checking the rows", "Comprobando las filas"),
            Self::Writing => Text::new("Writing the records", "Guardando los registros"),
        }
    }
}

/// Why a row, or the file, is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its text below")]
pub enum Reason {
    EmptyFile,
    Utf16,
    NoColumn,
    RepeatedColumn,
    CellCount,
    OpenQuote,
    StrayQuote,
    NotUtf8,
    NulByte,
    Missing,
    CardScientific,
    CardDecimal,
    CardLetters,
    CardLength,
    CardPrefix,
    CardCheckDigit,
    RepeatedCard,
    RepeatedNumber,
    SamePerson,
    OtherPatron,
    UnknownCard,
    BadDate,
    ShortYear,
    FutureDate,
    ReturnedBeforeOut,
    BadYesNo,
    BadCount,
    BadAmount,
    BadPrivacy,
    PaymentCard,
    TooLong,
    OtherIdentity,
    RemovesTooMuch,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 33] = [
        Self::EmptyFile,
        Self::Utf16,
        Self::NoColumn,
        Self::RepeatedColumn,
        Self::CellCount,
        Self::OpenQuote,
        Self::StrayQuote,
        Self::NotUtf8,
        Self::NulByte,
        Self::Missing,
        Self::CardScientific,
        Self::CardDecimal,
        Self::CardLetters,
        Self::CardLength,
        Self::CardPrefix,
        Self::CardCheckDigit,
        Self::RepeatedCard,
        Self::RepeatedNumber,
        Self::SamePerson,
        Self::OtherPatron,
        Self::UnknownCard,
        Self::BadDate,
        Self::ShortYear,
        Self::FutureDate,
        Self::ReturnedBeforeOut,
        Self::BadYesNo,
        Self::BadCount,
        Self::BadAmount,
        Self::BadPrivacy,
        Self::PaymentCard,
        Self::TooLong,
        Self::OtherIdentity,
        Self::RemovesTooMuch,
    ];

    /// What a person reads.
    #[expect(clippy::too_many_lines, reason = "a few lines for each reason, and no more than that")]
    pub const fn text(self) -> Text {
        match self {
            Self::EmptyFile => Text::new("the file is empty", "el archivo está vacío"),
            Self::Utf16 => Text::new(
                "the file is UTF-16; save it as \"CSV UTF-8\"",
                "el archivo está en UTF-16; guárdelo como \"CSV UTF-8\"",
            ),
            Self::NoColumn => Text::new(
                "this column is missing from the first row, which must name the columns",
                "falta esta columna en la primera fila, que debe nombrar las columnas",
            ),
            Self::RepeatedColumn => Text::new(
                "this column stands twice in the first row",
                "esta columna aparece dos veces en la primera fila",
            ),
            Self::CellCount => Text::new(
                "the row does not have as many cells as the first row (cut off, or a comma without quotes)",
                "la fila no tiene tantas celdas como la primera (está cortada, o tiene una coma sin comillas)",
            ),
            Self::OpenQuote => Text::new(
                "a quotation mark is opened here and not closed; nothing after it was read",
                "aquí se abre una comilla que no se cierra; no se leyó nada de lo que sigue",
            ),
            Self::StrayQuote => {
                Text::new("there is text after a closing quotation mark", "hay texto después de una comilla de cierre")
            }
            Self::NotUtf8 => Text::new(
                "letters that are not UTF-8 (often Latin-1 or Windows-1252); save the file as UTF-8",
                "hay letras que no son UTF-8 (a menudo Latin-1 o Windows-1252); guarde el archivo como UTF-8",
            ),
            Self::NulByte => Text::new("a NUL byte, which no text has", "un byte NUL, que ningún texto tiene"),
            Self::Missing => Text::new("there must be a value here", "aquí debe haber un valor"),
            Self::CardScientific => Text::new(
                "a spreadsheet turned the card number into a rounded number (like 2.3E+13); export it again as text",
                "una hoja de cálculo convirtió el número de tarjeta en un número redondeado (como 2.3E+13); \
                 expórtelo de nuevo como texto",
            ),
            Self::CardDecimal => Text::new(
                "a spreadsheet turned the card number into a decimal number; export it again as text",
                "una hoja de cálculo convirtió el número de tarjeta en un número decimal; expórtelo de nuevo como texto",
            ),
            Self::CardLetters => Text::new(
                "the card number has characters that this library's cards do not have",
                "el número de tarjeta tiene caracteres que las tarjetas de esta biblioteca no tienen",
            ),
            Self::CardLength => Text::new(
                "the card number does not have the right length (a spreadsheet may have dropped a leading zero)",
                "el número de tarjeta no tiene el largo correcto (quizás una hoja de cálculo quitó un cero inicial)",
            ),
            Self::CardPrefix => Text::new(
                "the card number does not begin as this library's cards do",
                "el número de tarjeta no empieza como las tarjetas de esta biblioteca",
            ),
            Self::CardCheckDigit => Text::new(
                "the card number's last digit does not fit the others (mistyped, or rounded by a spreadsheet)",
                "el último dígito de la tarjeta no concuerda con los demás (mal escrito, o redondeado por una hoja \
                 de cálculo)",
            ),
            Self::RepeatedCard => Text::new(
                "this card number stands on an earlier line too",
                "este número de tarjeta ya está en una línea anterior",
            ),
            Self::RepeatedNumber => Text::new(
                "this patron number stands on an earlier line too",
                "este número de usuario ya está en una línea anterior",
            ),
            Self::SamePerson => Text::new(
                "this card and one on an earlier line belong to the same person here",
                "esta tarjeta y la de una línea anterior pertenecen aquí a la misma persona",
            ),
            Self::OtherPatron => Text::new(
                "this card belongs here to a patron with another number; two records would be mixed",
                "esta tarjeta pertenece aquí a una persona con otro número; se mezclarían dos registros",
            ),
            Self::UnknownCard => Text::new(
                "no patron here has this card; import the borrowers first",
                "nadie tiene aquí esta tarjeta; importe primero los usuarios",
            ),
            Self::BadDate => Text::new(
                "not a date like 2026-11-30 or 11/30/2026",
                "no es una fecha como 2026-11-30 u 11/30/2026 (mes/día/año)",
            ),
            Self::ShortYear => Text::new("the year has only two digits", "el año tiene solo dos dígitos"),
            Self::FutureDate => Text::new("this date is still to come", "esta fecha todavía no ha llegado"),
            Self::ReturnedBeforeOut => {
                Text::new("returned before it was checked out", "devuelto antes de haberse prestado")
            }
            Self::BadYesNo => Text::new("not 0 or 1", "no es 0 ni 1"),
            Self::BadCount => Text::new("not a whole number", "no es un número entero"),
            Self::BadAmount => Text::new("not an amount like 2.50 or -2.50", "no es una cantidad como 2.50 o -2.50"),
            Self::BadPrivacy => Text::new("not 0, 1 or 2", "no es 0, 1 ni 2"),
            Self::PaymentCard => Text::new(
                "looks like the number of a payment card, which the portal never holds",
                "parece el número de una tarjeta de pago, que el portal nunca guarda",
            ),
            Self::TooLong => Text::new("this text is too long to be one", "este texto es demasiado largo para serlo"),
            Self::OtherIdentity => Text::new(
                "everything known of this patron differs: the number or card was given to somebody else (say so with \
                 --other-person), or the same person has all of it anew (--same-person)",
                "todo lo que se sabe de esta persona es distinto: el número o la tarjeta es ahora de otra persona \
                 (dígalo con --other-person), o la misma persona lo tiene todo nuevo (--same-person)",
            ),
            Self::RemovesTooMuch => Text::new(
                "this file would take away so much that it may be cut off, or a column of it empty by mistake; if it is right, say \
                 how many with --yes-remove",
                "este archivo quitaría tanto que quizás está cortado, o una columna vacía por error; si es correcto, diga cuántas \
                 con --yes-remove",
            ),
        }
    }
}

/// One thing that is wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line of the file, counted from 1 (the row with the names is line 1).
    pub line: u64,
    /// The column, by the name it has in the table of columns; `None` where the whole row is meant.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub reason: Reason,
    /// The last four characters of the row's card number, to find the row by.
    pub card_end: Option<String>,
    /// Where the row would have been mixed with a record that is here: the last four characters of that one's card.
    pub beside: Option<String>,
    /// Where it is about how many rows: how many, of how many.
    pub count: Option<(u64, u64)>,
}

impl Problem {
    /// What is wrong with a line as a whole.
    pub(in crate::ils) const fn at(line: u64, reason: Reason) -> Self {
        Self { line, column: None, reason, card_end: None, beside: None, count: None }
    }

    /// The problem in one line.
    pub fn to(&self, lang: Lang) -> String {
        let (line, column, card) = match lang {
            Lang::En => ("line", "column", "card ending"),
            Lang::Es => ("línea", "columna", "tarjeta terminada en"),
        };
        let column = self.column.map_or_else(String::new, |name| format!(", {column} {name}"));
        let card = self.card_end.as_ref().map_or_else(String::new, |end| format!(" ({card} {end})"));
        let beside = self.beside.as_ref().map_or_else(String::new, |end| match lang {
            Lang::En => format!("; the record here has the card ending {end}"),
            Lang::Es => format!("; el registro de aquí tiene la tarjeta terminada en {end}"),
        });
        let count = self.count.map_or_else(String::new, |(some, all)| match lang {
            Lang::En => format!(": {some} of {all}"),
            Lang::Es => format!(": {some} de {all}"),
        });
        format!("{line} {}{column}{card}: {}{beside}{count}", self.line, self.reason.text().to(lang))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to(Lang::En))
    }
}

/// Something the person who imports should know that keeps no row out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is named by its text below")]
pub enum Remark {
    UnknownColumn,
    LeftOutColumn,
    NotNamedColumn,
    BlankRows,
    OldPasswords,
    GuardianNotFound,
    HistoryNotKept,
    HistoryDeclined,
    HistoryPast,
    ClosedPast,
    SettledPast,
    Absent,
    ShortZip,
    CardsReplaced,
    WholeIgnored,
    NullCells,
    NoEmail,
    SeveralEmails,
    LeftOutRows,
    SameTwice,
    ReturnPutRight,
    CardsMoved,
    HistoryErased,
    OtherwiseInSystem,
    SecretsChanged,
    SecretsTakenAway,
    WholeEmpty,
}

impl Remark {
    /// What a person reads.
    #[expect(clippy::too_many_lines, reason = "a sentence each")]
    pub const fn text(self) -> Text {
        match self {
            Self::UnknownColumn => Text::new(
                "columns the portal does not hold; not read",
                "columnas que el portal no guarda; no se leyeron",
            ),
            Self::LeftOutColumn => Text::new(
                "columns left out on purpose, because the portal does not need them; not read",
                "columnas que se dejan fuera a propósito, porque el portal no las necesita; no se leyeron",
            ),
            Self::NotNamedColumn => {
                Text::new("columns without a usable name; not read", "columnas sin un nombre útil; no se leyeron")
            }
            Self::BlankRows => Text::new("rows without any value; passed over", "filas sin ningún valor; se omitieron"),
            Self::OldPasswords => Text::new(
                "passwords that are not bcrypt hashes; not taken (these patrons activate their access instead)",
                "contraseñas que no son bcrypt; no se tomaron (estas personas activarán su acceso)",
            ),
            Self::GuardianNotFound => Text::new(
                "guarantor_id values that are no patron's number or card here; only the name given was taken",
                "valores de guarantor_id que aquí no son de nadie; solo se tomó el nombre indicado",
            ),
            Self::HistoryNotKept => Text::new(
                "returned loans not loaded: this library keeps no borrowing history",
                "préstamos devueltos que no se cargaron: esta biblioteca no guarda el historial",
            ),
            Self::HistoryDeclined => Text::new(
                "returned loans not loaded: these patrons chose to keep no history",
                "préstamos devueltos que no se cargaron: estas personas eligieron no guardar su historial",
            ),
            Self::HistoryPast => Text::new(
                "returned loans not loaded: they are older than this library keeps",
                "préstamos devueltos que no se cargaron: son más antiguos de lo que esta biblioteca guarda",
            ),
            Self::Absent => Text::new(
                "patrons who are no longer in this whole file; their records go after the library’s time for that",
                "personas que ya no están en este archivo completo; sus registros se borran pasado el plazo de la biblioteca",
            ),
            Self::ClosedPast => Text::new(
                "closed holds not loaded: they ended longer ago than this library keeps them",
                "reservas terminadas que no se cargaron: terminaron hace más tiempo del que esta biblioteca las guarda",
            ),
            Self::SettledPast => Text::new(
                "settled account lines not loaded: they were settled longer ago than this library keeps them",
                "líneas de cuenta saldadas que no se cargaron: se saldaron hace más tiempo del que esta biblioteca las guarda",
            ),
            Self::ShortZip => Text::new(
                "ZIP codes with four digits; taken as they are (a spreadsheet drops the leading zero)",
                "códigos postales de cuatro dígitos; se tomaron así (una hoja de cálculo quita el cero inicial)",
            ),
            Self::CardsReplaced => Text::new(
                "patrons with a new card number; the earlier card is marked as replaced",
                "personas con un número de tarjeta nuevo; la tarjeta anterior quedó como reemplazada",
            ),
            Self::NullCells => Text::new(
                "cells with NULL or \\N, as databases write nothing; taken as empty",
                "celdas con NULL o \\N, como las bases de datos escriben que no hay nada; se tomaron como vacías",
            ),
            Self::NoEmail => Text::new(
                "e-mail cells that are no address; taken as they are, and no mail can be sent to them",
                "celdas de correo que no son una dirección; se tomaron así, y no se les puede enviar correo",
            ),
            Self::SeveralEmails => Text::new(
                "e-mail cells with more than one address; taken as they are, and no mail can be sent to them",
                "celdas de correo con más de una dirección; se tomaron así, y no se les puede enviar correo",
            ),
            Self::LeftOutRows => Text::new(
                "rows left out, as the library's profile says; not read",
                "filas que se dejan fuera, como dice el perfil de la biblioteca; no se leyeron",
            ),
            Self::SameTwice => Text::new(
                "rows that say what an earlier row says, word for word; taken once",
                "filas que dicen lo mismo que una fila anterior, palabra por palabra; se tomaron una vez",
            ),
            Self::ReturnPutRight => Text::new(
                "loans returned a little before they began (a book drop, a clock); the return was taken as the moment of \
                 the loan",
                "préstamos devueltos poco antes de empezar (un buzón, un reloj); la devolución se tomó como el momento \
                 del préstamo",
            ),
            Self::CardsMoved => Text::new(
                "cards that another patron had here until now; closed there, with the moment",
                "tarjetas que hasta ahora tenía aquí otra persona; allí quedaron cerradas, con el momento",
            ),
            Self::HistoryErased => Text::new(
                "past loans erased: these patrons keep no history now",
                "préstamos anteriores borrados: estas personas ya no guardan su historial",
            ),
            Self::OtherwiseInSystem => Text::new(
                "values that were entered here and are otherwise in the file; they stay, and what the file says stands beside them",
                "datos que se anotaron aquí y son distintos en el archivo; se quedan, y lo que dice el archivo aparece al lado",
            ),
            Self::SecretsChanged => Text::new(
                "patrons whose PIN or password was changed in the library's system; it is taken, and whoever was signed in with the \
                 former one is signed out",
                "personas cuyo PIN o contraseña cambió en el sistema de la biblioteca; se tomó, y se cerró la sesión de quien había \
                 entrado con el anterior",
            ),
            Self::SecretsTakenAway => Text::new(
                "patrons whose PIN or password is not in the library's system any more; it opens nothing here either, and whoever was \
                 signed in with it is signed out",
                "personas cuyo PIN o contraseña ya no está en el sistema de la biblioteca; tampoco abre nada aquí, y se cerró la \
                 sesión de quien había entrado con él",
            ),
            Self::WholeIgnored => Text::new(
                "Rows no longer in the file were kept, because some rows of the file are bad",
                "Se conservaron las filas que ya no están en el archivo, porque algunas filas tienen errores",
            ),
            Self::WholeEmpty => Text::new(
                "Rows no longer in the file were kept, because no row of the file was taken",
                "Se conservaron las filas que ya no están en el archivo, porque no se tomó ninguna fila de él",
            ),
        }
    }
}

/// A [`Remark`], how often, and the names of the columns it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub remark: Remark,
    /// How many rows (or columns).
    pub count: u64,
    /// Which columns, for the remarks about columns.
    pub columns: Vec<String>,
}

impl Note {
    /// The note in one line.
    pub fn to(&self, lang: Lang) -> String {
        let text = self.remark.text().to(lang);
        let said = match self.remark {
            // It says what was done, and counts nothing.
            Remark::WholeIgnored | Remark::WholeEmpty => text.to_owned(),
            _ => format!("{} {text}", self.count),
        };
        if self.columns.is_empty() { said } else { format!("{said}: {}", self.columns.join(", ")) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to(Lang::En))
    }
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The row of `import_run`; `None` if nothing was written.
    pub run: Option<Uuid>,
    /// SHA-256 of the file.
    pub digest: [u8; 32],
    /// Rows in the file, without the one that names the columns and without blank ones.
    pub rows_read: u64,
    /// Rows that were new: people, loans, holds, account lines.
    pub rows_added: u64,
    /// Rows that changed something already here.
    pub rows_changed: u64,
    /// Rows that were not taken because something is wrong with them.
    pub rows_refused: u64,
    /// Rows taken away because the file is the whole of it ([`super::Options::whole`]) and they are no longer in it.
    pub rows_removed: u64,
    /// What is wrong, by line; at most [`LISTED`].
    pub problems: Vec<Problem>,
    /// How many problems there are beyond those listed.
    pub problems_more: u64,
    /// What else should be known.
    pub notes: Vec<Note>,
}

impl Report {
    /// Whether the file (or, with `partial`, its good rows) was taken.
    pub fn applied(&self) -> bool {
        self.run.is_some()
    }

    /// The whole report as lines to print.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let mut lines: Vec<String> = self.problems.iter().map(|problem| problem.to(lang)).collect();
        if self.problems_more > 0 {
            lines.push(match lang {
                Lang::En => format!("and {} more", self.problems_more),
                Lang::Es => format!("y {} más", self.problems_more),
            });
        }
        lines.extend(self.notes.iter().map(|note| note.to(lang)));
        let Self { rows_read, rows_added, rows_changed, rows_refused, rows_removed, .. } = self;
        let taken = match lang {
            Lang::En => format!(
                "{rows_read} rows read, {rows_added} added, {rows_changed} changed, {rows_refused} refused, \
                 {rows_removed} removed"
            ),
            Lang::Es => format!(
                "{rows_read} filas leídas, {rows_added} agregadas, {rows_changed} cambiadas, {rows_refused} \
                 rechazadas, {rows_removed} quitadas"
            ),
        };
        lines.push(taken);
        if !self.applied() {
            let said = if self.problems.iter().any(|problem| problem.reason == Reason::RemovesTooMuch) {
                Text::new("Nothing was changed.", "No se cambió nada.")
            } else {
                Text::new(
                    "Nothing was changed. Correct the rows above, or import the good rows with --partial.",
                    "No se cambió nada. Corrija las filas indicadas, o importe las filas buenas con --partial.",
                )
            };
            lines.push(said.to(lang).to_owned());
        }
        lines
    }
}

/// Problems and remarks as they are found.
#[derive(Debug, Default)]
pub(in crate::ils) struct Findings {
    pub(in crate::ils) problems: Vec<Problem>,
    pub(in crate::ils) more: u64,
    pub(in crate::ils) refused: u64,
    notes: std::collections::BTreeMap<Remark, (u64, Vec<String>)>,
}

impl Findings {
    pub(in crate::ils) fn problem(&mut self, problem: Problem) {
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(in crate::ils) fn remark(&mut self, remark: Remark, count: u64) {
        if count > 0 {
            self.notes.entry(remark).or_default().0 += count;
        }
    }

    pub(in crate::ils) fn column(&mut self, remark: Remark, name: String) {
        let entry = self.notes.entry(remark).or_default();
        entry.0 += 1;
        entry.1.push(name);
    }

    pub(in crate::ils) fn clean(&self) -> bool {
        self.problems.is_empty()
    }

    pub(in crate::ils) fn notes(&self) -> Vec<Note> {
        let notes = self.notes.iter();
        notes.map(|(&remark, (count, columns))| Note { remark, count: *count, columns: columns.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_reason_has_its_own_words_in_both_languages() {
        let words: HashSet<_> = Reason::ALL.iter().flat_map(|reason| [reason.text().en, reason.text().es]).collect();
        assert_eq!(words.len(), 2 * Reason::ALL.len());
    }

    #[test]
    fn a_problem_is_one_line_with_line_column_and_card_end() {
        let problem = Problem {
            column: Some("dateofbirth"),
            card_end: Some("7861".to_owned()),
            ..Problem::at(7, Reason::BadDate)
        };
        assert_eq!(
            problem.to_string(),
            "line 7, column dateofbirth (card ending 7861): not a date like 2026-11-30 or 11/30/2026"
        );
        assert!(problem.to(Lang::Es).starts_with("línea 7, columna dateofbirth (tarjeta terminada en 7861): "));
    }
}
