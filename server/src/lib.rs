//! How the portal runs: configuration, HTTP layers, command line, workers. The binary is `main.rs`; tests use the same
//! parts in process.

pub mod commands;
pub mod config;
pub mod http;
pub mod in_force;
pub mod metrics;
mod shutdown;
pub mod start;
