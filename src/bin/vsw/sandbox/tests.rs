//! A started sandbox, spoken to over raw sockets: what a client gets to see, byte for byte.

mod api;
mod faults;
mod limits;
mod wire;
