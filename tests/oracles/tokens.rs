//! Tests that jsonwebtoken and `vsw` accept each other's tokens. Also compares how they judge changed tokens.

use jsonwebtoken::{EncodingKey, Header, encode};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vsw::secret::SignatureSecret;
use vsw::sign::Token;
use vsw::verify::Code;

use crate::setup::{
    HEADER, NOW, SECRET, accepted_by_jsonwebtoken, bodies, claims, config, hash, secrets, signed,
    verified_by_vsw,
};

fn vonage(body: &[u8], jti: &str, api_key: &str, iat: u64, more: &Map<String, Value>) -> Map<String, Value> {
    let mut claims: Map<String, Value> = more.clone();
    for (name, value) in [
        ("iat", json!(iat)),
        ("jti", json!(jti)),
        ("iss", json!("Vonage")),
        ("payload_hash", json!(hash(body))),
        ("api_key", json!(api_key)),
    ] {
        claims.insert(name.to_owned(), value);
    }
    claims
}

fn unknown() -> impl Strategy<Value = Map<String, Value>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop::collection::btree_map("x[ -~]{0,6}", value, 0..4).prop_map(|members| members.into_iter().collect())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn vsw_accepts_tokens_signed_by_jsonwebtoken(
        secret in secrets(), body in bodies(), jti in any::<String>(), api_key in any::<String>(), age in 0..=300_u64,
        more in unknown(),
    ) {
        let claims = vonage(&body, &jti, &api_key, NOW - age, &more);
        let token = encode(&Header::default(), &claims, &EncodingKey::from_secret(&secret)).unwrap();
        let verified = verified_by_vsw(&token, &secret, &body);
        prop_assert!(verified.is_ok(), "{:?}", verified.err());
        let verified = verified.unwrap();
        prop_assert_eq!(verified.iat(), NOW - age);
        prop_assert_eq!((verified.jti(), verified.api_key()), (Some(&*jti), Some(&*api_key)));
        prop_assert_eq!(verified_by_vsw(&token, &[&secret[..], b"x"].concat(), &body).err(), Some(Code::SignatureMismatch));
    }

    #[test]
    fn jsonwebtoken_accepts_tokens_signed_by_vsw(
        secret in secrets(), body in bodies(), jti in any::<String>(), api_key in any::<String>(), iat in 0..u64::MAX / 2,
    ) {
        let key = SignatureSecret::new(secret.clone()).unwrap();
        let bearer = Token::issued_at(iat).jti(&*jti).api_key(&*api_key).bearer(&key, &body);
        let token = bearer.strip_prefix("Bearer ").unwrap();
        let expected = vonage(&body, &jti, &api_key, iat, &Map::new());
        let found = accepted_by_jsonwebtoken(token, &secret);
        prop_assert!(found.is_some());
        prop_assert_eq!(Value::Object(found.unwrap()), Value::Object(expected));
        prop_assert!(accepted_by_jsonwebtoken(token, &[&secret[..], b"x"].concat()).is_none());
    }

    #[test]
    fn changing_any_byte_of_a_token_is_rejected(secret in secrets(), body in bodies(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let token = signed(HEADER, claims(&body, "").as_bytes(), &secret);
        let mut changed = token.clone().into_bytes();
        let at = at.index(changed.len());
        changed[at] = byte;
        if let Ok(changed) = String::from_utf8(changed) && changed != token {
            prop_assert!(accepted_by_jsonwebtoken(&changed, &secret).is_none());
            prop_assert!(verified_by_vsw(&changed, &secret, &body).is_err());
        }
    }

    // The MAC is recomputed after the change, so only the parsers decide.
    #[test]
    fn jsonwebtoken_accepts_what_vsw_accepts(
        body in bodies(), in_header in any::<bool>(), at in any::<prop::sample::Index>(),
        piece in prop_oneof![
            "[ -~]", Just(String::new()), Just("\"".to_owned()), Just(",".to_owned()), Just("\\u0061".to_owned()),
            Just("\n".to_owned()), Just("0".to_owned()), Just("é".to_owned()), Just("\"a\":{},".to_owned()),
        ],
        insert in any::<bool>(),
    ) {
        let (mut header, mut claims) = (HEADER.to_owned(), claims(&body, ""));
        let text = if in_header { &mut header } else { &mut claims };
        let at = at.index(text.len());
        text.replace_range(at..at + usize::from(!insert), &piece);
        let token = signed(&header, claims.as_bytes(), SECRET);
        if verified_by_vsw(&token, SECRET, &body).is_ok() {
            prop_assert!(accepted_by_jsonwebtoken(&token, SECRET).is_some(), "{} {}", header, claims);
        }
    }

    // vsw must reject duplicate members. It must judge all other claims by the values that serde_json reads.
    #[test]
    fn claim_types_match_serde_json(
        members in prop::collection::vec(
            ("(iat|jti|iss|payload_hash|api_key|application_id|exp|nbf|x|\\\\u0069at)", prop_oneof![
                Just(NOW.to_string()), Just("\"Vonage\"".to_owned()), Just(format!("\"{}\"", hash(b""))),
                Just("0".to_owned()), Just("null".to_owned()), Just("{\"a\":[1,2,{}]}".to_owned()), Just("1.0".to_owned()),
                Just("-1".to_owned()), Just("9223372036854775807".to_owned()), Just("18446744073709551615".to_owned()),
                Just("\"\\u0061\"".to_owned()), Just("\"1587494970\"".to_owned()),
            ]), 0..8),
        usual in any::<bool>(), space in "[ \n]{0,2}",
    ) {
        let mut members: Vec<String> =
            members.into_iter().map(|(name, value)| format!("\"{name}\"{space}:{space}{value}")).collect();
        if usual {
            let usual = [("iat", NOW.to_string()), ("iss", "\"Vonage\"".to_owned()), ("payload_hash", format!("\"{}\"", hash(b"")))];
            members.extend(usual.map(|(name, value)| format!("\"{name}\":{value}")));
        }
        let text = format!("{{{}}}", members.join(","));
        let object: Map<String, Value> = serde_json::from_str(&text).unwrap();
        let result = verified_by_vsw(&signed(HEADER, text.as_bytes(), SECRET), SECRET, b"");
        if object.len() < members.len() {
            prop_assert_eq!(result.err(), Some(Code::DuplicateMember), "{}", text);
            return Ok(());
        }
        let time = |name: &str| object.get(name).map(|value| value.as_u64().filter(|&time| i64::try_from(time).is_ok()));
        let is_text = |name: &str| object.get(name).is_none_or(Value::is_string);
        let types_are_valid = ["jti", "iss", "api_key", "application_id", "payload_hash"].into_iter().all(is_text)
            && [time("iat"), time("exp"), time("nbf")].into_iter().all(|time| time != Some(None));
        let values_are_valid = object.get("iss").is_some_and(|iss| iss == "Vonage")
            && object.get("payload_hash").is_some_and(|claimed| *claimed == hash(b""))
            && time("iat") == Some(Some(NOW))
            && time("exp").flatten().is_none_or(|exp| exp + 60 >= NOW)
            && time("nbf").flatten().is_none_or(|nbf| nbf <= NOW + 60);
        prop_assert_eq!(result.is_ok(), types_are_valid && values_are_valid, "{} {:?}", text, result.err());
    }
}
