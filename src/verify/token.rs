//! Token: parses a JWT in compact form (RFC 7515 §7.1) strictly, and checks its header.
//!
//! Not here: the claims. Nothing in a `Token` is verified.

use std::fmt;

use base64_simd::{Out, URL_SAFE_NO_PAD};
use memchr::memchr;

use super::excerpt::Excerpt;
use super::failed_check::{FailedCheck, Malformed};
use super::parts::{DEEPEST, LONGEST_TOKEN, Segment};
use crate::json::{Json, Kind, Value};
use crate::mac::MacKey;

/// The header that Vonage writes, `{"alg":"HS256","typ":"JWT"}` in base64url. It need not be parsed.
const USUAL_HEADER: &[u8] = b"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

pub(super) struct Token<'t> {
    signed: &'t [u8],
    /// Decoded; `None` for the usual header.
    header: Option<Vec<u8>>,
    payload: Vec<u8>,
    /// `None` if the length is wrong, so that no secret matches.
    mac: Option<[u8; 32]>,
}

/// A token's id: the first half of its MAC. Only a holder of the secret can forge an id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId([u8; 16]);

impl<'t> Token<'t> {
    pub(super) fn parse(text: &'t [u8]) -> Result<Self, FailedCheck> {
        if text.len() > LONGEST_TOKEN {
            return Err(FailedCheck::TokenTooLong { length: text.len() });
        }
        let malformed = |found| FailedCheck::MalformedToken(Malformed::Segments(found));
        let (header, rest) = at_dot(text).ok_or_else(|| malformed(1))?;
        let (payload, mac) = at_dot(rest).ok_or_else(|| malformed(2))?;
        if at_dot(mac).is_some() {
            return Err(malformed(text.split(|&byte| byte == b'.').count()));
        }
        Ok(Self {
            signed: &text[..header.len() + 1 + payload.len()],
            header: if header == USUAL_HEADER { None } else { Some(decoded(header, Segment::Header)?) },
            payload: decoded(payload, Segment::Claims)?,
            mac: claimed_mac(mac)?,
        })
    }

    pub(super) fn signed_length(&self) -> usize {
        self.signed.len()
    }

    /// Always computes a MAC, even if the token's own MAC has the wrong length.
    pub(super) fn is_signed_by(&self, key: &MacKey) -> bool {
        let mac = key.mac(self.signed);
        self.mac.is_some_and(|claimed| mac.matches(&claimed).into())
    }

    pub(super) fn payload(&self) -> &[u8] {
        &self.payload
    }

    pub(super) fn into_payload(self) -> Vec<u8> {
        self.payload
    }

    /// Returns the id, which means nothing unless a secret's MAC matched.
    pub(super) fn id(&self) -> TokenId {
        let mut id = [0; 16];
        id.copy_from_slice(&self.mac.unwrap_or_default()[..16]);
        TokenId(id)
    }

    /// The header never chooses the algorithm: only HS256 is accepted.
    pub(super) fn accept_algorithm(&self) -> Result<(), FailedCheck> {
        self.header.as_deref().map_or(Ok(()), Self::accept_header)
    }

    pub(super) fn accept_header(header: &[u8]) -> Result<(), FailedCheck> {
        let malformed = FailedCheck::MalformedToken;
        let json = Json::parse_bytes(header.to_vec()).map_err(|_| malformed(Malformed::HeaderNotJson))?;
        if json.root().kind() != Kind::Object {
            return Err(malformed(Malformed::HeaderNotJson));
        }
        if json.depth() > DEEPEST {
            return Err(malformed(Malformed::HeaderTooDeep));
        }
        if let Some(duplicate) = json.duplicate() {
            return Err(FailedCheck::DuplicateMember {
                part: Segment::Header,
                name: Excerpt::of(&duplicate.name),
            });
        }
        let member = |name: &str| json.root().named(name).next();
        let alg = member("alg").map(|member| member.value);
        if alg.and_then(Value::as_str).as_deref() != Some("HS256") {
            return Err(FailedCheck::UnsupportedAlgorithm { found: alg.map(|alg| Excerpt::of(alg.raw())) });
        }
        // No critical extension is supported: RFC 7515 §4.1.11, and RFC 7797 for `b64`.
        if member("crit").is_some() {
            return Err(FailedCheck::CriticalHeader { member: "crit" });
        }
        if member("b64").is_some_and(|member| member.value.kind() != Kind::True) {
            return Err(FailedCheck::CriticalHeader { member: "b64" });
        }
        Ok(())
    }
}

impl TokenId {
    /// Creates an id from its bytes.
    #[doc(hidden)]
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Returns `None` for base64url of another length than a MAC of HS256.
fn claimed_mac(segment: &[u8]) -> Result<Option<[u8; 32]>, FailedCheck> {
    let mut mac = [0; 32];
    if URL_SAFE_NO_PAD.decoded_length(segment).is_ok_and(|length| length == mac.len())
        && URL_SAFE_NO_PAD.decode(segment, Out::from_slice(&mut mac)).is_ok()
    {
        return Ok(Some(mac));
    }
    decoded(segment, Segment::Signature).map(|_| None)
}

fn at_dot(text: &[u8]) -> Option<(&[u8], &[u8])> {
    memchr(b'.', text).map(|dot| (&text[..dot], &text[dot + 1..]))
}

fn decoded(segment: &[u8], which: Segment) -> Result<Vec<u8>, FailedCheck> {
    // This engine refuses padding, `+` and `/` (of standard base64), white space and non-zero trailing bits.
    let decoded = URL_SAFE_NO_PAD.decode_to_vec(segment);
    decoded.map_err(|_| FailedCheck::MalformedToken(Malformed::Base64(which)))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as OTHER;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_usual_header_decodes_as_documented() {
        let header = OTHER.decode(USUAL_HEADER).unwrap();
        assert_eq!(header, br#"{"alg":"HS256","typ":"JWT"}"#);
        let token = |header| Token { signed: b"", header, payload: Vec::new(), mac: None };
        assert!(token(Some(header)).accept_algorithm().is_ok());
        assert!(token(None).accept_algorithm().is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn v5_two_decoders_accept_the_same_segments(
            text in "[A-Za-z0-9_-]{0,90}", any in proptest::collection::vec(any::<u8>(), 0..70), at in any::<usize>(), byte in any::<u8>(),
        ) {
            let mut changed = text.clone().into_bytes();
            if !changed.is_empty() {
                let at = at % changed.len();
                changed[at] = byte;
            }
            let encoded = OTHER.encode(&any);
            for text in [text.as_bytes(), &changed, &any, encoded.as_bytes()] {
                prop_assert_eq!(decoded(text, Segment::Claims).ok(), OTHER.decode(text).ok());
                let mac = OTHER.decode(text).ok().map(|bytes| <[u8; 32]>::try_from(bytes).ok());
                prop_assert_eq!(claimed_mac(text).ok(), mac);
            }
        }
    }
}
