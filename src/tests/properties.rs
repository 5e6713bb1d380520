//! What holds for any document, any delivery and any diagnosis, not only for those that somebody thought of.

mod application;
mod explain;
mod verify;
