//! The sandbox's HTTP service: refuses requests, or passes them to the control interface or to the API's state.

use std::io;
use std::sync::MutexGuard;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Response, StatusCode};
use serde_json::json;
use tokio::time::sleep;

use super::body::Body;
use super::control;
use super::fault::Moment;
use super::player;
use super::request::Request;
use super::response::SandboxResponse;
use super::state::{Shared, State};
use crate::server::guard::{self, Refusal};
use crate::server::{Connection, Service, body};

pub(super) struct SandboxService {
    state: Shared,
    body_time: Duration,
}

/// As large as the largest response that `vsw` reads.
const LARGEST_BODY: usize = 16 * 1024 * 1024;
const TRANSFER_CODED: Refusal =
    Refusal::new(StatusCode::LENGTH_REQUIRED, "Transfer-Encoding is not supported; send Content-Length");

impl Service for SandboxService {
    type Body = Body;

    async fn respond(
        &self,
        request: hyper::Request<Incoming>,
        connection: Connection,
    ) -> io::Result<Response<Body>> {
        let (head, body) = request.into_parts();
        let (body, refusal) = match self.read(&head, body, &connection).await {
            Ok(body) => (body, None),
            Err(Refusal::TRUNCATED) => return Err(io::ErrorKind::ConnectionAborted.into()),
            Err(refusal) => (Bytes::new(), Some(refusal)),
        };
        let request = Request {
            connection: connection.number,
            method: head.method,
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(str::to_owned),
            headers: head.headers,
            body,
        };
        let controls = request
            .path
            .strip_prefix(control::ROOT)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if let Some(Refusal { status, reason }) = refusal {
            if !controls {
                self.state().refuse(&request, status.as_u16());
            }
            return Ok(SandboxResponse::json(status, &json!({ "error": reason }))
                .with(CONNECTION, "close")
                .into_response());
        }
        if controls {
            let answer = control::respond(&mut self.state(), &request);
            self.begin_calls();
            return Ok(answer.into_response());
        }
        let faults = self.state().match_faults(&request);
        wait(faults.delay(Moment::Before)).await;
        let answer = self.state().apply(&request, &faults);
        self.begin_calls();
        wait(faults.delay(Moment::After)).await;
        answer.map(SandboxResponse::into_response).ok_or_else(|| io::ErrorKind::ConnectionAborted.into())
    }
}

impl SandboxService {
    pub(super) fn new(state: State, body_time: Duration) -> Self {
        Self { state: Shared::new(state), body_time }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    fn begin_calls(&self) {
        for uuid in self.state().calls.take_begun() {
            tokio::spawn(player::play(self.state.clone(), uuid));
        }
    }

    async fn read(&self, head: &Parts, body: Incoming, connection: &Connection) -> Result<Bytes, Refusal> {
        guard::check(head, connection.reached, &[])?;
        if head.headers.contains_key(TRANSFER_ENCODING) {
            return Err(TRANSFER_CODED);
        }
        body::read(&head.headers, body, LARGEST_BODY, self.body_time).await
    }
}

/// Avoids a sleep of zero, which would take a millisecond or two.
async fn wait(time: Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    #[test]
    fn a_zero_wait_returns_at_once() {
        let ready = pin!(wait(Duration::ZERO)).poll(&mut Context::from_waker(Waker::noop())).is_ready();
        assert!(ready, "a sleep would not be over, and without a timer would panic");
    }
}
