//! `VerifyReport`: whether a delivery is genuine, and if not, why (`vsw/verify/1`).

use serde::Serialize;
use vsw::delivery::{Coverage, Event, Product};
use vsw::verify::{Cause, Checks, Verdict};

use crate::codes::Code;
use crate::exit::Exit;

/// One verified delivery.
#[derive(Debug, Serialize)]
pub struct VerifyReport {
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub failures: Vec<Code>,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// The product according to the body, or the query of a GET, verified or not.
    pub product: Product,
    /// The event of a call, if the payload is verified.
    pub event: Option<Event>,
    /// The event according to the body, or the query of a GET, verified or not.
    pub claimed_event: Event,
    pub payload_rule: &'static str,
    /// A note on how well the rule is documented, for GET only.
    pub payload_rule_note: Option<&'static str>,
    pub checks: Checks,
    /// The token's claims, if its signature is valid.
    pub claims: Option<ShownClaims>,
    /// The label of the secret that signed the token.
    pub secret: Option<String>,
    /// The time as of which the delivery is genuine, if it is only too old.
    pub genuine_at: Option<String>,
    /// Possible causes of the rejection, tested or guessed. They do not change the verdict.
    pub explanation: Vec<Explained>,
    /// The number of bytes after the body in a captured request. They are not verified.
    pub bytes_after_body: usize,
    /// What vsw recognized or decoded when it read the input.
    pub notes: Vec<String>,
    /// Why there is no explanation, if causes were searched.
    #[serde(skip)]
    pub no_cause: Option<&'static str>,
    /// When the delivery was sent and what proves it, if it is only too old.
    #[serde(skip)]
    pub sent: Option<Sent>,
    /// All failures as sentences, for the text output.
    #[serde(skip)]
    pub flaws: Vec<String>,
    /// Whether Vonage signs the claimed event: in the Developer Preview, and today.
    #[serde(skip)]
    pub coverage: [Coverage; 2],
}

/// When a delivery that is only too old was sent.
#[derive(Debug)]
pub struct Sent {
    /// `16 min ago`
    pub relative: String,
    /// The option with which `vsw verify` verifies the delivery as of that time.
    pub time: String,
    /// The command that proves the time, word by word. `None` if an input was a stream, which only the user can repeat.
    pub proof: Option<Vec<String>>,
}

/// One cause, with its stable code.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    pub code: Cause,
    /// Whether the cause was tested; otherwise it is a guess.
    pub proven: bool,
    pub detail: String,
    pub remedy: &'static str,
}

/// The claims in a report; null if missing or of another type.
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
