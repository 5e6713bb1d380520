//! Body: reads request bodies within limits of size, time and memory.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::header::CONTENT_LENGTH;
use hyper::{HeaderMap, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::guard::Refusal;

impl Refusal {
    pub const CONTENT_LENGTH: Self =
        Self::new(StatusCode::BAD_REQUEST, "the Content-Length header is not one number");
    pub const TOO_LARGE: Self = Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large");
    pub const TOO_SLOW: Self = Self::new(StatusCode::REQUEST_TIMEOUT, "the body took too long");
    pub const NO_MEMORY: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "no memory is free for bodies from senders without a valid token",
    );
    pub const TRUNCATED: Self = Self::new(StatusCode::BAD_REQUEST, "the body is truncated");
}

/// Reads a body of at most `largest` bytes. If `Content-Length` announces more, reads nothing.
pub async fn read(
    headers: &HeaderMap,
    body: Incoming,
    largest: usize,
    time: Duration,
) -> Result<Bytes, Refusal> {
    check_length(headers, largest)?;
    match timeout(time, Limited::new(body, largest).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Refusal::TOO_LARGE),
        Ok(Err(_)) => Err(Refusal::TRUNCATED),
        Err(_) => Err(Refusal::TOO_SLOW),
    }
}

/// The memory for request bodies. Strangers ([`SentBy::Unverified`]) have a separate share, so they cannot
/// block other senders.
pub struct BodyMemory {
    of_verified: Arc<Semaphore>,
    of_unverified: Arc<Semaphore>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentBy {
    /// The token is valid, but its hash of the body is not checked yet. A body over [`MAX_SMALL_BYTES`] waits
    /// until memory is free.
    Verified,
    /// Any other sender. If no memory is free, the body is refused.
    Unverified,
}

/// Reserved memory for a body, released on drop; `None` if the body needs no reservation.
pub type Held = Option<OwnedSemaphorePermit>;

/// A body that announces at most this length, in bytes, reserves no memory.
const MAX_UNRESERVED_BYTES: u64 = 8 * 1024;
const MAX_SMALL_BYTES: usize = 64 * 1024;
/// In bytes: the size of one permit.
const PERMIT_BYTES: usize = 1024;
/// Both in bytes. [`BodyMemory::new`] raises them to the size of the largest body, if that is larger.
const VERIFIED_BYTES: usize = 64 * 1024 * 1024;
const UNVERIFIED_BYTES: usize = 16 * 1024 * 1024;
/// Limits for reading a refused body.
const MAX_DISCARDED_BYTES: usize = 8 * 1024 * 1024;
const DISCARD_TIMEOUT: Duration = Duration::from_secs(1);

impl BodyMemory {
    pub fn new(largest: usize) -> Self {
        let share = |bytes: usize| Arc::new(Semaphore::new(bytes.max(largest).div_ceil(PERMIT_BYTES)));
        Self { of_verified: share(VERIFIED_BYTES), of_unverified: share(UNVERIFIED_BYTES) }
    }

    /// Reserves memory for the largest body. Waits until the memory is free.
    async fn reserve_verified(&self, largest: usize) -> Result<OwnedSemaphorePermit, Refusal> {
        let units = u32::try_from(largest.div_ceil(PERMIT_BYTES)).unwrap_or(u32::MAX);
        Arc::clone(&self.of_verified).acquire_many_owned(units).await.map_err(|_| Refusal::NO_MEMORY)
    }

    /// Extends the reservation to `length` bytes, or fails at once.
    fn reserve_unverified(&self, held: &mut Held, length: usize) -> Result<(), Refusal> {
        let missing =
            length.div_ceil(PERMIT_BYTES) - held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let missing = u32::try_from(missing).unwrap_or(u32::MAX);
        let more = Arc::clone(&self.of_unverified).try_acquire_many_owned(missing);
        let more = more.map_err(|_| Refusal::NO_MEMORY)?;
        match held {
            Some(held) => held.merge(more),
            None => *held = Some(more),
        }
        Ok(())
    }
}

pub async fn read_sharing(
    headers: &HeaderMap,
    body: Incoming,
    largest: usize,
    time: Duration,
    memory: &BodyMemory,
    sent_by: impl FnOnce() -> SentBy,
) -> Result<(Bytes, Held), Refusal> {
    if let Err(refusal) = check_length(headers, largest) {
        // Read on before responding: with an unread body, the connection ends early, and a proxy reports that
        // instead of this response.
        let mut body = Limited::new(body, MAX_DISCARDED_BYTES);
        let discarding = async { while let Some(Ok(_)) = body.frame().await {} };
        let _ = timeout(DISCARD_TIMEOUT, discarding).await;
        return Err(refusal);
    }
    let reading = async {
        let needs_share = body.size_hint().upper().is_none_or(|length| length > MAX_UNRESERVED_BYTES);
        let sent_by = needs_share.then(sent_by);
        let mut body = Limited::new(body, largest);
        let mut whole = BytesMut::new();
        let mut held = None;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| match error.is::<LengthLimitError>() {
                true => Refusal::TOO_LARGE,
                false => Refusal::TRUNCATED,
            })?;
            let Ok(piece) = frame.into_data() else { continue };
            let length = whole.len() + piece.len();
            match sent_by {
                Some(SentBy::Verified) if length > MAX_SMALL_BYTES && held.is_none() => {
                    held = Some(memory.reserve_verified(largest).await?);
                }
                Some(SentBy::Unverified) => memory.reserve_unverified(&mut held, length)?,
                Some(SentBy::Verified) | None => {}
            }
            if whole.is_empty() && body.is_end_stream() {
                return Ok((piece, held));
            }
            whole.extend_from_slice(&piece);
        }
        Ok((whole.freeze(), held))
    };
    timeout(time, reading).await.unwrap_or(Err(Refusal::TOO_SLOW))
}

/// Checks `Content-Length`. Equal repeated headers are refused too: hyper accepts them, but another parser may not.
fn check_length(headers: &HeaderMap, largest: usize) -> Result<(), Refusal> {
    let mut lengths = headers.get_all(CONTENT_LENGTH).iter();
    let Some(length) = lengths.next() else { return Ok(()) };
    let digits = length.to_str().ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let length: Option<u64> = digits.and_then(|text| text.parse().ok());
    match (length, lengths.next()) {
        (Some(length), None) if length <= largest as u64 => Ok(()),
        (Some(_), None) => Err(Refusal::TOO_LARGE),
        _ => Err(Refusal::CONTENT_LENGTH),
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn s2_the_announced_length_is_one_number_within_the_limit() {
        for (lengths, verdict) in [
            (&[][..], Ok(())),
            (&["0"], Ok(())),
            (&["16777216"], Ok(())),
            (&["16777217"], Err(Refusal::TOO_LARGE)),
            (&["99999999999999999999"], Err(Refusal::CONTENT_LENGTH)),
            (&["+1"], Err(Refusal::CONTENT_LENGTH)),
            (&[""], Err(Refusal::CONTENT_LENGTH)),
            (&["1", "1"], Err(Refusal::CONTENT_LENGTH)),
        ] {
            let mut headers = HeaderMap::new();
            for length in lengths {
                headers.append(CONTENT_LENGTH, HeaderValue::from_static(length));
            }
            assert_eq!(check_length(&headers, 16 * 1024 * 1024), verdict, "{lengths:?}");
        }
    }
}
