//! Token: makes the token that Vonage would send with a body. For sandboxes, examples and tests.
//!
//! Not for verifying anything: a fixture of the verifier's is never made here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::application::ApplicationId;
use crate::mac::MacKey;
use crate::secret::SignatureSecret;
use crate::verify::PayloadHash;

/// A token to be signed, with Vonage's claims in Vonage's order.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    iat: u64,
    jti: Option<String>,
    api_key: Option<String>,
    application_id: Option<ApplicationId>,
}

impl Token {
    /// A token issued at that time, in seconds since 1970.
    pub fn issued_at(iat: u64) -> Self {
        Self { iat, jti: None, api_key: None, application_id: None }
    }

    /// With an id of its own. Vonage always sends one; a UUID is usual.
    pub fn jti(self, jti: impl Into<String>) -> Self {
        Self { jti: Some(jti.into()), ..self }
    }

    /// Of that account.
    pub fn api_key(self, api_key: impl Into<String>) -> Self {
        Self { api_key: Some(api_key.into()), ..self }
    }

    /// Of that application.
    pub fn application(self, application: ApplicationId) -> Self {
        Self { application_id: Some(application), ..self }
    }

    /// The value of the `Authorization` header for a POST of that body: `Bearer` and the signed token.
    #[must_use]
    pub fn bearer(&self, secret: &SignatureSecret, body: &[u8]) -> String {
        let signed = [json!({ "alg": "HS256", "typ": "JWT" }), self.claims(body)]
            .map(|part| URL_SAFE_NO_PAD.encode(part.to_string()))
            .join(".");
        let mac = MacKey::of(secret).mac(signed.as_bytes());
        format!("Bearer {signed}.{}", URL_SAFE_NO_PAD.encode(mac.bytes()))
    }

    fn claims(&self, body: &[u8]) -> serde_json::Value {
        let optional = [
            ("api_key", self.api_key.clone()),
            ("application_id", self.application_id.map(|id| id.to_string())),
        ];
        let mut claims = serde_json::Map::new();
        claims.insert("iat".to_owned(), self.iat.into());
        claims.extend(self.jti.clone().map(|jti| ("jti".to_owned(), jti.into())));
        claims.insert("iss".to_owned(), "Vonage".into());
        claims.insert("payload_hash".to_owned(), PayloadHash::of(body).to_string().into());
        claims
            .extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))));
        claims.into()
    }
}
