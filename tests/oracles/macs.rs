//! Compares the library's MACs and hashes with those of `ring`, an independent implementation.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use vsw::secret::SignatureSecret;
use vsw::sign::Token;
use vsw::verify::{Code, PayloadHash};

use crate::setup::{HEADER, bodies, claims, config, hash, mac, secrets, signed, verified_by_vsw};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn macs_match_ring(secret in secrets(), jti in "[ -~]{0,200}") {
        let key = SignatureSecret::new(secret.clone()).unwrap();
        let bearer = Token::issued_at(1).jti(jti).bearer(&key, b"");
        let (text, segment) = bearer.strip_prefix("Bearer ").unwrap().rsplit_once('.').unwrap();
        prop_assert_eq!(URL_SAFE_NO_PAD.decode(segment).unwrap(), mac(&secret, text.as_bytes()));
    }

    #[test]
    fn hashes_match_ring(body in prop::collection::vec(any::<u8>(), 0..5000)) {
        prop_assert_eq!(PayloadHash::of(&body).to_string(), hash(&body));
    }

    #[test]
    fn truncated_macs_are_rejected(secret in secrets(), body in bodies(), length in 0..32_usize, more in 1..40_usize) {
        let token = signed(HEADER, claims(&body, "").as_bytes(), &secret);
        prop_assert!(verified_by_vsw(&token, &secret, &body).is_ok());
        let (text, segment) = token.rsplit_once('.').unwrap();
        let whole = URL_SAFE_NO_PAD.decode(segment).unwrap();
        for other in [whole[..length].to_vec(), whole[32 - length..].to_vec(), [&whole[..], &vec![0; more]].concat()] {
            let token = format!("{text}.{}", URL_SAFE_NO_PAD.encode(other));
            prop_assert_eq!(verified_by_vsw(&token, &secret, &body).err(), Some(Code::SignatureMismatch));
        }
    }
}
