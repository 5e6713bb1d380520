//! An audit with serde_json and jsonwebtoken, as a comparison. It detects no replays, and accepts duplicate
//! members in lines and bodies.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use vsw_benches::{API_KEY, Lines, SECRET};

pub struct Plain {
    layout: Lines,
    key: DecodingKey,
    validation: Validation,
}

/// The claims that this audit reads. jsonwebtoken itself checks `iss`.
#[derive(Deserialize)]
struct Claims {
    iat: u64,
    payload_hash: String,
    api_key: String,
}

impl Plain {
    pub fn new(layout: Lines) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&["Vonage"]);
        validation.set_required_spec_claims(&["iss"]);
        validation.validate_exp = false;
        Self { layout, key: DecodingKey::from_secret(SECRET), validation }
    }

    pub fn count_genuine(&self, path: &Path) -> u64 {
        let mut by_status = HashMap::<String, u64>::new();
        let mut log = BufReader::with_capacity(128 * 1024, std::fs::File::open(path).expect("the log"));
        let mut line = Vec::new();
        while log.read_until(b'\n', &mut line).expect("the log") > 0 {
            if let Some(status) = self.status_if_genuine(&line) {
                *by_status.entry(status).or_default() += 1;
            }
            line.clear();
        }
        by_status.values().sum()
    }

    fn status_if_genuine(&self, line: &[u8]) -> Option<String> {
        let line: Value = serde_json::from_slice(line).ok()?;
        let (bearer, body) = match self.layout.pointers() {
            None => {
                let headers = line["headers"].as_array()?;
                let bearer = headers.iter().find(|header| header[0] == "Authorization")?[1].as_str()?;
                (bearer, line["body"].as_str()?)
            }
            Some([authorization, body, _]) => {
                (line.pointer(authorization)?.as_str()?, line.pointer(body)?.as_str()?)
            }
        };
        let token = bearer.strip_prefix("Bearer ")?;
        let claims = decode::<Claims>(token, &self.key, &self.validation).ok()?.claims;
        let hash = Sha256::digest(body);
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        let hex: String = hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        if claims.api_key != API_KEY || claims.payload_hash != hex || claims.iat == 0 {
            return None;
        }
        let body: Value = serde_json::from_str(body).ok()?;
        Some(body["status"].as_str()?.to_owned())
    }
}
