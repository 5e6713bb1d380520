//! Compares `vsw` with other implementations: jsonwebtoken, `ring`, serde_json and form_urlencoded.
//!
//! If `vsw` and one of them differ, a test names the stricter one and the difference.

mod macs;
mod queries;
mod setup;
mod stricter;
mod tokens;
