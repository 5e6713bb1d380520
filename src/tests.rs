//! Tests that need several modules, such as the signer of tokens and the verifier, which must not use the signer.

mod accessors;
mod causes;
mod properties;
mod tokens;
