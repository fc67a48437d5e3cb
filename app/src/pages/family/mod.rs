//! A family: the children someone has added, adding one, a child's record, and what the child is told.

pub mod add;
pub mod ask_end;
pub mod child;
pub mod desk;
pub mod list;
mod others;
mod over;
pub mod remove;
pub mod who_sees;
