//! Unverified: shows a token's content, and the problems that are visible without a secret.
//!
//! Never for decisions: no MAC is computed.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::claims::Claims;
use super::likely_token::likely_token;
use super::times::{self, Tolerance};
use super::token::Token;
use super::{AUTHORIZATION, Claim, FailedCheck, header, identity};
use crate::delivery::Delivery;
use crate::json::{Json, Kind};

/// The readable parts of a token.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unverified {
    /// The header's original text, including duplicate members, if it is JSON.
    pub header: Option<Json>,
    /// The claims' original text if they are JSON. Anyone can have written them.
    pub claims: Option<Json>,
    /// The signature's length in bytes, if it decodes.
    pub signature_length: Option<usize>,
    /// The failures that the verifier finds without a secret and a body. Single claims are checked only if
    /// the header names HS256, as in webhooks.
    pub problems: Vec<FailedCheck>,
    /// `None` if the claims are missing or refused as a whole.
    read: Option<Claims>,
}

/// For display only: accepts optional padding and any trailing bits.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Unverified {
    /// Reads a header value or line, a token, or a text with a token in it. `now` is in seconds since 1970.
    #[must_use]
    pub fn read(value: &[u8], now: u64) -> Self {
        let delivery = Delivery::post(&b""[..]).with_header(AUTHORIZATION, value);
        let strictly = header::token_text(&delivery, AUTHORIZATION).and_then(Token::parse);
        let problems = strictly.err().into_iter().collect();
        let text = likely_token(value);
        let mut segments = text.split(|&byte| byte == b'.').map(leniently);
        let mut segment = || segments.next().flatten();
        let (header, claims, signature_length) = (segment(), segment(), segment().map(|mac| mac.len()));
        let json = |bytes: &Option<Vec<u8>>| Json::parse_bytes(bytes.clone()?).ok();
        let mut unverified =
            Self { header: json(&header), claims: json(&claims), signature_length, problems, read: None };
        if text.contains(&b'.') {
            unverified.check_parts(header.as_deref(), claims.as_deref(), now);
        }
        unverified
    }

    fn check_parts(&mut self, header: Option<&[u8]>, claims: Option<&[u8]>, now: u64) {
        let problems = &mut self.problems;
        problems.extend(header.and_then(|header| Token::accept_header(header).err()));
        let Some(claims) = claims else { return };
        let mut failures = Vec::new();
        match Claims::read(claims.to_vec(), &mut failures) {
            Err(failure) => problems.push(failure),
            Ok(claims) => {
                if self.algorithm().as_deref() == Some("HS256") {
                    identity::issuer(&claims, &mut failures);
                    times::check(&claims, Tolerance::USUAL, now, &mut failures);
                    self.problems.extend(failures);
                }
                self.read = Some(claims);
            }
        }
    }

    /// Returns `true` if header and claims are both JSON objects.
    #[must_use]
    pub fn is_a_token(&self) -> bool {
        let is_object =
            |part: &Option<Json>| part.as_ref().is_some_and(|json| json.root().kind() == Kind::Object);
        is_object(&self.header) && is_object(&self.claims)
    }

    /// Returns the algorithm that the header names.
    #[must_use]
    pub fn algorithm(&self) -> Option<String> {
        text_of(self.header.as_ref()?, "alg")
    }

    /// Returns a claim's text if it is a string.
    #[must_use]
    pub fn claimed_text(&self, claim: Claim) -> Option<String> {
        text_of(self.claims.as_ref()?, claim.word())
    }

    /// Returns `iat`, `exp` or `nbf` in seconds since 1970. Returns `None` if the claim is missing or could
    /// not be read, and for other claims.
    #[must_use]
    pub fn claimed_time(&self, claim: Claim) -> Option<u64> {
        let claims = self.read.as_ref()?;
        match claim {
            Claim::Iat => claims.iat,
            Claim::Exp => claims.exp,
            Claim::Nbf => claims.nbf,
            _ => None,
        }
    }
}

/// Returns `None` if there are several members with this name.
fn text_of(json: &Json, name: &str) -> Option<String> {
    json.root().member(name).ok()??.value.as_str().map(Cow::into_owned)
}

/// Accepts both base64 alphabets.
fn leniently(segment: &[u8]) -> Option<Vec<u8>> {
    let safe = |byte: &u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    };
    LENIENT.decode(segment.iter().map(safe).collect::<Vec<u8>>()).ok()
}
