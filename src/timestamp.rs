//! Times in seconds since 1970: parses RFC 3339 texts and numbers, and formats RFC 3339 texts.
//!
//! Parsing does not allocate, because logs have millions of lines.

/// Parses a time as by [`from_rfc3339`] or [`from_unix`].
#[must_use]
pub fn parse(text: &str) -> Option<u64> {
    from_rfc3339(text.as_bytes()).or_else(|| from_unix(text))
}

/// Parses a time such as `2026-11-23T20:15:00Z` (RFC 3339 §5.6), from 1970 to the year 9999.
///
/// Also accepts the offsets `+0100` and `+01` of ISO 8601, which logs contain. Drops a fraction of a second.
/// A leap second counts as the next second.
#[must_use]
pub fn from_rfc3339(text: &[u8]) -> Option<u64> {
    let (time, rest) = text.split_at_checked(b"2026-11-23T20:15:00".len())?;
    let [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b't' | b' ', _, _, b':', _, _, b':', _, _] = time else {
        return None;
    };
    let (year, month, day) = (digits(&time[..4])?, digits(&time[5..7])?, digits(&time[8..10])?);
    let (hour, minute, second) = (digits(&time[11..13])?, digits(&time[14..16])?, digits(&time[17..])?);
    let offset = offset(without_fraction(rest)?)?;
    let is_a_date = (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&day);
    if !is_a_date || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = day_number(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second - offset;
    if second == 60 && seconds % DAY != 0 {
        return None;
    }
    u64::try_from(seconds).ok().filter(|seconds| *seconds <= LATEST)
}

/// Formats a time in UTC, such as `2026-11-23T20:15:00Z`. Returns `None` after the year 9999, which RFC 3339
/// cannot express.
#[must_use]
pub fn to_rfc3339(seconds: u64) -> Option<String> {
    let seconds = i64::try_from(seconds).ok().filter(|_| seconds <= LATEST)?;
    let (day, time) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = date(day);
    let (hour, minute, second) = (time / HOUR, time % HOUR / MINUTE, time % MINUTE);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// Parses a number since 1970, up to the year 9999. Drops a fraction.
///
/// The number of digits decides the unit: seconds (up to 11), milliseconds (12 to 15), microseconds (16) or
/// nanoseconds (19).
#[must_use]
pub fn from_unix(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let below_a_second = match whole.len() {
        ..=11 => 0,
        12..=15 => 3,
        16 => 6,
        19 => 9,
        _ => return None,
    };
    whole[..whole.len() - below_a_second].parse().ok().filter(|seconds| *seconds <= LATEST)
}

/// What [`from_rfc3339`] and [`from_unix`] accept, in words.
pub(crate) const FORMS: &str = "a date and time with a zone, such as 2026-11-23T20:15:00Z, or a number of seconds, milliseconds, microseconds or nanoseconds since 1970";

/// The last second of the year 9999.
const LATEST: u64 = 253_402_300_799;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The days in 400 years, the period of the Gregorian calendar.
const ERA: i64 = 146_097;
/// The days from March 1 of the year 0 to January 1, 1970.
const EPOCH: i64 = 719_468;

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0')))
}

/// Removes a fraction at the start, if any. Returns `None` for a dot without digits.
fn without_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = text.strip_prefix(b".") else { return Some(text) };
    let length = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (length > 0).then(|| &fraction[length..])
}

/// Parses an offset from UTC. Returns it in seconds, positive if ahead of UTC.
fn offset(text: &[u8]) -> Option<i64> {
    let (sign, hour, minute) = match text {
        b"Z" | b"z" => return Some(0),
        [sign, hour @ .., b':', m, n] if hour.len() == 2 => (sign, hour, [*m, *n]),
        [sign, hour @ .., m, n] if hour.len() == 2 => (sign, hour, [*m, *n]),
        [sign, hour @ ..] if hour.len() == 2 => (sign, hour, *b"00"),
        _ => return None,
    };
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hour, minute) = (digits(hour)?, digits(&minute)?);
    (hour < 24 && minute < 60).then(|| sign * (hour * HOUR + minute * MINUTE))
}

fn days_of_month(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the days since 1970. Years and months count from March, so that a leap day is the last day of its
/// year. `(153 * month + 2) / 5` is the number of days before a month.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * ERA + year * 365 + year / 4 - year / 100 + day_of_year - EPOCH
}

/// The inverse of [`day_number`], from 1970 on.
fn date(day: i64) -> (i64, i64, i64) {
    let day = day + EPOCH;
    let (era, day) = (day / ERA, day % ERA);
    // Without the leap days before this day, every year has 365 days.
    let year = (day - day / 1460 + day / 36_524 - day / (ERA - 1)) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<u64> {
        from_rfc3339(text.as_bytes())
    }

    #[test]
    fn times_parse_to_seconds_since_1970() {
        // The numbers are from `date -u -d TIME +%s`.
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:01z", 1),
            ("1970-01-01t01:00:00+01:00", 0),
            ("1969-12-31T23:00:00-01:00", 0),
            ("2020-04-21T18:49:22Z", 1_587_494_962),
            ("2020-04-21T20:49:22.999999999999+02:00", 1_587_494_962),
            ("2020-04-21T12:19:22.0-06:30", 1_587_494_962),
            ("2020-04-21 18:49:22Z", 1_587_494_962),
            ("2020-04-21 20:49:22.5+0200", 1_587_494_962),
            ("2020-04-21T12:19:22-0630", 1_587_494_962),
            ("2020-04-21 20:49:22+02", 1_587_494_962),
            ("2000-02-29T23:59:59Z", 951_868_799),
            ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("2024-12-31T23:59:59-00:00", 1_735_689_599),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("9999-12-31T23:59:59-00:00", 253_402_300_799),
        ] {
            assert_eq!(read(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn a_leap_second_at_the_end_of_a_utc_day_is_the_next_second() {
        assert_eq!(read("2016-12-31T23:59:60Z"), read("2017-01-01T00:00:00Z"));
        assert_eq!(read("2017-01-01T00:59:60.5+01:00"), read("2017-01-01T00:00:00Z"));
        for elsewhere in ["2016-12-31T23:59:60+01:00", "2016-12-31T23:58:60Z", "2016-12-31T22:59:60Z"] {
            assert_eq!(read(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn other_texts_are_not_times() {
        for text in [
            "",
            "2020-04-21",
            "2020-04-21T18:49Z",
            "2020-04-21T18:49:22",
            "2020-04-21  18:49:22Z",
            "2020-04-21_18:49:22Z",
            "2020-04-21T18:49:22 Z",
            "2020-04-21T18:49:22 +00:00",
            " 2020-04-21T18:49:22Z",
            "2020-04-21T18:49:22Z ",
            "2020-04-21T18:49:22Z\n",
            "2020-04-21T18:49:22.Z",
            "2020-04-21T18:49:22,5Z",
            "2020-04-21T18:49:22+2",
            "2020-04-21T18:49:22+200",
            "2020-04-21T18:49:22+02:",
            "2020-04-21T18:49:22+02:0",
            "2020-04-21T18:49:22+02000",
            "2020-04-21T18:49:22+2400",
            "2020-04-21T18:49:22+0160",
            "2020-04-21T18:49:22*0200",
            "2020-04-21T18:49:22+2:00",
            "2020-04-21T18:49:22+24:00",
            "2020-04-21T18:49:22+01:60",
            "2020-04-21T18:49:22[UTC]",
            "2020-04-21T18:49:22Z[UTC]",
            "2020-4-21T18:49:22Z",
            "20200421T184922Z",
            "+002020-04-21T18:49:22Z",
            "-2020-04-21T18:49:22Z",
            "2020-00-21T18:49:22Z",
            "2020-13-21T18:49:22Z",
            "2020-04-00T18:49:22Z",
            "2020-04-31T18:49:22Z",
            "2021-02-29T18:49:22Z",
            "2100-02-29T18:49:22Z",
            "2020-04-21T24:00:00Z",
            "2020-04-21T18:60:22Z",
            "2020-04-21T18:49:61Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-00:01",
            "1970-01-01T00:00:00+00:01",
            "0000-01-01T00:00:00Z",
            "２020-04-21T18:49:22Z",
            "2020-04-21T18:49:2/Z",
            "2020-04-21T18:49:2:Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_digits_of_a_number_show_its_unit() {
        for (text, seconds) in [
            ("0", Some(0)),
            ("1795915761", Some(1_795_915_761)),
            ("1795915761.999999999", Some(1_795_915_761)),
            ("99999999999", Some(99_999_999_999)),
            ("100000000000", Some(100_000_000)),
            ("1795915761999", Some(1_795_915_761)),
            ("99999999999999", Some(99_999_999_999)),
            ("253402300799999", Some(253_402_300_799)),
            ("253402300800000", None),
            ("1795915761999999", Some(1_795_915_761)),
            ("1795915761999999.5", Some(1_795_915_761)),
            ("17959157619999999", None),
            ("179591576199999999", None),
            ("1795915761999999999", Some(1_795_915_761)),
            ("17959157619999999990", None),
            ("", None),
            ("1.", None),
            (".5", None),
            ("1e9", None),
            ("-1", None),
        ] {
            assert_eq!(from_unix(text), seconds, "{text}");
        }
    }

    #[test]
    fn consecutive_dates_have_consecutive_day_numbers() {
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for number in 0..day_number(10_000, 1, 1) {
            assert_eq!(day_number(year, month, day), number);
            assert_eq!(date(number), (year, month, day));
            day += 1;
            if day > days_of_month(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!((year, month, day), (10_000, 1, 1));
    }

    #[test]
    fn times_after_the_year_9999_have_no_text() {
        assert_eq!(to_rfc3339(253_402_300_799).as_deref(), Some("9999-12-31T23:59:59Z"));
        for beyond in [253_402_300_800, i64::MAX as u64, u64::MAX] {
            assert_eq!(to_rfc3339(beyond), None);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn formatted_times_round_trip(seconds in 0..253_402_300_800_u64) {
            prop_assert_eq!(to_rfc3339(seconds).and_then(|text| from_rfc3339(text.as_bytes())), Some(seconds));
        }

        #[test]
        fn no_text_panics(text in "[0-9TtZz:.+-]{0,40}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = (from_rfc3339(text.as_bytes()), from_rfc3339(&bytes));
        }
    }
}
