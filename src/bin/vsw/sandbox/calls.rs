//! Calls as data: `POST /v1/calls`, incoming calls, and their courses. The `player` sends the webhooks.
//!
//! Invariant: a call is a schedule ([`course`]) in the sandbox's state. Changing a call changes its schedule.

pub(super) mod address;
pub(super) mod api;
pub(super) mod book;
pub(super) mod control;
pub(super) mod course;
pub(super) mod ncco;
mod public_key;
pub(super) mod request;
pub(super) mod token;
