//! Hashing and checking PINs and passwords: argon2id behind a bounded queue, bcrypt from imports.
