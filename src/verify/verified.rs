//! Verified: the proof that a delivery passed every check. Only the verifier can make one.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::claims::Claims;
use super::{Checks, PayloadRule, TokenId};
use crate::delivery::Event;

/// What a verified delivery says. Claims of valid deliveries are readable only here, and a payload that was taken
/// from here is one that was signed.
///
/// A function that takes one cannot be called with a delivery that nobody verified:
///
/// ```
/// use vsw::Verified;
///
/// fn handle(webhook: &Verified<'_>) -> String {
///     format!("{} of account {:?}, {} bytes", webhook.event(), webhook.api_key(), webhook.payload().len())
/// }
/// ```
#[derive(Clone)]
pub struct Verified<'d> {
    pub(super) claims: Claims,
    pub(super) iat: u64,
    pub(super) payload_rule: PayloadRule,
    pub(super) payload: Cow<'d, [u8]>,
    pub(super) checks: Checks,
    pub(super) token: TokenId,
    pub(super) label: Arc<str>,
}

impl Verified<'_> {
    /// The bytes that were signed: a POST's body, a GET's query as JSON.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Which of the delivery's bytes that is.
    #[must_use]
    pub fn payload_rule(&self) -> PayloadRule {
        self.payload_rule
    }

    /// Which event it is; reads the payload each time.
    #[must_use]
    pub fn event(&self) -> Event {
        Event::of(&self.payload)
    }

    /// When it was signed, in seconds since 1970.
    #[must_use]
    pub fn iat(&self) -> u64 {
        self.iat
    }

    /// The id that the token gives itself. Optional: nothing checks that it is unique.
    #[must_use]
    pub fn jti(&self) -> Option<&str> {
        self.claims.jti()
    }

    /// The same for the same token and for no other one: by this, and not by `jti`, a repeated delivery is told.
    #[must_use]
    pub fn token_id(&self) -> TokenId {
        self.token
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
    #[doc(hidden)]
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// What each check came to: passed, or skipped because nothing was expected.
    #[doc(hidden)]
    #[must_use]
    pub fn checks(&self) -> &Checks {
        &self.checks
    }

    /// The label of the slot whose secret it was signed with.
    #[must_use]
    pub fn slot(&self) -> &str {
        &self.label
    }

    /// The same, with a copy of the payload where it was borrowed.
    #[must_use]
    pub fn into_owned(self) -> Verified<'static> {
        let Self { claims, iat, payload_rule, payload, checks, token, label } = self;
        let payload = Cow::Owned(payload.into_owned());
        Verified { claims, iat, payload_rule, payload, checks, token, label }
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A payload is about somebody's call.
        f.debug_struct("Verified")
            .field("claims", &self.claims)
            .field("checks", &self.checks)
            .field("slot", &self.label)
            .finish_non_exhaustive()
    }
}
