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
    /// The MAC over the token's first two segments.
    pub signature: Outcome,
    /// All required claims are present, and each has its type.
    pub claims: Outcome,
    /// The claim `iss`.
    pub issuer: Outcome,
    /// The claim `api_key`, compared with the secret's account and with the expected account.
    pub api_key: Outcome,
    /// The claim `application_id`, if an application is expected.
    pub application: Outcome,
    /// The claim `payload_hash`, compared with the body or, for a GET, the query.
    pub payload: Outcome,
    /// The claims `iat`, `exp` and `nbf`. If the age has no limit, the outcome is skipped instead of pass.
    pub age: Outcome,
}

impl Outcome {
    pub(super) fn of(failures: &[FailedCheck]) -> Self {
        if failures.is_empty() { Self::Pass } else { Self::Fail }
    }
}
