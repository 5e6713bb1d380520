//! Fast path for claims as Vonage writes them. Any other payload is returned unchanged, for the strict reader.

use std::string::FromUtf8Error;

use super::{Claims, seconds};
use crate::json::cursor::FastValue;
use crate::json::fast_path::{FastObject, once};
use crate::verify::PayloadHash;

impl Claims {
    pub(super) fn fast_path(payload: Vec<u8>) -> Result<Self, Vec<u8>> {
        let text = String::from_utf8(payload).map_err(FromUtf8Error::into_bytes)?;
        match Self::read_fast(&text) {
            Some(claims) => Ok(Self { text, ..claims }),
            None => Err(text.into_bytes()),
        }
    }

    /// The caller adds the `text`.
    fn read_fast(payload: &str) -> Option<Self> {
        let piece = |text: &[u8]| {
            let start = text.as_ptr() as usize - payload.as_ptr() as usize;
            Some((u16::try_from(start).ok()?, u16::try_from(start + text.len()).ok()?))
        };
        let mut found = Self::default();
        let mut claims = FastObject::new(payload).ok()?;
        while let Some((name, value)) = claims.next().ok()? {
            match (name, value) {
                (b"iat", FastValue::Number(digits)) => once(&mut found.iat, seconds(digits)?)?,
                (b"jti", FastValue::Text(text)) => once(&mut found.jti, piece(text)?)?,
                (b"iss", FastValue::Text(text)) => once(&mut found.iss, piece(text)?)?,
                (b"payload_hash", FastValue::Text(text)) => {
                    once(&mut found.payload_hash, PayloadHash::from_hex(text)?)?;
                }
                (b"api_key", FastValue::Text(text)) => once(&mut found.api_key, piece(text)?)?,
                (b"application_id", FastValue::Text(text)) => once(&mut found.application_id, piece(text)?)?,
                (b"exp", FastValue::Number(digits)) => once(&mut found.exp, seconds(digits)?)?,
                (b"nbf", FastValue::Number(digits)) => once(&mut found.nbf, seconds(digits)?)?,
                _ => return None,
            }
        }
        let is_complete = found.iat.is_some() && found.iss.is_some() && found.payload_hash.is_some();
        is_complete.then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values_of(claims: &Claims) -> impl PartialEq + std::fmt::Debug {
        let Claims { iat, exp, nbf, payload_hash, .. } = claims;
        let texts = [claims.jti(), claims.iss(), claims.api_key(), claims.application_id()];
        let texts = texts.map(|text| text.map(str::to_owned));
        let hash = format!("{payload_hash:?}");
        (*iat, *exp, *nbf, hash, texts)
    }

    fn all(more: &str) -> Vec<u8> {
        let hash = "0f".repeat(32);
        format!(
            r#"{{"iat":1,"jti":"j","iss":"Vonage","payload_hash":"{hash}","api_key":"k","application_id":"a","exp":2,"nbf":3{more}}}"#
        )
        .into_bytes()
    }

    #[test]
    fn the_fast_path_reads_vonages_claims() {
        let claims = Claims::fast_path(all("")).expect("fast path");
        assert_eq!((claims.iat, claims.exp, claims.nbf), (Some(1), Some(2), Some(3)));
        assert_eq!((claims.jti(), claims.iss()), (Some("j"), Some("Vonage")));
        assert_eq!((claims.api_key(), claims.application_id()), (Some("k"), Some("a")));
        assert_eq!(claims.payload_hash.map(|hash| hash.to_string()), Some("0f".repeat(32)));
    }

    #[test]
    fn other_payloads_are_returned_unchanged() {
        for more in [",\"iat\":1", ",\"iss\":\"x\"", ",\"x\":1", ",\"jti\":1", ",\"jti\":\"\\n\""] {
            assert_eq!(Claims::fast_path(all(more)).err(), Some(all(more)), "{more}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_fast_path_agrees_with_the_strict_reader(
            members in proptest::collection::vec(
                ("(iat|jti|iss|payload_hash|api_key|application_id|exp|nbf|x)",
                 "(0|1587494962|9223372036854775808|\"[a-z ]{0,3}\"|\"[0-9a-f]{64}\"|\"[0-9a-fA-F]{63,65}\"|null|\"\\\\u0061\")"),
                0..9),
        ) {
            let iat = ("iat".to_owned(), "1".to_owned());
            let iss = ("iss".to_owned(), "\"Vonage\"".to_owned());
            let hash = ("payload_hash".to_owned(), format!("\"{}\"", "0f".repeat(32)));
            for members in [members.clone(), [&[iat, iss, hash][..], &members].concat()] {
                let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                let text = format!("{{{}}}", members.join(","));
                if let Ok(claims) = Claims::fast_path(text.clone().into_bytes()) {
                    let mut failures = Vec::new();
                    let long = Claims::strict(text.into_bytes(), &mut failures).expect("simple claims are valid");
                    prop_assert_eq!(values_of(&claims), values_of(&long));
                    prop_assert!(failures.is_empty());
                }
            }
        }
    }
}
