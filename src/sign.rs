//! Token: signs tokens like Vonage's, for sandboxes, examples and tests.
//!
//! Not used for the verifier's vectors (`tests/vectors`), which another implementation makes.

mod call;
mod forgery;
mod sample;

pub use call::{Call, Caller, Direction, Scenario, Step};
pub use forgery::Forgery;
pub use sample::Sample;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::application::ApplicationId;
use crate::json::{literal, object};
use crate::mac::MacKey;
use crate::secret::SignatureSecret;
use crate::verify::{ISSUER, PayloadHash};

/// A token to sign, with Vonage's claims in Vonage's order.
///
/// ```
/// use vsw::{secret::SignatureSecret, sign::{Forgery, Token}};
///
/// let secret = SignatureSecret::new("the account's signature secret")?;
/// let token = Token::issued_at(1_587_494_962).jti("c5ba8f24").api_key("a1b2c3d");
/// let authorization: String = token.bearer(&secret, br#"{"status":"answered"}"#);
/// assert!(authorization.starts_with("Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."));
/// // One header value per element.
/// let forged: Vec<String> = token.forged(Forgery::AlgNone, &secret, br#"{"status":"answered"}"#);
/// # assert_eq!(forged.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    iat: u64,
    jti: Option<String>,
    api_key: Option<String>,
    application_id: Option<ApplicationId>,
}

impl Token {
    /// Creates a token issued at `iat`, in seconds since 1970.
    pub fn issued_at(iat: u64) -> Self {
        Self { iat, jti: None, api_key: None, application_id: None }
    }

    /// Sets the token's id.
    pub fn jti(self, jti: impl Into<String>) -> Self {
        Self { jti: Some(jti.into()), ..self }
    }

    /// Sets the account's API key.
    pub fn api_key(self, api_key: impl Into<String>) -> Self {
        Self { api_key: Some(api_key.into()), ..self }
    }

    /// Sets the application.
    pub fn application(self, application: ApplicationId) -> Self {
        Self { application_id: Some(application), ..self }
    }

    /// Signs the token. Returns the value of the `Authorization` header.
    ///
    /// `payload` is the signed content, as from [`Delivery::payload`](crate::delivery::Delivery::payload).
    #[must_use]
    pub fn bearer(&self, secret: &SignatureSecret, payload: &[u8]) -> String {
        let signed = signed_text(HEADER, &self.claims(payload));
        let mac = MacKey::of(secret).mac(signed.as_bytes());
        format!("Bearer {signed}.{}", URL_SAFE_NO_PAD.encode(mac.bytes()))
    }

    fn claims(&self, payload: &[u8]) -> Vec<(&'static str, String)> {
        let id = self.application_id.map(|id| id.to_string());
        let all = [
            ("iat", Some(self.iat.to_string())),
            ("jti", self.jti.as_deref().map(literal)),
            ("iss", Some(literal(ISSUER))),
            ("payload_hash", Some(literal(&PayloadHash::of(payload).to_string()))),
            ("api_key", self.api_key.as_deref().map(literal)),
            ("application_id", id.as_deref().map(literal)),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// The JWT header that Vonage sends.
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

fn signed_text(header: &str, claims: &[(&str, String)]) -> String {
    [header, &object(claims)].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}
