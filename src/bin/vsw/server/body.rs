//! Body: reads a complete request body within limits.
//!
//! hyper refuses `Content-Length` headers that contradict each other or are not numbers, but accepts several equal
//! ones, which another parser may read differently.

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
    pub const TRUNCATED: Self = Self::new(StatusCode::BAD_REQUEST, "the body is truncated");
}

/// Reads a body of at most `largest` bytes within `time`. Does not read a body announced as larger.
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

/// The memory that the large bodies of a server share. Further ones wait; small ones do not need it, so senders of large
/// bodies do not lock them out.
pub struct LargeBodies(Arc<Semaphore>);

/// A body is large beyond this length.
const SMALL: usize = 64 * 1024;
/// How much of a refused body is read, and for how long.
const MOST_DISCARDED: usize = 8 * 1024 * 1024;
const DISCARDING: Duration = Duration::from_secs(1);
/// The number of large bodies in memory.
const LARGE_BODIES: usize = 64;

impl Default for LargeBodies {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(LARGE_BODIES)))
    }
}

/// Reads a body like [`read`]. A large one holds its share of the memory as long as the returned permit lives.
pub async fn read_sharing(
    headers: &HeaderMap,
    body: Incoming,
    largest: usize,
    time: Duration,
    shared: &LargeBodies,
) -> Result<(Bytes, Option<OwnedSemaphorePermit>), Refusal> {
    if let Err(refusal) = check_length(headers, largest) {
        // A proxy that still sends the body when the connection ends would report that instead of the response.
        let mut body = Limited::new(body, MOST_DISCARDED);
        let discarding = async { while let Some(Ok(_)) = body.frame().await {} };
        let _ = timeout(DISCARDING, discarding).await;
        return Err(refusal);
    }
    let reading = async {
        let mut body = Limited::new(body, largest);
        let mut whole = BytesMut::new();
        let mut permit = None;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| match error.is::<LengthLimitError>() {
                true => Refusal::TOO_LARGE,
                false => Refusal::TRUNCATED,
            })?;
            let Ok(piece) = frame.into_data() else { continue };
            if permit.is_none() && whole.len() + piece.len() > SMALL {
                permit = Arc::clone(&shared.0).acquire_owned().await.ok();
            }
            if whole.is_empty() && body.is_end_stream() {
                return Ok((piece, permit));
            }
            whole.extend_from_slice(&piece);
        }
        Ok((whole.freeze(), permit))
    };
    timeout(time, reading).await.unwrap_or(Err(Refusal::TOO_SLOW))
}

/// Checks the announced length, if any.
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
