//! Claims: reads the known claims of a token strictly.
//!
//! Not here: checks of the times, the issuer and the payload hash.

mod fast_path;

use super::FailedCheck;
use super::excerpt::Excerpt;
use super::parts::{Claim, DEEPEST, Segment};
use super::payload_hash::PayloadHash;
use crate::json::{Json, Kind, Value};

/// The known claims of a token. A missing or mistyped claim is `None`.
///
/// Public functions return a `Claims` only if the MAC passed.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// All claim texts in one buffer, to save allocations.
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

/// Start and end in the buffer. A token has at most 16 KiB, so `u16` is enough.
type Piece = (u16, u16);

/// Later times are rejected, because other implementations read times as signed 64-bit integers.
const LATEST: u64 = i64::MAX as u64;

impl Claims {
    /// Adds mistyped claims and missing required claims to `failures`. Fails if the payload as a whole is refused.
    pub(super) fn read(payload: Vec<u8>, failures: &mut Vec<FailedCheck>) -> Result<Self, FailedCheck> {
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
    pub(super) fn has_wrong_type(self, failures: &[FailedCheck]) -> bool {
        failures
            .iter()
            .any(|failure| matches!(failure, FailedCheck::ClaimType { claim, .. } if *claim == self))
    }
}

/// `claims` is an object without duplicate members.
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

/// An unpaired surrogate becomes replacement characters, so the text equals no issuer and no API key.
fn piece(value: Value<'_>, text: &mut String) -> Option<Piece> {
    let bytes = value.string_bytes()?;
    let start = text.len();
    text.push_str(&String::from_utf8_lossy(&bytes));
    Some((u16::try_from(start).ok()?, u16::try_from(text.len()).ok()?))
}

fn hash(value: Value<'_>, _: &mut String) -> Option<PayloadHash> {
    PayloadHash::from_hex(&value.string_bytes()?)
}

/// Accepts digits only: no sign, fraction or exponent. Parsers could disagree about those.
fn seconds(number: &[u8]) -> Option<u64> {
    let value = number.iter().try_fold(0_u64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { value.checked_mul(10)?.checked_add(u64::from(digit)) } else { None }
    });
    value.filter(|&seconds| seconds <= LATEST)
}
