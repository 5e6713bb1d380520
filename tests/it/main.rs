//! The program as a process: few tests, exact ones. What the library decides is tested beside its code.
//!
//! `env` is the world that every test runs `vsw` in; the other files are named after what they test.

mod config;
mod demo;
mod env;
mod login;
mod openapi;
mod sandbox;
mod server;
mod terminal;
mod verify;
