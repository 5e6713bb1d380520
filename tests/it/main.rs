//! The program as a process: few tests, exact ones. What the library decides is tested beside its code.
//!
//! `env` is the world that every test runs `vsw` in, `running` one that goes on meanwhile, `stand` a sandbox to run it
//! against, `server` a server that says whatever a test tells it to. `tidy` holds the layout of the sources, `generated` what is made from the program and
//! could drift from it; the other files are named after what they test.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test arranges the world that the program is run in, and fails by panicking"
)]

mod audit;
mod baseline;
mod calls;
mod codes;
mod config;
mod decode;
mod demo;
mod diff;
mod disk;
mod doctor;
mod enable;
mod env;
mod examples;
mod explain;
mod fleet;
mod generated;
mod hostile;
mod journal;
mod login;
mod openapi;
mod origins;
mod outcomes;
mod reading;
mod reports;
mod rollback;
mod running;
mod sandbox;
mod schemas;
mod secrecy;
mod secrets;
mod server;
mod sets;
mod shard;
mod sign;
mod stand;
mod terminal;
mod tidy;
mod timestamp;
mod verify;
mod waivers;
mod watch;
