//! Keep Vonage Voice signed webhooks switched on, and verify the webhooks that arrive.
//!
//! This is the pure core of the program `vsw`: no files, no network, no clock, no printing. Verifying a delivery:
//!
//! ```
//! use vsw::{delivery::Delivery, secret::SignatureSecret, verify::{Slot, Verifier}};
//! # let (now, body) = (1_587_494_970, br#"{"status":"answered"}"#);
//! # let signer = SignatureSecret::new("the account's signature secret")?;
//! # let authorization = vsw::sign::Token::issued_at(1_587_494_962).api_key("a1b2c3d").bearer(&signer, body);
//! let secret = SignatureSecret::new("the account's signature secret")?;
//! let slot = Slot::new(&secret, "main account").for_api_key("a1b2c3d");
//! let verifier = Verifier::builder().slot(slot).build()?;
//! let delivery = Delivery::post(body).with_header("Authorization", authorization.as_bytes());
//! match verifier.verify(&delivery, now) {
//!     Ok(verified) => println!("{} of account {:?}", verified.event(), verified.api_key()),
//!     Err(rejection) => println!("{}: {rejection}; {}", rejection.code(), rejection.remedy()),
//! }
//! # assert!(verifier.verify(&delivery, now).is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! In reading order: [`json`] is text with places, [`application`] and [`signing`] are what the API has of an
//! application; [`change`] is the edit of one leaf, [`confirmation`] what a read-back proves of it, [`drift`] what
//! moved since; [`secret`], [`delivery`] and [`verify`] are what arrives and whether to believe it, [`capture`]
//! keeps what arrived as a line of a log, with [`timestamp`]s; [`sign`] makes tokens for trying that out.
//!
//! The feature `tower` adds the module `tower`: a layer that verifies in a service, before a handler sees anything.
#![forbid(unsafe_code)]

pub mod application;
pub mod audit;
pub mod capture;
pub mod change;
pub mod confirmation;
mod constant_time;
pub mod delivery;
pub mod drift;
pub mod json;
mod mac;
pub mod secret;
mod sha256;
pub mod sign;
pub mod signing;
pub mod timestamp;
#[cfg(feature = "tower")]
pub mod tower;
pub mod verify;
mod words;

/// What a service shares between its threads, and hands from one to another, can be. Checked by the compiler.
const _: () = {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<verify::Verifier>();
    shared::<verify::Slot>();
    shared::<verify::Verified<'static>>();
    shared::<verify::Rejection>();
    shared::<delivery::Delivery<'static>>();
    shared::<capture::Capture>();
    shared::<secret::SignatureSecret>();
    shared::<sign::Token>();
};
