//! Payload: whether what was delivered is what was signed.

use super::claims::Claims;
use super::payload_hash::{PayloadHash, PayloadRule};
use super::{Failure, Outcome};
use crate::delivery::Delivery;

/// Holds `payload_hash` against the delivery.
pub(super) fn check(claims: &Claims, delivery: &Delivery<'_>, found: &mut Vec<Failure>) -> Outcome {
    let Some(claimed) = claims.payload_hash() else { return Outcome::Fail };
    let failure = match PayloadRule::of(delivery.method()) {
        PayloadRule::Raw => raw_differs(claimed, delivery.body()),
        PayloadRule::Query => query_differs(claimed, delivery),
    };
    let Some(failure) = failure else { return Outcome::Pass };
    found.push(failure);
    Outcome::Fail
}

fn raw_differs(claimed: &PayloadHash, body: &[u8]) -> Option<Failure> {
    let computed = PayloadHash::of(body);
    let differs = !computed.matches(claimed);
    differs.then_some(Failure::PayloadMismatch { claimed: *claimed, computed, length: body.len() })
}

/// A body that came with a GET is not what was hashed, so nothing would vouch for it.
fn query_differs(claimed: &PayloadHash, delivery: &Delivery<'_>) -> Option<Failure> {
    if !delivery.body().is_empty() {
        return Some(Failure::BodyOfGet { length: delivery.body().len() });
    }
    match delivery.payload() {
        Err(reason) => Some(Failure::UnreadableQuery { reason }),
        Ok(payload) => {
            let computed = PayloadHash::of(&payload);
            (!computed.matches(claimed)).then_some(Failure::QueryMismatch { claimed: *claimed, computed })
        }
    }
}
