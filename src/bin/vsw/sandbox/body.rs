//! A response body that can be sent incorrectly.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// The remaining bytes, and what follows them.
pub(super) struct Body {
    rest: Bytes,
    end: End,
    piece: usize,
    pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

/// What follows the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// The regular end.
    #[default]
    Whole,
    /// The connection is closed abruptly.
    Broken,
    /// Silence until the connection closes.
    Silent,
    /// Endless white space.
    Never,
}

/// The delay before the connection is closed: hyper sends its buffer when a body has no new data, and drops it when a
/// body fails.
const BEFORE_BREAKING: Duration = Duration::from_millis(20);
/// The content of an endless body.
static FILLER: [u8; 16 * 1024] = [b' '; 16 * 1024];

impl Body {
    /// Creates a body, sent at once or in pieces of at least one byte with a pause in milliseconds after each.
    pub(super) fn new(rest: Bytes, end: End, pieces: Option<(usize, u64)>) -> Self {
        let (piece, every_ms) = pieces.unwrap_or((usize::MAX, 0));
        Self { rest, end, piece: piece.max(1), pause: Duration::from_millis(every_ms), waiting: None }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(waiting) = &mut self.waiting {
            ready!(waiting.as_mut().poll(context));
            self.waiting = None;
            if self.rest.is_empty() && self.end == End::Broken {
                return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())));
            }
        }
        if !self.rest.is_empty() {
            let length = self.piece.min(self.rest.len());
            let piece = self.rest.split_to(length);
            if !self.pause.is_zero() {
                self.waiting = Some(Box::pin(sleep(self.pause)));
            }
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        match self.end {
            End::Whole => Poll::Ready(None),
            End::Silent => Poll::Pending,
            End::Never => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&FILLER))))),
            End::Broken => {
                self.waiting = Some(Box::pin(sleep(BEFORE_BREAKING)));
                self.poll_frame(context)
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.end {
            End::Whole => SizeHint::with_exact(self.rest.len() as u64),
            _ => SizeHint::default(),
        }
    }
}
