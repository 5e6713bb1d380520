//! Builds genuine and forged requests for the benchmark, without code of `vsw`.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest as _, Sha256};

pub struct Minter {
    inner: Sha256,
    outer: Sha256,
    body: String,
    body_hash: String,
    /// A number that differs between runs, so that no `jti` repeats.
    run: u64,
    minted: u64,
}

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

impl Minter {
    /// `secret` must have at most 64 bytes: HMAC would first hash a longer one.
    pub fn new(secret: &str, body: String) -> Self {
        let pad = |with: u8| {
            let mut key = [with; 64];
            key.iter_mut().zip(secret.as_bytes()).for_each(|(pad, byte)| *pad ^= byte);
            Sha256::new_with_prefix(key)
        };
        let body_hash = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
        let run = since_1970().as_nanos() as u64;
        Self { inner: pad(0x36), outer: pad(0x5c), body, body_hash, run, minted: 0 }
    }

    /// Returns a request with a new token. If `is_forged`, its signature is wrong.
    pub fn request(&mut self, is_forged: bool) -> Vec<u8> {
        self.minted += 1;
        let claims = format!(
            r#"{{"iat":{},"jti":"{:016x}-{:08x}","iss":"Vonage","payload_hash":"{}","api_key":"a1b2c3d"}}"#,
            since_1970().as_secs(),
            self.run,
            self.minted,
            self.body_hash
        );
        let signed = format!("{}.{}", BASE64.encode(HEADER), BASE64.encode(claims));
        let inner = self.inner.clone().chain_update(&signed);
        let inner = if is_forged { inner.chain_update("forged") } else { inner };
        let signature = BASE64.encode(self.outer.clone().chain_update(inner.finalize()).finalize());
        format!(
            "POST /webhooks/event HTTP/1.1\r\nHost: example.com\r\nUser-Agent: VonageWebhooks\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nAuthorization: Bearer {signed}.{signature}\r\n\r\n{}",
            self.body.len(),
            self.body
        )
        .into_bytes()
    }
}

fn since_1970() -> std::time::Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
