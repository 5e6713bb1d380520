//! Checks a token's times, `iat`, `exp` and `nbf`. All times are in seconds.
//!
//! Invariant: differences saturate at zero, so that none overflows.

use super::claims::Claims;
use super::parts::Claim;
use super::{FailedCheck, Outcome};

#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    /// 0 means no limit.
    pub(super) max_age: u64,
    pub(super) max_skew: u64,
}

impl Tolerance {
    /// `max_age`: Vonage documents no limit; Stripe, Svix and Symfony allow 300 s.
    pub(super) const USUAL: Self = Self { max_age: 300, max_skew: 60 };
}

pub(super) fn check(
    claims: &Claims,
    allowed: Tolerance,
    now: u64,
    failures: &mut Vec<FailedCheck>,
) -> Outcome {
    let Tolerance { max_age, max_skew } = allowed;
    let before = failures.len();
    if let Some(iat) = claims.iat {
        let (age, ahead) = (now.saturating_sub(iat), iat.saturating_sub(now));
        if max_age != 0 && age > max_age {
            failures.push(FailedCheck::TooOld { age, allowed: max_age });
        }
        if ahead > max_skew {
            failures.push(FailedCheck::FromTheFuture { ahead, allowed: max_skew });
        }
    }
    if let Some(exp) = claims.exp {
        let since = now.saturating_sub(exp);
        if since > max_skew {
            failures.push(FailedCheck::Expired { since, allowed: max_skew });
        }
    }
    if let Some(nbf) = claims.nbf {
        let ahead = nbf.saturating_sub(now);
        if ahead > max_skew {
            failures.push(FailedCheck::NotYetValid { ahead, allowed: max_skew });
        }
    }
    let unread =
        claims.iat.is_none() || [Claim::Exp, Claim::Nbf].iter().any(|claim| claim.has_wrong_type(failures));
    match () {
        () if unread || failures.len() > before => Outcome::Fail,
        () if max_age == 0 => Outcome::Skipped,
        () => Outcome::Pass,
    }
}
