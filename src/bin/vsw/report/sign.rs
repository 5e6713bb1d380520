//! A created delivery, genuine or forged (`vsw/sign/1`), and the list of forgeries (`vsw/forgeries/1`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use vsw::capture::Capture;
use vsw::delivery::{Event, Product};
use vsw::verify::Code;

#[derive(Debug, Serialize)]
pub struct SignReport {
    pub product: Product,
    /// Null if the payload is not about a call.
    pub event: Option<Event>,
    /// Null for a genuine delivery.
    pub forgery: Option<&'static str>,
    pub expected_code: Option<Code>,
    pub payload_rule: &'static str,
    pub payload_rule_note: Option<&'static str>,
    /// The label of the secret; null for a random secret.
    pub secret: Option<String>,
    /// The time of `--iat`, by default now. A forged token may contain another time.
    pub iat: u64,
    pub jti: String,
    pub api_key: Option<String>,
    pub application_id: Option<String>,
    #[serde(flatten, serialize_with = "members")]
    pub delivery: Capture,
    #[serde(skip)]
    pub form: Form,
}

/// The form of the text output; unused if the output is JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Http,
    Curl,
    Capture,
}

#[derive(Debug, Serialize)]
pub struct ForgeriesReport {
    pub forgeries: Vec<Listed>,
}

#[derive(Debug, Serialize)]
pub struct Listed {
    pub kind: &'static str,
    pub expected_code: Code,
    pub about: &'static str,
}

#[derive(Serialize)]
struct Members<'c> {
    method: String,
    url: &'c str,
    headers: Vec<(&'c str, String)>,
    body: Option<&'c str>,
    body_b64: Option<String>,
}

fn members<S: Serializer>(delivery: &Capture, serializer: S) -> Result<S::Ok, S::Error> {
    let Capture { method, url, headers, body, .. } = delivery;
    let text = std::str::from_utf8(body).ok();
    let headers = headers.iter();
    let headers = headers.map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value).into_owned()));
    Members {
        method: method.to_string(),
        url,
        headers: headers.collect(),
        body: text,
        body_b64: text.is_none().then(|| STANDARD.encode(body)),
    }
    .serialize(serializer)
}
