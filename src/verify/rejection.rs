//! Rejection: the reasons why a delivery was rejected.

use std::fmt;
use std::sync::Arc;

use super::claims::Claims;
use super::{Checks, Claim, Code, FailedCheck, Outcome, PayloadRule, Slot, TokenId, Verdict, Verified};
use crate::delivery::Delivery;

/// Why a delivery was rejected. Displays as the first failure's message.
#[derive(Clone)]
pub struct Rejection(Box<Findings>);

#[derive(Clone)]
struct Findings {
    first: FailedCheck,
    more: Vec<FailedCheck>,
    checks: Checks,
    claims: Option<Claims>,
    label: Option<Arc<str>>,
}

pub(super) struct CheckedToken {
    pub(super) claims: Claims,
    pub(super) checks: Checks,
    pub(super) token: TokenId,
    pub(super) label: Arc<str>,
}

impl CheckedToken {
    /// Returns a `Verified` only if `failures` is empty.
    pub(super) fn into_result<'d>(
        self,
        failures: Vec<FailedCheck>,
        delivery: &'d Delivery<'_>,
    ) -> Result<Verified<'d>, Rejection> {
        let Self { claims, checks, token, label } = self;
        let mut failures = failures.into_iter();
        let first = match (failures.next(), delivery.payload(), claims.iat, claims.payload_hash) {
            (None, Ok(payload), Some(iat), Some(_)) => {
                let payload_rule = PayloadRule::of(delivery.method());
                return Ok(Verified { claims, iat, payload_rule, payload, checks, token, label });
            }
            (Some(first), ..) => first,
            // Unreachable, because a missing value is one of the `failures`. Reject the delivery nevertheless.
            (None, Err(reason), ..) => FailedCheck::UnreadableQuery { reason },
            (None, _, Some(_), _) => FailedCheck::MissingClaim { claim: Claim::PayloadHash },
            (None, ..) => FailedCheck::MissingClaim { claim: Claim::Iat },
        };
        let findings =
            Findings { first, more: failures.collect(), checks, claims: Some(claims), label: Some(label) };
        Err(Rejection(Box::new(findings)))
    }
}

impl Rejection {
    /// Creates a rejection before any MAC was computed.
    pub(super) fn without_token(failure: FailedCheck) -> Self {
        Self::early(failure, Checks::default(), None)
    }

    /// Creates a rejection because no active secret's MAC matched.
    pub(super) fn without_signer(failure: FailedCheck) -> Self {
        Self::early(failure, Checks { signature: Outcome::Fail, ..Checks::default() }, None)
    }

    pub(super) fn unreadable_claims(failure: FailedCheck, slot: &Slot) -> Self {
        let checks = Checks { signature: Outcome::Pass, claims: Outcome::Fail, ..Checks::default() };
        Self::early(failure, checks, Some(slot.label_handle()))
    }

    fn early(first: FailedCheck, checks: Checks, label: Option<Arc<str>>) -> Self {
        Self(Box::new(Findings { first, more: Vec::new(), checks, claims: None, label }))
    }

    /// Returns the verdict: invalid, unsigned or unchecked.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.code().verdict()
    }

    /// Returns the first failure's code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.first.code()
    }

    /// Returns the codes of all failures, without duplicates, in the order found.
    #[must_use]
    pub fn codes(&self) -> Vec<Code> {
        let mut codes = Vec::new();
        for failure in self.failures() {
            if !codes.contains(&failure.code()) {
                codes.push(failure.code());
            }
        }
        codes
    }

    /// Returns all failures in the order found: at least one.
    #[doc(hidden)]
    pub fn failures(&self) -> impl Iterator<Item = &FailedCheck> {
        std::iter::once(&self.0.first).chain(&self.0.more)
    }

    /// Returns the outcome of each check.
    #[doc(hidden)]
    #[must_use]
    pub fn checks(&self) -> &Checks {
        &self.0.checks
    }

    /// Returns the readable claims of a token whose MAC passed. The delivery is nevertheless rejected.
    #[doc(hidden)]
    #[must_use]
    pub fn authenticated_claims(&self) -> Option<&Claims> {
        self.0.claims.as_ref()
    }

    /// Returns the label of the active (not retired) slot whose secret signed the token, if any.
    #[must_use]
    pub fn slot(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// Returns the remedy for the first failure, in one sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.0.first.remedy()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.first.fmt(f)
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Findings { first, more, checks, .. } = &*self.0;
        f.debug_struct("Rejection")
            .field("first", first)
            .field("more", more)
            .field("checks", checks)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Rejection {}
