//! The words of the ledger: what can happen to a record and who can do it. The rows are written by the portal.

pub mod proof;
mod subject;

pub use subject::Subject;

use crate::{coded::coded, words::Text};

/// What happened. The text form ([`Action::code`]) is stored and never changes; new actions are added at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label below")]
pub enum Action {
    SignedIn,
    SignInRefused,
    SignedOut,
    SignedOutEverywhere,
    SessionEnded,
    Viewed,
    Exported,
    Imported,
    Activated,
    ActivationCodeMade,
    ResetAsked,
    CredentialChanged,
    CardReportedLost,
    Mailed,
    ContactChanged,
    ContactChangeAsked,
    ContactChangeTakenBack,
    ContactChangeConfirmed,
    ContactChangeRefused,
    EmailVerified,
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    PermissionDrafted,
    PermissionSigned,
    PermissionConfirmed,
    PermissionRefused,
    PermissionWithdrawn,
    Disclosed,
    FamilyLinked,
    FamilyLinkEnded,
    GuardianStopSet,
    GuardianStopLifted,
    StaffAccountAdded,
    StaffAccountChanged,
    StaffSignedIn,
    StaffSignInRefused,
    StaffSignedOut,
    FamilyCodeMade,
    FamilyCodeConfirmed,
    ChoiceMade,
    HistoryErased,
    PermissionDiscarded,
    CardLookedUp,
    AccessClosed,
    FamilyRecordChanged,
    FamilyLinkAgain,
    ActivationCodeConfirmed,
    FamilyEndAsked,
    CardClosed,
    Deleted,
    RecordDeleted,
    DeletionApproved,
    LegalHoldSet,
    LegalHoldLifted,
    DeskAnswered,
    PaymentTaken,
    ProcessRaised,
    ProcessRecorded,
    MailRetried,
    CorrectionAsked,
    CorrectionTakenBack,
    CorrectionMade,
    CorrectionRefused,
    StatementAdded,
    StatementTakenAway,
    ClosingAsked,
    ClosingTakenBack,
    ClosingSettled,
    LetterPrinted,
    LetterPosted,
    NewsletterScheduled,
    NewsletterStopped,
    Released,
    SilenceOver,
    ReviewAsked,
    ReviewAnswered,
    StaffCardMarked,
    StaffCardUnmarked,
    ChoiceEntered,
    MailReturned,
    MailAddressLifted,
    ListedForService,
    ToldService,
    RemovedAtService,
    ServiceListTaken,
    ServiceListDestroyed,
    BreachRecorded,
    BreachTold,
    CredentialTakenAway,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label below")]
pub enum ActorKind {
    Patron,
    Guardian,
    Staff,
    Visitor,
    System,
}

coded!(Action {
    SignedIn = "signed-in": "Signed in" / "Inició sesión",
    SignInRefused = "sign-in-refused": "A sign-in was refused" / "Se rechazó un inicio de sesión",
    SignedOut = "signed-out": "Signed out" / "Cerró la sesión",
    SignedOutEverywhere = "signed-out-everywhere": "Signed out everywhere" / "Cerró la sesión en todas partes",
    SessionEnded = "session-ended": "A session was ended" / "Se cerró una sesión",
    Viewed = "viewed": "Record viewed" / "Se consultó el registro",
    Exported = "exported": "Copy of the record taken" / "Se descargó una copia del registro",
    Imported = "imported": "Loaded from the library system" / "Cargado desde el sistema de la biblioteca",
    Activated = "activated": "Online access turned on" / "Se activó el acceso en línea",
    ActivationCodeMade = "activation-code-made": "Code for online access made" / "Se creó un código para el acceso en línea",
    ResetAsked = "reset-asked": "PIN or password reset asked for" / "Se pidió restablecer el PIN o la contraseña",
    CredentialChanged = "credential-changed": "PIN or password changed" / "Se cambió el PIN o la contraseña",
    CardReportedLost = "card-reported-lost": "Card reported lost" / "Se reportó la tarjeta como perdida",
    Mailed = "mailed": "E-mail sent" / "Se envió un correo electrónico",
    ContactChanged = "contact-changed": "Contact details changed" / "Se cambiaron los datos de contacto",
    ContactChangeAsked = "contact-change-asked":
        "A change of contact details was asked for" / "Se pidió un cambio de los datos de contacto",
    ContactChangeTakenBack = "contact-change-taken-back":
        "A change that was asked for was taken back" / "Se retiró un cambio que se había pedido",
    ContactChangeConfirmed = "contact-change-confirmed":
        "A change of contact details was confirmed" / "Se confirmó un cambio de los datos de contacto",
    ContactChangeRefused = "contact-change-refused":
        "A change of contact details was refused" / "Se rechazó un cambio de los datos de contacto",
    EmailVerified = "email-verified": "E-mail address verified" / "Se verificó la dirección de correo",
    ConsentGiven = "consent-given": "Consent given" / "Se dio consentimiento",
    ConsentRefused = "consent-refused": "Consent not given" / "No se dio consentimiento",
    ConsentWithdrawn = "consent-withdrawn": "Consent withdrawn" / "Se retiró el consentimiento",
    PermissionDrafted = "permission-drafted": "Permission drafted" / "Se preparó un permiso",
    PermissionSigned = "permission-signed": "Permission signed" / "Se firmó un permiso",
    PermissionConfirmed = "permission-confirmed": "Permission confirmed" / "Se confirmó un permiso",
    PermissionRefused = "permission-refused": "Permission refused" / "Se rechazó un permiso",
    PermissionWithdrawn = "permission-withdrawn": "Permission withdrawn" / "Se retiró un permiso",
    Disclosed = "disclosed": "Told to someone you permitted" / "Se dio información a quien usted dio permiso",
    FamilyLinked = "family-linked":
        "A parent or guardian was linked" / "Se vinculó a una madre, un padre o un tutor",
    FamilyLinkEnded = "family-link-ended":
        "The link to a parent or guardian ended" / "Terminó el vínculo con una madre, un padre o un tutor",
    GuardianStopSet = "guardian-hold-set":
        "A parent’s or guardian’s access was stopped" / "Se bloqueó el acceso de una madre, un padre o un tutor",
    GuardianStopLifted = "guardian-hold-lifted":
        "A stop on a parent’s or guardian’s access was lifted" / "Se levantó el bloqueo del acceso de una madre, un padre o un tutor",
    StaffAccountAdded = "staff-account-added": "Staff account added" / "Se agregó una cuenta del personal",
    StaffAccountChanged = "staff-account-changed": "Staff account changed" / "Se cambió una cuenta del personal",
    StaffSignedIn = "staff-signed-in": "Staff signed in" / "El personal inició sesión",
    StaffSignInRefused = "staff-sign-in-refused":
        "A staff sign-in was refused" / "Se rechazó un inicio de sesión del personal",
    StaffSignedOut = "staff-signed-out": "Staff signed out" / "El personal cerró la sesión",
    FamilyCodeMade = "family-code-made":
        "A code for a parent or guardian was made" / "Se creó un código para una madre, un padre o un tutor",
    FamilyCodeConfirmed = "family-code-confirmed":
        "Code for a parent or guardian confirmed by a second member of staff" / "Otra persona del personal confirmó el código para una madre, un padre o un tutor",
    ChoiceMade = "choice-made": "A choice was made" / "Se tomó una decisión",
    HistoryErased = "history-erased": "The list of past loans was erased" / "Se borró la lista de préstamos anteriores",
    PermissionDiscarded = "permission-discarded":
        "Draft of a permission thrown away" / "Se descartó el borrador de un permiso",
    CardLookedUp = "card-looked-up": "Card looked up" / "Se buscó la tarjeta",
    AccessClosed = "access-closed":
        "Signing in was closed until a new code from the desk" / "Se cerró el acceso en línea hasta recibir un código nuevo del mostrador",
    FamilyRecordChanged = "family-record-changed":
        "What the record says about a parent or guardian was changed" / "Se cambió lo que el registro dice de una madre, un padre o un tutor",
    FamilyLinkAgain = "family-link-again":
        "A parent or guardian who was linked already asked again" / "Una madre, un padre o un tutor ya vinculado volvió a pedirlo",
    ActivationCodeConfirmed = "activation-code-confirmed":
        "Code for online access confirmed by a second member of staff" / "Otra persona del personal confirmó el código para el acceso en línea",
    FamilyEndAsked = "family-end-asked":
        "The desk was asked to end the link to a parent or guardian" / "Se pidió al mostrador terminar el vínculo con una madre, un padre o un tutor",
    CardClosed = "card-closed": "A card was closed" / "Se cerró una tarjeta",
    Deleted = "deleted": "Deleted: the time it is kept was over" / "Se borró: terminó el tiempo que se guarda",
    RecordDeleted = "record-deleted": "The whole record was deleted" / "Se borró todo el registro",
    DeletionApproved = "deletion-approved": "A plan of deletions was approved" / "Se aprobó un plan de borrados",
    LegalHoldSet = "legal-hold-set":
        "Deletions were put off: a legal process may concern the record" / "Se aplazaron los borrados: un proceso legal puede concernir al registro",
    LegalHoldLifted = "legal-hold-lifted":
        "Deletions are no longer put off" / "Los borrados ya no están aplazados",
    DeskAnswered = "desk-answered": "Someone asked at the desk" / "Alguien preguntó en el mostrador",
    PaymentTaken = "payment-taken":
        "Someone else paid at the desk what you owe" / "Otra persona pagó en el mostrador lo que usted debe",
    ProcessRaised = "process-raised":
        "A request of police or an agency was written down" / "Se anotó una solicitud de la policía o de una agencia",
    ProcessRecorded = "process-recorded":
        "The Director recorded a step of a request" / "La dirección registró un paso de una solicitud",
    MailRetried = "mail-retried":
        "An e-mail that could not be sent is tried again" / "Se vuelve a intentar un correo que no se pudo enviar",
    CorrectionAsked = "correction-asked":
        "Someone said that a value is wrong" / "Alguien dijo que un dato está mal",
    CorrectionTakenBack = "correction-taken-back":
        "A correction that was asked for was taken back" / "Se retiró una corrección que se había pedido",
    CorrectionMade = "correction-made":
        "A value was corrected in the library’s own system" / "Se corrigió un dato en el sistema de la biblioteca",
    CorrectionRefused = "correction-refused":
        "The library kept a value that was said to be wrong" / "La biblioteca mantuvo un dato que se dijo que estaba mal",
    StatementAdded = "statement-added":
        "A statement was put beside a value" / "Se puso una declaración junto a un dato",
    StatementTakenAway = "statement-taken-away":
        "A statement beside a value was taken away" / "Se quitó una declaración que estaba junto a un dato",
    ClosingAsked = "closing-asked": "Closing the card was asked for" / "Se pidió cerrar la tarjeta",
    ClosingTakenBack = "closing-taken-back":
        "The wish to close the card was taken back" / "Se retiró la solicitud de cerrar la tarjeta",
    ClosingSettled = "closing-settled":
        "The card was closed in the library’s own system too" / "La tarjeta se cerró también en el sistema de la biblioteca",
    LetterPrinted = "letter-printed": "A letter to you was printed" / "Se imprimió una carta para usted",
    LetterPosted = "letter-posted": "A letter to you was posted" / "Se le envió una carta por correo",
    NewsletterScheduled = "newsletter-scheduled": "A newsletter is to be sent" / "Se va a enviar un boletín",
    NewsletterStopped = "newsletter-stopped": "A newsletter was stopped" / "Se detuvo un boletín",
    Released = "released":
        "Something was given to police, an agency or a court" / "Se entregó algo a la policía, a una agencia o a un tribunal",
    SilenceOver = "silence-over":
        "An order not to tell you of a legal process is over" / "Terminó una orden de no informarle de un proceso legal",
    ReviewAsked = "review-asked":
        "The Director asked why records were viewed" / "La dirección preguntó por qué se consultaron registros",
    ReviewAnswered = "review-answered":
        "A question about viewed records was answered" / "Se respondió una pregunta sobre registros consultados",
    StaffCardMarked = "staff-card-marked":
        "Your card was marked as a staff card" / "Su tarjeta se marcó como tarjeta de personal",
    StaffCardUnmarked = "staff-card-unmarked":
        "Your card is no longer marked as a staff card" / "Su tarjeta ya no está marcada como tarjeta de personal",
    MailReturned = "mail-returned":
        "An e-mail came back: the address is written to no more" / "Un correo fue devuelto: ya no se escribe a esa dirección",
    MailAddressLifted = "mail-address-lifted":
        "An address that mail came back from is written to again" / "Se vuelve a escribir a una dirección que devolvía correos",
    ListedForService = "listed-for-service":
        "You were put on a list for a newsletter service" / "Se le incluyó en una lista para un servicio de boletines",
    ToldService = "told-service":
        "A newsletter service was told of a change" / "Se comunicó un cambio a un servicio de boletines",
    RemovedAtService = "removed-at-service":
        "You were taken off the list at a newsletter service" / "Se le quitó de la lista en un servicio de boletines",
    ServiceListTaken = "service-list-taken":
        "A list for a newsletter service was taken as a file" / "Se descargó una lista para un servicio de boletines",
    ServiceListDestroyed = "service-list-destroyed":
        "A list for a newsletter service was destroyed" / "Se destruyó una lista para un servicio de boletines",
    BreachRecorded = "breach-recorded":
        "The Director recorded a step about a breach of security" / "La dirección registró un paso sobre una filtración de datos",
    BreachTold = "breach-told":
        "You were told of a breach of security" / "Se le avisó de una filtración de datos",
    ChoiceEntered = "choice-entered":
        "An e-mail choice was entered in the library’s own system" / "Se anotó una decisión sobre correos en el sistema de la biblioteca",
    CredentialTakenAway = "credential-taken-away":
        "PIN or password taken away in the library’s own system" / "Se quitó el PIN o la contraseña en el sistema de la biblioteca",
});

coded!(ActorKind {
    Patron = "patron": "You" / "Usted",
    Guardian = "guardian": "A parent or guardian" / "Su madre, padre o tutor",
    Staff = "staff": "Library staff" / "Personal de la biblioteca",
    Visitor = "visitor": "Someone not signed in" / "Alguien sin sesión iniciada",
    System = "system": "The portal" / "El portal (automático)",
});

impl Action {
    /// What is read of an event: [`Self::label`], or where it was refused that it was. Nothing that was refused is ever told
    /// as if it had been done.
    pub const fn told(self, refused: bool) -> Text {
        match (refused, self) {
            (false, _) => self.label(),
            (true, Self::Viewed) => {
                Text::new("The record was asked for and not shown", "Se pidió el registro y no se mostró")
            }
            (true, Self::DeskAnswered) => Text::new(
                "Someone asked at the desk and was told nothing",
                "Alguien preguntó en el mostrador y no se le dijo nada",
            ),
            (true, _) => Text::new("Asked for and refused", "Se pidió y se rechazó"),
        }
    }
}

/// The key under which an event notes, in its detail, whether what was asked for was refused.
pub const REFUSED: &str = "refused";

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn what_was_refused_is_never_told_as_if_it_had_been_done() {
        for &action in Action::ALL {
            assert_eq!(action.told(false), action.label());
            let (told, done) = (action.told(true), action.label());
            assert!(told.en != done.en && told.es != done.es, "{action:?}: {}", told.en);
            assert!(["refused", "told nothing", "not shown"].iter().any(|said| told.en.contains(said)), "{}", told.en);
            assert!(
                ["rechazó", "no se le dijo nada", "no se mostró"].iter().any(|said| told.es.contains(said)),
                "{}",
                told.es
            );
        }
    }

    #[test]
    fn every_code_is_its_own_and_reads_back() {
        let codes: HashSet<_> = Action::ALL.iter().map(|action| action.code()).collect();
        assert_eq!(codes.len(), Action::ALL.len());
        for &action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(action));
        }
        for &kind in ActorKind::ALL {
            assert_eq!(ActorKind::from_code(kind.code()), Some(kind));
        }
    }
}
