//! Rate limiter: delays requests to keep the user's rate, and a rate learned from the API's refusals.
//!
//! A refusal is a response with status 429, or with status 503 and `Retry-After`.

use std::cell::RefCell;
use std::time::Duration;

use tokio::time::Instant;

use super::ApiError;
use super::retry::{Deadline, now};

#[derive(Debug)]
pub struct RateLimiter {
    state: RefCell<State>,
}

#[derive(Debug)]
struct State {
    /// Requests per second, set by the user; `None` if the user set no limit.
    allowed: Option<f64>,
    /// Requests per second that the API seems to allow; `None` before a refusal.
    learned: Option<f64>,
    next: Instant,
    closed_until: Option<Instant>,
    /// Start of the period in which `responses` are counted.
    counting_since: Instant,
    responses: u32,
}

#[derive(Clone, Copy, Debug)]
pub struct Sent(Instant);

/// Share of the observed rate to use after a refusal.
const RATE_SHARE_AFTER_REFUSAL: f64 = 0.9;
/// A shorter period gives no reliable rate.
const SHORTEST_COUNT: Duration = Duration::from_secs(1);
/// Lowest learned rate, in requests per second.
const SLOWEST: f64 = 0.5;
/// Pause after a refusal without `Retry-After`.
const USUAL_PAUSE: Duration = Duration::from_secs(1);
/// Time without a refusal after which a learned rate doubles: it may be too low, because another client may
/// have caused the refusal.
const DOUBLE_AFTER: Duration = Duration::from_secs(600);
/// In requests per second. A lower learned rate doubles sooner: doubling too early costs only one pause, but
/// a rate that is too low may cost hours.
const LOW_RATE: f64 = 10.0;
const DOUBLE_SOON_AFTER: Duration = Duration::from_secs(5);

impl RateLimiter {
    pub fn without_limit() -> Self {
        let now = now();
        Self {
            state: RefCell::new(State {
                allowed: None,
                learned: None,
                next: now,
                closed_until: None,
                counting_since: now,
                responses: 0,
            }),
        }
    }

    /// Sets the user's limit, in requests per second. `None` means no limit.
    pub fn allow(&self, rate: Option<f64>) {
        self.state.borrow_mut().allowed = rate;
    }

    /// Waits until `requests` requests may be sent. Returns the deadline, extended by the wait for the rate,
    /// but not by a pause after a refusal.
    pub async fn admit(&self, requests: u32, deadline: Deadline) -> Result<Deadline, ApiError> {
        self.wait(requests, deadline, |wait, _| wait).await
    }

    /// Like [`RateLimiter::admit`] for a retry: the time that its own requests take at the rate counts
    /// against the deadline.
    pub async fn admit_again(&self, requests: u32, deadline: Deadline) -> Result<Deadline, ApiError> {
        self.wait(requests, deadline, Duration::saturating_sub).await
    }

    /// `extension(wait, own)` returns how much of a wait extends the deadline. `own` is the time that these
    /// requests take at the current rate.
    async fn wait(
        &self,
        requests: u32,
        deadline: Deadline,
        extension: impl Fn(Duration, Duration) -> Duration,
    ) -> Result<Deadline, ApiError> {
        let mut deadline = deadline;
        loop {
            let (pause, left) = (self.closed_for(), deadline.left());
            if !pause.is_zero() {
                if pause >= left {
                    return Err(ApiError::Closed { pause, left });
                }
                tokio::time::sleep(pause).await;
                // Meanwhile another response may have asked for a longer pause.
                continue;
            }
            let asked = now();
            let (wait, own) = self.state.borrow().expect_wait(requests, asked);
            let counted = wait.saturating_sub(extension(wait, own));
            if !counted.is_zero() && counted >= deadline.left() {
                return Err(ApiError::TimedOut);
            }
            let at = self.state.borrow_mut().reserve(requests, asked);
            // Even a sleep until a past time takes one or two milliseconds.
            if at > asked {
                tokio::time::sleep_until(at).await;
                deadline = deadline.extended_by(extension(now().saturating_duration_since(asked), own));
            }
            // If a pause began meanwhile, wait for its end and reserve again. Otherwise all requests that
            // wait here would be sent at once when the pause ends.
            if !self.is_closed() {
                return Ok(deadline);
            }
        }
    }

    /// Returns the time left of the pause, or zero if there is no pause.
    pub fn closed_for(&self) -> Duration {
        let until = self.state.borrow().closed_until;
        until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now()))
    }

    pub fn is_closed(&self) -> bool {
        !self.closed_for().is_zero()
    }

    #[expect(clippy::unused_self, reason = "a time for this rate limiter's `record_refusal`")]
    pub fn sending(&self) -> Sent {
        Sent(now())
    }

    /// Counts a response. The caller must not count refusals here.
    pub fn record_response(&self) {
        self.state.borrow_mut().responses += 1;
    }

    /// `retry_after` is the pause that the API asked for.
    pub fn record_refusal(&self, sent: Sent, retry_after: Option<Duration>) {
        self.state.borrow_mut().record_refusal(sent, retry_after, now());
    }

    /// Returns the current limit, in requests per second; `None` means no limit.
    pub fn rate(&self) -> Option<f64> {
        self.state.borrow().rate()
    }
}

impl State {
    fn rate(&self) -> Option<f64> {
        match (self.allowed, self.learned) {
            (Some(allowed), Some(learned)) => Some(allowed.min(learned)),
            (one, other) => one.or(other),
        }
    }

    /// Returns the time to wait, and the time that these requests take at the current rate.
    fn expect_wait(&self, requests: u32, now: Instant) -> (Duration, Duration) {
        let own =
            self.rate().map_or(Duration::ZERO, |rate| Duration::from_secs_f64(f64::from(requests) / rate));
        (self.next.saturating_duration_since(now), own)
    }

    /// Returns when these requests may be sent. Later requests wait behind them.
    fn reserve(&mut self, requests: u32, now: Instant) -> Instant {
        let quiet = now.saturating_duration_since(self.counting_since);
        if let Some(rate) = self.learned
            && quiet > if rate < LOW_RATE { DOUBLE_SOON_AFTER } else { DOUBLE_AFTER }
        {
            self.learned = Some(rate * 2.0);
            self.restart_count(now);
        }
        let at = self.next.max(self.closed_until.unwrap_or(now)).max(now);
        self.next = match self.rate() {
            Some(rate) => at + Duration::from_secs_f64(f64::from(requests) / rate),
            None => at,
        };
        at
    }

    fn record_refusal(&mut self, sent: Sent, retry_after: Option<Duration>, now: Instant) {
        let until = now.checked_add(retry_after.unwrap_or(USUAL_PAUSE));
        let until = until.unwrap_or(now + Duration::from_secs(86_400));
        let reopened = self.closed_until.unwrap_or(self.counting_since);
        self.closed_until = Some(self.closed_until.map_or(until, |already| already.max(until)));
        // A request sent before the current rate applied, or during a pause, shows nothing about the rate.
        if self.learned.is_some() && sent.0 < reopened.max(self.counting_since) {
            return;
        }
        let counted = now.saturating_duration_since(self.counting_since).max(SHORTEST_COUNT);
        let seen = f64::from(self.responses) / counted.as_secs_f64();
        let learned = (seen * RATE_SHARE_AFTER_REFUSAL).max(SLOWEST);
        self.learned = Some(self.learned.map_or(learned, |before| before.min(learned)));
        self.restart_count(now);
    }

    fn restart_count(&mut self, now: Instant) {
        self.counting_since = now;
        self.responses = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(now: Instant) -> State {
        State {
            allowed: None,
            learned: None,
            next: now,
            closed_until: None,
            counting_since: now,
            responses: 0,
        }
    }

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_limit_makes_requests_wait() {
        let start = now();
        let mut state = state(start);
        assert_eq!([state.reserve(2, start), state.reserve(2, start)], [start, start]);
        state.allowed = Some(10.0);
        assert_eq!(state.reserve(2, start), start);
        assert_eq!(state.reserve(1, start), start + ms(200), "two requests of ten a second went before");
        assert_eq!(state.reserve(1, start + ms(900)), start + ms(900), "what was not used is not saved up");
    }

    #[tokio::test]
    async fn an_available_turn_is_taken_without_a_timer_tick() {
        use futures_util::FutureExt as _;
        let limiter = RateLimiter::without_limit();
        let deadline = Deadline::within(ms(1_000));
        assert!(limiter.admit(1, deadline).now_or_never().is_some());
        limiter.allow(Some(0.001));
        assert!(limiter.admit(1, deadline).now_or_never().is_some());
        assert!(limiter.admit(1, deadline).now_or_never().is_none(), "this one has to wait");
    }

    #[test]
    fn a_refusal_pauses_all_requests_and_teaches_a_rate() {
        let start = now();
        let mut state = state(start);
        state.responses = 50;
        let refused = start + ms(300);
        state.record_refusal(Sent(start + ms(200)), Some(Duration::from_secs(2)), refused);
        assert_eq!(state.learned, Some(45.0), "fifty responses within a second, and some caution");
        // A request in flight at the same time is refused too.
        state.record_refusal(Sent(start + ms(250)), Some(Duration::from_secs(1)), refused + ms(1));
        assert_eq!(state.learned, Some(45.0));
        // A request admitted before the pause, sent during it, is refused.
        state.record_refusal(Sent(refused + ms(1)), Some(Duration::from_secs(1)), refused + ms(2));
        assert_eq!(state.learned, Some(45.0));
        assert_eq!(state.reserve(1, refused + ms(2)), refused + ms(2000), "the longest of the pauses");
        // Still too fast: 90 responses in 3 s, including the pause.
        state.responses = 90;
        state.record_refusal(Sent(refused + ms(2900)), None, refused + ms(3000));
        assert_eq!(state.learned, Some(27.0));
        state.responses = 900;
        state.record_refusal(Sent(refused + ms(4000)), None, refused + ms(4000));
        assert_eq!(state.learned, Some(27.0));
        state.reserve(1, refused + Duration::from_secs(700));
        assert_eq!(state.learned, Some(54.0), "long quiet is forgiven");
    }

    #[test]
    fn the_users_limit_and_a_learned_one_both_apply() {
        let start = now();
        let mut state = state(start);
        state.allowed = Some(5.0);
        state.responses = 100;
        state.record_refusal(Sent(start), None, start);
        assert_eq!(state.rate(), Some(5.0));
        state.allowed = Some(500.0);
        assert_eq!(state.rate(), Some(90.0));
    }

    #[test]
    fn a_very_low_rate_recovers_within_half_a_minute() {
        let start = now();
        let mut state = state(start);
        state.record_refusal(Sent(start), None, start);
        assert_eq!(state.learned, Some(SLOWEST), "refused before any response");
        let mut at = start;
        while state.learned < Some(LOW_RATE) {
            at += ms(5_100);
            state.reserve(1, at);
        }
        assert!(at < start + ms(30_000), "{:?}", at - start);
        state.reserve(1, at + ms(60_000));
        assert_eq!(state.learned, Some(16.0), "what may be a limit is not tried again so soon");
    }

    #[test]
    fn a_pause_beyond_the_clocks_range_is_a_day() {
        let start = now();
        let mut state = state(start);
        state.record_refusal(Sent(start), Some(Duration::from_secs(u64::MAX)), start);
        assert_eq!(state.closed_until, Some(start + Duration::from_secs(86_400)));
    }
}
