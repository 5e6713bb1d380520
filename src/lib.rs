//! Verifies the signed webhooks of the Vonage Voice API, and those of Messages, Dispatch and Verify v2.
//!
//! A verifier in two calls. `now` is the time in seconds since 1970: the library has no clock, no files and no network.
//!
//! ```
//! use vsw::{Delivery, Verifier};
//! # let (now, body) = (1_587_494_970, br#"{"uuid":"aaaaaaaa","status":"answered"}"#);
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
//! A service on axum, or on other tower-based frameworks, adds a layer around its handlers (feature `tower`). A handler
//! that takes a [`Verified`] never receives an unverified webhook:
//!
#![cfg_attr(feature = "tower", doc = "```")]
#![cfg_attr(not(feature = "tower"), doc = "```ignore")]
//! use std::time::{SystemTime, UNIX_EPOCH}; use axum::{Extension, Router, routing::post}; use vsw::{Verified,
//! Verifier, tower::VerifyLayer};
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
//! **The answer webhook is a GET by default, and the layer accepts only POST by default:** give its route a layer with
//! `accept_get`, and read the call from [`Verified::payload`].
//!
//! Messages, Dispatch and Verify v2 sign their webhooks with the same secret by the same scheme, so a verifier accepts
//! them. [`Verified::product`] distinguishes them from calls; their event is [`Event::Unknown`].
//!
//! For several accounts, secret rotation, an expected application or other limits, see [`Verifier::builder`]. For
//! services without tower that use the `http` crate, see [`Delivery::from_parts`](Delivery#method.from_parts) (feature
//! `tower`).
//!
//! # What is not covered by semantic versioning
//!
//! This package is also the program `vsw`, a separate crate. The modules that it shares with the library are public but
//! hidden on this page, and may change in any release. Everything on this page follows semantic versioning.
#![forbid(unsafe_code)]
#![warn(missing_docs, unnameable_types, unreachable_pub)]

// `cfg_attr(doc)` hides the module on the page but keeps the lint `missing_docs` for its visible items; a
// plain `doc(hidden)` would not.
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
pub use delivery::{Delivery, Event, Method, ParseMethodError, Product};
pub use secret::{InvalidSecret, SignatureSecret};
pub use verify::{
    BuildVerifierError, Builder, Code, PayloadRule, Rejection, Slot, TokenId, Verdict, Verified, Verifier,
};

/// Services share these types between threads.
const _: () = {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<Verifier>();
    shared::<Slot>();
    shared::<Verified<'static>>();
    shared::<Rejection>();
    shared::<Delivery<'static>>();
    shared::<SignatureSecret>();
};
