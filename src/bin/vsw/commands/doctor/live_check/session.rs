//! Session: sends the requests of a live check (`vsw doctor --live-check`, which creates and deletes an
//! application) slowly, and at most [`MOST_REQUESTS`].

use std::cell::Cell;
use std::time::Duration;

use crate::api::{ApiError, Client, Deadline, Exchange, Operation};
use crate::signals;

/// The maximum number of requests of a live check. Retries count, and so does the removal of applications
/// that earlier checks left.
pub const MOST_REQUESTS: u32 = 40;
/// Requests reserved to delete the check's application: two attempts, each with a DELETE and three reads.
pub const FOR_CLEANUP: u32 = 8;
/// The pause before a request, unless the API is on this machine. Reads that follow a write use their own pauses.
pub const PACE: Duration = Duration::from_millis(500);
/// The maximum number of attempts for a request. A POST has only one.
const ATTEMPTS: u32 = 3;
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// If the API asks for a longer pause, the request is not retried.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
pub const AFTER_SIGNAL: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub enum Stop {
    /// No requests are left for this purpose.
    Budget,
    Signal,
    Api(ApiError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Question,
    /// May use the reserved requests, and continues after a signal.
    Cleanup,
}

pub struct Session<'c> {
    client: &'c Client,
    clock: Box<dyn Fn() -> Duration + 'c>,
    pace: Duration,
    /// The shorter of [`REQUEST_TIME`] and the timeout of the command line.
    timeout: Duration,
    sent: Cell<u32>,
    /// The deadline of the cleanup after a signal; `None` before.
    until: Cell<Option<Deadline>>,
}

impl<'c> Session<'c> {
    /// `clock` returns the time since any fixed start.
    pub fn new(
        client: &'c Client,
        pace: Duration,
        timeout: Duration,
        clock: impl Fn() -> Duration + 'c,
    ) -> Self {
        let (timeout, clock) = (timeout.min(REQUEST_TIME), Box::new(clock));
        Self { client, clock, pace, timeout, sent: Cell::new(0), until: Cell::new(None) }
    }

    pub fn now(&self) -> Duration {
        (self.clock)()
    }

    pub fn requests(&self) -> u32 {
        self.sent.get()
    }

    /// Pauses, then sends the request. Also returns `Ok` for a refusal such as 404: `is_answer` decides.
    pub async fn send(&self, operation: Operation<'_>, purpose: Purpose) -> Result<Exchange, Stop> {
        self.rest(self.pace, purpose).await?;
        self.send_now(operation, purpose).await
    }

    /// Sends without a pause: the caller has waited already.
    pub async fn send_now(&self, operation: Operation<'_>, purpose: Purpose) -> Result<Exchange, Stop> {
        let attempts = if matches!(operation, Operation::Create(_)) { 1 } else { ATTEMPTS };
        let mut attempt = 1;
        loop {
            let sent = self.once(operation, purpose).await?;
            let (error, pause) = match sent {
                Ok(exchange) if is_answer(operation, exchange.status) => return Ok(exchange),
                Ok(exchange) => (exchange.error(), exchange.retry_after),
                Err(error) => (error, None),
            };
            let pause = pause.unwrap_or(self.pace * 2 * attempt);
            if is_final(&error) || attempt >= attempts || pause > LONGEST_PAUSE {
                return Err(Stop::Api(error));
            }
            self.rest(pause, purpose).await?;
            attempt += 1;
        }
    }

    /// Waits until the time has passed or a signal comes. After a signal, only a cleanup can still wait.
    pub async fn rest(&self, time: Duration, purpose: Purpose) -> Result<(), Stop> {
        if let Some(limit) = self.limit(purpose) {
            tokio::time::sleep(time.min(limit.left())).await;
        } else if !time.is_zero() {
            // A sleep of zero would wait for the timer's next tick.
            let _ = signals::unless_held(tokio::time::sleep(time)).await;
        }
        if purpose == Purpose::Question && signals::held().is_some() { Err(Stop::Signal) } else { Ok(()) }
    }

    async fn once(
        &self,
        operation: Operation<'_>,
        purpose: Purpose,
    ) -> Result<Result<Exchange, ApiError>, Stop> {
        self.take(purpose)?;
        let deadline = Deadline::within(self.timeout);
        let deadline = self.limit(purpose).map_or(deadline, |limit| deadline.at_most(limit.left()));
        let exchange = self.client.exchange(operation, deadline);
        // Even after a signal, wait for the response to a creation, because the response has the id.
        if purpose == Purpose::Question && !matches!(operation, Operation::Create(_)) {
            return signals::unless_held(exchange).await.ok_or(Stop::Signal);
        }
        let mut exchange = std::pin::pin!(exchange);
        tokio::select! {
            done = &mut exchange => Ok(done),
            () = signals::until_held() => {
                let time = self.limit(purpose).map_or(AFTER_SIGNAL / 2, Deadline::left);
                let rest = tokio::time::timeout(time, exchange).await;
                Ok(rest.unwrap_or(Err(ApiError::TimedOut)))
            }
        }
    }

    /// Counts a request that the caller sends with another client than this session's.
    pub fn take_one(&self) -> Result<(), Stop> {
        self.take(Purpose::Question)
    }

    fn take(&self, purpose: Purpose) -> Result<(), Stop> {
        let reserved = if purpose == Purpose::Cleanup { 0 } else { FOR_CLEANUP };
        if self.sent.get() + reserved >= MOST_REQUESTS {
            return Err(Stop::Budget);
        }
        self.sent.set(self.sent.get() + 1);
        Ok(())
    }

    /// Returns the deadline of the cleanup if a signal limits it.
    fn limit(&self, purpose: Purpose) -> Option<Deadline> {
        if purpose == Purpose::Question || signals::held().is_none() {
            return None;
        }
        let until = self.until.get().unwrap_or_else(|| Deadline::within(AFTER_SIGNAL));
        self.until.set(Some(until));
        Some(until)
    }
}

/// Returns whether the response is a result for the check. 401 and 403 are results only for a request without
/// credentials.
fn is_answer(operation: Operation<'_>, status: u16) -> bool {
    match status {
        401 | 403 => matches!(operation, Operation::GetWithoutCredentials(_)),
        408 | 429 => false,
        _ => matches!(status, 200..=299 | 400..=499),
    }
}

fn is_final(error: &ApiError) -> bool {
    !matches!(
        error,
        ApiError::Busy { .. } | ApiError::NotConnected(_) | ApiError::Transport(_) | ApiError::TimedOut
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_credentials_and_a_failure_are_no_answers() {
        let id = "78d335fa-323d-0114-9c3d-d6f0d48968cf".parse().expect("an id");
        for status in [200, 201, 204, 400, 404, 405, 409, 415, 422] {
            assert!(is_answer(Operation::Get(id), status), "{status}");
        }
        for status in [100, 301, 307, 401, 403, 408, 429, 500, 503, 600] {
            assert!(!is_answer(Operation::Get(id), status), "{status}");
        }
        assert!(is_answer(Operation::GetWithoutCredentials(id), 401));
    }
}
