//! Payload: whether what was delivered is what was signed.

use super::claims::Claims;
use super::payload_hash::{PayloadHash, PayloadRule};
use super::{Failure, Outcome};
use crate::delivery::Delivery;

/// Holds `payload_hash` against the delivery.
pub(super) fn check(claims: &Claims, delivery: &Delivery<'_>, found: &mut Vec<Failure>) -> Outcome {
    let Some(claimed) = claims.payload_hash else { return Outcome::Fail };
    let Some(failure) = difference(claimed, delivery) else { return Outcome::Pass };
    found.push(failure);
    Outcome::Fail
}

fn difference(claimed: PayloadHash, delivery: &Delivery<'_>) -> Option<Failure> {
    let rule = PayloadRule::of(delivery.method());
    // A body that came with a GET is not what was hashed, so nothing would vouch for it.
    if rule == PayloadRule::Query && !delivery.body().is_empty() {
        return Some(Failure::BodyOfGet { length: delivery.body().len() });
    }
    let payload = match delivery.payload() {
        Ok(payload) => payload,
        Err(reason) => return Some(Failure::UnreadableQuery { reason }),
    };
    let computed = PayloadHash::of(&payload);
    let failure = match rule {
        PayloadRule::Raw => Failure::PayloadMismatch { claimed, computed, length: payload.len() },
        PayloadRule::Query => Failure::QueryMismatch { claimed, computed },
    };
    (!computed.matches(&claimed)).then_some(failure)
}
