//! The key with which a library signs the heads of its ledger: Ed25519, made from the deployment's secret.

use crate::{Error, Portal, Result, entropy::Entropy, keys::Keys};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    ids::LibrarySlug,
    ledger::proof::{Doubt, Growth, Head},
};
use ed25519_dalek::SigningKey;
use signed_note::{Note, StandardSigner, is_key_name_valid, key_id, new_ed25519_verifier_key};

/// Signs for one library.
pub(super) struct Signer {
    key: SigningKey,
    name: String,
}

/// The algorithm's number in a signed note.
const ED25519: u8 = 1;

impl Signer {
    /// What the ledger of this library is called, and its key.
    pub(super) fn name(library: &LibrarySlug) -> String {
        format!("patron-privacy-portal/{library}")
    }

    /// The library's key. With another `PORTAL_SECRET_KEY` it is another.
    pub(super) fn of(keys: &Keys, library: &LibrarySlug) -> Self {
        let key = SigningKey::from_bytes(&keys.mac("head of a ledger", library.as_str().as_bytes()));
        Self { key, name: Self::name(library) }
    }

    /// The key to verify with, as signed-note writes one: `name+number+key`. It is public.
    pub(super) fn verifier(&self) -> String {
        new_ed25519_verifier_key(&self.name, &self.key.verifying_key())
    }

    /// The head as a signed note.
    ///
    /// # Errors
    /// When the head cannot be written.
    pub(super) fn sign(&self, head: &Head) -> Result<String> {
        let no = || Error::Stored("a head of the ledger that cannot be signed".to_owned());
        let text = head.text().ok_or_else(no)?;
        let mut note = Note::new(text.as_bytes(), &[]).map_err(|_| no())?;
        note.add_sigs(&[&self.as_note()?]).map_err(|_| no())?;
        String::from_utf8(note.to_bytes()).map_err(|_| no())
    }

    fn as_note(&self) -> Result<StandardSigner> {
        StandardSigner::new(&self.secret()).map_err(|_| Error::Stored("a key that cannot sign".to_owned()))
    }

    /// The key to sign with, as signed-note writes one.
    fn secret(&self) -> String {
        let typed = |bytes: &[u8]| [&[ED25519], bytes].concat();
        let number = key_id(&self.name, &typed(self.key.verifying_key().as_bytes()));
        format!("PRIVATE+KEY+{}+{number:08x}+{}", self.name, STANDARD.encode(typed(self.key.as_bytes())))
    }
}

/// A new key for a witness of this name: to sign with, which stays secret, and to verify with. `None` for a name with spaces or a
/// plus in it, which signed-note does not take.
pub fn new_witness(entropy: &dyn Entropy, name: &str) -> Option<(String, String)> {
    let mut seed = [0; 32];
    entropy.fill(&mut seed);
    let signer = Signer { key: SigningKey::from_bytes(&seed), name: name.to_owned() };
    is_key_name_valid(name).then(|| (signer.secret(), signer.verifier()))
}

/// Why a witness does not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotWitnessed {
    /// What it was asked with does not hold.
    #[error("{}", .0.text().en)]
    Doubt(Doubt),
    /// The proof is not from the head that this witness has signed last.
    #[error("the proof is from {asked} lines on, and this witness has last signed {seen}")]
    FromElsewhere {
        /// From how many lines on it is.
        asked: u64,
        /// How many this witness has signed.
        seen: u64,
    },
    /// What was given as the key to sign with cannot be read as one.
    #[error("the witness’s own key cannot be read")]
    Key,
}

/// What a witness does: signs a library's head if it contains the one it has signed last (`seen`; none the first time). Returns
/// the head with both signatures, which it has to keep as `seen`.
///
/// # Errors
/// Why it does not.
pub fn witness(asked: &str, seen: Option<&str>, library_key: &str, own_key: &str) -> Result<String, NotWitnessed> {
    let doubt = NotWitnessed::Doubt;
    let asked = Growth::read(asked).ok_or(doubt(Doubt::Unreadable))?;
    let now = Head::signed(&asked.note, library_key).map_err(doubt)?;
    if let Some(seen) = seen {
        let former = Head::signed(seen, library_key).map_err(doubt)?;
        if former.size != asked.former {
            return Err(NotWitnessed::FromElsewhere { asked: asked.former, seen: former.size });
        }
        now.contains(&former, &asked.proof).map_err(doubt)?;
    }
    let signer = StandardSigner::new(own_key.trim()).map_err(|_| NotWitnessed::Key)?;
    let mut note = Note::from_bytes(asked.note.as_bytes()).map_err(|_| doubt(Doubt::Unreadable))?;
    note.add_sigs(&[&signer]).map_err(|_| NotWitnessed::Key)?;
    String::from_utf8(note.to_bytes()).map_err(|_| doubt(Doubt::Unreadable))
}

/// The key with which the heads of this library's ledger can be verified.
pub fn verifier(portal: &Portal, library: &LibrarySlug) -> String {
    Signer::of(&portal.keys, library).verifier()
}
