//! Verifier: is this delivery Vonage's, for us, unchanged and fresh?
//!
//! The order of checks is [`Verifier::verify`], to be read from top to bottom. Nothing of a token is believed before
//! its MAC passed; after that every check is made, so that a rejection can tell all that is wrong at once.
//!
//! Not here: why a rejected delivery may have been meant well (a diagnosis is never a verdict), and what to answer
//! to the sender.
//!
//! Invariant: [`Verified`] and authenticated claims are made in this module only.

mod builder;
mod checks;
mod claims;
mod code;
mod excerpt;
mod explain;
mod failed_check;
mod header;
mod identity;
mod parts;
mod payload;
mod payload_hash;
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
pub use explain::{Cause, Certainty, Diagnosis, Explanation, Gunzip, SecretKind};
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

/// Verifies deliveries against one or several signature secrets. Made once by [`Verifier::builder`], used for as
/// many deliveries as there are, from as many threads.
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
    /// Returns a verifier of one account's webhooks with the usual limits: 300 s of age and 60 s of skew, reading the
    /// header `Authorization`.
    ///
    /// `secret` is the account's *signature secret*, as the Dashboard shows it: neither the API secret nor a private key.
    ///
    /// # Errors
    /// [`InvalidSecret`] if the secret is blank, a PEM block or a JSON Web Key.
    pub fn new(secret: impl Into<Vec<u8>>) -> Result<Self, InvalidSecret> {
        let mut builder = Self::builder();
        builder.verifier.slots.push(Slot::new(&SignatureSecret::new(secret)?, "signature secret"));
        Ok(builder.verifier)
    }

    /// A verifier to be: without secrets, 300 s of age and 60 s of skew allowed, reading `Authorization`.
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

    /// Decides on one delivery. `now` is the time to decide as of, in seconds since 1970.
    ///
    /// # Errors
    /// A [`Rejection`] that knows every check and every failure. There is no third answer.
    pub fn verify<'d>(&self, delivery: &'d Delivery<'_>, now: u64) -> Result<Verified<'d>, Rejection> {
        let text = header::token_text(delivery, &self.header).map_err(Rejection::unread)?;
        let token = Token::parse(text).map_err(Rejection::unread)?;
        token.accept_algorithm().map_err(Rejection::unread)?;

        let mut signers = self.slots_that_signed(&token);
        let retired = signers.retire(now);
        let Some(first) = signers.first() else {
            return Err(Rejection::unsigned_by_us(self.why_none_signed(&token, retired, now)));
        };

        let token_id = token.id();

        // From here on the token is one that a holder of the secret made.
        let mut found = Vec::new();
        let claims = match Claims::read(token.into_payload(), &mut found) {
            Ok(claims) => claims,
            Err(failure) => return Err(Rejection::unreadable(failure, first)),
        };
        let slot = signers.of_account(claims.api_key()).unwrap_or(first);
        let checks = Checks {
            signature: Outcome::Pass,
            claims: Outcome::of(&found),
            issuer: identity::issuer(&claims, &mut found),
            api_key: identity::api_key(&claims, [slot.api_key(), self.api_key.as_deref()], &mut found),
            application: identity::application(&claims, self.application, &mut found),
            payload: payload::check(&claims, delivery, &mut found),
            age: times::check(&claims, self.tolerance, now, &mut found),
        };
        CheckedToken { claims, checks, token: token_id, label: slot.label_handle() }.judged(found, delivery)
    }

    /// For how long a token could come a second time and pass, in seconds: the age that is allowed and the skew on top.
    /// Where any age is allowed, as long as is usual.
    #[must_use]
    pub fn replay_window(&self) -> u64 {
        let Tolerance { max_age, max_skew } = self.tolerance;
        let max_age = if max_age == 0 { Tolerance::USUAL.max_age } else { max_age };
        max_age.saturating_add(max_skew)
    }

    /// The header that is read, and alone.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Every slot's MAC is made and compared, whichever matches and whatever the token claims: how long this takes
    /// tells nothing of which account's secret it was.
    fn slots_that_signed(&self, token: &Token<'_>) -> Signers<'_> {
        self.slots.iter().filter(|slot| slot.signed(token)).collect()
    }

    /// Says why no secret in force matched: a retired one did, or the token claims an account without a slot, or neither.
    /// The claim is unverified and only words the refusal.
    fn why_none_signed(&self, token: &Token<'_>, retired: Option<&Slot>, now: u64) -> FailedCheck {
        if let Some((slot, since)) = retired.and_then(|slot| Some((slot, slot.retired_for(now)?))) {
            return FailedCheck::RetiredSecret { label: Excerpt::of(slot.label()), since };
        }
        let keyed: Option<Vec<&str>> = self.slots.iter().map(Slot::api_key).collect();
        let claims = Claims::read(token.payload().to_vec(), &mut Vec::new()).ok();
        match (keyed, claims.as_ref().and_then(Claims::api_key)) {
            (Some(keys), Some(claimed)) if !keys.contains(&claimed) => {
                FailedCheck::NoSecretForKey { claimed: Excerpt::of(claimed) }
            }
            _ => FailedCheck::SignatureMismatch { tried: self.slots.len() },
        }
    }
}
