//! Getting in: sign-in, activation, reset, change of PIN or password, a lost card.
//!
//! One rule runs through it: every refusal is the same, in words, work and time, whether the card exists or not.

mod again;
mod asked;
mod by_file;
pub(crate) mod card;
mod desk;
mod device;
mod leave;
mod link;
mod lost;
mod mark;
pub(crate) mod prove;
pub(crate) mod secret;
mod sessions;
mod sign_in;
pub(crate) mod stop;
pub(crate) mod token;

pub use crate::limits::TooManyAsk;
pub use again::{Change, Changed, Confirmed, change_secret, confirm_again};
pub(crate) use by_file::{ByFile, secret_by_file};
pub use card::number_to_keep;
pub(crate) use desk::lost_by_file;
pub use desk::{
    Closed, ClosedAtDesk, ClosedHere, Closing, OpenCard, ToClose, cards_in_use, close_at_desk, close_card, closed_here,
    has_staff_cards, mark_staff_card, settle_closing, to_close,
};
pub(crate) use leave::close_what_waits;
pub use leave::{Leaving, LeavingOutcome, ask_to_leave, leaving, stay};
pub use link::{LinkWanted, ask_for_link};
pub use lost::report_card_lost;
pub use sessions::{SessionLine, end_all_sessions, end_session, sessions, sign_out};
pub use sign_in::{Attempt, SignIn, sign_in};
pub use token::{
    Choosing, Chosen, HandedOver, Purpose, choose_by_link, link_or_code_shown, link_shown, make_activation_code,
};

#[cfg(test)]
mod tests;
