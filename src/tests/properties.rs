//! Properties of any document, any delivery and any diagnosis.

mod application;
mod explain;
mod verify;
