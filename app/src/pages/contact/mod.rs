//! Contact details: the list, one change, the link to a new e-mail address.

pub mod change;
pub mod check;
pub mod confirm;
pub mod desk;
pub mod done;
pub mod list;
pub mod under_way;
