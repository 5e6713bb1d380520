//! A request's body, read whole into one piece of memory.

use std::pin::pin;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use http_body::Body;
use http_body_util::BodyExt as _;

use super::answer::Refusal;

/// The body's bytes, at most `limit` of them; one that announces more is not read at all. Trailers are left out.
///
/// Pieces are copied together as they come. Kept as they are until the end, a body in pieces of a byte each would take
/// some forty times its length.
pub(super) async fn within<B: Body>(limit: usize, body: B) -> Result<Bytes, Refusal> {
    let announced = body.size_hint().lower();
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Err(Refusal::TooLong);
    }
    let mut body = pin!(body);
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|_| Refusal::Unread)?.into_data() else { continue };
        if piece.remaining() > limit - whole.len() {
            return Err(Refusal::TooLong);
        }
        whole.put(piece);
    }
    Ok(whole.freeze())
}
