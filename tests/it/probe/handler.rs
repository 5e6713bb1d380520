//! A webhook handler as a user would write it, correct or with one flaw. It shares no code with vsw.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256, Sha512};

use crate::sign::{APPLICATION, SECRET};

pub const API_KEY: &str = "a1b2c3d";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    None,
    AcceptsEverything,
    AcceptsUnsigned,
    AnySignature,
    AlgorithmFromHeader,
    AnyAlgorithm,
    EmptySecret,
    SignaturePrefix,
    PaddedSignature,
    NoPayloadHash,
    OptionalPayloadHash,
    Reserializes,
    ReserializesWithSpaces,
    Trims,
    NoAge,
    NoFuture,
    NoExpiry,
    AnyIssuer,
    AnyAccount,
    AnyApplication,
    FirstHeader,
    LastHeader,
    ListOfTokens,
    LastDuplicate,
    IgnoresCrit,
    AnyLength,
    FailsOnMalformed,
    AcceptsReplays,
    OtherSecret,
    NoSecret,
    OtherPath,
    GetsTired,
    /// Accepts everything, but refuses the first request.
    StartsSlowly,
    HangsOnUnsigned,
}

/// Its thread ends with the test process.
pub struct Handler {
    pub address: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// The status of a refusal; 0 for no response.
type Refusal = u16;

impl Handler {
    pub fn start(flaw: Flaw) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address").to_string();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        thread::spawn(move || {
            let mut seen = BTreeSet::new();
            for stream in listener.incoming().map_while(Result::ok) {
                let Some(request) = read(&stream) else { continue };
                let count = {
                    let mut log = log.lock().expect("the log");
                    log.push(request.clone());
                    log.len()
                };
                let status = match respond(flaw, &request, &mut seen) {
                    _ if flaw == Flaw::GetsTired && count > 5 => 429,
                    _ if flaw == Flaw::StartsSlowly && count == 1 => 503,
                    Ok(()) => 204,
                    // Keep the connection open without a response.
                    Err(0) => {
                        thread::spawn(move || {
                            thread::sleep(Duration::from_secs(5));
                            drop(stream);
                        });
                        continue;
                    }
                    Err(status) => status,
                };
                let _ =
                    write!(&stream, "HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            }
        });
        Self { address, requests }
    }

    pub fn url(&self) -> String {
        format!("http://{}/webhooks/event", self.address)
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("the log").clone()
    }
}

fn read(mut stream: &TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend(&chunk[..count]),
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ').map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().expect("a length"));
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(count) => body.extend(&chunk[..count]),
        }
    }
    Some(Request { method, target, headers, body })
}

fn respond(flaw: Flaw, request: &Request, seen: &mut BTreeSet<String>) -> Result<(), Refusal> {
    let path = request.target.split('?').next().unwrap_or_default();
    let wanted = if request.method == "GET" { "/webhooks/answer" } else { "/webhooks/event" };
    if path != wanted || flaw == Flaw::OtherPath {
        return Err(404);
    }
    if matches!(flaw, Flaw::AcceptsEverything | Flaw::StartsSlowly) {
        return Ok(());
    }
    let values: Vec<&str> = request
        .headers
        .iter()
        .filter(|(name, _)| name == "authorization")
        .map(|(_, value)| value.as_str())
        .collect();
    let value = match values[..] {
        [] if flaw == Flaw::AcceptsUnsigned => return Ok(()),
        [] if flaw == Flaw::HangsOnUnsigned => return Err(0),
        [] => return Err(503),
        [one] => one,
        [first, ..] if flaw == Flaw::FirstHeader => first,
        [.., last] if flaw == Flaw::LastHeader => last,
        _ => return Err(401),
    };
    let value = match value.split_once(", ") {
        Some((first, _)) if flaw == Flaw::ListOfTokens => first,
        _ => value,
    };
    let token = value.strip_prefix("Bearer ").ok_or(401_u16)?;
    if flaw != Flaw::AnyLength && token.len() > 16 * 1024 {
        return Err(401);
    }
    let malformed = if flaw == Flaw::FailsOnMalformed { 500 } else { 401 };
    let segments: Vec<&str> = token.split('.').collect();
    let [header, claims, signature] = segments[..] else { return Err(malformed) };
    let signed = format!("{header}.{claims}");
    let header = object(header, flaw).ok_or(malformed)?;
    check_signature(flaw, &header, &signed, signature)?;
    let claims = object(claims, flaw).ok_or(malformed)?;
    check_claims(flaw, &claims)?;
    check_payload(flaw, &claims, request)?;
    let jti = claims["jti"].as_str().unwrap_or_default().to_owned();
    if !seen.insert(jti) && flaw != Flaw::AcceptsReplays {
        return Err(409);
    }
    Ok(())
}

fn object(segment: &str, flaw: Flaw) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(segment).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let Ok(Value::Object(object)) = serde_json::from_str(&text) else { return None };
    // Detect duplicate members by counting `"name":` in the text: Vonage's member names have no escapes.
    let is_unique = object.keys().all(|name| text.matches(&format!("\"{name}\":")).count() == 1);
    (is_unique || flaw == Flaw::LastDuplicate).then_some(object)
}

fn check_signature(
    flaw: Flaw,
    header: &Map<String, Value>,
    signed: &str,
    signature: &str,
) -> Result<(), Refusal> {
    let algorithm = header.get("alg").and_then(Value::as_str).unwrap_or_default();
    let is_allowed = match flaw {
        Flaw::AnySignature => return Ok(()),
        Flaw::AlgorithmFromHeader if algorithm.eq_ignore_ascii_case("none") => return Ok(()),
        Flaw::AlgorithmFromHeader => algorithm == "HS256" || algorithm == "HS512",
        Flaw::AnyAlgorithm => !algorithm.eq_ignore_ascii_case("none"),
        _ => algorithm == "HS256",
    };
    let is_critical = header.contains_key("crit") && flaw != Flaw::IgnoresCrit || header.contains_key("b64");
    if !is_allowed || is_critical {
        return Err(401);
    }
    let signature = if flaw == Flaw::PaddedSignature { signature.trim_end_matches('=') } else { signature };
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| 401_u16)?;
    let secrets: &[&str] = match flaw {
        Flaw::OtherSecret => &["another secret"],
        Flaw::NoSecret => &[""],
        Flaw::EmptySecret => &[SECRET, ""],
        _ => &[SECRET],
    };
    let is_valid = secrets.iter().any(|secret| {
        let made = if algorithm == "HS512" && flaw == Flaw::AlgorithmFromHeader {
            let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).expect("any key");
            mac.update(signed.as_bytes());
            mac.finalize().into_bytes().to_vec()
        } else {
            let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
            mac.update(signed.as_bytes());
            mac.finalize().into_bytes().to_vec()
        };
        if flaw == Flaw::SignaturePrefix { made.starts_with(&signature) } else { made == signature }
    });
    if is_valid { Ok(()) } else { Err(401) }
}

fn check_claims(flaw: Flaw, claims: &Map<String, Value>) -> Result<(), Refusal> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    let number = |name: &str| claims.get(name).and_then(Value::as_u64);
    let age = number("iat").map(|iat| (now.saturating_sub(iat), iat.saturating_sub(now)));
    let is_young = match age {
        _ if flaw == Flaw::NoAge => true,
        Some((age, ahead)) => age <= 300 && (ahead <= 60 || flaw == Flaw::NoFuture),
        None => false,
    };
    let expiry = claims.get("exp").is_none_or(|exp| exp.as_u64().is_some_and(|exp| now < exp + 60));
    let start = claims.get("nbf").is_none_or(|nbf| nbf.as_u64().is_some_and(|nbf| nbf <= now + 60));
    let is_in_time = expiry && start || flaw == Flaw::NoExpiry;
    let is_from = claims.get("iss") == Some(&json!("Vonage")) || flaw == Flaw::AnyIssuer;
    let of_account = claims.get("api_key").is_none_or(|key| key == API_KEY) || flaw == Flaw::AnyAccount;
    let of_application =
        claims.get("application_id").is_none_or(|id| id == APPLICATION) || flaw == Flaw::AnyApplication;
    if is_young && is_in_time && is_from && of_account && of_application { Ok(()) } else { Err(401) }
}

fn check_payload(flaw: Flaw, claims: &Map<String, Value>, request: &Request) -> Result<(), Refusal> {
    let payload = if request.method == "GET" { query(&request.target) } else { request.body.clone() };
    let value = || serde_json::from_slice::<Value>(&payload).map_err(|_| 400_u16);
    let payload = match flaw {
        Flaw::Reserializes => value()?.to_string().into_bytes(),
        Flaw::ReserializesWithSpaces => {
            value()?.to_string().replace(',', ", ").replace("\":", "\": ").into_bytes()
        }
        Flaw::Trims => payload.trim_ascii().to_vec(),
        _ => payload,
    };
    let hex = Sha256::digest(payload).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let is_right = match claims.get("payload_hash") {
        _ if flaw == Flaw::NoPayloadHash => true,
        None => flaw == Flaw::OptionalPayloadHash,
        Some(hash) => *hash == json!(hex),
    };
    if is_right { Ok(()) } else { Err(401) }
}

/// Returns the query as Vonage hashes it: compact JSON of the decoded pairs, in order.
fn query(target: &str) -> Vec<u8> {
    let mut object = Map::new();
    for pair in target.split_once('?').map_or("", |(_, query)| query).split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        object.insert(decoded(name), Value::String(decoded(value)));
    }
    Value::Object(object).to_string().into_bytes()
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |decoded, part| {
        let (hex, rest) = part.split_at(2);
        decoded + &char::from(u8::from_str_radix(hex, 16).expect("hex")).to_string() + rest
    })
}
