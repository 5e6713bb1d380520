//! Clock: the time of this machine, between 1970 and 9999.

use std::time::SystemTime;

use jiff::Timestamp;

#[derive(Debug, thiserror::Error)]
#[error("the system clock shows a time before 1970 or after the year 9999")]
pub struct ClockError;

/// Returns the time, rounded to milliseconds. Fails before 1970 and after 9999-12-30T22:00:00Z, the last time
/// that jiff supports.
pub fn now() -> Result<Timestamp, ClockError> {
    #[expect(clippy::disallowed_methods, reason = "the only place that reads the clock")]
    timestamp(SystemTime::now())
}

fn timestamp(time: SystemTime) -> Result<Timestamp, ClockError> {
    let time = Timestamp::try_from(time).map_err(|_| ClockError)?;
    if time < Timestamp::UNIX_EPOCH {
        return Err(ClockError);
    }
    time.round(jiff::Unit::Millisecond).map_err(|_| ClockError)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn only_times_from_1970_to_9999_are_valid() {
        let after = |seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
        let of_9999 = 253_402_207_200;
        for seconds in [0, 1_764_000_000, of_9999] {
            assert!(after(seconds).is_some_and(|time| timestamp(time).is_ok()), "{seconds}");
        }
        let before = SystemTime::UNIX_EPOCH.checked_sub(Duration::from_nanos(1));
        for time in [before, after(253_402_300_800), after(99_999_999_999_999)] {
            assert!(time.is_some_and(|time| timestamp(time).is_err()), "{time:?}");
        }
    }
}
