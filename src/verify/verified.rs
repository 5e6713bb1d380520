//! Verified: the proof that a verifier accepted a delivery. Only the verifier creates one.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::claims::Claims;
use super::{Checks, PayloadRule, TokenId};
use crate::delivery::{Event, Product, Webhook};

/// A delivery that a verifier accepted, with its claims and the signed payload.
///
/// A function that takes a `Verified` cannot be called with an unverified delivery:
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
    /// Returns the signed bytes: a POST's body, a GET's query as JSON.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Returns which bytes of the delivery were signed.
    #[must_use]
    pub fn payload_rule(&self) -> PayloadRule {
        self.payload_rule
    }

    /// Returns the product that sent the webhook. Parses the payload on each call.
    #[must_use]
    pub fn product(&self) -> Product {
        self.webhook().product
    }

    /// Returns the event of a call; `Unknown` for a webhook of another product. Parses the payload on each call.
    #[must_use]
    pub fn event(&self) -> Event {
        self.webhook().event.unwrap_or_default()
    }

    /// Returns product and event.
    #[doc(hidden)]
    #[must_use]
    pub fn webhook(&self) -> Webhook {
        Webhook::of(&self.payload)
    }

    /// Returns the signing time in seconds since 1970.
    #[must_use]
    pub fn iat(&self) -> u64 {
        self.iat
    }

    /// Returns the token's own id (`jti`). Optional, and not checked for uniqueness.
    #[must_use]
    pub fn jti(&self) -> Option<&str> {
        self.claims.jti()
    }

    /// Returns an id that differs for each token.
    ///
    /// To detect replays, combine it with the account and the [`payload_rule`](Self::payload_rule). A GET's
    /// token signs its query as JSON, so a POST with this JSON as its body is genuine too. Without the rule,
    /// the GET would count as a replay of the POST.
    #[must_use]
    pub fn token_id(&self) -> TokenId {
        self.token
    }

    /// Returns the account's API key.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.claims.api_key()
    }

    /// Returns the application id as the token writes it.
    #[must_use]
    pub fn application_id(&self) -> Option<&str> {
        self.claims.application_id()
    }

    /// Returns all known claims.
    #[doc(hidden)]
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// Returns the outcome of each check: passed or skipped.
    #[doc(hidden)]
    #[must_use]
    pub fn checks(&self) -> &Checks {
        &self.checks
    }

    /// Returns the label of the slot whose secret signed the delivery.
    #[must_use]
    pub fn slot(&self) -> &str {
        &self.label
    }

    /// Returns the same proof with an owned payload; copies it if it was borrowed.
    #[must_use]
    pub fn into_owned(self) -> Verified<'static> {
        let Self { claims, iat, payload_rule, payload, checks, token, label } = self;
        let payload = Cow::Owned(payload.into_owned());
        Verified { claims, iat, payload_rule, payload, checks, token, label }
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Hide the payload: it may have personal data, such as phone numbers.
        f.debug_struct("Verified")
            .field("claims", &self.claims)
            .field("checks", &self.checks)
            .field("slot", &self.label)
            .finish_non_exhaustive()
    }
}
