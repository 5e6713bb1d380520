//! Signer: signs deliveries and makes forgeries.
//!
//! Deliveries are written without redaction, so a delivery that contains a configured secret is refused.

mod account;
mod again;
pub mod request;

use vsw::capture::Capture;
use vsw::sign::{Forgery, Token};
use vsw::timestamp;
use vsw::verify::AUTHORIZATION;

use crate::args::sign::Claims;
use crate::context::Context;
use crate::failure::Failure;

pub use account::Signer;
pub use again::sign_again;

/// The claims that differ in each token.
#[derive(Clone, Debug)]
pub struct Issued {
    /// In seconds since 1970.
    pub iat: u64,
    pub jti: String,
}

impl Issued {
    pub fn now(context: &Context) -> Self {
        Self { iat: context.now_in_seconds(), jti: random_uuid() }
    }

    /// Returns the claims of the command line, and new ones for those missing.
    pub fn of(claims: &Claims, context: &Context) -> Result<Self, Failure> {
        let Self { iat, jti } = Self::now(context);
        Ok(Self { iat: claims.iat.as_deref().map_or(Ok(iat), time)?, jti: claims.jti.clone().unwrap_or(jti) })
    }
}

fn time(text: &str) -> Result<u64, Failure> {
    let seconds = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let seconds = seconds.or_else(|| timestamp::from_rfc3339(text.as_bytes()));
    // A verifier rejects times of more than 63 bits.
    seconds.filter(|seconds| i64::try_from(*seconds).is_ok()).ok_or_else(|| {
        let hint = "use seconds since 1970, or a time such as 2026-11-23T20:15:00Z";
        Failure::usage("--iat: not a time", hint)
    })
}

impl Signer {
    /// Signs a delivery: adds one Authorization header, or zero to two for a forgery.
    pub fn sign(
        &self,
        mut capture: Capture,
        issued: &Issued,
        forgery: Option<Forgery>,
        context: &Context,
    ) -> Result<Capture, Failure> {
        let token = Token::issued_at(issued.iat).jti(issued.jti.as_str());
        let token = self.api_key.iter().fold(token, Token::api_key);
        let token = self.application.into_iter().fold(token, Token::application);
        let authorizations = {
            let delivery = capture.delivery();
            let payload = delivery.payload().map_err(|reason| request::bad_query(&reason))?;
            match forgery {
                None => vec![token.bearer(&self.secret, &payload)],
                Some(forgery) => token.forged(forgery, &self.secret, &payload),
            }
        };
        let named = |value: String| (AUTHORIZATION.to_owned(), value.into_bytes());
        capture.headers.extend(authorizations.into_iter().map(named));
        check_no_secret(&capture, [Some(&issued.jti), self.api_key.as_ref()], context)?;
        Ok(capture)
    }
}

/// Returns a random UUID (RFC 9562 §5.4), as in Vonage's `jti` claim.
pub fn random_uuid() -> String {
    let number = fastrand::u128(..) & !(0xf << 76) | 4 << 76;
    let hex = format!("{:032x}", number & !(3 << 62) | 2 << 62);
    let part = |range| hex.get(range).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}

fn check_no_secret(
    capture: &Capture,
    claims: [Option<&String>; 2],
    context: &Context,
) -> Result<(), Failure> {
    let redactions = context.screen.redactions();
    let body = String::from_utf8_lossy(&capture.body);
    let headers = capture.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case(AUTHORIZATION));
    let headers: Vec<_> = headers.map(|(_, value)| String::from_utf8_lossy(value)).collect();
    let texts = claims.into_iter().flatten().map(String::as_str).chain([capture.url.as_str(), &*body]);
    let texts = texts.chain(headers.iter().map(|value| &**value));
    if texts.into_iter().any(|text| redactions.touch(text)) { Err(Failure::SecretInside) } else { Ok(()) }
}
