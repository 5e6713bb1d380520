//! Verifier: checks that a delivery comes from Vonage, is for this account, unchanged and fresh.
//!
//! Invariant: nothing in a token is trusted before its MAC passed.

mod builder;
mod checks;
mod claims;
mod code;
mod excerpt;
mod explain;
mod failed_check;
mod header;
mod identity;
mod likely_token;
mod parts;
mod payload;
mod payload_hash;
pub(crate) mod redacted;
mod rejection;
mod slot;
mod times;
mod token;
mod unverified;
mod verified;

#[cfg(test)]
mod vectors;
#[cfg(test)]
mod wycheproof;

use crate::application::ApplicationId;
use crate::delivery::Delivery;
use crate::secret::{InvalidSecret, SignatureSecret};

pub use builder::{BuildVerifierError, Builder};
pub use checks::{Checks, Outcome};
pub use claims::Claims;
pub use code::{Code, Verdict};
pub use excerpt::Excerpt;
pub use explain::{Cause, Certainty, Diagnosis, DiagnosticSecret, Explanation, Gunzip, SecretKind};
pub use failed_check::{FailedCheck, Malformed};
pub use header::{AUTHORIZATION, CLOUD_RUNTIME};
pub(crate) use identity::ISSUER;
pub use parts::{Claim, LONGEST_TOKEN, Segment};
pub use payload_hash::{PayloadHash, PayloadRule};
pub use rejection::Rejection;
pub use slot::Slot;
pub use token::TokenId;
pub use unverified::Unverified;
pub use verified::Verified;

use rejection::CheckedToken;
use slot::Signers;
use times::Tolerance;
use token::Token;

/// Verifies deliveries with one or several signature secrets. Build it once with [`Verifier::builder`] and share it
/// between threads.
///
/// ```
/// use vsw::{Code, Delivery, SignatureSecret, Slot, Verdict, Verifier};
///
/// let secret = SignatureSecret::new("the account's signature secret")?;
/// let verifier = Verifier::builder()
///     .slot(Slot::new(&secret, "main account").for_api_key("a1b2c3d"))
///     .expect_application("aaaaaaaa-bbbb-cccc-dddd-0123456789ab".parse()?)
///     .max_age(120)
///     .build()?;
/// let rejection = verifier.verify(&Delivery::post(&b"{}"[..]), 1_587_494_970).unwrap_err();
/// assert_eq!((rejection.verdict(), rejection.code()), (Verdict::Unsigned, Code::NoHeader));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Verifier {
    slots: Vec<Slot>,
    api_key: Option<String>,
    application: Option<ApplicationId>,
    tolerance: Tolerance,
    header: String,
}

impl Verifier {
    /// Returns a verifier for one account, with a maximum age of 300 s and a maximum clock skew of 60 s.
    ///
    /// `secret` is the account's *signature secret* from the Dashboard, not the API secret or a private key.
    ///
    /// # Errors
    /// Fails with [`InvalidSecret`] if the secret is blank, a PEM block or a JSON Web Key.
    pub fn new(secret: impl Into<Vec<u8>>) -> Result<Self, InvalidSecret> {
        let mut builder = Self::builder();
        builder.verifier.slots.push(Slot::new(&SignatureSecret::new(secret)?, "signature secret"));
        Ok(builder.verifier)
    }

    /// Returns a builder without secrets, with the same default limits as [`new`](Self::new).
    pub fn builder() -> Builder {
        Builder {
            verifier: Self {
                slots: Vec::new(),
                api_key: None,
                application: None,
                tolerance: Tolerance::USUAL,
                header: AUTHORIZATION.to_owned(),
            },
        }
    }

    /// Verifies one delivery. `now` is the verification time in seconds since 1970.
    ///
    /// # Errors
    /// Fails with a [`Rejection`], which has every failure found.
    pub fn verify<'d>(&self, delivery: &'d Delivery<'_>, now: u64) -> Result<Verified<'d>, Rejection> {
        let text = header::token_text(delivery, &self.header).map_err(Rejection::without_token)?;
        let token = Token::parse(text).map_err(Rejection::without_token)?;
        token.accept_algorithm().map_err(Rejection::without_token)?;

        let mut signers = self.slots_that_signed(&token);
        let retired = signers.retire(now);
        let Some(first) = signers.first() else {
            return Err(Rejection::without_signer(self.signature_failure(&token, retired, now)));
        };

        let token_id = token.id();

        // The MAC matched: a holder of the secret made the token.
        let mut failures = Vec::new();
        let claims = match Claims::read(token.into_payload(), &mut failures) {
            Ok(claims) => claims,
            Err(failure) => return Err(Rejection::unreadable_claims(failure, first)),
        };
        let slot = signers.of_account(claims.api_key()).unwrap_or(first);
        let checks = Checks {
            signature: Outcome::Pass,
            claims: Outcome::of(&failures),
            issuer: identity::issuer(&claims, &mut failures),
            api_key: identity::api_key(&claims, [slot.api_key(), self.api_key.as_deref()], &mut failures),
            application: identity::application(&claims, self.application, &mut failures),
            payload: payload::check(&claims, delivery, &mut failures),
            age: times::check(&claims, self.tolerance, now, &mut failures),
        };
        CheckedToken { claims, checks, token: token_id, label: slot.label_handle() }
            .into_result(failures, delivery)
    }

    /// Returns the signing time if the delivery was genuine then and was rejected only for its age.
    ///
    /// `rejection` must be this verifier's result for `delivery`.
    #[doc(hidden)]
    #[must_use]
    pub fn genuine_at(&self, rejection: &Rejection, delivery: &Delivery<'_>) -> Option<u64> {
        let concerns_age = |code: &Code| matches!(code, Code::TooOld | Code::Expired);
        let iat =
            rejection.authenticated_claims()?.iat.filter(|_| rejection.codes().iter().all(concerns_age))?;
        self.verify(delivery, iat).is_ok().then_some(iat)
    }

    /// Returns for how many seconds after its signing a token must be remembered to detect replays.
    ///
    /// The result is the maximum age plus twice the skew, because `iat` may be ahead of the clock, and the
    /// clock may be set back. If any age is allowed, the default age counts.
    #[must_use]
    pub fn replay_window(&self) -> u64 {
        self.longest_validity().saturating_add(self.tolerance.max_skew)
    }

    /// The maximum (or default) age plus the skew.
    pub(crate) fn longest_validity(&self) -> u64 {
        let Tolerance { max_age, max_skew } = self.tolerance;
        let max_age = if max_age == 0 { Tolerance::USUAL.max_age } else { max_age };
        max_age.saturating_add(max_skew)
    }

    #[cfg(feature = "tower")]
    pub(crate) fn accepts_any_age(&self) -> bool {
        self.tolerance.max_age == 0
    }

    /// Returns the name of the header that the verifier reads.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Computes the MAC of every slot, because the timing must not reveal which one matched.
    fn slots_that_signed(&self, token: &Token<'_>) -> Signers<'_> {
        self.slots.iter().filter(|slot| slot.signed(token)).collect()
    }

    /// The token's claims are unverified here, but the delivery is rejected in any case.
    fn signature_failure(&self, token: &Token<'_>, retired: Option<&Slot>, now: u64) -> FailedCheck {
        if let Some((slot, since)) = retired.and_then(|slot| Some((slot, slot.retired_for(now)?))) {
            return FailedCheck::RetiredSecret { label: Excerpt::of(slot.label()), since };
        }
        let keyed: Option<Vec<&str>> = self.slots.iter().map(Slot::api_key).collect();
        let claims = Claims::read(token.payload().to_vec(), &mut Vec::new()).ok();
        match (keyed, claims.as_ref().and_then(Claims::api_key)) {
            (Some(keys), Some(claimed)) if !keys.contains(&claimed) => {
                FailedCheck::NoSecretForKey { claimed: Excerpt::of(claimed) }
            }
            (Some(_), _) => FailedCheck::SignatureMismatch { tried: self.slots.len(), claimed: None },
            // A secret without an API key may belong to another account than the token. So report the account
            // that the token claims.
            (None, claimed) => {
                FailedCheck::SignatureMismatch { tried: self.slots.len(), claimed: claimed.map(Excerpt::of) }
            }
        }
    }
}
