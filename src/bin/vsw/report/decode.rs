//! The result of `vsw decode`: the content of a token, unverified (`vsw/decode/1`).

use serde::Serialize;
use vsw::delivery::Product;
use vsw::verify::Code;

use super::show::Document;
use crate::exit::Exit;

/// Header and claims are the token's exact text, including duplicate members.
#[derive(Debug, Serialize)]
pub struct DecodeReport {
    pub verified: bool,
    pub is_a_token: bool,
    pub kind: Kind,
    /// Always unknown: all products sign alike, and only the body shows the product.
    pub product: Product,
    pub header: Option<Document>,
    pub claims: Option<Document>,
    pub signature_bytes: Option<usize>,
    pub times: Vec<Time>,
    pub needs: Vec<Need>,
    /// Problems that are visible without a secret.
    pub problems: Vec<Problem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// HS256: Vonage signs webhooks with it.
    Webhook,
    /// RS256: an application calls Vonage's APIs with it.
    ApiToken,
    Unknown,
}

#[derive(Debug, Serialize)]
pub struct Time {
    pub claim: &'static str,
    pub seconds: u64,
    /// RFC 3339; null beyond the year 9999.
    pub utc: Option<String>,
    /// Relative to the present, such as `3 h ago` or `in 5 min`.
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
