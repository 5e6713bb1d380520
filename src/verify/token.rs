//! Token: three segments of a JWT in compact form (RFC 7515 §7.1), strictly read, and what its header asks for.
//!
//! Not here: what the claims say. Nothing of a `Token` has been verified.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::excerpt::Excerpt;
use super::{Failure, Part};
use crate::json::{Json, Kind, Value};

/// The longest token that is read, in bytes. Vonage's are about 400.
pub const LONGEST_TOKEN: usize = 16 * 1024;

/// How deep the header's and the claims' JSON may be nested; `{}` is 1.
pub(super) const DEEPEST: usize = 64;

/// A token's three parts, decoded, with the text that its MAC is of.
pub(super) struct Token<'t> {
    signed: &'t [u8],
    header: Vec<u8>,
    payload: Vec<u8>,
    mac: Vec<u8>,
}

/// One of a token's three segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    Header,
    Claims,
    Signature,
}

/// In which way a header value is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// Neither `Bearer`, one space and a token, nor a token alone.
    Shape,
    /// Not three segments between dots.
    Segments { found: usize },
    /// A segment that is not base64url without padding, in its one canonical spelling.
    Base64 { segment: Segment },
    /// The first segment decodes to something else than a JSON object.
    HeaderNotJson,
    /// The first segment's JSON is nested too deep.
    HeaderTooDeep,
}

impl<'t> Token<'t> {
    pub(super) fn parse(text: &'t [u8]) -> Result<Self, Failure> {
        if text.len() > LONGEST_TOKEN {
            return Err(Failure::TokenTooLong { length: text.len() });
        }
        let segments: Vec<&[u8]> = text.split(|&byte| byte == b'.').collect();
        let [header, payload, mac] = segments[..] else {
            return Err(Failure::MalformedToken(Malformed::Segments { found: segments.len() }));
        };
        Ok(Self {
            signed: &text[..header.len() + 1 + payload.len()],
            header: decoded(header, Segment::Header)?,
            payload: decoded(payload, Segment::Claims)?,
            mac: decoded(mac, Segment::Signature)?,
        })
    }

    /// The first two segments and their dot, as they came: what the MAC is of.
    pub(super) fn signed_text(&self) -> &[u8] {
        self.signed
    }

    /// The second segment, decoded.
    pub(super) fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The third segment, decoded.
    pub(super) fn mac(&self) -> &[u8] {
        &self.mac
    }

    /// Accepts HS256 and nothing else. The header is read to refuse by name what it asks for, never to choose.
    pub(super) fn accept_algorithm(&self) -> Result<(), Failure> {
        Self::accept_header(&self.header)
    }

    /// The same of a decoded first segment.
    pub(super) fn accept_header(header: &[u8]) -> Result<(), Failure> {
        let malformed = Failure::MalformedToken;
        let json = Json::parse_bytes(header.to_vec()).map_err(|_| malformed(Malformed::HeaderNotJson))?;
        if json.root().kind() != Kind::Object {
            return Err(malformed(Malformed::HeaderNotJson));
        }
        if json.depth() > DEEPEST {
            return Err(malformed(Malformed::HeaderTooDeep));
        }
        if let Some(duplicate) = json.duplicate() {
            return Err(Failure::DuplicateMember { part: Part::Header, name: Excerpt::of(&duplicate.name) });
        }
        let member = |name: &str| json.root().members().find(|member| *member.name() == *name.as_bytes());
        let alg = member("alg").map(|member| member.value);
        if alg.and_then(Value::as_str).as_deref() != Some("HS256") {
            return Err(Failure::UnsupportedAlgorithm { found: alg.map(|alg| Excerpt::of(alg.raw())) });
        }
        // An extension that must be understood, and none is: RFC 7515 §4.1.11, and RFC 7797 for `b64`.
        if member("crit").is_some() {
            return Err(Failure::CriticalHeader { member: "crit" });
        }
        if member("b64").is_some_and(|member| member.value.kind() != Kind::True) {
            return Err(Failure::CriticalHeader { member: "b64" });
        }
        Ok(())
    }
}

impl Segment {
    /// The segment's name in sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Claims => "claims",
            Self::Signature => "signature",
        }
    }
}

fn decoded(segment: &[u8], which: Segment) -> Result<Vec<u8>, Failure> {
    // This engine refuses padding, the other alphabet, white space and non-zero trailing bits.
    URL_SAFE_NO_PAD.decode(segment).map_err(|_| Failure::MalformedToken(Malformed::Base64 { segment: which }))
}
