//! Checks the claims `iss`, `api_key` and `application_id`. A missing `iss` was already reported when the
//! claims were read.

use super::claims::Claims;
use super::excerpt::Excerpt;
use super::parts::Claim;
use super::{FailedCheck, Outcome};
use crate::application::ApplicationId;

pub(crate) const ISSUER: &str = "Vonage";

pub(super) fn issuer(claims: &Claims, failures: &mut Vec<FailedCheck>) -> Outcome {
    match claims.iss() {
        Some(ISSUER) => Outcome::Pass,
        Some(other) => fail(failures, FailedCheck::IssuerMismatch { found: Excerpt::of(other) }),
        None => Outcome::Fail,
    }
}

/// `wanted`: the account of the matching secret, and the account that the caller expects.
pub(super) fn api_key(
    claims: &Claims,
    wanted: [Option<&str>; 2],
    failures: &mut Vec<FailedCheck>,
) -> Outcome {
    if wanted == [None, None] {
        return Outcome::Skipped;
    }
    match claims.api_key() {
        None => absent(Claim::ApiKey, failures),
        Some(claimed) => match wanted.into_iter().flatten().find(|wanted| *wanted != claimed) {
            None => Outcome::Pass,
            Some(expected) => {
                let (expected, claimed) = (Excerpt::of(expected), Excerpt::of(claimed));
                fail(failures, FailedCheck::ApiKeyMismatch { expected, found: claimed })
            }
        },
    }
}

pub(super) fn application(
    claims: &Claims,
    wanted: Option<ApplicationId>,
    failures: &mut Vec<FailedCheck>,
) -> Outcome {
    let Some(expected) = wanted else { return Outcome::Skipped };
    match claims.application_id() {
        None => absent(Claim::ApplicationId, failures),
        Some(claimed) if claimed.parse() == Ok(expected) => Outcome::Pass,
        Some(claimed) => {
            fail(failures, FailedCheck::ApplicationMismatch { expected, found: Excerpt::of(claimed) })
        }
    }
}

/// Reports a missing claim. Tokens may omit it, but the check needs it.
fn absent(claim: Claim, failures: &mut Vec<FailedCheck>) -> Outcome {
    if claim.has_wrong_type(failures) {
        Outcome::Fail
    } else {
        fail(failures, FailedCheck::MissingClaim { claim })
    }
}

fn fail(failures: &mut Vec<FailedCheck>, failure: FailedCheck) -> Outcome {
    failures.push(failure);
    Outcome::Fail
}
