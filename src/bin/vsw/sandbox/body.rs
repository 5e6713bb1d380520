//! A response body that the sandbox can also send incorrectly, to imitate faults.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};

pub(super) struct Body {
    rest: Bytes,
    end: End,
    piece: usize,
    pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    #[default]
    Whole,
    Broken,
    Silent,
    Never,
}

/// When a body fails, hyper drops its unsent buffer. This pause is usually long enough to send the buffer first.
const BEFORE_BREAKING: Duration = Duration::from_millis(20);
static FILLER: [u8; 16 * 1024] = [b' '; 16 * 1024];

impl Body {
    /// `pieces` is the size of a piece in bytes, and the pause after it in milliseconds. `None` sends the
    /// body at once.
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
