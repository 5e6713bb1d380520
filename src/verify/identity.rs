//! Who signed, for which account and for which application: `iss`, `api_key`, `application_id`.
//!
//! A claim that is missing though required, or misshapen, was told when the claims were read; here it only fails its
//! own check.

use super::claims::{Claim, Claims, Field};
use super::excerpt::Excerpt;
use super::{Failure, Outcome};
use crate::application::ApplicationId;

/// Who signs Vonage's webhooks.
pub(crate) const ISSUER: &str = "Vonage";

pub(super) fn issuer(claims: &Claims, found: &mut Vec<Failure>) -> Outcome {
    match claims.issuer() {
        Field::Is(ISSUER) => Outcome::Pass,
        Field::Is(other) => fail(found, Failure::IssuerMismatch { found: Excerpt::of(other) }),
        Field::Absent | Field::Misshapen => Outcome::Fail,
    }
}

/// `wanted`: what the matching secret's account asks for, and what the caller expects. Either may ask for nothing.
pub(super) fn api_key(claims: &Claims, wanted: [Option<&str>; 2], found: &mut Vec<Failure>) -> Outcome {
    if wanted == [None, None] {
        return Outcome::Skipped;
    }
    match claims.account() {
        Field::Absent => fail(found, Failure::MissingClaim { claim: Claim::ApiKey }),
        Field::Misshapen => Outcome::Fail,
        Field::Is(claimed) => match wanted.into_iter().flatten().find(|wanted| *wanted != claimed) {
            None => Outcome::Pass,
            Some(expected) => {
                let (expected, claimed) = (Excerpt::of(expected), Excerpt::of(claimed));
                fail(found, Failure::ApiKeyMismatch { expected, found: claimed })
            }
        },
    }
}

pub(super) fn application(
    claims: &Claims,
    wanted: Option<ApplicationId>,
    found: &mut Vec<Failure>,
) -> Outcome {
    let Some(expected) = wanted else { return Outcome::Skipped };
    match claims.application() {
        Field::Absent => fail(found, Failure::MissingClaim { claim: Claim::ApplicationId }),
        Field::Misshapen => Outcome::Fail,
        Field::Is(claimed) if claimed.parse() == Ok(expected) => Outcome::Pass,
        Field::Is(claimed) => {
            fail(found, Failure::ApplicationMismatch { expected, found: Excerpt::of(claimed) })
        }
    }
}

fn fail(found: &mut Vec<Failure>, failure: Failure) -> Outcome {
    found.push(failure);
    Outcome::Fail
}
