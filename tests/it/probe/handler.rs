//! A handler in a few lines, correct or with one hole. Its verification is its own: it shares nothing with `vsw`.

use std::collections::HashSet;
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha512};

use crate::sign::{APPLICATION, SECRET};
use crate::upstream::{Seen, Upstream};

/// What is wrong with a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    ReserializedBody,
    NoPayloadHash,
    AlgorithmOfHeader,
    NoAge,
    PrefixOfSignature,
    EmptySecret,
    ErrorInsteadOf401,
    OneOfTwoHeaders,
    NoReplayMemory,
    NoIssuer,
    NoAccount,
    Unsigned,
}

pub struct Handler {
    hole: Option<Hole>,
    seen: Mutex<HashSet<String>>,
}

impl Handler {
    pub fn start(hole: Option<Hole>) -> Upstream {
        let handler = Self { hole, seen: Mutex::default() };
        Upstream::start(move |request| (handler.status(request), String::new()))
    }

    fn has(&self, hole: Hole) -> bool {
        self.hole == Some(hole)
    }

    fn status(&self, request: &Seen) -> u16 {
        let tokens = request.values("authorization");
        if tokens.is_empty() {
            return if self.has(Hole::Unsigned) { 204 } else { 503 };
        }
        let chosen = if self.has(Hole::OneOfTwoHeaders) {
            // Whichever of them is genuine.
            let parts = tokens.iter().flat_map(|line| line.split(", "));
            parts.map(str::to_owned).find(|token| self.accepts(token, request).is_some())
        } else {
            Some(tokens[0].clone()).filter(|_| tokens.len() == 1)
        };
        let key = chosen.and_then(|token| self.accepts(&token, request));
        let is_new = key.map(|key| self.seen.lock().expect("the memory").insert(key));
        match is_new {
            Some(is_new) if is_new || self.has(Hole::NoReplayMemory) => 204,
            Some(_) => 409,
            None if self.has(Hole::ErrorInsteadOf401) => 500,
            None => 401,
        }
    }

    /// Returns what identifies the token, if it is genuine.
    fn accepts(&self, header: &str, request: &Seen) -> Option<String> {
        let token = header.strip_prefix("Bearer ").filter(|token| token.len() < 8192)?;
        let (signed, signature) = token.rsplit_once('.')?;
        let (head, claims) = signed.split_once('.')?;
        let head = object(head)?;
        let given = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let is_usual = head.keys().all(|name| name == "alg" || name == "typ");
        if !is_usual || !self.has_right_signature(&head, signed, &given) {
            return None;
        }
        let claims = object(claims)?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let issuer = self.has(Hole::NoIssuer) || text("iss") == Some("Vonage");
        let account = self.has(Hole::NoAccount) || text("api_key") == Some("a1b2c3d");
        let application = text("application_id").is_none_or(|id| id == APPLICATION);
        let payload = self.has(Hole::NoPayloadHash) || self.has_right_hash(text("payload_hash")?, request);
        (issuer && account && application && payload && self.is_fresh(&claims))
            .then(|| format!("{} {signed}", request.first.split(' ').next().unwrap_or_default()))
    }

    fn has_right_signature(&self, head: &Map<String, Value>, signed: &str, given: &[u8]) -> bool {
        let right = hmac_256(SECRET, signed);
        match head.get("alg").and_then(Value::as_str) {
            Some("HS256") if self.has(Hole::PrefixOfSignature) => right.starts_with(given),
            Some("HS256") if self.has(Hole::EmptySecret) && given == hmac_256("", signed) => true,
            Some("HS256") => right == given,
            Some("HS512") if self.has(Hole::AlgorithmOfHeader) => {
                let mut mac = Hmac::<Sha512>::new_from_slice(SECRET.as_bytes()).expect("a key");
                mac.update(signed.as_bytes());
                mac.finalize().into_bytes()[..] == *given
            }
            Some("none") => self.has(Hole::AlgorithmOfHeader),
            _ => false,
        }
    }

    fn is_fresh(&self, claims: &Map<String, Value>) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs();
        let time = |name: &str| claims.get(name).and_then(Value::as_u64);
        let in_force =
            time("exp").is_none_or(|exp| now < exp + 60) && time("nbf").is_none_or(|nbf| nbf <= now + 60);
        in_force
            && (self.has(Hole::NoAge) || time("iat").is_some_and(|iat| iat <= now + 60 && now <= iat + 300))
    }

    fn has_right_hash(&self, given: &str, request: &Seen) -> bool {
        let payload = match request.first.split(' ').nth(1).and_then(|target| target.split_once('?')) {
            Some((_, query)) if request.first.starts_with("GET") => {
                let members = query.split('&').filter_map(|pair| pair.split_once('='));
                let members: Map<String, Value> =
                    members.map(|(name, value)| (decoded(name), Value::String(decoded(value)))).collect();
                serde_json::to_vec(&members).expect("JSON")
            }
            _ if self.has(Hole::ReserializedBody) => match serde_json::from_slice::<Value>(&request.body) {
                Ok(body) => serde_json::to_vec(&body).expect("JSON"),
                Err(_) => return false,
            },
            _ => request.body.clone(),
        };
        let hash = Sha256::digest(&payload);
        given == hash.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
    }
}

fn hmac_256(secret: &str, signed: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(signed.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Returns a segment's object, unless a member is repeated.
fn object(segment: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(segment).ok()?;
    let object: Map<String, Value> = serde_json::from_slice(&bytes).ok()?;
    (serde_json::to_vec(&object).ok()? == bytes).then_some(object)
}

/// Decodes percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| char::from(byte.unwrap_or(b'0')).to_digit(16).unwrap_or(0);
        bytes.push(match byte {
            b'%' => u8::try_from(hex(rest.next()) * 16 + hex(rest.next())).expect("a byte"),
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}
