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
use super::{AUTHORIZATION, Claim, FailedCheck, header, identity};
use crate::delivery::Delivery;
use crate::json::{Json, Kind};

/// A token, read as far as it goes.
#[derive(Debug)]
#[non_exhaustive]
pub struct Unverified {
    /// The token's header, where it is JSON: its text as it came, duplicates and all.
    pub header: Option<Json>,
    /// The claims, where they are JSON: their text as it came. Anybody can have written them.
    pub claims: Option<Json>,
    /// How long the signature is, in bytes, where there is one that decodes. What it is worth nobody has looked at.
    pub signature_length: Option<usize>,
    /// What a verifier would reject it for, as far as that can be told without a secret and a body, in the order of its
    /// checks. Of a token that is no webhook's, its claims are not held against it.
    pub problems: Vec<FailedCheck>,
    /// The claims again, where all of them can be read.
    read: Option<Claims>,
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
        let (header, claims, signature_length) = (segment(), segment(), segment().map(|mac| mac.len()));
        let json = |bytes: &Option<Vec<u8>>| Json::parse_bytes(bytes.clone()?).ok();
        let mut unverified =
            Self { header: json(&header), claims: json(&claims), signature_length, problems, read: None };
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

    /// The text of a claim, as it was written, where it is one.
    #[must_use]
    pub fn claimed_text(&self, claim: Claim) -> Option<String> {
        text_of(self.claims.as_ref()?, claim.word())
    }

    /// The seconds since 1970 of a claim that is a time, where it is one.
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
