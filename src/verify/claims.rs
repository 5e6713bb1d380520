//! Claims: what a token says, read strictly. A claim of the wrong type is not an absent one.
//!
//! Not here: whether what it says is right. Unknown claims are ignored, whatever they hold.

use std::fmt;

use super::excerpt::Excerpt;
use super::payload::PayloadHash;
use super::token::DEEPEST;
use super::{Failure, Part};
use crate::json::{Json, Kind, Value};

/// The claims of a token whose MAC passed. One that is missing or of the wrong type reads as none; in a
/// [`Verified`](super::Verified) delivery the required ones are there.
#[derive(Clone, Debug)]
pub struct Claims {
    pub(super) iat: Field<u64>,
    pub(super) jti: Field<String>,
    pub(super) iss: Field<String>,
    pub(super) payload_hash: Field<PayloadHash>,
    pub(super) api_key: Field<String>,
    pub(super) application_id: Field<String>,
    pub(super) exp: Field<u64>,
    pub(super) nbf: Field<u64>,
}

/// What stands in a claim's place.
#[derive(Clone, Debug)]
pub(super) enum Field<T> {
    Absent,
    /// There, and not of its type: already told as a failure.
    Misshapen,
    Is(T),
}

/// A claim that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Claim {
    Iat,
    Jti,
    Iss,
    PayloadHash,
    ApiKey,
    ApplicationId,
    Exp,
    Nbf,
}

/// Times are in seconds since 1970 and must fit a signed 64-bit integer, as every other implementation's do.
const LATEST: u64 = i64::MAX as u64;

impl Claims {
    /// Reads a token's second segment. Claims that are missing or misshapen are told to `found`, in the order in
    /// which Vonage documents them; only what cannot be read at all is an error.
    pub(super) fn read(payload: &[u8], found: &mut Vec<Failure>) -> Result<Self, Failure> {
        let json = Json::parse_bytes(payload.to_vec())
            .map_err(|error| Failure::ClaimsNotJson { reason: Excerpt::of(&error.to_string()) })?;
        let not_json = |reason: &str| Failure::ClaimsNotJson { reason: Excerpt::of(reason) };
        if json.root().kind() != Kind::Object {
            return Err(not_json("no JSON object"));
        }
        if json.depth() > DEEPEST {
            return Err(not_json("nested over 64 deep"));
        }
        if let Some(duplicate) = json.duplicate() {
            return Err(Failure::DuplicateMember { part: Part::Claims, name: Excerpt::of(&duplicate.name) });
        }
        let mut reader = Reader { claims: json.root(), found };
        Ok(Self {
            iat: reader.required(Claim::Iat, time),
            jti: reader.optional(Claim::Jti, text),
            iss: reader.required(Claim::Iss, text),
            payload_hash: reader.required(Claim::PayloadHash, hash),
            api_key: reader.optional(Claim::ApiKey, text),
            application_id: reader.optional(Claim::ApplicationId, text),
            exp: reader.optional(Claim::Exp, time),
            nbf: reader.optional(Claim::Nbf, time),
        })
    }

    /// When it was signed, in seconds since 1970.
    #[must_use]
    pub fn iat(&self) -> Option<u64> {
        self.iat.value().copied()
    }

    /// The token's own id.
    #[must_use]
    pub fn jti(&self) -> Option<&str> {
        self.jti.value().map(String::as_str)
    }

    /// Who signed it.
    #[must_use]
    pub fn iss(&self) -> Option<&str> {
        self.iss.value().map(String::as_str)
    }

    /// The SHA-256 of the body that was signed.
    #[must_use]
    pub fn payload_hash(&self) -> Option<&PayloadHash> {
        self.payload_hash.value()
    }

    /// The account.
    #[must_use]
    pub fn api_key(&self) -> Option<&str> {
        self.api_key.value().map(String::as_str)
    }

    /// The application, as it was written.
    #[must_use]
    pub fn application_id(&self) -> Option<&str> {
        self.application_id.value().map(String::as_str)
    }

    /// Until when it is good, in seconds since 1970. Vonage documents none; it is honoured where it stands.
    #[must_use]
    pub fn exp(&self) -> Option<u64> {
        self.exp.value().copied()
    }

    /// From when it is good, in seconds since 1970. Vonage documents none; it is honoured where it stands.
    #[must_use]
    pub fn nbf(&self) -> Option<u64> {
        self.nbf.value().copied()
    }
}

impl<T> Field<T> {
    fn value(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Misshapen => None,
        }
    }
}

impl Claim {
    /// The claim's name in a token.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Iat => "iat",
            Self::Jti => "jti",
            Self::Iss => "iss",
            Self::PayloadHash => "payload_hash",
            Self::ApiKey => "api_key",
            Self::ApplicationId => "application_id",
            Self::Exp => "exp",
            Self::Nbf => "nbf",
        }
    }

    /// What it must hold, to stand behind "must be".
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Iat | Self::Exp | Self::Nbf => "whole seconds since 1970",
            Self::PayloadHash => "a string of 64 lower-case hex digits",
            Self::Jti | Self::Iss | Self::ApiKey | Self::ApplicationId => "a string",
        }
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The claims' object, known to have no duplicates, and where failures are told.
struct Reader<'j, 'f> {
    claims: Value<'j>,
    found: &'f mut Vec<Failure>,
}

impl<'j> Reader<'j, '_> {
    fn required<T>(&mut self, claim: Claim, read: fn(Value<'j>) -> Option<T>) -> Field<T> {
        let field = self.optional(claim, read);
        if let Field::Absent = field {
            self.found.push(Failure::MissingClaim { claim });
        }
        field
    }

    fn optional<T>(&mut self, claim: Claim, read: fn(Value<'j>) -> Option<T>) -> Field<T> {
        let Some(member) = self.claims.members().find(|member| *member.name() == *claim.word().as_bytes())
        else {
            return Field::Absent;
        };
        read(member.value).map_or_else(
            || {
                self.found.push(Failure::ClaimType { claim, found: Excerpt::of(member.value.raw()) });
                Field::Misshapen
            },
            Field::Is,
        )
    }
}

/// `0`, or digits without a leading zero: no sign, no fraction, no exponent, so that no two readers can disagree.
fn time(value: Value<'_>) -> Option<u64> {
    // JSON itself has no leading zeros.
    let digits = value.raw();
    let plain = value.kind() == Kind::Number && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|&seconds| seconds <= LATEST)
}

/// An unpaired surrogate is no reason to call a string something else. It reads as replacement characters, which no
/// issuer and no account's key has.
fn text(value: Value<'_>) -> Option<String> {
    value.string_bytes().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn hash(value: Value<'_>) -> Option<PayloadHash> {
    PayloadHash::from_hex(&value.as_str()?)
}
