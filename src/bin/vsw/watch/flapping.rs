//! Flapping: pauses healing (turning signing back on) if an application's signing drops repeatedly soon after
//! a healing.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use vsw::application::ApplicationId;

/// Applications that were healed. The key is the account's index in this process, and the application's id.
#[derive(Debug, Default)]
pub struct FlapDetector(HashMap<(u16, ApplicationId), Flapping>);

#[derive(Debug, Default)]
struct Flapping {
    /// The time of the last healing; `None` after the drop that followed it.
    healed_at: Option<Timestamp>,
    /// The number of drops within [`SOON`] of a healing.
    drops: u32,
    pauses: u32,
    /// The end of the last pause; `None` before the first.
    until: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealDecision {
    Heal,
    Pause {
        drops: u32,
        until: Timestamp,
    },
    /// An earlier pause is not over.
    Paused,
}

const SOON: SignedDuration = SignedDuration::from_hours(1);
const MAX_DROPS: u32 = 3;
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);

impl FlapDetector {
    pub fn dropped(&mut self, key: (u16, ApplicationId), now: Timestamp) -> HealDecision {
        let Some(flapping) = self.0.get_mut(&key) else { return HealDecision::Heal };
        if flapping.until.is_some_and(|until| now < until) {
            return HealDecision::Paused;
        }
        let Some(healed_at) = flapping.healed_at.take() else { return HealDecision::Heal };
        if now.duration_since(healed_at) > SOON {
            self.0.remove(&key);
            return HealDecision::Heal;
        }
        flapping.drops += 1;
        if flapping.drops < MAX_DROPS {
            return HealDecision::Heal;
        }
        let pause =
            FIRST_PAUSE.checked_mul(1 << flapping.pauses.min(5)).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
        let until = now.checked_add(pause).unwrap_or(Timestamp::MAX);
        flapping.pauses += 1;
        flapping.until = Some(until);
        HealDecision::Pause { drops: flapping.drops, until }
    }

    pub fn healed(&mut self, key: (u16, ApplicationId), now: Timestamp) {
        self.0.entry(key).or_default().healed_at = Some(now);
    }

    /// Handles a check that found signing as wanted: forgets the application if its signing seems stable.
    pub fn record_ok(&mut self, key: (u16, ApplicationId), now: Timestamp) {
        let Some(flapping) = self.0.get(&key) else { return };
        let is_over = match flapping.healed_at {
            Some(healed_at) => now.duration_since(healed_at) > SOON,
            None => flapping.until.is_none_or(|until| now >= until),
        };
        if is_over {
            self.0.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: (u16, &str) = (0, "00000000-0000-4000-8000-000000000001");

    fn key() -> (u16, ApplicationId) {
        (KEY.0, KEY.1.parse().expect("an id"))
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).expect("a time")
    }

    fn round(detector: &mut FlapDetector, healed: i64, dropped: i64) -> HealDecision {
        detector.healed(key(), at(healed));
        detector.dropped(key(), at(dropped))
    }

    #[test]
    fn the_third_drop_pauses_healing_for_a_time_that_doubles_up_to_a_day() {
        let mut detector = FlapDetector::default();
        assert_eq!(detector.dropped(key(), at(0)), HealDecision::Heal);
        assert_eq!(round(&mut detector, 0, 60), HealDecision::Heal);
        assert_eq!(round(&mut detector, 60, 65), HealDecision::Heal);
        assert_eq!(round(&mut detector, 65, 70), HealDecision::Pause { drops: 3, until: at(130) });
        assert_eq!(detector.dropped(key(), at(129)), HealDecision::Paused);
        assert_eq!(detector.dropped(key(), at(130)), HealDecision::Heal, "one more try");
        let mut now = 130;
        for hours in [2, 4, 8, 16, 24, 24, 24] {
            let HealDecision::Pause { until, .. } = round(&mut detector, now, now + 1) else {
                panic!("{hours} h")
            };
            assert_eq!(until, at(now + 1 + hours * 60));
            now += 1 + hours * 60;
        }
    }

    #[test]
    fn a_late_drop_or_a_lasting_healing_ends_flapping() {
        let mut detector = FlapDetector::default();
        assert_eq!(round(&mut detector, 0, 10), HealDecision::Heal);
        assert_eq!(round(&mut detector, 10, 20), HealDecision::Heal);
        assert_eq!(round(&mut detector, 20, 81), HealDecision::Heal, "after more than an hour");
        assert_eq!(round(&mut detector, 81, 90), HealDecision::Heal, "counted anew");
        detector.healed(key(), at(90));
        detector.record_ok(key(), at(150));
        assert!(!detector.0.is_empty(), "an hour to the minute is not more than an hour");
        detector.record_ok(key(), at(151));
        assert!(detector.0.is_empty());
    }

    #[test]
    fn a_drop_counts_once_until_it_is_healed() {
        let mut detector = FlapDetector::default();
        assert_eq!(round(&mut detector, 0, 1), HealDecision::Heal);
        // The healing failed, so the drop is still the same.
        for minute in 2..30 {
            assert_eq!(detector.dropped(key(), at(minute)), HealDecision::Heal);
        }
        detector.record_ok(key(), at(40));
        assert!(detector.0.is_empty(), "it was fixed elsewhere");
    }
}
