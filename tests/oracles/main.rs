//! Compares `vsw` with other implementations: jsonwebtoken, `ring`, serde_json and form_urlencoded.

mod macs;
mod queries;
mod setup;
mod stricter;
mod tokens;
