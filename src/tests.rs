//! Tests that need several modules that must not depend on each other, such as a token signer and the verifier.
//!
//! Tests of a single module are in that module.

mod accessors;
mod causes;
mod properties;
mod tokens;
