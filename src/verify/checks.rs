//! Checks: the outcomes of the seven checks.

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
        /// The check was not reached, or this verifier does not ask for it.
        #[default]
        Skipped = "skipped",
    }
}

/// One outcome per check; the member `checks` of the JSON reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Checks {
    /// The MAC over the raw segments.
    pub signature: Outcome,
    /// All required claims are present, and each has its type.
    pub claims: Outcome,
    /// `iss`.
    pub issuer: Outcome,
    /// `api_key`, compared with the secret's account and with the expected one.
    pub api_key: Outcome,
    /// `application_id`, if one is expected.
    pub application: Outcome,
    /// `payload_hash`, against the body or, for a GET, the query.
    pub payload: Outcome,
    /// `iat`, `exp` and `nbf`. Skipped if the age has no limit.
    pub age: Outcome,
}

impl Outcome {
    pub(super) fn of(failures: &[FailedCheck]) -> Self {
        if failures.is_empty() { Self::Pass } else { Self::Fail }
    }
}
