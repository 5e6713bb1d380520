//! A started sandbox, spoken to over raw sockets: what a client gets to see, byte for byte.
#![expect(clippy::disallowed_methods, reason = "time is what some of these are about")]

mod api;
mod faults;
mod limits;
mod wire;
