//! Explain: finds likely causes of a rejection, each with its remedy.
//!
//! The sender must neither get the result nor wait for it: the result and the duration depend on the secrets.

mod body;
mod budget;
mod cause;
mod characters;
mod clock;
mod contents;
mod diagnosis;
mod escapes;
mod rewriting;
mod search;
mod secret;
mod shape;
mod token;

use super::{Code, FailedCheck, Outcome, Rejection, Slot, Verifier};
use crate::delivery::Delivery;

pub use cause::Cause;
pub use diagnosis::{Diagnosis, DiagnosticSecret, Gunzip, SecretKind};

use budget::Budget;

/// A cause and the finding that supports it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The cause.
    pub cause: Cause,
    /// The finding, in one sentence. Text from the delivery is bounded and printable.
    pub detail: String,
    /// Whether the cause was tested or guessed.
    pub certainty: Certainty,
}

/// How certain an explanation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Undoing the cause makes the failed check pass, or the failure proves the cause.
    Tested,
    /// The delivery, a secret's form or a time suggests the cause.
    Guess,
}

/// Undoes one transformation of bytes. Returns `None` if there is nothing to undo.
type Undo = fn(&[u8]) -> Option<Vec<u8>>;

struct Case<'c> {
    verifier: &'c Verifier,
    rejection: &'c Rejection,
    delivery: &'c Delivery<'c>,
    now: u64,
    diagnosis: &'c Diagnosis<'c>,
}

impl Verifier {
    /// Returns likely causes of the rejection, tested ones before guesses.
    ///
    /// The last one is [`Cause::DiagnosisCutShort`] if the search reached its limit.
    ///
    /// `rejection` must be this verifier's result for `delivery`.
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
        found.extend(body::explain(&case, &mut budget));
        found.extend(clock::explain(&case));
        found.sort_by_key(|one| one.certainty == Certainty::Guess);
        if budget.cut_short {
            let detail = "the search for causes reached its limit; some causes were not tried".to_owned();
            found.push(Explanation::tested(Cause::DiagnosisCutShort, detail));
        }
        found
    }
}

impl Case<'_> {
    fn result_after_repair(
        &self,
        verifier: &Verifier,
        delivery: &Delivery<'_>,
        budget: &mut Budget<'_>,
    ) -> &'static str {
        // Verifying costs one MAC of the token per slot, and one hash of the body.
        let token: usize = delivery.header(verifier.header()).map(<[u8]>::len).sum();
        if !budget.bytes(delivery.body().len() + verifier.slots.len() * token) {
            return "; no further checks were made";
        }
        match verifier.verify(delivery, self.now) {
            Ok(_) => ALL_PASSES,
            Err(rejection) => match (rejection.failures().next(), rejection.code()) {
                (Some(FailedCheck::RetiredSecret { .. }), _) => {
                    "; with this, verification fails because the secret is retired"
                }
                (_, Code::SignatureMismatch | Code::NoSecretForKey) => {
                    "; with this, the signature does not match"
                }
                (_, Code::PayloadMismatch) => "; with this, the signature matches but the payload does not",
                (_, Code::TooOld | Code::Expired) => {
                    "; with this, the signature matches but the token is too old"
                }
                (_, Code::FromTheFuture | Code::NotYetValid) => {
                    "; with this, the signature matches but the token is dated in the future"
                }
                (_, Code::ApiKeyMismatch) => {
                    "; with this, the signature matches, but the token names another account than the expected one"
                }
                _ => "; with this, the signature matches but the claims are rejected",
            },
        }
    }

    fn with_slot(&self, slot: Slot) -> Verifier {
        Verifier {
            slots: vec![slot],
            api_key: self.verifier.api_key.clone(),
            application: self.verifier.application,
            tolerance: self.verifier.tolerance,
            header: self.verifier.header.clone(),
        }
    }

    /// Returns the delivery with `value` as the header that the verifier reads, and no other header.
    fn with_value<'d>(&'d self, value: &'d [u8]) -> Delivery<'d> {
        Delivery::new(self.delivery.method(), self.delivery.body())
            .with_query(self.delivery.query().text())
            .with_header(self.verifier.header(), value)
    }
}

const ALL_PASSES: &str = "; with this, every check passes";

impl Explanation {
    fn tested(cause: Cause, detail: String) -> Self {
        Self { cause, detail, certainty: Certainty::Tested }
    }

    fn guess(cause: Cause, mut detail: String) -> Self {
        detail.push_str(" (a guess)");
        Self { cause, detail, certainty: Certainty::Guess }
    }

    /// Returns the remedy in one sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.cause.remedy()
    }
}
