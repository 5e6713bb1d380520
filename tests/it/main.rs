//! Tests of the program. Most of them run it as a process.
//!
//! `env`, `reporting`, `running`, `server`, `skip`, `stand`, `system` and `upstream` are shared helpers.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test arranges the world that the program is run in, and fails by panicking"
)]

mod audit;
mod baseline;
mod broken_stderr;
mod call;
mod calls;
mod clock;
mod codes;
mod completions;
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
mod gateway;
mod generated;
mod hints;
mod hostile;
mod inputs;
mod interrupts;
mod journal;
mod listen;
mod login;
mod messages;
mod names;
mod openapi;
mod origins;
mod outcomes;
mod outputs;
mod picker;
mod probe;
mod prompts;
mod reading;
mod reference;
mod replay;
mod reporting;
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
mod skip;
mod stand;
mod system;
mod terminal;
mod tidy;
mod timestamp;
mod trigger;
mod upstream;
mod usage;
mod verify;
mod waivers;
mod watch;
