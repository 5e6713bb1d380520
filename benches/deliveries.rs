//! Generates deliveries and log lines for the benchmarks, and counts the SHA-256 blocks of a verification.

use sha2::block_api::compress256;
use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::json::literal;
use vsw::secret::SignatureSecret;
use vsw::sign::Token;

pub const SECRET: &[u8] = b"ZYtdTtGV3BCFN7tWmOWr1md66XsquMggr4W2cTtXtcPgfnI0Xw";
pub const API_KEY: &str = "a1b2c3d";
pub const IAT: u64 = 1_587_494_962;

pub fn secret() -> SignatureSecret {
    SignatureSecret::new(SECRET).expect("a signature secret")
}

/// The kind of padding in a body, after the members that Vonage documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    Text,
    /// A text that begins with one `é`.
    Accent,
    Greek,
    /// Many members for SIP headers, thus many quotation marks.
    Headers,
    /// Quoted words: their quotation marks are escaped in the body.
    Quotes,
    /// Results of speech recognition: nested objects, and numbers with a fraction.
    Results,
}

/// The layout of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// vsw's own format, `vsw/delivery/1`.
    Own,
    /// JSON of other software, with all members at the top level.
    Flat,
    /// `Flat` as Python's `json.dumps` writes it: with spaces, and with `é` escaped.
    Python,
    Deep,
}

impl Lines {
    pub fn pointers(self) -> Option<[&'static str; 3]> {
        match self {
            Self::Own => None,
            Self::Flat | Self::Python => Some(["/authorization", "/body", "/time"]),
            Self::Deep => Some(["/request/headers/authorization", "/request/body", "/meta/time"]),
        }
    }
}

/// Returns a webhook padded to `bytes`: `answered` below 460 bytes, else `completed`.
pub fn body(number: usize, bytes: usize, filling: Filling) -> Vec<u8> {
    let mut body = if bytes < 460 {
        format!(
            "{{\"uuid\":\"aaaaaaaa-bbbb-cccc-dddd-{number:012}\",\"status\":\"answered\",\"from\":\"442079460000\",\
             \"to\":\"447700900000\",\"conversation_uuid\":\"CON-{number:012}\""
        )
    } else {
        format!(
            "{{\"end_time\":\"2020-01-01T12:00:00.000Z\",\"uuid\":\"aaaaaaaa-bbbb-cccc-dddd-{number:012}\",\"network\":\"GB-FIXED\",\
             \"duration\":\"2\",\"start_time\":\"2020-01-01T12:00:00.000Z\",\"rate\":\"0.00450000\",\"price\":\"0.00015000\",\
             \"from\":\"442079460000\",\"to\":\"447700900000\",\"conversation_uuid\":\"CON-aaaaaaaa-bbbb-cccc-dddd-{number:012}\",\
             \"status\":\"completed\",\"direction\":\"inbound\",\"timestamp\":\"2020-01-01T12:00:00.000Z\""
        )
    };
    let has_room = |body: &str, room: usize| body.len() + room < bytes;
    match filling {
        Filling::Headers => {
            for header in 0.. {
                if !has_room(&body, 48) {
                    break;
                }
                body += &format!(",\"SipHeader_X-{header}\":\"the value of {header}\"");
            }
        }
        Filling::Results if has_room(&body, 90) => {
            body += ",\"speech\":{\"results\":[{\"confidence\":0.5,\"text\":\"\"}";
            while has_room(&body, 75) {
                body += ",{\"confidence\":0.9258,\"text\":\"one of several\"}";
            }
            body += "]}";
        }
        _ => {}
    }
    if has_room(&body, 12) {
        let unit = match filling {
            Filling::Greek => "αβγδε ζηθικ λμνξο ",
            Filling::Quotes => "they said \\\"yes\\\" and ",
            _ => "",
        };
        body += ",\"p\":\"";
        if filling == Filling::Accent {
            body += "é";
        }
        while !unit.is_empty() && has_room(&body, unit.len() + 2) {
            body += unit;
        }
        while has_room(&body, 2) {
            body.push('x');
        }
        body.push('"');
    }
    body.push('}');
    body.into_bytes()
}

pub fn bearer(secret: &SignatureSecret, number: usize, iat: u64, body: &[u8]) -> String {
    Token::issued_at(iat)
        .jti(format!("c5ba8f24-1a14-4c10-bfdf-{number:012}"))
        .api_key(API_KEY)
        .application("aaaaaaaa-bbbb-cccc-dddd-0123456789ab".parse().expect("an id"))
        .bearer(secret, body)
}

/// Returns a log line that ends with a line feed, and the result of [`blocks`].
pub fn line(
    secret: &SignatureSecret,
    number: usize,
    bytes: usize,
    lines: Lines,
    filling: Filling,
) -> (String, usize) {
    let body = body(number, bytes, filling);
    let iat = IAT + number as u64 / 100;
    let bearer = bearer(secret, number, iat, &body);
    let blocks = blocks(&bearer, &body);
    let text = || literal(std::str::from_utf8(&body).expect("UTF-8"));
    let line = match lines {
        Lines::Own => own_line(&bearer, &body, iat + 2),
        Lines::Flat => format!(
            "{{\"time\":{},\"level\":\"info\",\"message\":\"a request\",\"status\":200,\"duration\":1.25,\
             \"authorization\":\"{bearer}\",\"body\":{}}}",
            iat + 2,
            text()
        ),
        Lines::Python => format!(
            "{{\"time\": {}, \"level\": \"info\", \"message\": \"a request\", \"status\": 200, \"duration\": 1.25, \
             \"authorization\": \"{bearer}\", \"body\": {}}}",
            iat + 2,
            text().replace('é', "\\u00e9")
        ),
        Lines::Deep => format!(
            "{{\"level\":\"info\",\"meta\":{{\"time\":{},\"host\":\"web-1\",\"tags\":[\"a\",\"b\"]}},\"request\":{{\
             \"method\":\"POST\",\"url\":\"/webhooks/event\",\"headers\":{{\"host\":\"example.com\",\
             \"content-type\":\"application/json\",\"authorization\":\"{bearer}\"}},\"body\":{}}},\
             \"response\":{{\"status\":200,\"seconds\":0.00125}}}}",
            iat + 2,
            text()
        ),
    };
    (line + "\n", blocks)
}

fn own_line(bearer: &str, body: &[u8], time: u64) -> String {
    let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    let capture = Capture {
        method: Method::Post,
        url: "/webhooks/event".to_owned(),
        headers: vec![
            header("Host", "example.com"),
            header("Content-Type", "application/json"),
            header("Authorization", bearer),
        ],
        body: body.to_vec(),
        received_at: Some(time),
    };
    capture.line()
}

/// Counts the SHA-256 blocks that one verification hashes. The two blocks of the HMAC key do not count,
/// because a verifier hashes them only once.
pub fn blocks(bearer: &str, body: &[u8]) -> usize {
    let token = bearer.strip_prefix("Bearer ").expect("a bearer token");
    let signed = token.rfind('.').expect("a signature");
    (body.len() + 9).div_ceil(64) + (signed + 9).div_ceil(64) + 1
}

/// Hashes the blocks and does nothing else. The time that this takes is a lower bound for a verification.
pub fn compress(blocks: &[[u8; 64]]) -> [u32; 8] {
    let mut state = [1; 8];
    compress256(&mut state, blocks);
    state
}
