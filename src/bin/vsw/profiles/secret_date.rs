//! `SecretDate`: the time or day when a secret was stored or retired. A day starts at midnight UTC.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};

/// Prints as a day if it was given as a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretDate {
    start: Timestamp,
    written_as: WrittenAs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WrittenAs {
    Time,
    Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day such as 2026-11-01, or a time such as 2026-11-01T20:15:00Z, from 1970 on")]
pub struct ParseSecretDateError;

impl SecretDate {
    /// Truncates to seconds: rounding up would keep a just retired secret active for up to a second.
    pub fn of(time: Timestamp) -> Self {
        let whole = TimestampRound::new().smallest(Unit::Second).mode(RoundMode::Trunc);
        Self { start: time.round(whole).unwrap_or(time), written_as: WrittenAs::Time }
    }

    pub fn seconds(self) -> u64 {
        u64::try_from(self.start.as_second()).unwrap_or_default()
    }

    pub fn start(self) -> Timestamp {
        self.start
    }

    /// A day matches all times on it, in UTC.
    pub fn matches(self, other: Self) -> bool {
        match self.written_as {
            WrittenAs::Time => self.start == other.start,
            WrittenAs::Day => self.day() == other.day(),
        }
    }

    fn day(self) -> Date {
        Offset::UTC.to_datetime(self.start).date()
    }
}

impl FromStr for SecretDate {
    type Err = ParseSecretDateError;

    fn from_str(text: &str) -> Result<Self, ParseSecretDateError> {
        // Check the length first: the date parser also accepts a day with a time.
        let date = if text.len() == DAY.len() {
            let day: Date = text.parse().map_err(|_| ParseSecretDateError)?;
            let start = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_err(|_| ParseSecretDateError)?;
            Self { start, written_as: WrittenAs::Day }
        } else {
            let start = text.parse().map_err(|_| ParseSecretDateError)?;
            Self { start, written_as: WrittenAs::Time }
        };
        if date.start < Timestamp::UNIX_EPOCH { Err(ParseSecretDateError) } else { Ok(date) }
    }
}

const DAY: &str = "2026-11-01";

impl fmt::Display for SecretDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.written_as {
            WrittenAs::Time => self.start.fmt(f),
            WrittenAs::Day => self.day().fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_time_or_the_beginning_of_a_day() {
        for (text, shown, seconds) in [
            ("2026-11-01", "2026-11-01", 1_793_491_200),
            ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z", 1_793_491_200),
            ("2026-11-01T02:00:01+02:00", "2026-11-01T00:00:01Z", 1_793_491_201),
            ("1970-01-01", "1970-01-01", 0),
        ] {
            let date: SecretDate = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!((date.to_string().as_str(), date.seconds()), (shown, seconds), "{text}");
        }
        for text in ["", "soon", "2026-11-31", "2026-11-01T00:00:00", "1969-12-31", "1969-12-31T23:59:59Z"] {
            assert_eq!(text.parse::<SecretDate>(), Err(ParseSecretDateError), "{text}");
        }
    }

    #[test]
    fn the_current_date_is_never_in_the_future() {
        let now: Timestamp = "2026-11-01T12:00:00.999Z".parse().expect("a time");
        assert_eq!(SecretDate::of(now).to_string(), "2026-11-01T12:00:00Z");
        assert!(SecretDate::of(now).start() <= now);
        assert!("2026-11-01T12:00:01Z".parse::<SecretDate>().expect("a time").start() > now);
    }

    #[test]
    fn a_day_matches_its_times_and_a_time_only_itself() {
        let date = |text: &str| text.parse::<SecretDate>().expect("the test's own");
        let (day, time) = (date("2026-11-01"), date("2026-11-01T23:59:59Z"));
        assert!(day.matches(time) && day.matches(day) && time.matches(time));
        assert!(!time.matches(day) && !day.matches(date("2026-11-02")) && !day.matches(date("2026-10-31")));
    }
}
