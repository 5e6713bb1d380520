//! Unverified: what a token says, whoever wrote it, and what is wrong with it that can be told without a secret.
//!
//! For people who look into a token, never for deciding anything: no MAC is made or compared here, and nothing of this
//! type becomes a [`Verified`](super::Verified). What is read leniently is only shown; what is said to be wrong comes
//! from the verifier's own checks, which stay as strict as they are.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::claims::Claims;
use super::times::{self, Tolerance};
use super::token::Token;
use super::{AUTHORIZATION, Claim, Failure, header, identity};
use crate::delivery::Delivery;
use crate::json::{Json, Kind};

/// A token, read as far as it goes.
#[derive(Debug)]
pub struct Unverified {
    header: Option<Json>,
    claims: Option<Json>,
    /// The same, where all of it can be read as claims.
    read: Option<Claims>,
    signature: Option<usize>,
    problems: Vec<Failure>,
}

/// Takes padding or none, and whatever the last bits are: what can be shown is shown.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Unverified {
    /// Reads a header's value, a whole header line or a token alone. `now` is the time to tell ages as of, in seconds
    /// since 1970.
    #[must_use]
    pub fn read(value: &[u8], now: u64) -> Self {
        let delivery = Delivery::post(&b""[..]).with_header(AUTHORIZATION, value);
        let strictly = header::token_text(&delivery, AUTHORIZATION).and_then(Token::parse);
        let problems = strictly.err().into_iter().collect();
        let text = likely_token(value);
        let mut segments = text.split(|&byte| byte == b'.').map(leniently);
        let mut segment = || segments.next().flatten();
        let (header, claims, signature) = (segment(), segment(), segment().map(|mac| mac.len()));
        let json = |bytes: &Option<Vec<u8>>| Json::parse_bytes(bytes.clone()?).ok();
        let mut unverified =
            Self { header: json(&header), claims: json(&claims), read: None, signature, problems };
        // Of one word nobody asks what its parts say.
        if text.contains(&b'.') {
            unverified.hold_against(header.as_deref(), claims.as_deref(), now);
        }
        unverified
    }

    /// What the verifier would find before and behind the MAC, which is left out.
    fn hold_against(&mut self, header: Option<&[u8]>, claims: Option<&[u8]>, now: u64) {
        let problems = &mut self.problems;
        problems.extend(header.and_then(|header| Token::accept_header(header).err()));
        let Some(claims) = claims else { return };
        let mut found = Vec::new();
        match Claims::read(claims.to_vec(), &mut found) {
            Err(failure) => problems.push(failure),
            Ok(claims) => {
                if self.algorithm().as_deref() == Some("HS256") {
                    identity::issuer(&claims, &mut found);
                    times::check(&claims, Tolerance::USUAL, now, &mut found);
                    self.problems.extend(found);
                }
                self.read = Some(claims);
            }
        }
    }

    /// The token's header, where it is JSON: its text as it came, duplicates and all.
    #[must_use]
    pub fn header(&self) -> Option<&Json> {
        self.header.as_ref()
    }

    /// The claims, where they are JSON: their text as it came. Anybody can have written them.
    #[must_use]
    pub fn claims(&self) -> Option<&Json> {
        self.claims.as_ref()
    }

    /// How long the signature is, in bytes, where there is one that decodes. What it is worth nobody has looked at.
    #[must_use]
    pub fn signature_length(&self) -> Option<usize> {
        self.signature
    }

    /// What a verifier would reject it for, as far as that can be told without a secret and a body, in the order of its
    /// checks. Of a token that is no webhook's, its claims are not held against it.
    #[must_use]
    pub fn problems(&self) -> &[Failure] {
        &self.problems
    }

    /// Whether header and claims could both be read as the JSON objects that a token has.
    #[must_use]
    pub fn is_a_token(&self) -> bool {
        let is_object =
            |part: &Option<Json>| part.as_ref().is_some_and(|json| json.root().kind() == Kind::Object);
        is_object(&self.header) && is_object(&self.claims)
    }

    /// What the header says is the algorithm.
    #[must_use]
    pub fn algorithm(&self) -> Option<String> {
        text_of(self.header.as_ref()?, "alg")
    }

    /// The account that the claims name.
    #[must_use]
    pub fn claimed_api_key(&self) -> Option<String> {
        text_of(self.claims.as_ref()?, "api_key")
    }

    /// The application that the claims name, as it was written.
    #[must_use]
    pub fn claimed_application(&self) -> Option<String> {
        text_of(self.claims.as_ref()?, "application_id")
    }

    /// The seconds since 1970 of a claim that is a time, where it is one.
    #[must_use]
    pub fn claimed_time(&self, claim: Claim) -> Option<u64> {
        let claims = self.read.as_ref()?;
        match claim {
            Claim::Iat => claims.iat(),
            Claim::Exp => claims.exp(),
            Claim::Nbf => claims.nbf(),
            _ => None,
        }
    }
}

/// The one that stands there, where only one does and it is a text.
fn text_of(json: &Json, name: &str) -> Option<String> {
    json.root().member(name).ok()??.value.as_str().map(Cow::into_owned)
}

/// Out of a value that is no Bearer value: without line breaks (it may have been wrapped), the first word with a dot
/// in it, or else the last word. Words are what base64, in either alphabet, and dots make.
fn likely_token(value: &[u8]) -> Vec<u8> {
    let whole: Vec<u8> = value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    let is_of_a_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_+/=.".contains(byte);
    let words = || whole.split(|byte| !is_of_a_token(byte)).filter(|word| !word.is_empty());
    let word = words().find(|word| word.contains(&b'.')).or_else(|| words().next_back());
    word.unwrap_or_default().to_vec()
}

/// The bytes of a segment in either alphabet.
fn leniently(segment: &[u8]) -> Option<Vec<u8>> {
    let safe = |byte: &u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    };
    LENIENT.decode(segment.iter().map(safe).collect::<Vec<u8>>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::SignatureSecret;
    use crate::sign::{Forgery, Token};

    const NOW: u64 = 1_587_494_970;

    fn read(value: &str) -> Unverified {
        Unverified::read(value.as_bytes(), NOW)
    }

    fn codes(unverified: &Unverified) -> Vec<&'static str> {
        unverified.problems().iter().map(|problem| problem.code().word()).collect()
    }

    fn bearer() -> String {
        let secret = SignatureSecret::new("a secret that the reader never sees").unwrap();
        Token::issued_at(NOW).api_key("k").bearer(&secret, b"{}")
    }

    #[test]
    fn v12_no_mac_is_made_to_look_into_a_token() {
        let bearer = bearer();
        assert_eq!(crate::mac::count::during(|| drop(read(&bearer))), 0);
    }

    #[test]
    fn a_token_is_shown_however_it_was_pasted_and_what_is_wrong_is_said() {
        let bearer = bearer();
        let token = bearer.strip_prefix("Bearer ").unwrap();
        let (head, tail) = token.split_at(40);
        for (value, wanted) in [
            (bearer.clone(), &[][..]),
            (token.to_owned(), &[]),
            (format!("Authorization: {bearer}"), &[]),
            (format!("\"{token}\""), &["malformed-token"]),
            (format!("Bearer  {token}"), &["malformed-token"]),
            (format!("Bearer Bearer {token}"), &["malformed-token"]),
            (format!("{head}\n{tail}"), &["malformed-token"]),
            (format!("{head}\r\n{tail}\n"), &["malformed-token"]),
            (format!("{bearer}, {bearer}"), &["several-headers"]),
            (format!("JWT {token}"), &["not-bearer"]),
            (format!("{token}="), &["malformed-token"]),
            (format!("{token}.x"), &["malformed-token"]),
            (token.rsplit_once('.').unwrap().0.to_owned(), &["malformed-token"]),
        ] {
            let unverified = read(&value);
            assert_eq!(codes(&unverified), wanted, "{value:?} {:?}", unverified.problems());
            assert!(unverified.is_a_token(), "{value}");
            assert_eq!(unverified.header().map(Json::text), Some(r#"{"alg":"HS256","typ":"JWT"}"#));
            assert_eq!(unverified.claimed_api_key().as_deref(), Some("k"), "{value}");
            assert_eq!(unverified.claimed_time(Claim::Iat), Some(NOW));
        }
    }

    #[test]
    fn other_spellings_of_base64_are_shown_and_held_against_it() {
        // {"alg":"HS256"} and {"a":"~~~???"} in base64's usual alphabet and with padding, the last with bits behind it.
        for token in
            ["eyJhbGciOiJIUzI1NiJ9.eyJhIjoifn5+Pz8/In0=.", "eyJhbGciOiJIUzI1NiJ9.eyJhIjoifn5-Pz8_In1."]
        {
            let unverified = read(token);
            assert_eq!(unverified.claims().map(Json::text), Some(r#"{"a":"~~~???"}"#), "{token}");
            assert_eq!(codes(&unverified).first(), Some(&"malformed-token"), "{token}");
        }
    }

    #[test]
    fn what_is_no_token_is_none() {
        for (value, wanted) in [
            ("", "no-header"),
            ("hello", "malformed-token"),
            ("Basic dXNlcjpwYXNzd29yZA==", "not-bearer"),
            ("a.b.c", "malformed-token"),
            ("W10.e30.", "malformed-token"),
            ("e30.W10.", "unsupported-algorithm"),
            ("\u{fffd}", "malformed-token"),
        ] {
            let unverified = read(value);
            assert_eq!(codes(&unverified).first(), Some(&wanted), "{value}");
            assert!(!unverified.is_a_token(), "{value}");
        }
        assert_eq!(codes(&read("e30.W10.")), ["unsupported-algorithm", "claims-not-json"]);
    }

    #[test]
    fn problems_are_the_verifiers_own() {
        let secret = SignatureSecret::new("a secret that the reader never sees").unwrap();
        let token = Token::issued_at(NOW).jti("1").api_key("k");
        for forgery in Forgery::ALL {
            let [value] = &token.forged(forgery, &secret, b"{}")[..] else { continue };
            let found = codes(&read(value));
            // These take a secret, a body or an expectation to be told.
            let cannot_be_told =
                ["signature-mismatch", "api-key-mismatch", "application-mismatch", "payload-mismatch"];
            match forgery.code().word() {
                code if cannot_be_told.contains(&code) => assert!(found.is_empty(), "{forgery} {found:?}"),
                code => assert_eq!(found, [code], "{forgery}"),
            }
        }
    }

    #[test]
    fn an_api_token_is_told_from_a_webhooks() {
        // {"alg":"RS256","typ":"JWT"} and {"application_id":"x","iat":1,"jti":"2"}
        let token = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBsaWNhdGlvbl9pZCI6IngiLCJpYXQiOjEsImp0aSI6IjIifQ.AAAA";
        let unverified = read(token);
        assert_eq!(unverified.algorithm().as_deref(), Some("RS256"));
        assert_eq!(
            (codes(&unverified), unverified.signature_length()),
            (vec!["unsupported-algorithm"], Some(3))
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn s4_no_value_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), text in "[A-Za-z0-9_.,= \"\n-]{0,80}") {
            let _ = (Unverified::read(&bytes, NOW), read(&text));
        }
    }
}
