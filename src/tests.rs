//! Tests of several modules together, such as the signer of tokens and the verifier, which must not depend on it.
//!
//! Tests of a single module are in that module.

mod accessors;
mod causes;
mod properties;
mod tokens;
