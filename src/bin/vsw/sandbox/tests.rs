//! Tests of a running sandbox over raw sockets, byte for byte.
#![expect(clippy::disallowed_methods, reason = "some of these tests measure time")]

mod api;
mod faults;
mod limits;
mod wire;
