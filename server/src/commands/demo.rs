//! `server demo`
