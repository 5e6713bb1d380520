//! Compares `vsw` with other implementations on the same tokens and texts.
//!
//! jsonwebtoken is a JWT library that many Rust programs use, `ring` has a MAC and a hash that share no code with
//! `vsw`, and serde_json and form_urlencoded parse JSON and forms. If `vsw` and one of them differ, a test names the
//! stricter one and the difference.

mod macs;
mod queries;
mod setup;
mod stricter;
mod tokens;
