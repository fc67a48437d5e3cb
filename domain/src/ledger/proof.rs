//! What proves the activity: that each line about a person stands in the ledger's tree as it is shown, that none between two of
//! them is missing, and that a later tree contains an earlier one. The server makes the proofs and the browser checks them, by
//! this code.
//!
//! The tree is the one of RFC 6962 §2.1, its nodes are numbered as in `tlog_tiles`, and its head is a signed note (C2SP
//! [signed-note](https://c2sp.org/signed-note) and [tlog-checkpoint](https://c2sp.org/tlog-checkpoint)). A line of the tree
//! is the text of an event that `portal::ledger::canonical` describes: it begins with a salt, so that the tree can be public
//! and tells nothing, and with the number of the line among those of its person.

use crate::words::Text;
use signed_note::{Note, StandardVerifier, Verifier, VerifierList};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};
use tlog_tiles::{Checkpoint, Error, HashReader};

pub use tlog_tiles::{
    Hash, check_record, prove_record, prove_tree, record_hash, stored_hash_count, stored_hash_index,
    stored_hashes_for_record_hash, tree_hash,
};

/// Nodes of a tree by their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Nodes(pub BTreeMap<u64, Hash>);

impl HashReader for Nodes {
    fn read_hashes(&self, numbers: &[u64]) -> Result<Vec<Hash>, Error> {
        let one = |number: &u64| self.0.get(number).copied();
        numbers.iter().map(one).collect::<Option<_>>().ok_or_else(|| Error::InvalidInput("a node is missing".into()))
    }
}

/// Notes the numbers of the nodes that are read: they depend on the sizes alone and not on what the nodes are.
#[derive(Default)]
struct Wanted(RefCell<BTreeSet<u64>>);

impl HashReader for Wanted {
    fn read_hashes(&self, numbers: &[u64]) -> Result<Vec<Hash>, Error> {
        self.0.borrow_mut().extend(numbers);
        Ok(vec![Hash([0; 32]); numbers.len()])
    }
}

/// The nodes that [`tree_hash`] reads of a tree of this size.
#[must_use]
pub fn nodes_of_head(size: u64) -> BTreeSet<u64> {
    let wanted = Wanted::default();
    let _: Result<Hash, Error> = tree_hash(size, &wanted);
    wanted.0.into_inner()
}

/// The nodes that prove the lines at `places`, from 0, in a tree of this size. Places beyond its end have none.
#[must_use]
pub fn nodes_of_lines(size: u64, places: impl IntoIterator<Item = u64>) -> BTreeSet<u64> {
    let wanted = Wanted::default();
    for place in places {
        let _: Result<Vec<Hash>, Error> = prove_record(size, place, &wanted);
    }
    wanted.0.into_inner()
}

/// The nodes that prove that a tree of `size` contains the tree of `former` lines.
#[must_use]
pub fn nodes_of_growth(former: u64, size: u64) -> BTreeSet<u64> {
    let wanted = Wanted::default();
    let _: Result<Vec<Hash>, Error> = prove_tree(size, former, &wanted);
    wanted.0.into_inner()
}

/// A tree's head as its library has signed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Which ledger: the key's name too.
    pub origin: String,
    /// How many lines the tree has.
    pub size: u64,
    /// Its root.
    pub root: Hash,
    /// How many lines there were about the person whose receipt it is; `None` on a head that is everybody's.
    pub lines: Option<u64>,
}

/// What stands before the number of lines on a receipt, as a line of its own that is signed too.
const LINES: &str = "lines ";

impl Head {
    /// The text that is signed; `None` where the origin cannot be one.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let more = self.lines.map(|lines| format!("{LINES}{lines}\n")).unwrap_or_default();
        let head = Checkpoint::new(&self.origin, self.size, self.root, &more).ok()?;
        String::from_utf8(head.to_bytes()).ok()
    }

    /// Reads a signed note, no matter who has signed it.
    ///
    /// # Errors
    /// [`Doubt::Unreadable`].
    pub fn read(note: &str) -> Result<Self, Doubt> {
        Self::of(&parsed(note)?)
    }

    fn of(note: &Note) -> Result<Self, Doubt> {
        let head = Checkpoint::from_bytes(note.text()).map_err(|_| Doubt::Unreadable)?;
        let lines = match head.extension() {
            "" => None,
            more => {
                let lines = more.strip_prefix(LINES).and_then(|lines| lines.trim_end().parse().ok());
                Some(lines.ok_or(Doubt::Unreadable)?)
            }
        };
        Ok(Self { origin: head.origin().to_owned(), size: head.size(), root: *head.hash(), lines })
    }

    /// Reads a note that the holder of `key` has signed (`name+number+key`, as signed-note writes a verifier's key).
    ///
    /// # Errors
    /// [`Doubt::Unreadable`]; [`Doubt::OtherLedger`]; or [`Doubt::Signature`] where another has signed it, or nobody.
    pub fn signed(note: &str, key: &str) -> Result<Self, Doubt> {
        let note = parsed(note)?;
        let head = Self::of(&note)?;
        let key = StandardVerifier::new(key).map_err(|_| Doubt::Signature)?;
        if key.name() != head.origin {
            return Err(Doubt::OtherLedger);
        }
        note.verify(&VerifierList::new(vec![Box::new(key)])).map_err(|_| Doubt::Signature)?;
        Ok(head)
    }

    /// Whether the tree of this head contains all of `former`'s, unaltered and in its place.
    ///
    /// # Errors
    /// [`Doubt::Rewritten`], or [`Doubt::Shorter`] where this tree has fewer lines.
    pub fn contains(&self, former: &Self, proof: &Vec<Hash>) -> Result<(), Doubt> {
        if former.origin != self.origin {
            return Err(Doubt::OtherLedger);
        }
        if former.size > self.size {
            return Err(Doubt::Shorter);
        }
        let holds = if former.size == self.size {
            former.root == self.root
        } else {
            former.size == 0 || tlog_tiles::check_tree(proof, self.size, self.root, former.size, former.root).is_ok()
        };
        if holds { Ok(()) } else { Err(Doubt::Rewritten) }
    }
}

/// A note as it is pasted: with the line ends of whatever it was pasted from, and with or without one at the end.
fn parsed(note: &str) -> Result<Note, Doubt> {
    let tidy = format!("{}\n", note.replace('\r', "").trim());
    Note::from_bytes(tidy.as_bytes()).map_err(|_| Doubt::Unreadable)
}

/// What does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is no proof, or none that this program reads.
    Unreadable,
    /// The head is not signed by the library's key.
    Signature,
    /// It is of another ledger.
    OtherLedger,
    /// A line is not in the tree as it is shown: its number among those about the person.
    Altered(u64),
    /// A line between the first and the last about the person is missing: its number.
    Missing(u64),
    /// There are fewer lines now than there were: the end was cut off.
    Shorter,
    /// A line that was there is another now, or gone.
    Rewritten,
}

impl Doubt {
    /// What it means, and what to do.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Unreadable => {
                Text::new("This is no receipt, or not all of it.", "Esto no es un comprobante, o no está completo.")
            }
            Self::Signature => {
                Text::new("The library’s key has not signed this.", "La clave de la biblioteca no firmó esto.")
            }
            Self::OtherLedger => Text::new(
                "This is the receipt of another library’s activity log.",
                "Este comprobante es del registro de actividad de otra biblioteca.",
            ),
            Self::Altered(_) => Text::new(
                "A line is not as it was when it was sealed. Tell the library, and keep your receipt.",
                "Una línea no está como cuando se selló. Avise a la biblioteca y guarde su comprobante.",
            ),
            Self::Missing(_) => Text::new(
                "A line about you is missing. Tell the library, and keep your receipt.",
                "Falta una línea sobre usted. Avise a la biblioteca y guarde su comprobante.",
            ),
            Self::Shorter => Text::new(
                "The activity log has fewer lines than this receipt says: its end was cut off. Tell the library, and keep your receipt.",
                "El registro tiene menos líneas de las que dice este comprobante: se cortó su final. Avise a la biblioteca y guarde su \
                 comprobante.",
            ),
            Self::Rewritten => Text::new(
                "A line from before this receipt was changed or taken out. Tell the library, and keep your receipt.",
                "Se cambió o se quitó una línea anterior a este comprobante. Avise a la biblioteca y guarde su comprobante.",
            ),
        }
    }
}

/// The lines about a person with what proves them, in one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// How many newer lines are in no tree yet.
    pub waiting: u64,
    /// The nodes that prove the lines.
    pub nodes: Nodes,
    /// Each line's place in the tree, from 0, and its text.
    pub lines: Vec<(u64, String)>,
    /// The signed head, with the number of lines: a receipt.
    pub receipt: String,
}

impl Bundle {
    /// As it travels: `waiting N`, `node N HASH`, `line N TEXT`, each in a line, an empty line, and the receipt.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("waiting {}\n", self.waiting);
        for (number, hash) in &self.nodes.0 {
            let _: std::fmt::Result = writeln!(text, "node {number} {hash}");
        }
        for (place, line) in &self.lines {
            let _: std::fmt::Result = writeln!(text, "line {place} {line}");
        }
        text + "\n" + &self.receipt
    }

    /// Reads what [`Bundle::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (body, receipt) = text.split_once("\n\n")?;
        let mut bundle = Self { waiting: 0, nodes: Nodes::default(), lines: Vec::new(), receipt: receipt.to_owned() };
        for line in body.lines() {
            let (kind, rest) = line.split_once(' ')?;
            match kind {
                "waiting" => bundle.waiting = rest.parse().ok()?,
                "node" => {
                    let (number, hash) = rest.split_once(' ')?;
                    bundle.nodes.0.insert(number.parse().ok()?, Hash::parse_hash(hash).ok()?);
                }
                "line" => {
                    let (place, line) = rest.split_once(' ')?;
                    bundle.lines.push((place.parse().ok()?, line.to_owned()));
                }
                _ => return None,
            }
        }
        Some(bundle)
    }

    /// Whether every line is in the tree as it stands here, none between two of them is missing, and the library has signed it
    /// for so many. Returns the head.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check(&self, key: &str) -> Result<Head, Doubt> {
        let head = Head::signed(&self.receipt, key)?;
        let mut numbers = BTreeSet::new();
        for (place, line) in &self.lines {
            let number = number_of(line)?;
            let proof = prove_record(head.size, *place, &self.nodes).map_err(|_| Doubt::Unreadable)?;
            check_record(&proof, head.size, head.root, *place, record_hash(line.as_bytes()))
                .map_err(|_| Doubt::Altered(number.unwrap_or_default()))?;
            // What is told once it may be told has no number: a gap would have told that something is not told.
            numbers.extend(number);
        }
        let most = head.lines.ok_or(Doubt::Unreadable)?;
        match (1..=most).find(|number| !numbers.contains(number)) {
            Some(missing) => Err(Doubt::Missing(missing)),
            None => Ok(head),
        }
    }
}

/// The number that a line has among those about its person, where it has one: the third element of its text.
///
/// # Errors
/// [`Doubt::Unreadable`] where it is no line.
pub fn number_of(line: &str) -> Result<Option<u64>, Doubt> {
    let mut parts = line.strip_prefix("[1,\"").ok_or(Doubt::Unreadable)?.splitn(3, ',');
    let salt = parts.next().unwrap_or_default().trim_end_matches('"');
    let number = parts.next().ok_or(Doubt::Unreadable)?;
    if salt.len() != 64 {
        return Err(Doubt::Unreadable);
    }
    if number == "null" { Ok(None) } else { number.parse().map(Some).map_err(|_| Doubt::Unreadable) }
}

/// That a later tree contains an earlier one, as witnesses are asked (C2SP [tlog-witness](https://c2sp.org/tlog-witness)):
/// `old N`, the proof with a hash a line, an empty line, and the later head, signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// How many lines the earlier tree has.
    pub former: u64,
    /// The proof.
    pub proof: Vec<Hash>,
    /// The later head, signed.
    pub note: String,
}

impl Growth {
    /// As it travels.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("old {}\n", self.former);
        for hash in &self.proof {
            let _: std::fmt::Result = writeln!(text, "{hash}");
        }
        text + "\n" + &self.note
    }

    /// Reads what [`Growth::write`] wrote.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (body, note) = text.split_once("\n\n")?;
        let mut lines = body.lines();
        let former = lines.next()?.strip_prefix("old ")?.parse().ok()?;
        let proof = lines.map(|line| Hash::parse_hash(line).ok()).collect::<Option<_>>()?;
        Some(Self { former, proof, note: note.to_owned() })
    }
}

#[cfg(test)]
mod tests;
