//! Contact details: the list, one change, several at once when somebody moves, the link to a new e-mail address.

pub mod change;
pub mod check;
pub mod confirm;
pub mod desk;
pub mod done;
pub mod list;
pub mod moving;
pub mod under_way;
