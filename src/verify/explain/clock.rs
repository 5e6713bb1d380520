//! Explains a token's wrong times. Nothing is tested, so every explanation is a guess.

use super::{Case, Cause, Explanation};
use crate::verify::FailedCheck;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Maximum age of a webhook that was probably queued or sent again, in seconds. An estimate.
const LONGEST_RETRY: u64 = 15 * MINUTE;
/// The largest difference of a time zone from UTC, in hours.
const MAX_ZONE: u64 = 14;
/// Maximum distance from a whole hour, in seconds. Zones with half hours, such as India's, are not recognized.
const NEAR: u64 = 30;

pub(super) fn explain(case: &Case<'_>) -> Option<Explanation> {
    let failures = || case.rejection.failures();
    // `iat` comes first, because Vonage does not document `exp` and `nbf`.
    let of_iat = failures().find_map(|failure| match failure {
        FailedCheck::TooOld { age, allowed } => Some(too_old(*age, *allowed)),
        FailedCheck::FromTheFuture { ahead, .. } => Some(from_the_future(*ahead)),
        _ => None,
    });
    of_iat.or_else(|| {
        failures().find_map(|failure| match failure {
            FailedCheck::Expired { since, allowed } => Some(expired(*since, *allowed)),
            FailedCheck::NotYetValid { ahead, .. } => Some(not_yet_valid(*ahead)),
            _ => None,
        })
    })
}

fn from_the_future(ahead: u64) -> Explanation {
    early(&format!("the token's `iat` is {} after the verification time", in_words(ahead)), ahead)
}

fn not_yet_valid(ahead: u64) -> Explanation {
    early(&format!("the token becomes valid {} after the verification time", in_words(ahead)), ahead)
}

fn too_old(age: u64, allowed: u64) -> Explanation {
    old(&format!("the token is {} old; the limit is {allowed} s", in_words(age)), age, allowed)
}

fn expired(since: u64, allowed: u64) -> Explanation {
    old(
        &format!(
            "the token expired {} before the verification time; the allowed skew is {allowed} s",
            in_words(since)
        ),
        since,
        allowed,
    )
}

fn early(finding: &str, ahead: u64) -> Explanation {
    in_another_zone(finding, ahead).unwrap_or_else(|| {
        let reason = "a clock is behind, or a wrong verification time was given";
        Explanation::guess(Cause::ClockSkew, format!("{finding}: {reason}"))
    })
}

fn old(finding: &str, age: u64, allowed: u64) -> Explanation {
    let (cause, reason) = if age.saturating_sub(allowed) <= MINUTE {
        (Cause::ClockSkew, "slightly over the limit, as when two clocks differ")
    } else if age <= LONGEST_RETRY {
        let reason = "typical of a webhook that was retried or queued, or of a clock that is ahead";
        (Cause::ClockRetry, reason)
    } else if let Some(found) = in_another_zone(finding, age) {
        return found;
    } else if age <= DAY {
        (Cause::ClockReplay, "the webhook was probably stored, queued or replayed, not retried by Vonage")
    } else {
        (Cause::ClockKept, "probably a stored token")
    };
    Explanation::guess(cause, format!("{finding}: {reason}"))
}

fn in_another_zone(finding: &str, seconds: u64) -> Option<Explanation> {
    let hours = seconds.saturating_add(HOUR / 2) / HOUR;
    let near = (1..=MAX_ZONE).contains(&hours) && seconds.abs_diff(hours * HOUR) <= NEAR;
    let reason = format!("close to {hours} h, so a local time may have been used as UTC");
    near.then(|| Explanation::guess(Cause::ClockTimeZone, format!("{finding}: {reason}")))
}

fn in_words(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / DAY, seconds % DAY / HOUR, seconds % HOUR / MINUTE);
    match (days, hours) {
        (0, 0) if seconds < 2 * MINUTE => format!("{seconds} s"),
        (0, 0) => format!("{minutes} min ({seconds} s)"),
        (0, _) => format!("{hours} h {minutes} min ({seconds} s)"),
        _ => format!("{days} d {hours} h ({seconds} s)"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cause, expired, from_the_future, not_yet_valid, too_old};

    #[test]
    fn each_time_difference_has_one_cause() {
        for (age, cause) in [
            (301, Cause::ClockSkew),
            (360, Cause::ClockSkew),
            (361, Cause::ClockRetry),
            (900, Cause::ClockRetry),
            (901, Cause::ClockReplay),
            (3569, Cause::ClockReplay),
            (3570, Cause::ClockTimeZone),
            (3630, Cause::ClockTimeZone),
            (3631, Cause::ClockReplay),
            (14 * 3600 + 30, Cause::ClockTimeZone),
            (15 * 3600, Cause::ClockReplay),
            (86_400, Cause::ClockReplay),
            (86_401, Cause::ClockKept),
            (u64::MAX - 1, Cause::ClockKept),
        ] {
            assert_eq!(too_old(age, 300).cause, cause, "{age}");
            assert_eq!(expired(age, 300).cause, cause, "{age}");
        }
        for (ahead, cause) in [
            (61, Cause::ClockSkew),
            (3569, Cause::ClockSkew),
            (7200, Cause::ClockTimeZone),
            (9_000_000, Cause::ClockSkew),
            (i64::MAX as u64, Cause::ClockSkew),
        ] {
            assert_eq!(from_the_future(ahead).cause, cause, "{ahead}");
            assert_eq!(not_yet_valid(ahead).cause, cause, "{ahead}");
        }
    }
}
