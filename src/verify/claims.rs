//! Claims: reads a token's claims strictly. A claim of the wrong type is not treated as absent.
//!
//! Not here: checks of the values. Unknown claims are ignored.

mod fast_path;

use super::FailedCheck;
use super::excerpt::Excerpt;
use super::parts::{Claim, DEEPEST, Segment};
use super::payload_hash::PayloadHash;
use crate::json::{Json, Kind, Value};

/// A token's known claims. Callers of the library get them only if the MAC passed. A missing or mistyped claim reads as
/// `None`; in a [`Verified`](super::Verified) delivery, the required ones are present.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// The buffer of all claim texts, instead of an allocation for each.
    text: String,
    /// The signing time, in seconds since 1970.
    pub iat: Option<u64>,
    jti: Option<Piece>,
    iss: Option<Piece>,
    /// The SHA-256 of the signed payload.
    pub payload_hash: Option<PayloadHash>,
    api_key: Option<Piece>,
    application_id: Option<Piece>,
    /// The expiry time, in seconds since 1970. Vonage does not document it; it is checked if present.
    pub exp: Option<u64>,
    /// The start of validity, in seconds since 1970. Vonage does not document it; it is checked if present.
    pub nbf: Option<u64>,
}

/// The start and end of a claim's text in the buffer, in bytes. A token has at most 16 KiB.
type Piece = (u16, u16);

/// The latest time accepted, in seconds since 1970: other implementations read times as signed 64-bit integers.
const LATEST: u64 = i64::MAX as u64;

impl Claims {
    /// Reads a token's decoded second segment. Adds mistyped claims and missing required ones to `failures`. Fails only
    /// if the claims are not a JSON object, are nested too deep, or have a duplicate member.
    pub(super) fn read(payload: Vec<u8>, failures: &mut Vec<FailedCheck>) -> Result<Self, FailedCheck> {
        // Vonage's own claims take the fast path. If it gives up, the strict reader decides.
        Self::fast_path(payload).or_else(|payload| Self::strict(payload, failures))
    }

    fn strict(payload: Vec<u8>, failures: &mut Vec<FailedCheck>) -> Result<Self, FailedCheck> {
        let json = Json::parse_bytes(payload)
            .map_err(|error| FailedCheck::ClaimsNotJson { reason: Excerpt::of(&error.to_string()) })?;
        let not_json = |reason: &str| FailedCheck::ClaimsNotJson { reason: Excerpt::of(reason) };
        if json.root().kind() != Kind::Object {
            return Err(not_json("not a JSON object"));
        }
        if json.depth() > DEEPEST {
            return Err(not_json("nested more than 64 deep"));
        }
        if let Some(duplicate) = json.duplicate() {
            return Err(FailedCheck::DuplicateMember {
                part: Segment::Claims,
                name: Excerpt::of(&duplicate.name),
            });
        }
        let mut reader = Reader { claims: json.root(), text: String::new(), failures };
        Ok(Self {
            iat: reader.required(Claim::Iat, time),
            jti: reader.optional(Claim::Jti, piece),
            iss: reader.required(Claim::Iss, piece),
            payload_hash: reader.required(Claim::PayloadHash, hash),
            api_key: reader.optional(Claim::ApiKey, piece),
            application_id: reader.optional(Claim::ApplicationId, piece),
            exp: reader.optional(Claim::Exp, time),
            nbf: reader.optional(Claim::Nbf, time),
            text: reader.text,
        })
    }

    /// Returns the token's own id.
    #[must_use]
    pub fn jti(&self) -> Option<&str> {
        self.text_of(self.jti)
    }

    /// Returns the issuer.
    #[must_use]
    pub fn iss(&self) -> Option<&str> {
        self.text_of(self.iss)
    }

    /// Returns the account's API key.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.text_of(self.api_key)
    }

    /// Returns the application id as written.
    #[must_use]
    pub fn application_id(&self) -> Option<&str> {
        self.text_of(self.application_id)
    }

    fn text_of(&self, piece: Option<Piece>) -> Option<&str> {
        let (start, end) = piece?;
        self.text.get(usize::from(start)..usize::from(end))
    }
}

impl Claim {
    /// Returns `true` if the claim is present with the wrong type. An absent claim returns `false`.
    pub(super) fn has_wrong_type(self, failures: &[FailedCheck]) -> bool {
        failures
            .iter()
            .any(|failure| matches!(failure, FailedCheck::ClaimType { claim, .. } if *claim == self))
    }
}

/// The claims' object without duplicates, the texts read so far, and the list of failures.
struct Reader<'j, 'f> {
    claims: Value<'j>,
    text: String,
    failures: &'f mut Vec<FailedCheck>,
}

impl<'j> Reader<'j, '_> {
    fn required<T>(&mut self, claim: Claim, read: fn(Value<'j>, &mut String) -> Option<T>) -> Option<T> {
        let value = self.optional(claim, read);
        if value.is_none() && !claim.has_wrong_type(self.failures) {
            self.failures.push(FailedCheck::MissingClaim { claim });
        }
        value
    }

    fn optional<T>(&mut self, claim: Claim, read: fn(Value<'j>, &mut String) -> Option<T>) -> Option<T> {
        let member = self.claims.named(claim.word()).next()?;
        let value = read(member.value, &mut self.text);
        if value.is_none() {
            self.failures.push(FailedCheck::ClaimType { claim, found: Excerpt::of(member.value.raw()) });
        }
        value
    }
}

fn time(value: Value<'_>, _: &mut String) -> Option<u64> {
    (value.kind() == Kind::Number).then(|| seconds(value.raw().as_bytes())).flatten()
}

/// Appends a string's contents to `text` and returns their position. An unpaired surrogate becomes replacement
/// characters, which no issuer and no API key contains.
fn piece(value: Value<'_>, text: &mut String) -> Option<Piece> {
    let bytes = value.string_bytes()?;
    let start = text.len();
    text.push_str(&String::from_utf8_lossy(&bytes));
    Some((u16::try_from(start).ok()?, u16::try_from(text.len()).ok()?))
}

fn hash(value: Value<'_>, _: &mut String) -> Option<PayloadHash> {
    PayloadHash::from_hex(&value.string_bytes()?)
}

/// Accepts digits only: no sign, fraction or exponent, so that readers cannot disagree. JSON excludes leading zeros.
fn seconds(number: &[u8]) -> Option<u64> {
    let value = number.iter().try_fold(0_u64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { value.checked_mul(10)?.checked_add(u64::from(digit)) } else { None }
    });
    value.filter(|&seconds| seconds <= LATEST)
}
