//! `SignReport`: a delivery that was made, genuine or forged (`vsw/sign/1`); and which forgeries there are
//! (`vsw/forgeries/1`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use vsw::capture::Capture;
use vsw::verify::Code;

/// One delivery, made here.
#[derive(Debug, Serialize)]
pub struct SignReport {
    /// Which event the body is.
    pub event: &'static str,
    /// In which way it is forged; null where it is genuine.
    pub forgery: Option<&'static str>,
    /// The code that a verifier rejects the forgery with.
    pub expected_code: Option<Code>,
    pub payload_rule: &'static str,
    pub payload_rule_note: Option<&'static str>,
    /// The label of the secret that signed; null where that is nobody's.
    pub secret: Option<String>,
    /// What was asked for; a forgery's token may say something else.
    pub iat: u64,
    pub jti: String,
    pub api_key: Option<String>,
    pub application_id: Option<String>,
    /// `method`, `url`, `headers`, and one of `body` and `body_b64`.
    #[serde(flatten, serialize_with = "members")]
    pub delivery: Capture,
    #[serde(skip)]
    pub form: Form,
}

/// What it is written as, where it is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Http,
    Curl,
    Capture,
}

/// The kinds of forgeries.
#[derive(Debug, Serialize)]
pub struct ForgeriesReport {
    pub forgeries: Vec<Listed>,
}

/// One kind, and the code that a verifier rejects it with.
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
