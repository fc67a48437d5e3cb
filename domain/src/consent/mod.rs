//! Consent to e-mail: what is asked, in which exact words, and the receipt of an answer (L27, L28, C5).
//!
//! One purpose, one question, one answer. The words are made here from the profile, so that what was shown is what is
//! kept, with its version and language.

mod counted;
mod receipt;
mod state;
#[cfg(test)]
mod tests;
mod ways;
mod words;

pub use counted::{AnswerBands, Answers};
pub use receipt::{
    ConsentEvent, ConsentReceipt, KeptAnswer, Party, Pii, Processing, Purpose as ReceiptPurpose, receipt,
};
pub use state::State;
pub use ways::Way;
pub use words::{VERSION, effect_of_no, names_service, service_named, statement, what, without_card};

use crate::{
    profile::{Newsletter, NoticeDefault, NoticeKind, Profile, Vendor},
    rules::codes,
    words::{Lang, Text},
};

/// What a consent is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// A kind of circulation notice.
    Notice(NoticeKind),
    /// A newsletter.
    Newsletter(&'a Newsletter),
    /// Any e-mail at all.
    AllMail,
}

/// The code of [`Purpose::AllMail`].
pub const ALL_MAIL: &str = "all-mail";

impl<'a> Purpose<'a> {
    /// The name in forms and in the database.
    pub fn code(&self) -> &'a str {
        match self {
            Self::Notice(kind) => kind.code(),
            Self::Newsletter(newsletter) => &newsletter.code,
            Self::AllMail => ALL_MAIL,
        }
    }

    /// The purpose with this code, where the library offers it.
    pub fn from_code(code: &str, profile: &'a Profile) -> Option<Self> {
        if code == ALL_MAIL {
            return Some(Self::AllMail);
        }
        let notice = NoticeKind::from_code(code).filter(|kind| profile.notices.contains_key(kind)).map(Self::Notice);
        notice.or_else(|| profile.newsletters.iter().find(|one| one.code == code).map(Self::Newsletter))
    }

    /// What people read.
    pub fn label(&self, lang: Lang) -> String {
        match self {
            Self::Notice(kind) => kind.label().to(lang).to_owned(),
            Self::Newsletter(newsletter) => newsletter.name.to(lang).to_owned(),
            Self::AllMail => Text::new("Any e-mail at all", "Cualquier correo electrónico").to(lang).to_owned(),
        }
    }

    /// The service of others that sends it; `None`: the library does (L28).
    pub fn service<'p>(&self, profile: &'p Profile) -> Option<&'p Vendor> {
        match self {
            Self::Newsletter(newsletter) => profile.service_of(newsletter),
            Self::Notice(_) | Self::AllMail => None,
        }
    }

    /// What holds for a patron with an e-mail address who has never answered: a notice as the profile says, a
    /// newsletter never (C5).
    pub fn default_of(&self, profile: &Profile) -> bool {
        match self {
            Self::Notice(kind) => {
                profile.switches.email_is_consent.value && profile.notices.get(kind) == Some(&NoticeDefault::On)
            }
            Self::Newsletter(_) => false,
            Self::AllMail => true,
        }
    }

    /// The ids of the rules it rests on.
    pub fn rules<'p>(&self, profile: &'p Profile) -> Vec<&'p str> {
        let ruled = match self {
            Self::Newsletter(_) => &profile.switches.newsletters.rules,
            Self::Notice(_) | Self::AllMail => &profile.switches.email_is_consent.rules,
        };
        codes(ruled)
    }

    /// Every purpose the library asks about, but for [`Purpose::AllMail`].
    pub fn offered(profile: &'a Profile) -> impl Iterator<Item = Self> {
        let notices = NoticeKind::ALL.into_iter().filter(|kind| profile.notices.contains_key(kind)).map(Self::Notice);
        notices.chain(profile.newsletters.iter().map(Self::Newsletter))
    }
}
