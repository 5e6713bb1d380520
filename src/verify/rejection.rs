//! Rejection: a delivery that is not believed, with everything that is known about why.

use std::fmt;
use std::sync::Arc;

use super::claims::Claims;
use super::{Checks, Claim, Code, FailedCheck, Outcome, PayloadRule, Slot, TokenId, Verdict, Verified};
use crate::delivery::Delivery;

/// Why a delivery was rejected: the failures in the order in which they were found, the checks, and, once the MAC
/// passed, the claims. Shows as the first failure's sentence.
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

/// What is known of a token whose MAC passed and whose claims were read: all checks are made.
pub(super) struct CheckedToken {
    pub(super) claims: Claims,
    pub(super) checks: Checks,
    pub(super) token: TokenId,
    pub(super) label: Arc<str>,
}

impl CheckedToken {
    /// Verified if nothing was found wrong, and only if what is required is there.
    pub(super) fn judged<'d>(
        self,
        found: Vec<FailedCheck>,
        delivery: &'d Delivery<'_>,
    ) -> Result<Verified<'d>, Rejection> {
        let Self { claims, checks, token, label } = self;
        let mut found = found.into_iter();
        let first = match (found.next(), delivery.payload(), claims.iat, claims.payload_hash) {
            (None, Ok(payload), Some(iat), Some(_)) => {
                let payload_rule = PayloadRule::of(delivery.method());
                return Ok(Verified { claims, iat, payload_rule, payload, checks, token, label });
            }
            (Some(first), ..) => first,
            // None of these is ever so: what is missing was found. Were it so, this would still be no verified delivery.
            (None, Err(reason), ..) => FailedCheck::UnreadableQuery { reason },
            (None, _, Some(_), _) => FailedCheck::MissingClaim { claim: Claim::PayloadHash },
            (None, ..) => FailedCheck::MissingClaim { claim: Claim::Iat },
        };
        let findings =
            Findings { first, more: found.collect(), checks, claims: Some(claims), label: Some(label) };
        Err(Rejection(Box::new(findings)))
    }
}

impl Rejection {
    /// There was nothing to compute a MAC of.
    pub(super) fn unread(failure: FailedCheck) -> Self {
        Self::early(failure, Checks::default(), None)
    }

    /// No secret's MAC matched.
    pub(super) fn unsigned_by_us(failure: FailedCheck) -> Self {
        Self::early(failure, Checks { signature: Outcome::Fail, ..Checks::default() }, None)
    }

    /// The MAC passed, and what it signs cannot be read.
    pub(super) fn unreadable(failure: FailedCheck, slot: &Slot) -> Self {
        let checks = Checks { signature: Outcome::Pass, claims: Outcome::Fail, ..Checks::default() };
        Self::early(failure, checks, Some(slot.label_handle()))
    }

    fn early(first: FailedCheck, checks: Checks, label: Option<Arc<str>>) -> Self {
        Self(Box::new(Findings { first, more: Vec::new(), checks, claims: None, label }))
    }

    /// Whether it is invalid, was not signed, or could not be checked.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.code().verdict()
    }

    /// The first failure's code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.first.code()
    }

    /// The codes of all failures, each once, in the order in which they were found.
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

    /// All failures in the order in which they were found: at least one, and several may share a code.
    #[doc(hidden)]
    pub fn failures(&self) -> impl Iterator<Item = &FailedCheck> {
        std::iter::once(&self.0.first).chain(&self.0.more)
    }

    /// What each check came to.
    #[doc(hidden)]
    #[must_use]
    pub fn checks(&self) -> &Checks {
        &self.0.checks
    }

    /// The claims, only where the MAC passed and they could be read. They are what a holder of the secret wrote, and
    /// no more: the delivery is rejected all the same.
    #[doc(hidden)]
    #[must_use]
    pub fn authenticated_claims(&self) -> Option<&Claims> {
        self.0.claims.as_ref()
    }

    /// The label of the slot whose MAC passed, where one did.
    #[must_use]
    pub fn slot(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// What to do about the first failure, in one sentence.
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
