//! Tests that need modules which must not know each other, such as a maker of tokens and their verifier.
//!
//! What one module says alone is tested beside it.

mod answers;
mod causes;
mod properties;
mod tokens;
