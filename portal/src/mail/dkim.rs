//! Signing what leaves (RFC 6376), where the mail server that takes it does not.

use super::settings::{BadMailSettings, DkimSettings};
use base64::{Engine, engine::general_purpose::STANDARD};
use lettre::{
    Address, Message,
    message::{
        dkim::{DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey},
        header::HeaderName,
    },
};
use rsa::{
    RsaPrivateKey,
    pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey},
    pkcs8::{DecodePrivateKey, EncodePublicKey, LineEnding},
    traits::PublicKeyParts,
};
use secrecy::zeroize::Zeroizing;
use std::{fmt, sync::Arc};

/// The headers that are signed, those of leaving with one click among them (RFC 8058, section 4). One that a mail does not
/// have is named all the same: anyone who adds it on the way breaks the signature (RFC 6376, section 5.4.2).
const SIGNED: [&str; 12] = [
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// The shortest key that is taken, in bytes of its modulus: RFC 8301 asks 1024 bits and advises 2048.
const SHORTEST_KEY: usize = 2048 / 8;

/// A DNS TXT record that lets receivers check the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimRecord {
    /// Where it stands: `portal._domainkey.library.example.org`.
    pub name: String,
    /// What it says: `v=DKIM1; k=rsa; p=…`.
    pub value: String,
}

/// Signs with one key for one domain.
#[derive(Clone)]
pub(super) struct Signer {
    config: Arc<DkimConfig>,
    record: DkimRecord,
}

impl Signer {
    /// A signer for the domain of `from`, with the key in the file that the settings name.
    ///
    /// # Errors
    /// When the selector is not one, or the file holds no RSA key of at least 2048 bits in PEM form.
    pub(super) fn new(settings: &DkimSettings, from: &Address) -> Result<Self, BadMailSettings> {
        let pem = std::fs::read_to_string(&settings.key_file)
            .map_err(|e| BadMailSettings::new("dkim.key_file", format!("{}: {e}", settings.key_file.display())))?;
        Self::with_key(&settings.selector, from, &Zeroizing::new(pem))
    }

    /// As [`Signer::new`], with what stands in the file.
    pub(super) fn with_key(selector: &str, from: &Address, pem: &str) -> Result<Self, BadMailSettings> {
        let label = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !selector.split('.').all(label) {
            return Err(BadMailSettings::new("dkim.selector", "has letters, digits, hyphens and dots only"));
        }
        let domain = from.domain();
        if !domain.is_ascii() {
            return Err(BadMailSettings::new("mail_from", "write its domain as xn--… to sign for it"));
        }
        let bad = |reason: &str| BadMailSettings::new("dkim.key_file", reason);
        // What `openssl genrsa` writes, before its version 3 and since.
        let key = RsaPrivateKey::from_pkcs8_pem(pem)
            .or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem))
            .map_err(|_| bad("is no RSA key in PEM form (openssl genrsa -out FILE 2048)"))?;
        if key.size() < SHORTEST_KEY {
            return Err(bad("has less than 2048 bits"));
        }
        let public = key.to_public_key().to_public_key_der().map_err(|_| bad("cannot be used"))?;
        let pem = key.to_pkcs1_pem(LineEnding::LF).map_err(|_| bad("cannot be used"))?;
        let key = DkimSigningKey::new(&pem, DkimSigningAlgorithm::Rsa).map_err(|_| bad("cannot be used"))?;
        let relaxed =
            DkimCanonicalization { header: DkimCanonicalizationType::Relaxed, body: DkimCanonicalizationType::Relaxed };
        let headers = SIGNED.map(HeaderName::new_from_ascii_str).to_vec();
        let config = DkimConfig::new(selector.to_owned(), domain.to_owned(), key, headers, relaxed);
        let record = DkimRecord {
            name: format!("{selector}._domainkey.{domain}"),
            value: format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(public.as_bytes())),
        };
        Ok(Self { config: Arc::new(config), record })
    }

    pub(super) fn sign(&self, message: &mut Message) {
        message.sign(&self.config);
    }

    pub(super) fn record(&self) -> &DkimRecord {
        &self.record
    }
}

/// Without the key.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signer").field(&self.record.name).finish()
    }
}
