//! Loading a library's own files: Koha borrowers, circulation, holds, account lines.
