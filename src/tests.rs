//! Tests that need several modules. The verifier must not use the signer, so their common tests are here.

mod accessors;
mod causes;
mod properties;
mod tokens;
