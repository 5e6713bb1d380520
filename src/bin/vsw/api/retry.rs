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
/// The first pause; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

impl Deadline {
    pub fn within(time: Duration) -> Self {
        let now = Instant::now();
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

    pub fn has_passed(self) -> bool {
        self.left().is_zero()
    }

    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// How long to wait before attempt `attempt + 1`; none where there is not to be one.
pub fn pause(error: &ApiError, attempt: u32, deadline: Deadline) -> Option<Duration> {
    if attempt >= ATTEMPTS || !error.may_pass() {
        return None;
    }
    let pause = error.retry_after().unwrap_or_else(|| back_off(attempt));
    (pause < deadline.left()).then_some(pause)
}

/// Doubling, with up to half as much again by chance, so that many clients do not come back together.
fn back_off(attempt: u32) -> Duration {
    let pause = FIRST_PAUSE * 2_u32.saturating_pow(attempt - 1);
    pause + pause.mul_f64(0.5 * chance())
}

/// A number from 0 to 1. Nothing secret depends on it.
fn chance() -> f64 {
    let nanoseconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |now| now.subsec_nanos());
    f64::from(nanoseconds % 1_000) / 1_000.0
}
