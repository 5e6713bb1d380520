//! Tests that need several modules which must not import each other, such as `sign` and `verify`.
//!
//! Tests of a single module are next to its code.

mod answers;
mod causes;
mod properties;
mod tokens;
