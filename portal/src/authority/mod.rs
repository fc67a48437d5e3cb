//! What someone has proved, as a value. A use case asks for the one it needs in its arguments; only the place that saw the
//! proof makes one ([`crate::session`] a [`Patron`], [`crate::family`] a [`Guardian`], [`crate::staff`] a [`Staff`],
//! [`crate::look`] a [`Look`], the search for a link that was shown a [`LinkHolder`]), so code that forgets to check does
//! not compile (`ways_round.rs`). That holds for everything outside this crate; inside it, the constructors are for those places
//! alone by agreement.
//!
//! Each carries the profile of its library, so that the two cannot disagree.

mod again;
mod director;
mod editor;
mod guardian;
mod in_charge;
mod in_person;
mod keeper;
mod leaver;
mod link_holder;
mod look;
mod operator;
mod patron;
mod sealed_link;
mod staff;
mod subscriber;
#[cfg(doctest)]
mod ways_round;

#[cfg(test)]
mod named;

pub use again::Reauthenticated;
pub use director::Director;
pub use editor::Editor;
pub use guardian::Guardian;
pub use in_charge::InCharge;
pub use in_person::InPerson;
pub use keeper::{Keeper, KeepingStaff};
pub(crate) use leaver::Whose;
pub use leaver::{Leaver, Returner};
pub use link_holder::{AddsChild, ChoosesSecret, ConfirmsAddress, LinkFor, LinkHolder, LinkShown, UsedLink};
pub use look::Look;
pub(crate) use look::not_in_this_look;
pub use operator::Operator;
pub use patron::Patron;
pub use staff::Staff;
pub(crate) use subscriber::OPENS_FOR;
pub use subscriber::{Confirmer, Subscriber};
