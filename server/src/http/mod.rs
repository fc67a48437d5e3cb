//! The HTTP side: which library a host name means, the layers around its pages, and serving.

mod client;
mod headers;
mod hosts;
mod removal;
mod serve;

pub use hosts::service;
pub use serve::{Limits, listen_and_serve, serve};
