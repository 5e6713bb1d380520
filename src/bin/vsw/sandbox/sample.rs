//! The initial applications of a sandbox: invented, realistic, and the same in every run.
//!
//! Users may rely on two details of the first application: it lacks the signing flag, and its key pair is real.

use serde_json::{Value, json};
use vsw::application::ApplicationId;

use super::document::href;
use super::key_pair::FIRST;

/// Later applications get these names with a number.
const NAMES: [&str; 8] = [
    "Appointment reminders",
    "Support line",
    "Two-factor codes by voice",
    "Delivery alerts",
    "Caf\u{e9} bookings",
    "Newsletter (messages only)",
    "Conference bridge",
    "On-call pager",
];

pub(super) fn id(number: u32) -> ApplicationId {
    let (high, low) = (scrambled(u64::from(number) * 2 + 1), scrambled(u64::from(number) * 2 + 2));
    // The bits of a UUID of version 4 (RFC 9562).
    let (high, low) = (high & !0xf000 | 0x4000, low & !(3 << 62) | 1 << 63);
    #[expect(clippy::unreachable, reason = "a constant format that every sandbox start exercises")]
    format!("{high:016x}{low:016x}").parse().unwrap_or_else(|_| unreachable!("32 hex digits are an id"))
}

/// One document in four is indented; the others are on one line.
pub(super) fn document(number: u32) -> String {
    let id = id(number);
    let kind = number % 8;
    let name = NAMES[kind as usize];
    let round = number / 8;
    let name = if round == 0 { name.to_owned() } else { format!("{name} {}", round + 1) };
    let document = json!({
        "id": id.to_string(),
        "name": name,
        "keys": { "public_key": public_key(number) },
        "privacy": { "improve_ai": number.is_multiple_of(3) },
        "capabilities": capabilities(kind, number),
        "_links": { "self": { "href": href(id) } },
    });
    if number.is_multiple_of(4) {
        let mut text = Vec::new();
        let layout = serde_json::ser::PrettyFormatter::with_indent(b"    ");
        let mut writer = serde_json::Serializer::with_formatter(&mut text, layout);
        if serde::Serialize::serialize(&document, &mut writer).is_ok() {
            return String::from_utf8_lossy(&text).into_owned();
        }
    }
    document.to_string()
}

/// The first application has a real key pair, [`FIRST`]. The others have pseudorandom data that looks like a
/// public key.
pub(super) fn public_key(number: u32) -> String {
    if number == 0 {
        return FIRST.public_pem();
    }
    let noise = (1..22).map(|block| format!("{:016x}", scrambled(u64::from(number) << 32 | block)));
    let base64 =
        format!("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA{}SandbwIDAQAB", noise.collect::<String>());
    let lines: Vec<&str> =
        (0..base64.len()).step_by(64).map(|at| &base64[at..base64.len().min(at + 64)]).collect();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
}

fn capabilities(kind: u32, number: u32) -> Value {
    let host = format!("https://app{number}.example.com/webhooks");
    let voice = |extra: &Value| {
        let mut voice = json!({
            "webhooks": {
                "event_url": { "address": format!("{host}/event"), "http_method": "POST" },
                "fallback_answer_url": { "address": "", "http_method": "GET" },
                "answer_url": { "address": format!("{host}/answer"), "http_method": "GET" },
            },
        });
        if let (Some(voice), Some(extra)) = (voice.as_object_mut(), extra.as_object()) {
            voice.extend(extra.clone());
        }
        voice
    };
    let messages = json!({
        "version": "v1",
        "webhooks": {
            "inbound_url": { "address": format!("{host}/inbound"), "http_method": "POST" },
            "status_url": { "address": format!("{host}/status"), "http_method": "POST" },
        },
        "authenticate_inbound_media": false,
    });
    let rtc = json!({
        "webhooks": { "event_url": { "address": format!("{host}/rtc"), "http_method": "POST" } },
        "signed_callbacks": true,
    });
    match kind {
        0 => json!({ "voice": voice(&json!({})) }),
        2 => json!({ "voice": voice(&json!({ "signed_callbacks": false })) }),
        3 => json!({ "voice": voice(&json!({ "signed_callbacks": true })), "rtc": rtc }),
        4 => json!({ "messages": messages, "voice": voice(&json!({ "conversations_ttl": 48 })) }),
        5 => json!({ "messages": messages }),
        6 => {
            let settings = json!({
                "signed_callbacks": true, "conversations_ttl": 9000, "leg_persistence_time": 7, "region": "eu-west",
                "payment_enabled": false,
            });
            json!({ "voice": voice(&settings), "rtc": rtc, "vbc": {} })
        }
        _ => json!({ "voice": voice(&json!({ "signed_callbacks": true })) }),
    }
}

/// Returns a pseudorandom number that depends only on the seed (splitmix64).
pub(super) fn scrambled(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use vsw::json::Json;

    use super::super::document::value_at;
    use super::*;

    #[test]
    fn ids_differ_and_are_the_same_in_every_run() {
        assert_eq!(id(0), id(0));
        assert_eq!(id(0).to_string(), "e220a839-7b1d-4daf-ae78-9e6aa1b965f4");
        assert_eq!((0..10_000).map(id).collect::<HashSet<_>>().len(), 10_000);
    }

    #[test]
    fn the_first_application_has_voice_without_the_flag_and_the_others_vary() {
        let flag = |number| {
            let json = Json::parse(document(number)).expect("a document");
            let voice = value_at(&json, &["capabilities", "voice"]).expect("no duplicates").is_some();
            let flag =
                value_at(&json, &["capabilities", "voice", "signed_callbacks"]).expect("no duplicates");
            (voice, flag.map(|value| value.raw().to_owned()))
        };
        assert_eq!(flag(0), (true, None));
        assert_eq!(flag(1), (true, Some("true".to_owned())));
        assert_eq!(flag(2), (true, Some("false".to_owned())));
        assert_eq!(flag(5), (false, None));
    }
}
