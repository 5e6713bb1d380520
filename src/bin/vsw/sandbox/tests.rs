//! Tests a running sandbox over raw sockets: its responses, byte for byte.
#![expect(clippy::disallowed_methods, reason = "time is what some of these are about")]

mod api;
mod faults;
mod limits;
mod wire;
