//! Notices about loans and holds: what the desk enters in the library's own system.

pub mod desk;
