//! Claims: what a token says, read strictly. A claim of the wrong type is not an absent one.
//!
//! Not here: whether what it says is right. Unknown claims are ignored, whatever they hold.

mod fast_path;

use super::FailedCheck;
use super::excerpt::Excerpt;
use super::parts::{Claim, DEEPEST, Segment};
use super::payload_hash::PayloadHash;
use crate::json::{Json, Kind, Value};

/// The claims of a token whose MAC passed. One that is missing or of the wrong type reads as none; in a
/// [`Verified`](super::Verified) delivery the required ones are there.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// What the texts are pieces of, so that there is one allocation for all of them. Each piece is UTF-8.
    text: Vec<u8>,
    /// When it was signed, in seconds since 1970.
    pub iat: Option<u64>,
    jti: Option<Piece>,
    iss: Option<Piece>,
    /// The SHA-256 of the body that was signed.
    pub payload_hash: Option<PayloadHash>,
    api_key: Option<Piece>,
    application_id: Option<Piece>,
    /// Until when it is good, in seconds since 1970. Vonage documents none; it is honoured where it stands.
    pub exp: Option<u64>,
    /// From when it is good, in seconds since 1970. Vonage documents none; it is honoured where it stands.
    pub nbf: Option<u64>,
}

/// Where in the claims' text a claim's text stands: start and end in bytes. A token has 16 KiB at most.
type Piece = (u16, u16);

/// Times are in seconds since 1970 and must fit a signed 64-bit integer, as every other implementation's do.
const LATEST: u64 = i64::MAX as u64;

impl Claims {
    /// Reads a token's second segment, decoded. Claims that are missing or misshapen are told to `found`, in the order
    /// in which Vonage documents them; only what cannot be read at all is an error.
    pub(super) fn read(payload: Vec<u8>, found: &mut Vec<FailedCheck>) -> Result<Self, FailedCheck> {
        // Vonage's own claims take the short way. What it does not know goes the long one, which decides.
        Self::fast_path(payload).or_else(|payload| Self::of_json(payload, found))
    }

    fn of_json(payload: Vec<u8>, found: &mut Vec<FailedCheck>) -> Result<Self, FailedCheck> {
        let json = Json::parse_bytes(payload)
            .map_err(|error| FailedCheck::ClaimsNotJson { reason: Excerpt::of(&error.to_string()) })?;
        let not_json = |reason: &str| FailedCheck::ClaimsNotJson { reason: Excerpt::of(reason) };
        if json.root().kind() != Kind::Object {
            return Err(not_json("no JSON object"));
        }
        if json.depth() > DEEPEST {
            return Err(not_json("nested over 64 deep"));
        }
        if let Some(duplicate) = json.duplicate() {
            return Err(FailedCheck::DuplicateMember {
                part: Segment::Claims,
                name: Excerpt::of(&duplicate.name),
            });
        }
        let mut reader = Reader { claims: json.root(), text: Vec::new(), found };
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

    /// The token's own id.
    #[must_use]
    pub fn jti(&self) -> Option<&str> {
        self.text_of(self.jti)
    }

    /// Who signed it.
    #[must_use]
    pub fn iss(&self) -> Option<&str> {
        self.text_of(self.iss)
    }

    /// The account.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.text_of(self.api_key)
    }

    /// The application, as it was written.
    #[must_use]
    pub fn application_id(&self) -> Option<&str> {
        self.text_of(self.application_id)
    }

    fn text_of(&self, piece: Option<Piece>) -> Option<&str> {
        let (start, end) = piece?;
        let piece = &self.text[usize::from(start)..usize::from(end)];
        Some(std::str::from_utf8(piece).unwrap_or_default())
    }
}

impl Claim {
    /// Whether it is known to be there with another type than it must have. A claim that is merely absent is not.
    pub(super) fn is_misshapen(self, found: &[FailedCheck]) -> bool {
        found.iter().any(|failure| matches!(failure, FailedCheck::ClaimType { claim, .. } if *claim == self))
    }
}

/// The claims' object, known to have no duplicates, the texts read so far, and where failures are told.
struct Reader<'j, 'f> {
    claims: Value<'j>,
    text: Vec<u8>,
    found: &'f mut Vec<FailedCheck>,
}

impl<'j> Reader<'j, '_> {
    fn required<T>(&mut self, claim: Claim, read: fn(Value<'j>, &mut Vec<u8>) -> Option<T>) -> Option<T> {
        let value = self.optional(claim, read);
        if value.is_none() && !claim.is_misshapen(self.found) {
            self.found.push(FailedCheck::MissingClaim { claim });
        }
        value
    }

    fn optional<T>(&mut self, claim: Claim, read: fn(Value<'j>, &mut Vec<u8>) -> Option<T>) -> Option<T> {
        let member = self.claims.named(claim.word()).next()?;
        let value = read(member.value, &mut self.text);
        if value.is_none() {
            self.found.push(FailedCheck::ClaimType { claim, found: Excerpt::of(member.value.raw()) });
        }
        value
    }
}

fn time(value: Value<'_>, _: &mut Vec<u8>) -> Option<u64> {
    (value.kind() == Kind::Number).then(|| seconds(value.raw().as_bytes())).flatten()
}

/// An unpaired surrogate is no reason to call a string something else. It reads as replacement characters, which no
/// issuer and no account's key has.
fn piece(value: Value<'_>, text: &mut Vec<u8>) -> Option<Piece> {
    let bytes = value.string_bytes()?;
    let start = text.len();
    text.extend_from_slice(String::from_utf8_lossy(&bytes).as_bytes());
    Some((u16::try_from(start).ok()?, u16::try_from(text.len()).ok()?))
}

fn hash(value: Value<'_>, _: &mut Vec<u8>) -> Option<PayloadHash> {
    PayloadHash::from_hex(&value.string_bytes()?)
}

/// `0`, or digits without a leading zero (JSON itself has none): no sign, no fraction, no exponent, so that no two
/// readers can disagree.
fn seconds(number: &[u8]) -> Option<u64> {
    let value = number.iter().try_fold(0_u64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { value.checked_mul(10)?.checked_add(u64::from(digit)) } else { None }
    });
    value.filter(|&seconds| seconds <= LATEST)
}
