//! The HTTP side: which library a host name means, the layers around its pages, and serving.

mod client;
mod headers;
mod hosts;
mod networks;
mod ready;
mod removal;
mod request;
mod serve;

pub use hosts::{Pages, measured, service};
pub use serve::{Limits, listen_and_serve, serve};
