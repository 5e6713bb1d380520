//! The result of `vsw verify`: whether a delivery is genuine, and if not, why (`vsw/verify/1`).

use serde::Serialize;
use vsw::delivery::{Coverage, Event, Product};
use vsw::verify::{Cause, Checks, Verdict};

use crate::codes::Code;
use crate::exit::Exit;

#[derive(Debug, Serialize)]
pub struct VerifyReport {
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub failures: Vec<Code>,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// The product that the payload claims, verified or not.
    pub product: Product,
    /// The event of a call, if the payload is verified.
    pub event: Option<Event>,
    /// The event that the payload claims, verified or not.
    pub claimed_event: Event,
    pub payload_rule: &'static str,
    pub payload_rule_note: Option<&'static str>,
    pub checks: Checks,
    pub claims: Option<ShownClaims>,
    pub secret: Option<String>,
    /// If the delivery is only too old, the time as of which it is genuine.
    pub genuine_at: Option<String>,
    /// Likely causes of the rejection, tested or guessed. They do not change the verdict.
    pub explanation: Vec<Explained>,
    /// The number of bytes after the body of a captured request. They are not verified.
    pub bytes_after_body: usize,
    pub notes: Vec<String>,
    /// What was searched and what to do next, if no cause was found.
    #[serde(skip)]
    pub no_cause: Option<&'static str>,
    /// If the delivery is only too old, when it was sent.
    #[serde(skip)]
    pub sent: Option<Sent>,
    /// A message for each failed check, for the text output.
    #[serde(skip)]
    pub flaws: Vec<String>,
    /// Whether Vonage signs the claimed event: in the Developer Preview, and today.
    #[serde(skip)]
    pub coverage: [Coverage; 2],
}

#[derive(Debug)]
pub struct Sent {
    /// `16 min ago`
    pub relative: String,
    pub time: String,
    /// The command that verifies the delivery as of the time of sending, as arguments. `None` if an input was
    /// a stream: it cannot be read again.
    pub proof: Option<Vec<String>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    pub code: Cause,
    pub proven: bool,
    pub detail: String,
    pub remedy: &'static str,
}

/// A claim is null if it is missing or of another type.
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
