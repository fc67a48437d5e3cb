//! What an event is about, for anyone who looks for one kind of line among many.

use super::Action;
use crate::words::Text;

/// A kind of line in the activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum Subject {
    Looks,
    Changes,
    SignIns,
    Consents,
    Permissions,
    Family,
    Mail,
    Loads,
    Deletions,
}

impl Subject {
    /// Every kind, in the order of the filter.
    pub const ALL: [Self; 9] = [
        Self::Looks,
        Self::Changes,
        Self::SignIns,
        Self::Consents,
        Self::Permissions,
        Self::Family,
        Self::Mail,
        Self::Loads,
        Self::Deletions,
    ];

    /// The name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Looks => "looks",
            Self::Changes => "changes",
            Self::SignIns => "sign-ins",
            Self::Consents => "consents",
            Self::Permissions => "permissions",
            Self::Family => "family",
            Self::Mail => "mail",
            Self::Loads => "loads",
            Self::Deletions => "deletions",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Looks => Text::new("Someone viewed or downloaded it", "Alguien lo consultó o descargó"),
            Self::Changes => Text::new("Contact details and choices", "Datos de contacto y decisiones"),
            Self::SignIns => {
                Text::new("Signing in, PIN or password, card", "Inicio de sesión, PIN o contraseña, tarjeta")
            }
            Self::Consents => Text::new("Your choices about e-mail", "Decisiones sobre correos"),
            Self::Permissions => Text::new("Written permissions", "Permisos por escrito"),
            Self::Family => Text::new("Parents and guardians", "Madres, padres y tutores"),
            Self::Mail => Text::new("E-mail and letters to you", "Correos y cartas recibidos"),
            Self::Deletions => Text::new("Deleted, or kept from being deleted", "Borrado, o protegido del borrado"),
            Self::Loads => Text::new("Loaded from the library’s system", "Cargado desde el sistema de la biblioteca"),
        }
    }

    /// The actions of this kind.
    pub fn actions(self) -> Vec<Action> {
        Action::ALL.iter().copied().filter(|action| action.subject() == self).collect()
    }
}

impl Action {
    /// What kind of line it is.
    pub const fn subject(self) -> Subject {
        match self {
            Self::Viewed
            | Self::Exported
            | Self::Disclosed
            | Self::CardLookedUp
            | Self::DeskAnswered
            | Self::PaymentTaken
            | Self::ProcessRaised
            | Self::ProcessRecorded
            | Self::Released
            | Self::ReviewAsked
            | Self::ReviewAnswered
            | Self::BreachRecorded
            | Self::BreachTold
            | Self::SilenceOver => Subject::Looks,
            Self::ContactChanged
            | Self::ContactChangeAsked
            | Self::ContactChangeTakenBack
            | Self::ContactChangeConfirmed
            | Self::ContactChangeRefused
            | Self::EmailVerified
            | Self::ChoiceMade
            | Self::HistoryErased
            | Self::CorrectionAsked
            | Self::CorrectionTakenBack
            | Self::CorrectionMade
            | Self::CorrectionRefused
            | Self::StatementAdded
            | Self::StatementTakenAway => Subject::Changes,
            Self::Deleted
            | Self::RecordDeleted
            | Self::DeletionApproved
            | Self::LegalHoldSet
            | Self::LegalHoldLifted => Subject::Deletions,
            Self::SignedIn
            | Self::SignInRefused
            | Self::SignedOut
            | Self::SignedOutEverywhere
            | Self::SessionEnded
            | Self::Activated
            | Self::ActivationCodeMade
            | Self::ActivationCodeConfirmed
            | Self::ResetAsked
            | Self::CredentialChanged
            | Self::CredentialTakenAway
            | Self::CardReportedLost
            | Self::CardClosed
            | Self::StaffCardMarked
            | Self::StaffCardUnmarked
            | Self::ClosingAsked
            | Self::ClosingTakenBack
            | Self::ClosingSettled
            | Self::AccessClosed
            | Self::StaffAccountAdded
            | Self::StaffAccountChanged
            | Self::StaffSignedIn
            | Self::StaffSignInRefused
            | Self::StaffSignedOut => Subject::SignIns,
            Self::ConsentGiven
            | Self::ConsentRefused
            | Self::ConsentWithdrawn
            | Self::ChoiceEntered
            | Self::ListedForService
            | Self::ToldService
            | Self::RemovedAtService
            | Self::ServiceListTaken
            | Self::ServiceListDestroyed => Subject::Consents,
            Self::PermissionDrafted
            | Self::PermissionDiscarded
            | Self::PermissionSigned
            | Self::PermissionConfirmed
            | Self::PermissionRefused
            | Self::PermissionWithdrawn => Subject::Permissions,
            Self::FamilyLinked
            | Self::FamilyLinkEnded
            | Self::FamilyCodeMade
            | Self::FamilyCodeConfirmed
            | Self::FamilyRecordChanged
            | Self::FamilyLinkAgain
            | Self::FamilyEndAsked
            | Self::GuardianStopSet
            | Self::GuardianStopLifted => Subject::Family,
            Self::MailReturned
            | Self::MailAddressLifted
            | Self::Mailed
            | Self::MailRetried
            | Self::LetterPrinted
            | Self::LetterPosted
            | Self::NewsletterScheduled
            | Self::NewsletterStopped => Subject::Mail,
            Self::Imported => Subject::Loads,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_actions_and_no_action_is_left_out() {
        let mut left = Action::ALL.len();
        for subject in Subject::ALL {
            assert_eq!(Subject::from_code(subject.code()), Some(subject));
            assert!(!subject.actions().is_empty(), "{subject:?}");
            left -= subject.actions().len();
        }
        assert_eq!(left, 0);
    }
}
