//! Retry: whether and when a read is tried again. `Retry-After` is obeyed; where it asks for more than the time left,
//! there is no second try.

use std::time::Duration;

use tokio::time::Instant;

use super::ApiError;

/// The moment by which an application must be done with, retries included.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

/// How often a request is tried.
pub const ATTEMPTS: u32 = 4;
/// How much time is left for reading back after a PUT that is never answered.
const READ_BACK: Duration = Duration::from_secs(5);
/// The first pause; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

impl Deadline {
    pub fn within(time: Duration) -> Self {
        let now = now();
        // Beyond what a clock can say, a day is as good as forever.
        Self(now.checked_add(time).unwrap_or(now + Duration::from_secs(86_400)))
    }

    pub fn at(self) -> Instant {
        self.0
    }

    /// The earlier of this one and `time` from now.
    pub fn but_within(self, time: Duration) -> Self {
        Self(self.0.min(Self::within(time).0))
    }

    /// An earlier one, so that after a request that takes all of its time there is some left to read what it did.
    pub fn leaving_some(self) -> Self {
        let reserve = READ_BACK.min(self.left() / 3);
        Self(self.0.checked_sub(reserve).unwrap_or(self.0))
    }

    /// A later one, by the time that was spent waiting for others.
    pub(super) fn put_off(self, by: Duration) -> Self {
        Self(self.0.checked_add(by).unwrap_or(self.0))
    }

    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(now())
    }
}

#[expect(clippy::disallowed_methods, reason = "a deadline is what everybody else is handed")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// How long to wait before attempt `attempt + 1`; none where there is not to be one.
pub fn pause(error: &ApiError, attempt: u32, deadline: Deadline) -> Option<Duration> {
    if attempt >= ATTEMPTS || !error.may_pass() {
        return None;
    }
    pause_before_put(error, attempt, deadline)
}

/// How long to wait before a change is made anew, after the API asked to come back; none where that is beyond the
/// time left.
pub fn pause_before_put(error: &ApiError, attempt: u32, deadline: Deadline) -> Option<Duration> {
    let pause = error.retry_after().unwrap_or_else(|| back_off(attempt));
    (pause < deadline.left()).then_some(pause)
}

/// Doubling, with up to half as much again at random (nothing secret depends on it), so that many clients do not come back together.
fn back_off(attempt: u32) -> Duration {
    let pause = FIRST_PAUSE * 2_u32.saturating_pow(attempt - 1);
    pause + pause.mul_f64(0.5 * fastrand::f64())
}
