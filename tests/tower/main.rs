//! Tests the tower layer: called as a service (`layer`), and in the example's router behind a socket (`socket`).
//!
//! `vsw::sign` makes the tokens: vectors of another implementation test what the verifier accepts, and these tests only
//! what the layer does with the result. Only the tests of stalled bodies wait for a clock.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and a client that is slow has to sleep"
)]

mod layer;
mod service;
mod socket;

#[expect(
    dead_code,
    reason = "its `main` reads the environment and listens where people say; the tests do not"
)]
#[path = "../../examples/axum.rs"]
mod example;

use vsw::secret::SignatureSecret;
use vsw::sign::Token;
use vsw::verify::{Slot, Verifier};

const NOW: u64 = 1_587_494_970;
const API_KEY: &str = "a1b2c3d";
const APPLICATION: &str = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab";

fn secret(text: &str) -> SignatureSecret {
    SignatureSecret::new(text).unwrap()
}

fn ours() -> SignatureSecret {
    secret("the signature secret of these tests")
}

fn token() -> Token {
    Token::issued_at(NOW - 8).jti("1").api_key(API_KEY).application(APPLICATION.parse().unwrap())
}

/// Returns the header value that makes a delivery with this payload genuine.
fn bearer(payload: &[u8]) -> String {
    token().bearer(&ours(), payload)
}

fn verifier() -> Verifier {
    let slot = Slot::new(&ours(), "these tests").for_api_key(API_KEY);
    Verifier::builder().slot(slot).expect_application(APPLICATION.parse().unwrap()).build().unwrap()
}
