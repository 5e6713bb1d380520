//! Compares the library's RFC 3339 parser and formatter with the crate jiff.

use jiff::Timestamp;
use proptest::prelude::*;
use vsw::timestamp::{from_rfc3339, to_rfc3339};

/// Returns jiff's result in whole seconds, or `None` for a rejected text or a time before 1970.
fn of_jiff(text: &str) -> Option<u64> {
    let time = text.parse::<Timestamp>().ok()?;
    // jiff rounds a fraction of a second before 1970 up to 0.
    u64::try_from(time.as_second()).ok().filter(|_| time >= Timestamp::UNIX_EPOCH)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn well_formed_times_parse_like_jiff(
        year in 1968..=2105_u32, month in 0..=13_u32, day in 0..=32_u32, hour in 0..=24_u32, minute in 0..=60_u32,
        second in 0..=59_u32, fraction in "(\\.[0-9]{1,9})?", offset in "[Zz]|[+-](0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]", t in "[Tt]",
    ) {
        let text = format!("{year:04}-{month:02}-{day:02}{t}{hour:02}:{minute:02}:{second:02}{fraction}{offset}");
        prop_assert_eq!(from_rfc3339(text.as_bytes()), of_jiff(&text), "{}", text);
    }

    #[test]
    fn parsed_times_equal_jiffs(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](Z|\\.|[0-9]|:|[+-][0-9]{2}:?[0-9]{2})?[Z ]?") {
        if let Some(seconds) = from_rfc3339(text.as_bytes()) {
            prop_assert_eq!(Some(seconds), of_jiff(&text), "{}", text);
        }
    }

    #[test]
    fn formatted_times_equal_jiffs(seconds in 0..253_402_207_200_i64) {
        let jiff = Timestamp::from_second(seconds).expect("a time that jiff has").to_string();
        prop_assert_eq!(to_rfc3339(seconds.unsigned_abs()), Some(jiff));
    }
}
