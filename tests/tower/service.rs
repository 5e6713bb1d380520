//! Shared by the tests: an inner service that records requests, and a request body that comes in pieces.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::Full;
use tower_service::Service;

#[derive(Default)]
pub struct Handler {
    pub seen: Arc<Mutex<Vec<Request<Full<Bytes>>>>>,
    is_ready: bool,
}

impl Clone for Handler {
    /// A clone of a ready service need not be ready, by tower's contract. This clone never is.
    fn clone(&self) -> Self {
        Self { seen: Arc::clone(&self.seen), is_ready: false }
    }
}

impl Service<Request<Full<Bytes>>> for Handler {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.is_ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Full<Bytes>>) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "called before `poll_ready`");
        self.seen.lock().unwrap().push(request);
        ready(Ok(Response::new(full("handled"))))
    }
}

pub struct Pieces {
    pub remaining: VecDeque<Result<Frame<Bytes>, &'static str>>,
    /// The lower bound of the size hint.
    pub announced: u64,
    pub on_poll: Box<dyn FnMut() + Send>,
}

impl Pieces {
    pub fn new<const N: usize>(pieces: [&'static [u8]; N]) -> Self {
        Self::of(pieces.map(|piece| Ok(Frame::data(Bytes::from_static(piece)))))
    }

    pub fn of<const N: usize>(pieces: [Result<Frame<Bytes>, &'static str>; N]) -> Self {
        Self { remaining: pieces.into(), announced: 0, on_poll: Box::new(|| {}) }
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        (self.on_poll)();
        Poll::Ready(self.remaining.pop_front())
    }

    fn size_hint(&self) -> SizeHint {
        let mut hint = SizeHint::new();
        hint.set_lower(self.announced);
        hint
    }
}

pub fn full(body: &'static str) -> Full<Bytes> {
    Full::from(body)
}
