//! Explain: why a rejected delivery may have been meant well. Hypotheses are tried one after the other, and each that
//! would make the very check pass is named, with its remedy.
//!
//! Never a verdict: it takes a [`Rejection`] that stands, and gives sentences. Never for the sender either: it tells
//! which secret was nearly right, and how long it takes depends on the secrets. It is for the secret's owner, when that
//! owner asks, and has no place in an answer to a webhook.
//!
//! Invariant (V15): bounded in hypotheses, bytes and time; what is not certain says so, and text out of an unverified
//! token says so too (V12).

mod body;
mod budget;
mod cause;
mod characters;
mod clock;
mod diagnosis;
mod rewriting;
mod search;
mod secret;
mod shape;
mod token;

use super::{Code, FailedCheck, Outcome, Rejection, Slot, Verifier};
use crate::delivery::Delivery;

pub use cause::Cause;
pub use diagnosis::{Diagnosis, Gunzip, SecretKind};

use budget::Budget;

/// One cause, what was found of it, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The cause, whose word is stable.
    pub cause: Cause,
    /// What was found, in one sentence. Text in it that comes out of the delivery is bounded and printable.
    pub detail: String,
    /// Whether it was tried, or only looks like it.
    pub certainty: Certainty,
}

/// How much an explanation is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It was tried, and makes the check pass; or the failure itself says it.
    Tried,
    /// It only looks like it.
    Guess,
}

/// Undoes one thing that happens to bytes; none if there is nothing to undo.
type Undo = fn(&[u8]) -> Option<Vec<u8>>;

/// What is to be explained, and everything that may be looked at for it.
struct Case<'c> {
    verifier: &'c Verifier,
    rejection: &'c Rejection,
    delivery: &'c Delivery<'c>,
    now: u64,
    diagnosis: &'c Diagnosis<'c>,
}

impl Verifier {
    /// Why this delivery, which was rejected at `now`, may have been meant well: the causes that were found, the one
    /// nearest to the first failure first. Empty where nothing fits: then it may be a forgery.
    ///
    /// `rejection` is this verifier's own of that delivery; it is only read.
    #[doc(hidden)]
    #[must_use]
    pub fn explain(
        &self,
        rejection: &Rejection,
        delivery: &Delivery<'_>,
        now: u64,
        diagnosis: &Diagnosis<'_>,
    ) -> Vec<Explanation> {
        let case = Case { verifier: self, rejection, delivery, now, diagnosis };
        let mut budget = Budget::new(diagnosis.time_left);
        let mut found = match rejection.checks().signature {
            Outcome::Skipped => token::explain(&case, &mut budget),
            Outcome::Fail => secret::explain(&case, &mut budget),
            Outcome::Pass => Vec::new(),
        };
        if found.is_empty() && rejection.authenticated_claims().is_none() {
            found.extend(shape::of_another_product(&case, &mut budget));
        }
        found.extend(body::explain(&case, &mut budget));
        found.extend(clock::explain(&case));
        if budget.cut_short {
            let detail = "the search for causes ended at its limit, and not everything was tried".to_owned();
            found.push(Explanation::tried(Cause::DiagnosisCutShort, detail));
        }
        found
    }
}

impl Case<'_> {
    /// What is said of the rest once the one thing is put right: all passes, or what would fail first then.
    fn then(&self, verifier: &Verifier, delivery: &Delivery<'_>, budget: &mut Budget<'_>) -> &'static str {
        // Each slot makes a MAC of the token, and once one passes, the body is hashed.
        let token: usize = delivery.header(verifier.header()).map(<[u8]>::len).sum();
        if !budget.bytes(delivery.body().len() + verifier.slots.len() * token) {
            return "; whether the rest passes was not tried";
        }
        match verifier.verify(delivery, self.now) {
            Ok(_) => ALL_PASSES,
            Err(rejection) => match (rejection.failures().next(), rejection.code()) {
                (Some(FailedCheck::RetiredSecret { .. }), _) => "; then the secret is one that was retired",
                (_, Code::SignatureMismatch | Code::NoSecretForKey) => {
                    "; then the signature is what does not fit"
                }
                (_, Code::PayloadMismatch) => "; the signature passes with that, and the payload does not",
                (_, Code::TooOld | Code::Expired) => {
                    "; the signature passes with that, and the token is too old"
                }
                (_, Code::FromTheFuture | Code::NotYetValid) => {
                    "; the signature passes with that, and the token is dated ahead"
                }
                (_, Code::ApiKeyMismatch) => {
                    "; the signature passes with that, and the token is of another account"
                }
                _ => "; the signature passes with that, and the claims do not",
            },
        }
    }

    /// The same verifier with that one secret.
    fn with_slot(&self, slot: Slot) -> Verifier {
        Verifier {
            slots: vec![slot],
            api_key: self.verifier.api_key.clone(),
            application: self.verifier.application,
            tolerance: self.verifier.tolerance,
            header: self.verifier.header.clone(),
        }
    }

    /// The same delivery with that one value in the header that is read.
    fn with_value<'d>(&'d self, value: &'d [u8]) -> Delivery<'d> {
        Delivery::new(self.delivery.method(), self.delivery.body())
            .with_query(self.delivery.query().text())
            .with_header(self.verifier.header(), value)
    }
}

const ALL_PASSES: &str = "; with that, every check passes";

impl Explanation {
    fn tried(cause: Cause, detail: String) -> Self {
        Self { cause, detail, certainty: Certainty::Tried }
    }

    fn guess(cause: Cause, mut detail: String) -> Self {
        detail.push_str(" (a guess: it only looks like it)");
        Self { cause, detail, certainty: Certainty::Guess }
    }

    /// What to do about it, in one sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.cause.remedy()
    }
}
