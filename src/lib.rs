//! placeholder
pub mod application;
pub mod json;
pub mod signing;
