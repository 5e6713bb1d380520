//! Calls: `POST /v1/calls`, incoming calls, and the schedule of each call's webhooks ([`course`]). The
//! `player` sends the webhooks.

pub(super) mod address;
pub(super) mod api;
pub(super) mod book;
pub(super) mod control;
pub(super) mod course;
pub(super) mod ncco;
mod public_key;
pub(super) mod request;
pub(super) mod token;
