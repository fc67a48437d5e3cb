//! Files: rows of cells, read and checked on a thread of their own.

pub(super) mod card;
pub(super) mod rows;
pub(super) mod values;
