//! Verifies the signed webhooks of the Vonage Voice API.
//!
//! A verifier in two calls. `now` is the time in seconds since 1970: the library has no clock, no files and no network.
//!
//! ```
//! use vsw::{Delivery, Verifier};
//! # let (now, body) = (1_587_494_970, br#"{"status":"answered"}"#);
//! # let signer = vsw::SignatureSecret::new("the account's signature secret")?;
//! # let authorization = vsw::sign::Token::issued_at(1_587_494_962).api_key("a1b2c3d").bearer(&signer, body);
//!
//! let verifier = Verifier::new("the account's signature secret")?;
//! let delivery = Delivery::post(body).with_header("Authorization", authorization.as_bytes());
//! match verifier.verify(&delivery, now) {
//!     Ok(verified) => println!("{} of account {:?}", verified.event(), verified.api_key()),
//!     Err(rejection) => println!("{}: {rejection}; {}", rejection.code(), rejection.remedy()),
//! }
//! # assert!(verifier.verify(&delivery, now).is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A service on axum, or on anything else that is made of tower's parts, puts a layer around its handlers (feature
//! `tower`). A handler that takes a [`Verified`] cannot be reached by a webhook that nobody verified:
//!
#![cfg_attr(feature = "tower", doc = "```")]
#![cfg_attr(not(feature = "tower"), doc = "```ignore")]
//! use std::time::{SystemTime, UNIX_EPOCH};
//! use axum::{Extension, Router, routing::post};
//! use vsw::{Verified, Verifier, tower::VerifyLayer};
//!
//! async fn event(Extension(webhook): Extension<Verified<'static>>) {
//!     println!("{} of account {:?}", webhook.event(), webhook.api_key());
//! }
//!
//! let verifier = Verifier::new("the account's signature secret")?;
//! let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
//! let app: Router = Router::new().route("/event", post(event)).route_layer(VerifyLayer::new(verifier, now));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Several accounts, a rotation of secrets, an expected application, or other limits: [`Verifier::builder`]. Any other
//! `http` service: [`Delivery::from_parts`](Delivery#method.from_parts).
//!
//! # What is not covered by semantic versioning
//!
//! This package is also the program `vsw`, a crate of its own. The modules that it shares with the library are public,
//! and hidden on this page: they may change in any release. What this page shows changes as semantic versioning says.
#![forbid(unsafe_code)]
#![warn(missing_docs, unnameable_types, unreachable_pub)]

// Modules of which this page shows some items are hidden in the documentation alone: with a plain `doc(hidden)`, the
// compiler would not miss the documentation of those items either.
#[cfg_attr(doc, doc(hidden))]
pub mod application;
#[doc(hidden)]
pub mod audit;
#[doc(hidden)]
pub mod capture;
#[doc(hidden)]
pub mod change;
#[doc(hidden)]
pub mod confirmation;
mod constant_time;
#[cfg_attr(doc, doc(hidden))]
pub mod delivery;
#[doc(hidden)]
pub mod drift;
#[doc(hidden)]
pub mod json;
mod mac;
#[cfg_attr(doc, doc(hidden))]
pub mod secret;
mod sha256;
#[doc(hidden)]
pub mod sign;
#[doc(hidden)]
pub mod signing;
#[cfg(test)]
mod tests;
#[doc(hidden)]
pub mod timestamp;
#[cfg(feature = "tower")]
pub mod tower;
#[cfg_attr(doc, doc(hidden))]
pub mod verify;
mod words;

pub use application::{ApplicationId, ParseApplicationIdError};
pub use delivery::{Delivery, Event, Method, ParseMethodError};
pub use secret::{InvalidSecret, SignatureSecret};
pub use verify::{
    BuildVerifierError, Builder, Code, PayloadRule, Rejection, Slot, TokenId, Verdict, Verified, Verifier,
};

/// What a service shares between its threads, and hands from one to another, can be. Checked by the compiler.
const _: () = {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<Verifier>();
    shared::<Slot>();
    shared::<Verified<'static>>();
    shared::<Rejection>();
    shared::<Delivery<'static>>();
    shared::<SignatureSecret>();
};
