//! `VerifyReport`: is a delivery genuine, and if not, why not (`vsw/verify/1`).

use serde::Serialize;
use vsw::delivery::{Coverage, Event};
use vsw::verify::{Cause, Checks, Verdict};

use crate::codes::Code;
use crate::exit::Exit;

/// One delivery, verified.
#[derive(Debug, Serialize)]
pub struct VerifyReport {
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub failures: Vec<Code>,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// The event, once the body is known to be the one that was signed.
    pub event: Option<Event>,
    /// The event that the body says it is, whoever wrote it.
    pub claimed_event: Event,
    pub payload_rule: &'static str,
    /// What is to be known of the rule: that GET's is unconfirmed.
    pub payload_rule_note: Option<&'static str>,
    pub checks: Checks,
    /// The token's claims, once its signature passed.
    pub claims: Option<ShownClaims>,
    /// The label of the secret that the token was signed with.
    pub secret: Option<String>,
    /// What would make the check pass. Never a verdict.
    pub explanation: Vec<Explained>,
    /// Every failure's sentence, for a person.
    #[serde(skip)]
    pub flaws: Vec<String>,
    /// Whether the claimed event comes signed: in the Developer Preview, and today.
    #[serde(skip)]
    pub coverage: [Coverage; 2],
}

/// One cause that was found, with its stable code.
#[derive(Debug, Serialize)]
pub struct Explained {
    pub code: Cause,
    pub detail: String,
    pub remedy: &'static str,
}

/// The claims that a report shows; null where the token has none, or one of another shape.
#[derive(Debug, Serialize)]
pub struct ShownClaims {
    pub iat: Option<u64>,
    pub jti: Option<String>,
    pub iss: Option<String>,
    pub payload_hash: Option<String>,
    pub api_key: Option<String>,
    pub application_id: Option<String>,
}

impl VerifyReport {
    pub fn exit(&self) -> Exit {
        match self.verdict {
            Verdict::Valid => Exit::Yes,
            Verdict::Unchecked => Exit::Configuration,
            _ => Exit::No,
        }
    }
}
