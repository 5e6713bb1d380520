//! Properties of any document, any delivery and any diagnosis, checked on generated input.

mod application;
mod explain;
mod verify;
