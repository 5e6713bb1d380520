//! Checks: the outcomes of the seven checks, in their order.

use serde::Serialize;

use super::FailedCheck;
use crate::words::words;

words! {
    /// The outcome of one check.
    #[derive(Default)]
    pub enum Outcome {
        /// The check passed.
        Pass = "pass",
        /// The check failed.
        Fail = "fail",
        /// The verification ended before the check, or this verifier does not ask for it.
        #[default]
        Skipped = "skipped",
    }
}

/// One outcome per check, skipped by default. Serializes as the member `checks` of the JSON reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Checks {
    /// The MAC over the raw segments.
    pub signature: Outcome,
    /// The claims are a JSON object with all required claims, each of its type.
    pub claims: Outcome,
    /// `iss`.
    pub issuer: Outcome,
    /// `api_key`, compared with the secret's account and with the expected one.
    pub api_key: Outcome,
    /// `application_id`, if one is expected.
    pub application: Outcome,
    /// `payload_hash`, against the body or, for a GET, the query.
    pub payload: Outcome,
    /// `iat`, `exp` and `nbf`. Skipped instead of passed if the age has no limit.
    pub age: Outcome,
}

impl Outcome {
    /// Returns `Pass` if there are no failures.
    pub(super) fn of(failures: &[FailedCheck]) -> Self {
        if failures.is_empty() { Self::Pass } else { Self::Fail }
    }
}
