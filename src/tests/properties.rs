//! Property tests of applications, diagnoses and verification.

mod application;
mod explain;
mod verify;
