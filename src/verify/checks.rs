//! Checks: what was found of each of the seven, in the order in which they are made.

use serde::Serialize;

use super::FailedCheck;
use crate::words::words;

words! {
    /// What one check came to.
    #[derive(Default)]
    pub enum Outcome {
        /// The check passed.
        Pass = "pass",
        /// The check failed.
        Fail = "fail",
        /// The check was not made: an earlier one decided, or nothing was expected.
        #[default]
        Skipped = "skipped",
    }
}

/// One outcome for each check, by default skipped. Serializes as the member `checks` of the JSON reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Checks {
    /// The MAC, over the raw segments. Skipped until it was computed.
    pub signature: Outcome,
    /// The claims are a JSON object, each of its type, the required ones there.
    pub claims: Outcome,
    /// `iss`.
    pub issuer: Outcome,
    /// `api_key`, against the secret's account and against what was expected.
    pub api_key: Outcome,
    /// `application_id`, where one was expected.
    pub application: Outcome,
    /// `payload_hash`, against the body.
    pub payload: Outcome,
    /// `iat`, `exp` and `nbf`.
    pub age: Outcome,
}

impl Outcome {
    /// Pass where nothing was found.
    pub(super) fn of(found: &[FailedCheck]) -> Self {
        if found.is_empty() { Self::Pass } else { Self::Fail }
    }
}
