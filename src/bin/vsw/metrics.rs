//! Metrics: a small server that shows what somebody else knows, at `/metrics` and `/healthz`, and takes nothing.
//!
//! Invariant: it answers only who asked for it by a name that it has (`guard`), it reads no body, and nothing that a client
//! does holds anything for ever (`server`). It shares nothing with the sandbox's server, and with the API's client.
//!
//! Not here: what the metrics are (`render`), and what is known (`report::watch`).

mod accept;
mod address;
mod guard;
mod server;
#[cfg(test)]
mod tests;

pub use accept::Form;
pub use address::Address;
pub use server::{Limits, Server};

/// What is to be shown. It is asked from the server's own thread.
pub trait Facts: Send + Sync + 'static {
    fn metrics(&self, form: Form) -> String;
    fn health(&self) -> Health;
}

/// Whether all is well, and the words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    Well(String),
    Ill(String),
}
