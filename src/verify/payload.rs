//! Payload: checks that the delivered bytes are the signed ones.

use super::claims::Claims;
use super::payload_hash::{PayloadHash, PayloadRule};
use super::{FailedCheck, Outcome};
use crate::delivery::Delivery;

pub(super) fn check(claims: &Claims, delivery: &Delivery<'_>, failures: &mut Vec<FailedCheck>) -> Outcome {
    let Some(claimed) = claims.payload_hash else { return Outcome::Fail };
    let Some(failure) = difference(claimed, delivery) else { return Outcome::Pass };
    failures.push(failure);
    Outcome::Fail
}

fn difference(claimed: PayloadHash, delivery: &Delivery<'_>) -> Option<FailedCheck> {
    let rule = PayloadRule::of(delivery.method());
    // Reject a GET's body: the hash does not cover it.
    if rule == PayloadRule::Query && !delivery.body().is_empty() {
        return Some(FailedCheck::BodyOfGet { length: delivery.body().len() });
    }
    let payload = match delivery.payload() {
        Ok(payload) => payload,
        Err(reason) => return Some(FailedCheck::UnreadableQuery { reason }),
    };
    let computed = PayloadHash::of(&payload);
    let failure = match rule {
        PayloadRule::Raw => FailedCheck::PayloadMismatch { claimed, computed, length: payload.len() },
        PayloadRule::Query => FailedCheck::QueryMismatch { claimed, computed },
    };
    (!computed.matches(&claimed)).then_some(failure)
}
