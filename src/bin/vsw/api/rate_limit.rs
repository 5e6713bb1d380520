//! RateLimiter: how fast one account may be asked. All requests of an account go through one of these, so that what the API
//! asks of one of them holds for all, and workers that run side by side share what there is.
//!
//! Three things make a request wait: a rate that a person set; an answer that asked to come back later, until then;
//! and a rate that was learnt from such an answer. Nobody documents a limit of this API, so none is assumed.
//!
//! Not here: whether a request is tried again (`retry`), and how many run side by side (`flow`).

use std::cell::RefCell;
use std::time::Duration;

use tokio::time::Instant;

use super::ApiError;
use super::retry::{Deadline, now};

/// What one account has left to spend.
#[derive(Debug)]
pub struct RateLimiter {
    state: RefCell<State>,
}

#[derive(Debug)]
struct State {
    /// Requests a second that a person allowed.
    allowed: Option<f64>,
    /// Requests a second that the API seems to allow; none until it refused some.
    learnt: Option<f64>,
    /// When the next request may go out.
    next: Instant,
    /// Until when none may, since the API said so.
    closed_until: Option<Instant>,
    /// Since when the answers are counted that `learnt` is learnt from.
    counting_since: Instant,
    answered: u32,
}

/// A request went out; what came of it is told to the budget with this.
#[derive(Clone, Copy, Debug)]
pub struct Sent(Instant);

/// How much of what the API was seen to bear is asked of it from then on.
const CAUTION: f64 = 0.9;
/// What was counted over less than this says too little of a second.
const SHORTEST_COUNT: Duration = Duration::from_secs(1);
/// The slowest that is ever learnt, in requests a second.
const SLOWEST: f64 = 0.5;
/// How long the account is left alone after a refusal that does not say how long.
const USUAL_PAUSE: Duration = Duration::from_secs(1);
/// After so long without a refusal the learnt rate may have been somebody else's fault, and is doubled.
const FORGIVEN_AFTER: Duration = Duration::from_secs(600);
/// A rate below this, in requests a second, is more likely the trace of a bad moment than of a limit, and is tried again
/// much sooner: to be refused then costs one pause, and to believe it for long costs hours.
const BRISK: f64 = 10.0;
const FORGIVEN_SOON: Duration = Duration::from_secs(5);

impl RateLimiter {
    /// A budget of as many requests as the API takes.
    pub fn without_limit() -> Self {
        let now = now();
        Self {
            state: RefCell::new(State {
                allowed: None,
                learnt: None,
                next: now,
                closed_until: None,
                counting_since: now,
                answered: 0,
            }),
        }
    }

    /// From now on at most so many requests a second.
    pub fn allow(&self, rate: Option<f64>) {
        self.state.borrow_mut().allowed = rate;
    }

    /// Waits until so many requests may go out one after the other without a further wait, and tells the new deadline:
    /// waiting for others takes no time from whoever waits. A pause that the API asked for does.
    ///
    /// # Errors
    /// [`ApiError::Closed`]: the API asked to be left alone for longer than there is time.
    pub async fn admit(&self, requests: u32, deadline: Deadline) -> Result<Deadline, ApiError> {
        let mut deadline = deadline;
        loop {
            let closed = self.closed_for();
            if !closed.is_zero() {
                if closed >= deadline.left() {
                    return Err(ApiError::Closed(closed));
                }
                tokio::time::sleep(closed).await;
            }
            let asked = now();
            let at = self.state.borrow_mut().reserve(requests, asked);
            // A sleep that is over already still takes until the timer's next tick, a millisecond or two.
            if at > asked {
                tokio::time::sleep_until(at).await;
                deadline = deadline.put_off(now().saturating_duration_since(asked));
            }
            // What was reserved before the API closed is worth nothing after it: all would come back at once.
            if !self.is_closed() {
                return Ok(deadline);
            }
        }
    }

    /// For how long no request may go out, because the API asked for it.
    pub fn closed_for(&self) -> Duration {
        let until = self.state.borrow().closed_until;
        until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now()))
    }

    pub fn is_closed(&self) -> bool {
        !self.closed_for().is_zero()
    }

    /// A request goes out now.
    #[expect(clippy::unused_self, reason = "whoever sends has been admitted by a budget")]
    pub fn sending(&self) -> Sent {
        Sent(now())
    }

    /// It was answered, and not with a refusal to be asked so often.
    pub fn answered(&self) {
        self.state.borrow_mut().answered += 1;
    }

    /// The API refused it because it is asked too often, or is too busy; `retry_after` is what it said of when to
    /// come back.
    pub fn refused(&self, sent: Sent, retry_after: Option<Duration>) {
        self.state.borrow_mut().refused(sent, retry_after, now());
    }

    /// Requests a second that are kept to; none where there is no limit.
    pub fn rate(&self) -> Option<f64> {
        self.state.borrow().rate()
    }
}

impl State {
    fn rate(&self) -> Option<f64> {
        match (self.allowed, self.learnt) {
            (Some(allowed), Some(learnt)) => Some(allowed.min(learnt)),
            (one, other) => one.or(other),
        }
    }

    /// The moment from which on so many requests may go out; the next one waits behind them.
    fn reserve(&mut self, requests: u32, now: Instant) -> Instant {
        let quiet = now.saturating_duration_since(self.counting_since);
        if let Some(rate) = self.learnt
            && quiet > if rate < BRISK { FORGIVEN_SOON } else { FORGIVEN_AFTER }
        {
            self.learnt = Some(rate * 2.0);
            self.count_anew(now);
        }
        let at = self.next.max(self.closed_until.unwrap_or(now)).max(now);
        self.next = match self.rate() {
            Some(rate) => at + Duration::from_secs_f64(f64::from(requests) / rate),
            None => at,
        };
        at
    }

    fn refused(&mut self, sent: Sent, retry_after: Option<Duration>, now: Instant) {
        let until = now.checked_add(retry_after.unwrap_or(USUAL_PAUSE));
        let until = until.unwrap_or(now + Duration::from_secs(86_400));
        let reopened = self.closed_until.unwrap_or(self.counting_since);
        self.closed_until = Some(self.closed_until.map_or(until, |already| already.max(until)));
        // Requests that were under way when the rate was last learnt, or went out before the pause was over, say nothing
        // of the rate since.
        if self.learnt.is_some() && sent.0 < reopened.max(self.counting_since) {
            return;
        }
        let counted = now.saturating_duration_since(self.counting_since).max(SHORTEST_COUNT);
        let seen = f64::from(self.answered) / counted.as_secs_f64();
        let learnt = (seen * CAUTION).max(SLOWEST);
        self.learnt = Some(self.learnt.map_or(learnt, |before| before.min(learnt)));
        self.count_anew(now);
    }

    fn count_anew(&mut self, now: Instant) {
        self.counting_since = now;
        self.answered = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(now: Instant) -> State {
        State { allowed: None, learnt: None, next: now, closed_until: None, counting_since: now, answered: 0 }
    }

    fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn nothing_waits_until_somebody_asks_for_it() {
        let start = now();
        let mut state = state(start);
        assert_eq!([state.reserve(2, start), state.reserve(2, start)], [start, start]);
        state.allowed = Some(10.0);
        assert_eq!(state.reserve(2, start), start);
        assert_eq!(state.reserve(1, start), start + ms(200), "two requests of ten a second went before");
        assert_eq!(state.reserve(1, start + ms(900)), start + ms(900), "what was not used is not saved up");
    }

    #[tokio::test]
    async fn a_turn_that_is_there_is_taken_without_a_tick_of_the_timer() {
        use futures_util::FutureExt as _;
        let budget = RateLimiter::without_limit();
        let deadline = Deadline::within(ms(1_000));
        assert!(budget.admit(1, deadline).now_or_never().is_some());
        budget.allow(Some(0.001));
        assert!(budget.admit(1, deadline).now_or_never().is_some());
        assert!(budget.admit(1, deadline).now_or_never().is_none(), "this one has to wait");
    }

    #[test]
    fn what_one_request_is_told_holds_for_all_and_the_rate_is_learnt_once() {
        let start = now();
        let mut state = state(start);
        state.answered = 50;
        let refused = start + ms(300);
        state.refused(Sent(start + ms(200)), Some(Duration::from_secs(2)), refused);
        assert_eq!(state.learnt, Some(45.0), "fifty answers within a second, and some caution");
        // Fifteen others that went out at the same time are refused too.
        state.refused(Sent(start + ms(250)), Some(Duration::from_secs(1)), refused + ms(1));
        assert_eq!(state.learnt, Some(45.0));
        // So is one whose turn had come before, and which waited for something else than a turn.
        state.refused(Sent(refused + ms(1)), Some(Duration::from_secs(1)), refused + ms(2));
        assert_eq!(state.learnt, Some(45.0));
        assert_eq!(state.reserve(1, refused + ms(2)), refused + ms(2000), "the longer of the two pauses");
        // Still too fast: what was borne since, the pause included, is what can be borne.
        state.answered = 90;
        state.refused(Sent(refused + ms(2900)), None, refused + ms(3000));
        assert_eq!(state.learnt, Some(27.0));
        // A later refusal at a high rate teaches nothing that is faster.
        state.answered = 900;
        state.refused(Sent(refused + ms(4000)), None, refused + ms(4000));
        assert_eq!(state.learnt, Some(27.0));
        state.reserve(1, refused + Duration::from_secs(700));
        assert_eq!(state.learnt, Some(54.0), "long quiet is forgiven");
    }

    #[test]
    fn a_person_s_limit_and_a_learnt_one_both_hold() {
        let start = now();
        let mut state = state(start);
        state.allowed = Some(5.0);
        state.answered = 100;
        state.refused(Sent(start), None, start);
        assert_eq!(state.rate(), Some(5.0));
        state.allowed = Some(500.0);
        assert_eq!(state.rate(), Some(90.0));
    }

    #[test]
    fn a_crawl_is_left_again_within_seconds() {
        let start = now();
        let mut state = state(start);
        state.refused(Sent(start), None, start);
        assert_eq!(state.learnt, Some(SLOWEST), "refused before anything was answered");
        let mut at = start;
        while state.learnt < Some(BRISK) {
            at += ms(5_100);
            state.reserve(1, at);
        }
        assert!(at < start + ms(30_000), "{:?}", at - start);
        state.reserve(1, at + ms(60_000));
        assert_eq!(state.learnt, Some(16.0), "what may be a limit is not tried again so soon");
    }

    #[test]
    fn a_pause_beyond_all_clocks_is_a_day() {
        let start = now();
        let mut state = state(start);
        state.refused(Sent(start), Some(Duration::from_secs(u64::MAX)), start);
        assert_eq!(state.closed_until, Some(start + Duration::from_secs(86_400)));
    }
}
