//! Reads a request's body into one buffer.

use std::pin::pin;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use http_body::Body;
use http_body_util::BodyExt as _;

use super::refusal::Refusal;

/// Reads at most `limit` bytes, and drops trailers.
///
/// Copies frames into one buffer, because a list of one-byte frames takes about forty times the memory.
pub(super) async fn within<B: Body>(limit: usize, body: B) -> Result<Bytes, Refusal> {
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(Refusal::TooLong);
    }
    let mut body = pin!(body);
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(mut piece) = frame.map_err(|_| Refusal::Unreadable)?.into_data() else { continue };
        let length = piece.remaining();
        if length > limit - whole.len() {
            return Err(Refusal::TooLong);
        }
        if whole.is_empty() && body.is_end_stream() {
            return Ok(piece.copy_to_bytes(length));
        }
        whole.put(piece);
    }
    Ok(whole.freeze())
}
