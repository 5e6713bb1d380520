//! Token: three segments of a JWT in compact form (RFC 7515 §7.1), strictly read, and what its header asks for.
//!
//! Not here: what the claims say. Nothing of a `Token` has been verified.

use std::fmt;

use base64_simd::{Out, URL_SAFE_NO_PAD};
use memchr::memchr;

use super::excerpt::Excerpt;
use super::failed_check::{FailedCheck, Malformed};
use super::parts::{DEEPEST, LONGEST_TOKEN, Segment};
use crate::json::{Json, Kind, Value};
use crate::mac::MacKey;

/// `{"alg":"HS256","typ":"JWT"}`, as it stands before nearly every token there is, Vonage's among them. Nothing has to
/// be read of it again.
const USUAL_HEADER: &[u8] = b"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// A token's three parts, decoded, with the text that its MAC is of.
pub(super) struct Token<'t> {
    signed: &'t [u8],
    /// Decoded; none if it is the usual one.
    header: Option<Vec<u8>>,
    payload: Vec<u8>,
    /// None if it has another length than HS256's, and so fits no secret.
    mac: Option<[u8; 32]>,
}

/// Which token it is: the first half of its MAC. Nobody without the secret can make two tokens with the same one, and
/// whoever has it cannot make the MAC of it.
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

    /// How many bytes the MAC is of: the first two segments and their dot, as they came.
    pub(super) fn signed_length(&self) -> usize {
        self.signed.len()
    }

    /// Returns whether that key made the token's MAC. The MAC is made and compared whatever the token holds.
    pub(super) fn is_signed_by(&self, key: &MacKey) -> bool {
        let mac = key.mac(self.signed);
        self.mac.is_some_and(|claimed| mac.matches(&claimed).into())
    }

    /// The second segment, decoded.
    pub(super) fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The same, taken out.
    pub(super) fn into_payload(self) -> Vec<u8> {
        self.payload
    }

    /// The token's id. Of one that no secret signed it says nothing.
    pub(super) fn id(&self) -> TokenId {
        let mut id = [0; 16];
        id.copy_from_slice(&self.mac.unwrap_or_default()[..16]);
        TokenId(id)
    }

    /// Accepts HS256 and nothing else. The header is read to refuse by name what it asks for, never to choose.
    pub(super) fn accept_algorithm(&self) -> Result<(), FailedCheck> {
        self.header.as_deref().map_or(Ok(()), Self::accept_header)
    }

    /// The same of a decoded first segment.
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
        // An extension that must be understood, and none is: RFC 7515 §4.1.11, and RFC 7797 for `b64`.
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
    /// From the bytes of an id.
    #[doc(hidden)]
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The third segment, decoded, if it is as long as HS256's MACs; none if it is another length of canonical base64url.
fn claimed_mac(segment: &[u8]) -> Result<Option<[u8; 32]>, FailedCheck> {
    let mut mac = [0; 32];
    if URL_SAFE_NO_PAD.decoded_length(segment).is_ok_and(|length| length == mac.len())
        && URL_SAFE_NO_PAD.decode(segment, Out::from_slice(&mut mac)).is_ok()
    {
        return Ok(Some(mac));
    }
    decoded(segment, Segment::Signature).map(|_| None)
}

/// What stands before the first dot, and what behind it.
fn at_dot(text: &[u8]) -> Option<(&[u8], &[u8])> {
    memchr(b'.', text).map(|dot| (&text[..dot], &text[dot + 1..]))
}

fn decoded(segment: &[u8], which: Segment) -> Result<Vec<u8>, FailedCheck> {
    // This engine refuses padding, the other alphabet, white space and non-zero trailing bits.
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
    fn the_usual_header_is_what_it_says() {
        let header = OTHER.decode(USUAL_HEADER).unwrap();
        assert_eq!(header, br#"{"alg":"HS256","typ":"JWT"}"#);
        let token = |header| Token { signed: b"", header, payload: Vec::new(), mac: None };
        assert!(token(Some(header)).accept_algorithm().is_ok());
        assert!(token(None).accept_algorithm().is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        // The fast decoder, against the strict one of another crate.
        #[test]
        fn v5_two_decoders_take_and_refuse_the_same(
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
