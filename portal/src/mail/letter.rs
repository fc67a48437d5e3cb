//! What is written to patrons: each kind of mail with its own data.

use super::{Written, hours::Hours, lane::Lane};
use crate::ids::{PersonId, SubscriberId};
use chrono::NaiveDate;
use domain::{
    breach::Notice,
    consent::ALL_MAIL,
    ids::LibrarySlug,
    profile::{Accent, NoticeKind},
    words::{Lang, OwnedText},
};
use uuid::Uuid;

/// One mail, before it is written into the outbox.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// Which library.
    pub library: &'a LibrarySlug,
    /// Its name as patrons know it.
    pub library_name: &'a str,
    /// The library's colour, a line above what is written.
    pub accent: Accent,
    /// The address of its portal, from the configuration ([`super::MailSettings::site`]) and never from a request's
    /// `Host`, which an attacker chooses.
    pub site: &'a str,
    /// Whom it is about. In a person's own transaction it must be that person.
    pub person: Option<PersonId>,
    /// The subscriber without a card whom it is for.
    pub subscriber: Option<SubscriberId>,
    /// The e-mail address in the record.
    pub to: &'a str,
    /// The name to greet them by; without one, the greeting has no name.
    pub first_name: Option<&'a str>,
    /// The last four digits of their card, so that two people with one mailbox know which of them is meant. `None` for
    /// somebody without a card.
    pub card: Option<&'a str>,
    /// The language to write in.
    pub lang: Lang,
    /// What must not happen twice, such as `reset:` and the token's id: a second mail with the same key is not written.
    pub idempotency_key: String,
    /// What it says.
    pub letter: Letter,
}

/// The kinds of mail, each with what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// The link to turn on online access.
    Activation {
        /// The whole address, with the token.
        link: String,
        /// How long it opens.
        minutes: u32,
    },
    /// The link to choose a new PIN or password.
    Reset {
        /// The whole address, with the token.
        link: String,
        /// How long it opens.
        minutes: u32,
    },
    /// The link to confirm a new e-mail address, sent to that address.
    VerifyEmail {
        /// The whole address, with the token.
        link: String,
        /// How long it opens.
        minutes: u32,
    },
    /// The link that confirms newsletters for somebody without a card, sent to the address that was typed.
    Subscribe {
        /// The whole address, with the token.
        link: String,
        /// How long it opens.
        minutes: u32,
    },
    /// The link by which a subscriber without a card sees and removes what is held.
    SubscriberLink {
        /// The whole address, with the token.
        link: String,
        /// How long it opens.
        minutes: u32,
    },
    /// The newest link of the ledger's chain, for anyone who keeps it where the database's owner is not.
    LedgerHead {
        /// As `server ledger verify --against` reads it.
        line: String,
    },
    /// Police, an agency or legal papers are at the desk: to anyone who answers them. It says nothing of what was asked.
    ProcessRaised {
        /// The entry's name in the Director's register.
        entry: String,
    },
    /// Somebody in charge told an officer a patron's name, telephone number and address, fearing for them: to anyone who answers
    /// for it. It names nobody.
    WellnessTold,
    /// A day that counts in a legal process is near: to anyone who answers for it. It says nothing of what was asked.
    ProcessDue {
        /// The entry's name in the Director's register.
        entry: String,
        /// The day, and what it is.
        due: String,
    },
    /// A breach of security that may concern the person.
    Breach(Box<Notice>),
    /// The last day to tell those whom a breach concerns is near: to anyone who answers for it. It names nobody.
    BreachDue {
        /// The entry's name in the Director's register.
        entry: String,
        /// The day, and what it is.
        due: String,
    },
    /// Word of something that touches the safety of the record.
    SecurityNotice(What),
    /// A copy of a newsletter.
    Newsletter(Box<NewsletterIssue>),
    /// Notices about loans and holds: of one kind, or all of a day.
    Circulation(Box<Circulation>),
    /// Words that somebody said yes to change on a day.
    NewWords(Box<NewWords>),
}

/// Words that somebody said yes to, and that change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWords {
    /// The first day of the new words.
    pub from: NaiveDate,
    /// Each yes whose words change.
    pub each: Vec<NewWord>,
    /// Whether it is for somebody without a card: then it says where they see what is held.
    pub without_card: bool,
}

/// A yes whose words change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWord {
    /// What it is called.
    pub label: OwnedText,
    /// What the yes says until then.
    pub before: OwnedText,
    /// What it says from then on; `None`: it is no longer offered.
    pub after: Option<OwnedText>,
    /// Whether a service of others sends it then that no yes until then names.
    pub new_service: bool,
    /// Whether their address on record is the yes, and they never answered (L27, C5).
    pub by_address: bool,
}

/// Notices about loans and holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circulation {
    /// The mail's id.
    pub id: Uuid,
    /// The kinds that are in it.
    pub kinds: Vec<NoticeKind>,
    /// The subject. It names no title.
    pub subject: String,
    /// What is told of each kind.
    pub sections: Vec<Section>,
    /// Of one kind: whether it is sent to someone who never answered.
    pub without_answer: bool,
    /// The hours in which it may be sent; `None`: at any.
    pub hours: Option<Hours>,
    /// The whole address that stops these kinds.
    pub link: String,
}

/// What is told of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub title: String,
    /// Each thing, or how many.
    pub lines: Vec<String>,
    /// What to do.
    pub note: String,
}

/// A copy of a newsletter, for one person, or to try it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsletterIssue {
    /// The delivery, whose id the mail carries; `None` for a test mail, which needs no consent.
    pub delivery: Option<Uuid>,
    /// The newsletter, by its code.
    pub list: String,
    /// What the newsletter is called.
    pub list_name: String,
    /// The subject.
    pub subject: String,
    /// What the staff wrote.
    pub body: Written,
    /// The language it is written in.
    pub body_lang: Lang,
    /// The last four digits of the card, where another person gets it at the same address.
    pub card: Option<String>,
    /// Whether it is for somebody without a card: then it says where they see what is held.
    pub without_card: bool,
    /// The whole address that stops it.
    pub link: String,
}

/// What a security notice tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Someone signed in on a device not seen before.
    NewDevice {
        /// `Firefox on Windows`, where it is known.
        device: Option<String>,
    },
    /// The PIN was changed.
    PinChanged,
    /// The password was changed.
    PasswordChanged,
    /// The card was reported lost.
    CardReportedLost,
    /// The card was closed, as its patron asked.
    CardClosed,
    /// Signed out everywhere.
    SessionsEnded,
    /// A new e-mail address was given and is being verified; told to the old one.
    EmailChanging,
    /// The e-mail address was changed; told to the old one.
    EmailChanged,
    /// Other contact details were changed.
    ContactChanged,
    /// The desk refused a change.
    ContactRefused,
    /// The desk answered a correction that was asked for.
    CorrectionAnswered,
    /// The patron wants no e-mail at all: the last one.
    MailStopped,
    /// Something of the record was given to police, an agency or a court; or an order not to tell of it is over.
    LegalProcess,
    /// A code that lets one choose a new PIN or password was made at the desk.
    CodeMade,
    /// A child's record was linked to the patron, who is the guardian.
    ChildLinked,
    /// A guardian may look at the patron's record, who is the child.
    GuardianLinked,
    /// A written permission went on.
    Permission {
        /// What happened to it.
        news: PermissionNews,
        /// Which one.
        reference: String,
    },
}

/// What happened to a written permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionNews {
    /// It was signed in the portal.
    Signed,
    /// The desk confirmed it, or took it from paper: it is in force.
    Confirmed,
    /// The desk did not confirm it.
    Refused,
    /// It was withdrawn.
    Withdrawn,
    /// Something was told under it.
    Used,
}

impl PermissionNews {
    const fn code(self) -> &'static str {
        match self {
            Self::Signed => "permission-signed",
            Self::Confirmed => "permission-confirmed",
            Self::Refused => "permission-refused",
            Self::Withdrawn => "permission-withdrawn",
            Self::Used => "permission-used",
        }
    }
}

impl What {
    /// Whether it is told to a patron who wants no e-mail at all: what touches the safety of the record, so that nobody
    /// silences it with an open session, and what an address is told as the last thing.
    // Test (consent/tests.rs): "no e-mail at all does not silence what touches the safety of the record".
    pub const fn is_told_regardless(&self) -> bool {
        match self {
            Self::NewDevice { .. }
            | Self::PinChanged
            | Self::PasswordChanged
            | Self::CardReportedLost
            | Self::CardClosed
            | Self::SessionsEnded
            | Self::EmailChanging
            | Self::EmailChanged
            | Self::MailStopped
            | Self::LegalProcess
            | Self::CodeMade
            | Self::GuardianLinked => true,
            Self::ContactChanged
            | Self::ContactRefused
            | Self::CorrectionAnswered
            | Self::ChildLinked
            | Self::Permission { .. } => false,
        }
    }
}

impl What {
    /// Whether it goes on paper where there is no e-mail address: what its owner must hear of whatever they chose, except
    /// what only an e-mail address is told.
    // Test (post/tests.rs): "whoever has no e-mail address is told by letter".
    pub(crate) const fn goes_by_post(&self) -> bool {
        self.is_told_regardless() && !matches!(self, Self::EmailChanging | Self::MailStopped)
    }
}

/// The kind of a mail with several kinds of notices.
const NOTICES: &str = "notices";

/// Whether one click in a mail of this kind stops it (RFC 8058).
pub(crate) fn stops_by_link(kind: &str) -> bool {
    kind == NEWSLETTER || is_circulation(kind)
}

/// Whether a mail of this kind is a link that somebody without a card has just asked for at this address, by typing it: it is
/// sent even where mail to the address came back, since there is no other way to say that the address works again.
// Test (consent/subscriber/tests/suspended.rs): "whoever asks for their own link is written to though mail came back".
pub(super) fn is_asked_for(kind: &str) -> bool {
    matches!(kind, "subscribe" | "subscriber-link")
}

/// Whether it is a notice about loans and holds.
pub(super) fn is_circulation(kind: &str) -> bool {
    kind == NOTICES || NoticeKind::from_code(kind).is_some()
}

/// The kind of a newsletter.
pub(super) const NEWSLETTER: &str = "newsletter";

/// How long a newsletter is tried, in minutes: as long as any mail. Its link works longer.
const TRIED_FOR: u32 = 5 * 24 * 60;

/// The question of e-mail that a letter depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Needs<'a> {
    /// The code of the consent's purpose.
    pub(super) purpose: &'a str,
    /// Whether it is sent to someone who never answered.
    pub(super) without_answer: bool,
}

impl Letter {
    /// The lane it goes in.
    pub(super) const fn lane(&self) -> Lane {
        match self {
            Self::Activation { .. }
            | Self::Reset { .. }
            | Self::VerifyEmail { .. }
            | Self::Subscribe { .. }
            | Self::SubscriberLink { .. }
            | Self::LedgerHead { .. }
            | Self::ProcessRaised { .. }
            | Self::ProcessDue { .. }
            | Self::WellnessTold
            | Self::Breach(_)
            | Self::BreachDue { .. }
            | Self::SecurityNotice(_) => Lane::Safety,
            Self::Newsletter(issue) if issue.delivery.is_none() => Lane::Notices,
            Self::Newsletter(_) => Lane::Newsletters,
            Self::Circulation(_) | Self::NewWords(_) => Lane::Notices,
        }
    }

    /// The question whose answer it depends on; `None`: it is sent whatever they answered.
    pub(super) fn needs(&self) -> Option<Needs<'_>> {
        match self {
            Self::Newsletter(issue) if issue.delivery.is_some() => {
                Some(Needs { purpose: &issue.list, without_answer: false })
            }
            Self::Circulation(notice) => Some(match notice.kinds[..] {
                [one] => Needs { purpose: one.code(), without_answer: notice.without_answer },
                _ => Needs { purpose: ALL_MAIL, without_answer: true },
            }),
            // A subscriber without a card has no answer to all e-mail.
            Self::NewWords(change) if !change.without_card => Some(Needs { purpose: ALL_MAIL, without_answer: true }),
            Self::SecurityNotice(what) if !what.is_told_regardless() => {
                Some(Needs { purpose: ALL_MAIL, without_answer: true })
            }
            _ => None,
        }
    }

    /// Of a mail of several kinds, each of them: one that is not wanted any more when the mail's turn comes holds back all of it,
    /// and the others are told anew. Each of them was wanted when it was written, so what counts then is a no.
    // Test (notice/tests/several.rs): "l27 a no to one of several kinds holds the mail back and the others are told without it".
    pub(super) fn needs_each(&self) -> Vec<String> {
        match self {
            Self::Circulation(notice) if notice.kinds.len() > 1 => {
                notice.kinds.iter().map(|kind| kind.code().to_owned()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The hours in which it may be sent; `None`: at any.
    pub(super) fn hours(&self) -> Option<Hours> {
        self.circulation().and_then(|notice| notice.hours)
    }

    /// The id of its mail, where somebody else has to know it.
    pub(super) fn id(&self) -> Option<Uuid> {
        match self {
            Self::Newsletter(issue) => issue.delivery,
            Self::Circulation(notice) => Some(notice.id),
            _ => None,
        }
    }

    /// The name of its template.
    pub(super) fn template(&self) -> &'static str {
        match self {
            Self::Circulation(_) => "circulation",
            other => other.code(),
        }
    }

    /// The kind as it stands in the outbox and in the ledger.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Circulation(notice) => match notice.kinds[..] {
                [one] => one.code(),
                _ => NOTICES,
            },
            Self::Activation { .. } => "activation",
            Self::Reset { .. } => "reset",
            Self::SecurityNotice(What::NewDevice { .. }) => "new-device",
            Self::SecurityNotice(What::PinChanged) => "pin-changed",
            Self::SecurityNotice(What::PasswordChanged) => "password-changed",
            Self::SecurityNotice(What::CardReportedLost) => "card-lost",
            Self::SecurityNotice(What::CardClosed) => "card-closed",
            Self::SecurityNotice(What::SessionsEnded) => "sessions-ended",
            Self::SecurityNotice(What::EmailChanging) => "email-changing",
            Self::SecurityNotice(What::EmailChanged) => "email-changed",
            Self::SecurityNotice(What::ContactChanged) => "contact-changed",
            Self::SecurityNotice(What::ContactRefused) => "contact-refused",
            Self::SecurityNotice(What::CorrectionAnswered) => "correction-answered",
            Self::SecurityNotice(What::MailStopped) => "mail-stopped",
            Self::SecurityNotice(What::LegalProcess) => "legal-process",
            Self::SecurityNotice(What::CodeMade) => "code-made",
            Self::SecurityNotice(What::ChildLinked) => "child-linked",
            Self::SecurityNotice(What::GuardianLinked) => "guardian-linked",
            Self::VerifyEmail { .. } => "verify-email",
            Self::Subscribe { .. } => "subscribe",
            Self::SubscriberLink { .. } => "subscriber-link",
            Self::LedgerHead { .. } => "ledger-head",
            Self::ProcessRaised { .. } => "process-raised",
            Self::ProcessDue { .. } => "process-due",
            Self::WellnessTold => "wellness-told",
            Self::Breach(_) => "breach-notice",
            Self::BreachDue { .. } => "breach-due",
            Self::Newsletter(_) => NEWSLETTER,
            Self::NewWords(_) => "new-words",
            Self::SecurityNotice(What::Permission { news, .. }) => news.code(),
        }
    }

    /// The link that does something and for how many minutes, in the kinds that carry one.
    pub fn link(&self) -> Option<(&str, u32)> {
        match self {
            Self::Activation { link, minutes }
            | Self::Reset { link, minutes }
            | Self::VerifyEmail { link, minutes }
            | Self::Subscribe { link, minutes }
            | Self::SubscriberLink { link, minutes } => Some((link, *minutes)),
            Self::Newsletter(issue) => Some((&issue.link, TRIED_FOR)),
            Self::Circulation(notice) => Some((&notice.link, TRIED_FOR)),
            Self::LedgerHead { .. }
            | Self::ProcessRaised { .. }
            | Self::ProcessDue { .. }
            | Self::WellnessTold
            | Self::Breach(_)
            | Self::BreachDue { .. }
            | Self::NewWords(_)
            | Self::SecurityNotice(_) => None,
        }
    }

    /// The newsletter's copy, where it is one.
    pub(super) fn newsletter(&self) -> Option<&NewsletterIssue> {
        match self {
            Self::Newsletter(issue) => Some(issue),
            _ => None,
        }
    }

    /// The notices about loans and holds, where it is that.
    pub(super) fn circulation(&self) -> Option<&Circulation> {
        match self {
            Self::Circulation(notice) => Some(notice),
            _ => None,
        }
    }

    /// The words that change, where it tells of some.
    pub(super) fn new_words(&self) -> Option<&NewWords> {
        match self {
            Self::NewWords(change) => Some(change),
            _ => None,
        }
    }

    /// The breach it tells of, where it does.
    pub(super) fn breach(&self) -> Option<&Notice> {
        match self {
            Self::Breach(notice) => Some(notice),
            _ => None,
        }
    }

    /// The head of a chain in it, where there is one.
    pub(super) fn head(&self) -> Option<&str> {
        match self {
            Self::LedgerHead { line } => Some(line),
            _ => None,
        }
    }

    /// The entry of the Director's register in it, where there is one.
    pub(super) fn entry(&self) -> Option<&str> {
        match self {
            Self::ProcessRaised { entry } | Self::ProcessDue { entry, .. } | Self::BreachDue { entry, .. } => {
                Some(entry)
            }
            _ => None,
        }
    }

    /// The day that counts in it, where there is one.
    pub(super) fn due(&self) -> Option<&str> {
        match self {
            Self::ProcessDue { due, .. } | Self::BreachDue { due, .. } => Some(due),
            _ => None,
        }
    }

    /// The reference named in it, where there is one.
    pub(super) fn reference(&self) -> Option<&str> {
        match self {
            Self::SecurityNotice(What::Permission { reference, .. }) => Some(reference),
            _ => None,
        }
    }

    /// The device named in it, where there is one.
    pub(super) fn device(&self) -> Option<&str> {
        match self {
            Self::SecurityNotice(What::NewDevice { device }) => device.as_deref(),
            _ => None,
        }
    }
}
