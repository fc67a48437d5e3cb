//! What a row that is not over waits for: "It stays until …".

use crate::words::Text;

pub(super) const BROUGHT_BACK: Text = Text::new("until it is brought back", "hasta que se devuelva");
pub(super) const HOLD_CLOSED: Text = Text::new("until it is picked up or canceled", "hasta que se recoja o se cancele");
pub(super) const LOAN_FINISHED: Text = Text::new("until the loan is finished", "hasta que el préstamo termine");
pub(super) const SETTLED: Text = Text::new("until it is paid or forgiven", "hasta que se pague o se perdone");
pub(super) const SENT: Text = Text::new("until it is sent", "hasta que se envíe");
pub(super) const LIFTED: Text =
    Text::new("until the address is written to again", "hasta que se vuelva a escribir a la dirección");
pub(super) const OFF_THE_LIST: Text = Text::new(
    "until the address is off the list at the service",
    "hasta que la dirección esté fuera de la lista del servicio",
);
pub(super) const POSTED: Text = Text::new("until it is posted", "hasta que se envíe por correo");
pub(super) const DECIDED: Text =
    Text::new("until it is confirmed, refused or taken back", "hasta que se confirme, se rechace o se retire");
pub(super) const CORRECTED: Text = Text::new(
    "until it is corrected, refused or taken back, and while a statement stands beside the value",
    "hasta que se corrija, se rechace o se retire, y mientras haya una declaración junto al dato",
);
pub(super) const ENTERED: Text = Text::new("until the desk has entered it", "hasta que el mostrador lo anote");
pub(super) const TAKEN_PLACE: Text = Text::new("until the event is over", "hasta que pase el evento");
pub(super) const ANSWERED: Text = Text::new("until it is answered", "hasta que se responda");
pub(super) const DATED: Text =
    Text::new("as long as the record, since it has no date", "tanto como el registro, porque no tiene fecha");
