//! How a source hands on its records.

use super::{
    record::Record,
    report::{Findings, Problem, Reason, Remark},
};
use std::{io, marker::PhantomData};

/// A batch is handed on once it is this long.
const BATCH: usize = 1 << 18;
/// Progress is told at least this often.
const TELL: u64 = 1_000;

/// Something that fills records of one kind: a file, a live system.
pub trait Source: Send + 'static {
    /// The records.
    type Record: Record;

    /// Gives every record to `sink`. Runs on a thread of its own, while the database works on the batch before.
    ///
    /// # Errors
    /// When the source breaks off; then nothing it gave is written.
    fn fill(self, sink: &mut Sink<'_, Self::Record>) -> io::Result<Ended>;

    /// What the source itself calls a field, for messages about it.
    fn name(field: &'static str) -> &'static str {
        field
    }
}

/// Why a source gives no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It has given everything; of a file, its SHA-256.
    Everything([u8; 32]),
    /// Nobody listens any more.
    Unheard,
}

/// What the thread says while it reads.
pub(super) enum Message {
    /// Rows to stage, as `COPY` takes them (empty where there is only progress to tell), and how far it has come.
    Batch { text: Vec<u8>, rows: u64, bytes: u64 },
    /// The end.
    End(Box<Outcome>),
}

/// What was found in everything the source gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) findings: Findings,
    pub(super) rows: u64,
    pub(super) digest: [u8; 32],
    /// The fields that the source speaks of.
    pub(super) told: Vec<&'static str>,
}

/// Takes a source's records.
pub struct Sink<'a, R> {
    hand_on: &'a mut dyn FnMut(Message) -> bool,
    partial: bool,
    batch: Vec<u8>,
    bytes: u64,
    unheard: bool,
    outcome: Outcome,
    record: PhantomData<R>,
}

impl<'a, R: Record> Sink<'a, R> {
    /// `hand_on` takes each message and says whether anyone still listens. `partial`: good rows are wanted beside bad.
    pub(super) fn new(hand_on: &'a mut dyn FnMut(Message) -> bool, partial: bool) -> Self {
        let batch = Vec::with_capacity(BATCH + (1 << 14));
        Self { hand_on, partial, batch, bytes: 0, unheard: false, outcome: Outcome::default(), record: PhantomData }
    }

    /// Says which fields the source knows of. All others are left as they are. Without it nothing is written.
    pub fn speaks_of(&mut self, fields: impl IntoIterator<Item = &'static str>) {
        let known = |field: &&str| R::FIELDS.iter().any(|known| known.name == *field);
        self.outcome.told = fields.into_iter().filter(known).collect();
    }

    /// Gives one record. `line` tells it from the others: the line of a file, or a number counted up.
    pub fn give(&mut self, line: u64, record: &R) {
        self.outcome.rows += 1;
        if let Some(column) = record.missing() {
            self.note(Problem { column: Some(column), ..Problem::at(line, Reason::Missing) });
            self.outcome.findings.refused += 1;
        } else if self.partial || self.outcome.findings.clean() {
            // A file with a bad row changes nothing unless it may be taken in part: the rest is only checked.
            self.batch.extend_from_slice(line.to_string().as_bytes());
            record.write(&mut self.batch);
            self.batch.push(b'\n');
        } else {
            self.batch.clear();
        }
        self.hand_on_when_full();
    }

    /// Says what is wrong with a row; [`Sink::refuse`] follows when all is said.
    pub(super) fn note(&mut self, problem: Problem) {
        self.outcome.findings.problem(problem);
    }

    /// Counts a row that was not given because of what was noted of it.
    pub(super) fn refuse(&mut self) {
        self.outcome.rows += 1;
        self.outcome.findings.refused += 1;
        self.hand_on_when_full();
    }

    /// Counts a row that is not wanted.
    pub(super) fn leave_out(&mut self, remark: Remark) {
        self.outcome.rows += 1;
        self.outcome.findings.remark(remark, 1);
        self.hand_on_when_full();
    }

    /// What else was found so far.
    pub(super) fn findings(&mut self) -> &mut Findings {
        &mut self.outcome.findings
    }

    /// How many bytes were read so far, for a bar.
    pub fn bytes(&mut self, bytes: u64) {
        self.bytes = bytes;
    }

    /// Whether nobody waits for more.
    pub fn unheard(&self) -> bool {
        self.unheard
    }

    fn hand_on_when_full(&mut self) {
        let full = self.batch.len() >= BATCH;
        if full || self.outcome.rows.is_multiple_of(TELL) {
            let text = if self.batch.len() >= BATCH / 2 { std::mem::take(&mut self.batch) } else { Vec::new() };
            self.tell(text);
        }
    }

    fn tell(&mut self, text: Vec<u8>) {
        let message = Message::Batch { text, rows: self.outcome.rows, bytes: self.bytes };
        self.unheard |= !(self.hand_on)(message);
    }

    /// Runs `source` to its end.
    pub(super) fn drain(mut self, source: impl Source<Record = R>) -> io::Result<()> {
        let Ended::Everything(digest) = source.fill(&mut self)? else { return Ok(()) };
        let rest = std::mem::take(&mut self.batch);
        self.tell(rest);
        self.outcome.digest = digest;
        (self.hand_on)(Message::End(Box::new(self.outcome)));
        Ok(())
    }
}
