//! placeholder
pub mod application;
pub mod change;
pub mod confirmation;
pub mod drift;
pub mod json;
pub mod signing;
