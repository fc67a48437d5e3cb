//! The pieces pages are made of.

pub mod answers;
pub mod at_service;
pub mod buttons;
pub mod decision;
pub mod fact;
pub mod field;
pub mod file;
pub mod first_of;
pub mod fold;
pub mod icons;
pub mod languages;
pub mod marks;
pub mod pager;
pub mod photo_id;
pub mod purpose;
pub mod qr;
pub mod render;
pub mod rows;
pub mod rules;
pub mod session_warning;
pub mod shell;
pub mod summary;
pub mod table;
pub mod tel;
pub mod value;
pub mod work_item;
