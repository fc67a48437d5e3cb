//! "This is wrong": the patron and a guardian say it, the patron sees what becomes of it, the desk answers.

pub mod ask;
pub mod desk;
pub mod list;
