//! `DecodeReport`: what a token says, unverified (`vsw/decode/1`).

use serde::Serialize;
use vsw::verify::Code;

use super::show::Document;
use crate::exit::Exit;

/// One token, looked into. Header and claims are the token's own text, to the byte, duplicates included.
#[derive(Debug, Serialize)]
pub struct DecodeReport {
    /// Always false: nothing here was checked against a secret.
    pub verified: bool,
    /// Whether header and claims could be read as the JSON objects that a token has.
    pub is_a_token: bool,
    pub kind: Kind,
    pub header: Option<Document>,
    pub claims: Option<Document>,
    pub signature_bytes: Option<usize>,
    pub times: Vec<Time>,
    /// What a verifier takes, check by check; empty for what is no webhook's token.
    pub needs: Vec<Need>,
    /// What a verifier would reject it for, as far as that can be told without a secret.
    pub problems: Vec<Problem>,
}

/// Whose kind of token it says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// HS256: what Vonage signs webhooks with.
    Webhook,
    /// RS256: what an application calls Vonage's APIs with.
    ApiToken,
    Unknown,
}

/// A claim that is a time.
#[derive(Debug, Serialize)]
pub struct Time {
    pub claim: &'static str,
    pub seconds: u64,
    /// As RFC 3339; null beyond the year 9999.
    pub utc: Option<String>,
    /// `3 h ago`, `in 5 min`.
    pub relative: String,
}

#[derive(Debug, Serialize)]
pub struct Need {
    pub check: &'static str,
    pub takes: String,
}

#[derive(Debug, Serialize)]
pub struct Problem {
    pub code: Code,
    pub detail: String,
    pub hint: &'static str,
}

impl Kind {
    pub fn of(algorithm: Option<&str>) -> Self {
        match algorithm {
            Some("HS256") => Self::Webhook,
            Some("RS256") => Self::ApiToken,
            _ => Self::Unknown,
        }
    }
}

impl DecodeReport {
    pub fn exit(&self) -> Exit {
        if self.is_a_token { Exit::Yes } else { Exit::No }
    }
}
