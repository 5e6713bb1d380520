//! Oracles: what `vsw` says of tokens and texts, against what other people's code says of the same ones.
//!
//! jsonwebtoken is the JWT library that most Rust programs verify with, `ring` a MAC and a hash that share no line with
//! ours, serde_json and form_urlencoded the readers of JSON and of forms. Where they and `vsw` part, a test says so by
//! name: which of the two is stricter, and in what.

mod macs;
mod queries;
mod stricter;
mod tokens;
mod world;
