//! Forgery: wrong tokens and headers with which to test a handler. Never changes the body.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha512};

use super::{HEADER, Token, literal, signed_text};
use crate::mac::MacKey;
use crate::secret::SignatureSecret;
use crate::verify::{Code, LONGEST_TOKEN};
use crate::words::words;

macro_rules! forgeries {
    ($($name:ident = $word:literal, $code:ident, $about:literal;)*) => {
        words! {
            /// A kind of forgery, in about the order of the verifier's checks.
            #[non_exhaustive]
            pub enum Forgery { $(#[doc = $about] $name = $word,)* }
        }

        impl Forgery {
            /// Returns the code with which a verifier rejects the forgery. The verifier must expect the
            /// token's account and application.
            #[must_use]
            pub fn code(self) -> Code {
                match self { $(Self::$name => Code::$code,)* }
            }

            /// Returns a phrase that describes the fault.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$name => $about,)* }
            }
        }
    };
}

forgeries! {
    NoSignature = "no-signature", NoHeader, "no Authorization header";
    TwoTokens = "two-tokens", SeveralHeaders, "two Authorization headers with the same valid token";
    Basic = "basic", NotBearer, "HTTP Basic instead of Bearer";
    TwoSegments = "two-segments", MalformedToken, "no signature segment";
    BadBase64 = "bad-base64", MalformedToken, "base64 padding after the signature, which lenient parsers ignore";
    TooLong = "too-long", TokenTooLong, "a token longer than 16 KiB, correctly signed";
    DuplicateAlg = "duplicate-alg", DuplicateMember, "two algorithms in the token's header, the last one HS256; correctly signed";
    AlgNone = "alg-none", UnsupportedAlgorithm, "the algorithm `none` and no signature";
    AlgNoneCase = "alg-none-case", UnsupportedAlgorithm, "the algorithm `nOnE` and no signature";
    Hs512 = "hs512", UnsupportedAlgorithm, "the algorithm HS512, correctly signed with the account's secret";
    Rs256Confusion = "rs256-confusion", UnsupportedAlgorithm, "the algorithm RS256, but an HS256 signature with the account's secret";
    Crit = "crit", CriticalHeader, "an unsupported critical extension (`crit`), correctly signed";
    B64False = "b64-false", CriticalHeader, "`b64` set to false, as for claims without encoding; correctly signed";
    EmptySignature = "empty-signature", SignatureMismatch, "an empty signature segment";
    ShortSignature = "short-signature", SignatureMismatch, "the first half of the correct signature";
    WrongSecret = "wrong-secret", SignatureMismatch, "a token signed with an unrelated secret";
    EmptySecret = "empty-secret", SignatureMismatch, "a token signed with an empty secret, which a handler without a set secret may accept";
    ClaimsList = "claims-list", ClaimsNotJson, "claims that are a JSON array, correctly signed";
    DuplicateClaim = "duplicate-claim", DuplicateMember, "`iss` twice, the last one `Vonage`; correctly signed";
    NoIat = "no-iat", MissingClaim, "a token without `iat`, so of unknown age; correctly signed";
    NoPayloadHash = "no-payload-hash", MissingClaim, "no `payload_hash`, so any body would pass; correctly signed";
    TextIat = "text-iat", ClaimType, "`iat` as a string, correctly signed";
    UpperCaseHash = "upper-case-hash", ClaimType, "the correct `payload_hash` in upper case, correctly signed";
    WrongIssuer = "wrong-issuer", IssuerMismatch, "another issuer than Vonage, correctly signed";
    WrongApiKey = "wrong-api-key", ApiKeyMismatch, "the `api_key` of another account, correctly signed; for handlers that check `api_key`";
    WrongApplication = "wrong-application", ApplicationMismatch, "the `application_id` of another application, correctly signed; for handlers that check `application_id`";
    SwappedBody = "swapped-body", PayloadMismatch, "the valid token of another webhook";
    ChangedBody = "changed-body", PayloadMismatch, "a body that lost a trailing newline after signing";
    Stale = "stale", TooOld, "a token issued an hour before its delivery, correctly signed";
    Future = "future", FromTheFuture, "an `iat` that is an hour too late, correctly signed";
    Expired = "expired", Expired, "a token that expired (`exp`) an hour before its delivery, correctly signed";
    NotYetValid = "not-yet-valid", NotYetValid, "a token that becomes valid (`nbf`) an hour after its delivery, correctly signed";
}

/// In seconds; longer than the verifier's default tolerances.
const HOUR: u64 = 3600;
/// Longer than real keys, so that no account has this key.
const OTHER_KEY: &str = "another-key-000";
const OTHER_APPLICATION: &str = "00000000-dead-4bad-8bad-000000000000";

impl Forgery {
    /// Returns whether [`Token::forged`] needs the account's secret. If not, pass another secret.
    #[must_use]
    pub fn needs_account_secret(self) -> bool {
        !matches!(
            self,
            Self::NoSignature
                | Self::Basic
                | Self::AlgNone
                | Self::AlgNoneCase
                | Self::WrongSecret
                | Self::EmptySecret
        )
    }

    fn header(self) -> &'static str {
        match self {
            Self::DuplicateAlg => r#"{"alg":"none","typ":"JWT","alg":"HS256"}"#,
            Self::AlgNone => r#"{"alg":"none","typ":"JWT"}"#,
            Self::AlgNoneCase => r#"{"alg":"nOnE","typ":"JWT"}"#,
            Self::Hs512 => r#"{"alg":"HS512","typ":"JWT"}"#,
            Self::Rs256Confusion => r#"{"alg":"RS256","typ":"JWT"}"#,
            Self::Crit => r#"{"alg":"HS256","typ":"JWT","crit":["exp"]}"#,
            Self::B64False => r#"{"alg":"HS256","typ":"JWT","b64":false}"#,
            _ => HEADER,
        }
    }
}

impl Token {
    /// Returns the values of the `Authorization` headers. `payload` is what a genuine token would sign.
    ///
    /// If [`needs_account_secret`](Forgery::needs_account_secret) returns `true`, `secret` must be the
    /// account's. Otherwise, `secret` must be another one.
    #[must_use]
    pub fn forged(&self, forgery: Forgery, secret: &SignatureSecret, payload: &[u8]) -> Vec<String> {
        match forgery {
            Forgery::NoSignature => return Vec::new(),
            Forgery::Basic => return vec!["Basic dXNlcjpwYXNzd29yZA==".to_owned()],
            Forgery::TwoTokens => return vec![self.bearer(secret, payload); 2],
            _ => {}
        }
        let claims = self.forged_claims(forgery, payload);
        let signed = match forgery {
            Forgery::ClaimsList => [HEADER, "[]"].map(|part| URL_SAFE_NO_PAD.encode(part)).join("."),
            _ => signed_text(forgery.header(), &claims),
        };
        let key = match forgery {
            Forgery::EmptySecret => MacKey::of_bytes(b""),
            _ => MacKey::of(secret),
        };
        let mac = key.mac(signed.as_bytes());
        let right = || URL_SAFE_NO_PAD.encode(mac.bytes());
        let token = match forgery {
            Forgery::TwoSegments => signed,
            Forgery::AlgNone | Forgery::AlgNoneCase | Forgery::EmptySignature => format!("{signed}."),
            Forgery::BadBase64 => format!("{signed}.{}=", right()),
            Forgery::ShortSignature => {
                let (half, _) = mac.bytes().split_at(mac.bytes().len() / 2);
                format!("{signed}.{}", URL_SAFE_NO_PAD.encode(half))
            }
            Forgery::Hs512 => {
                let mac = hmac_sha512(secret.expose(), signed.as_bytes());
                format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
            }
            _ => format!("{signed}.{}", right()),
        };
        vec![format!("Bearer {token}")]
    }

    fn forged_claims(&self, forgery: Forgery, payload: &[u8]) -> Vec<(&'static str, String)> {
        let iat = match forgery {
            Forgery::Stale => self.iat.saturating_sub(HOUR),
            Forgery::Future => self.iat.saturating_add(HOUR),
            _ => self.iat,
        };
        let token = Self { iat, ..self.clone() };
        let mut claims = match forgery {
            Forgery::SwappedBody => token.claims(br#"{"payload":"another webhook"}"#),
            Forgery::ChangedBody => token.claims(&[payload, b"\n"].concat()),
            _ => token.claims(payload),
        };
        match forgery {
            Forgery::DuplicateClaim => {
                let at = claims.iter().position(|(name, _)| *name == "iss").unwrap_or_default();
                claims.insert(at, ("iss", literal("another issuer")));
            }
            Forgery::NoIat => claims.retain(|(name, _)| *name != "iat"),
            Forgery::NoPayloadHash => claims.retain(|(name, _)| *name != "payload_hash"),
            Forgery::TextIat => change(&mut claims, "iat", literal),
            Forgery::UpperCaseHash => change(&mut claims, "payload_hash", str::to_uppercase),
            Forgery::WrongIssuer => change(&mut claims, "iss", |_| literal("another issuer")),
            Forgery::WrongApiKey => put(&mut claims, "api_key", literal(OTHER_KEY)),
            Forgery::WrongApplication => put(&mut claims, "application_id", literal(OTHER_APPLICATION)),
            Forgery::TooLong => put(&mut claims, "padding", literal(&"x".repeat(LONGEST_TOKEN))),
            Forgery::Expired => put(&mut claims, "exp", iat.saturating_sub(HOUR).to_string()),
            Forgery::NotYetValid => put(&mut claims, "nbf", iat.saturating_add(HOUR).to_string()),
            _ => {}
        }
        claims
    }
}

fn change(claims: &mut [(&'static str, String)], name: &str, to: impl Fn(&str) -> String) {
    for (_, value) in claims.iter_mut().filter(|(found, _)| *found == name) {
        *value = to(value);
    }
}

fn put(claims: &mut Vec<(&'static str, String)>, name: &'static str, value: String) {
    claims.retain(|(found, _)| *found != name);
    claims.push((name, value));
}

/// HMAC-SHA-512 (RFC 2104), only for the forgery `hs512`.
fn hmac_sha512(key: &[u8], message: &[u8]) -> [u8; 64] {
    const BLOCK: usize = 128;
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..64].copy_from_slice(&sha512([key, b""]));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = sha512([&block.map(|byte| byte ^ 0x36), message]);
    sha512([&block.map(|byte| byte ^ 0x5c), &inner])
}

fn sha512(parts: [&[u8]; 2]) -> [u8; 64] {
    Sha512::digest(parts.concat()).into()
}

#[cfg(test)]
mod tests {
    use super::hmac_sha512;

    #[test]
    fn two_vectors_of_rfc_4231() {
        let long = [0xaa; 131];
        for (key, message, mac) in [
            (
                &b"Jefe"[..],
                "what do ya want for nothing?",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
            (
                &long[..],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
            ),
        ] {
            let made = hmac_sha512(key, message.as_bytes());
            assert_eq!(made.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")), mac);
        }
    }
}
