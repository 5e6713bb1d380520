//! Verified: the proof that a delivery passed every check. Only the verifier can make one.

use std::sync::Arc;

use super::claims::Claims;
use super::identity::ISSUER;
use super::{Checks, PayloadHash, Verdict};
use crate::delivery::Event;

/// What a verified delivery says. Claims of valid deliveries are readable only here.
#[derive(Clone, Debug)]
pub struct Verified {
    claims: Claims,
    iat: u64,
    payload_hash: PayloadHash,
    checks: Checks,
    event: Event,
    label: Arc<str>,
}

impl Verified {
    pub(super) fn new(
        claims: Claims,
        iat: u64,
        payload_hash: PayloadHash,
        checks: Checks,
        event: Event,
        label: Arc<str>,
    ) -> Self {
        Self { claims, iat, payload_hash, checks, event, label }
    }

    /// Always [`Verdict::Valid`].
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::Valid
    }

    /// Which event it is.
    #[must_use]
    pub fn event(&self) -> Event {
        self.event
    }

    /// When it was signed, in seconds since 1970.
    #[must_use]
    pub fn iat(&self) -> u64 {
        self.iat
    }

    /// The token's own id, for telling a repeated delivery. Optional: nothing checks that it is unique.
    #[must_use]
    pub fn jti(&self) -> Option<&str> {
        self.claims.jti()
    }

    /// Always `Vonage`.
    #[must_use]
    pub fn iss(&self) -> &'static str {
        ISSUER
    }

    /// The SHA-256 of the body.
    #[must_use]
    pub fn payload_hash(&self) -> &PayloadHash {
        &self.payload_hash
    }

    /// The account.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.claims.api_key()
    }

    /// The application, as the token writes it.
    #[must_use]
    pub fn application_id(&self) -> Option<&str> {
        self.claims.application_id()
    }

    /// All claims that are read, in the shape that a rejection has them in too.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// What each check came to: passed, or skipped because nothing was expected.
    #[must_use]
    pub fn checks(&self) -> &Checks {
        &self.checks
    }

    /// The label of the slot whose secret it was signed with.
    #[must_use]
    pub fn slot(&self) -> &str {
        &self.label
    }
}
