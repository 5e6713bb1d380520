//! Deliveries in the format that Vonage documents, and the minimum of their verification time: hashing their blocks.

use sha2::block_api::compress256;
use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::secret::SignatureSecret;
use vsw::sign::Token;

pub const SECRET: &[u8] = b"ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
pub const API_KEY: &str = "a1b2c3d";
pub const IAT: u64 = 1_587_494_962;

/// Returns the account's signature secret.
pub fn secret() -> SignatureSecret {
    SignatureSecret::new(SECRET).expect("a signature secret")
}

/// The padding after the documented members of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// One long string.
    Text,
    /// Many SIP headers: four quotes in about every thirty bytes.
    Headers,
}

/// Returns a `completed` webhook: the members that Vonage documents, and padding up to this many bytes.
pub fn body(number: usize, bytes: usize, filling: Filling) -> Vec<u8> {
    let mut body = format!(
        "{{\"end_time\":\"2020-01-01T12:00:00.000Z\",\"uuid\":\"aaaaaaaa-bbbb-cccc-dddd-{number:012}\",\"network\":\"GB-FIXED\",\
         \"duration\":\"2\",\"start_time\":\"2020-01-01T12:00:00.000Z\",\"rate\":\"0.00450000\",\"price\":\"0.00015000\",\
         \"from\":\"442079460000\",\"to\":\"447700900000\",\"conversation_uuid\":\"CON-aaaaaaaa-bbbb-cccc-dddd-{number:012}\",\
         \"status\":\"completed\",\"direction\":\"inbound\",\"timestamp\":\"2020-01-01T12:00:00.000Z\""
    );
    let mut header = 0;
    while filling == Filling::Headers && body.len() + 48 < bytes {
        body += &format!(",\"SipHeader_X-{header}\":\"the value of {header}\"");
        header += 1;
    }
    if body.len() + 9 < bytes {
        body += ",\"p\":\"";
        while body.len() + 2 < bytes {
            body.push('x');
        }
        body.push('"');
    }
    body.push('}');
    body.into_bytes()
}

/// Returns the `Authorization` header for a body: Vonage's claims, in its order.
pub fn bearer(secret: &SignatureSecret, number: usize, iat: u64, body: &[u8]) -> String {
    Token::issued_at(iat)
        .jti(format!("c5ba8f24-1a14-4c10-bfdf-{number:012}"))
        .api_key(API_KEY)
        .application("aaaaaaaa-bbbb-cccc-dddd-0123456789ab".parse().expect("an id"))
        .bearer(secret, body)
}

/// Returns one delivery as a log line with its line feed, and the number of blocks to hash for it.
pub fn line(secret: &SignatureSecret, number: usize, bytes: usize, filling: Filling) -> (String, usize) {
    let body = body(number, bytes, filling);
    let iat = IAT + number as u64 / 100;
    let bearer = bearer(secret, number, iat, &body);
    let blocks = blocks(&bearer, &body);
    let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    let capture = Capture {
        method: Method::Post,
        url: "/webhooks/event".to_owned(),
        headers: vec![
            header("Host", "example.com"),
            header("Content-Type", "application/json"),
            header("Authorization", &bearer),
        ],
        body,
        received_at: Some(iat + 2),
    };
    (capture.line() + "\n", blocks)
}

/// Returns the number of 64-byte blocks that SHA-256 must compress for one verification: the body and its padding, the
/// signed text and its padding, and one for HMAC's outer hash. Excludes the key's two blocks, which are hashed once.
pub fn blocks(bearer: &str, body: &[u8]) -> usize {
    let token = bearer.strip_prefix("Bearer ").expect("a bearer token");
    let signed = token.rfind('.').expect("a signature");
    (body.len() + 9).div_ceil(64) + (signed + 9).div_ceil(64) + 1
}

/// Runs only SHA-256's compression function over these blocks. No verification can take less time.
pub fn compress(blocks: &[[u8; 64]]) -> [u32; 8] {
    let mut state = [1; 8];
    compress256(&mut state, blocks);
    state
}
