//! Tests the tower layers as services, and in the example's router behind a socket.
//!
//! Not here: verdicts, which `src/verify/vectors.rs` checks with the data in tests/vectors.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and slow clients are simulated by sleeping"
)]

mod layer;
mod replay;
mod service;
mod socket;

#[expect(dead_code, reason = "the tests call the router, not `main`")]
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

fn our_secret() -> SignatureSecret {
    secret("the signature secret of the tests")
}

fn token() -> Token {
    Token::issued_at(NOW - 8).jti("1").api_key(API_KEY).application(APPLICATION.parse().unwrap())
}

fn bearer(payload: &[u8]) -> String {
    token().bearer(&our_secret(), payload)
}

fn verifier() -> Verifier {
    let slot = Slot::new(&our_secret(), "tower test").for_api_key(API_KEY);
    Verifier::builder().slot(slot).expect_application(APPLICATION.parse().unwrap()).build().unwrap()
}
