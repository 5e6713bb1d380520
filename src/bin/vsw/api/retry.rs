//! Retry: deadlines, and the pause before a read is retried or a change starts again. A pause must end before
//! the deadline.

use std::time::Duration;

use tokio::time::Instant;

use super::ApiError;

/// The time limit for all requests about one application or one list page, including retries.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

/// Maximum number of times that a read, or the PUT of a change, is sent.
pub const ATTEMPTS: u32 = 4;
/// Maximum time reserved for the read-back after a PUT without a response.
const READ_BACK: Duration = Duration::from_secs(5);
/// The first pause, without jitter. Each later pause is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

impl Deadline {
    pub fn within(time: Duration) -> Self {
        let now = now();
        // If the deadline is beyond the clock's range, use a day.
        Self(now.checked_add(time).unwrap_or(now + Duration::from_secs(86_400)))
    }

    pub fn at(self) -> Instant {
        self.0
    }

    pub fn at_most(self, time: Duration) -> Self {
        Self(self.0.min(Self::within(time).0))
    }

    pub fn minus_read_back(self) -> Self {
        let reserve = READ_BACK.min(self.left() / 3);
        Self(self.0.checked_sub(reserve).unwrap_or(self.0))
    }

    pub(super) fn extended_by(self, by: Duration) -> Self {
        Self(self.0.checked_add(by).unwrap_or(self.0))
    }

    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(now())
    }
}

#[expect(clippy::disallowed_methods, reason = "deadlines and the rate limiter use the clock of the timers")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Returns the pause before the next attempt, with the error. Fails if the error is not transient, or if
/// attempts or time are used up.
pub fn pause(error: ApiError, attempt: u32, deadline: Deadline) -> Result<(Duration, ApiError), ApiError> {
    if attempt >= ATTEMPTS || !error.is_transient() {
        return Err(error);
    }
    pause_before_put(error, attempt, deadline)
}

/// Returns the pause before a change starts again, with the error. Fails if the pause would not end before
/// the deadline.
pub fn pause_before_put(
    error: ApiError,
    attempt: u32,
    deadline: Deadline,
) -> Result<(Duration, ApiError), ApiError> {
    let left = deadline.left();
    match error.retry_after() {
        Some(pause) if pause >= left => Err(ApiError::Closed { pause, left }),
        Some(pause) => Ok((pause, error)),
        None => {
            let pause = back_off(attempt);
            if pause < left { Ok((pause, error)) } else { Err(error) }
        }
    }
}

/// The jitter need not be secure: it only spreads the retries of several clients.
fn back_off(attempt: u32) -> Duration {
    let pause = FIRST_PAUSE * 2_u32.saturating_pow(attempt - 1);
    pause + pause.mul_f64(0.5 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_backoff_doubles_with_a_random_jitter_of_at_most_half() {
        for (attempt, least) in [(1, 250), (2, 500), (3, 1000)] {
            let pauses: BTreeSet<Duration> = (0..50).map(|_| back_off(attempt)).collect();
            assert!(pauses.len() > 40, "no random jitter: {pauses:?}");
            let least = Duration::from_millis(least);
            assert!(pauses.iter().all(|&pause| pause >= least && pause <= least * 3 / 2), "{pauses:?}");
        }
    }
}
