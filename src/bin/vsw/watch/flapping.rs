//! Flapping: the same application dropped again and again after it was healed. Somebody or something else sets it, and two
//! that undo each other's work help nobody: after the third time it is left alone for a while, and a person is told.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use vsw::application::ApplicationId;

/// Who is being fought with over which application, by the number of its account.
#[derive(Debug, Default)]
pub struct FlapDetector(HashMap<(u16, ApplicationId), Flapping>);

#[derive(Debug, Default)]
struct Flapping {
    /// When it was healed, if nothing was seen of it since.
    healed_at: Option<Timestamp>,
    /// How often it was dropped soon after it was healed, and when the last time was.
    drops: u32,
    pauses: u32,
    until: Option<Timestamp>,
}

/// What to do about an application that wants healing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HealDecision {
    Heal,
    /// It was dropped so often soon after it was healed that it is left alone from now on, until then.
    Fighting {
        drops: u32,
        until: Timestamp,
    },
    /// It still is.
    LeftAlone,
}

/// A drop within that of our healing is an answer to it.
const SOON: SignedDuration = SignedDuration::from_hours(1);
/// From how many drops on it is a fight.
const FIGHT: u32 = 3;
const FIRST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);

impl FlapDetector {
    /// It is dropped now: is it to be healed?
    pub fn dropped(&mut self, key: (u16, ApplicationId), now: Timestamp) -> HealDecision {
        let Some(quarrel) = self.0.get_mut(&key) else { return HealDecision::Heal };
        if quarrel.until.is_some_and(|until| now < until) {
            return HealDecision::LeftAlone;
        }
        let Some(healed_at) = quarrel.healed_at.take() else { return HealDecision::Heal };
        if now.duration_since(healed_at) > SOON {
            self.0.remove(&key);
            return HealDecision::Heal;
        }
        quarrel.drops += 1;
        if quarrel.drops < FIGHT {
            return HealDecision::Heal;
        }
        let pause =
            FIRST_PAUSE.checked_mul(1 << quarrel.pauses.min(5)).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE);
        let until = now.checked_add(pause).unwrap_or(Timestamp::MAX);
        quarrel.pauses += 1;
        quarrel.until = Some(until);
        HealDecision::Fighting { drops: quarrel.drops, until }
    }

    /// It was healed now.
    pub fn healed(&mut self, key: (u16, ApplicationId), now: Timestamp) {
        self.0.entry(key).or_default().healed_at = Some(now);
    }

    /// It is well: a quarrel is over once it stayed so for long enough. What is left alone may be put right by others.
    pub fn well(&mut self, key: (u16, ApplicationId), now: Timestamp) {
        let Some(quarrel) = self.0.get(&key) else { return };
        let is_over = match quarrel.healed_at {
            Some(healed_at) => now.duration_since(healed_at) > SOON,
            None => quarrel.until.is_none_or(|until| now >= until),
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

    /// Healed at one minute, dropped at another.
    fn round(quarrels: &mut FlapDetector, healed: i64, dropped: i64) -> HealDecision {
        quarrels.healed(key(), at(healed));
        quarrels.dropped(key(), at(dropped))
    }

    #[test]
    fn the_third_drop_within_an_hour_of_a_healing_is_a_fight_and_its_pauses_double_to_a_day() {
        let mut quarrels = FlapDetector::default();
        assert_eq!(quarrels.dropped(key(), at(0)), HealDecision::Heal);
        assert_eq!(round(&mut quarrels, 0, 60), HealDecision::Heal);
        assert_eq!(round(&mut quarrels, 60, 65), HealDecision::Heal);
        assert_eq!(round(&mut quarrels, 65, 70), HealDecision::Fighting { drops: 3, until: at(130) });
        assert_eq!(quarrels.dropped(key(), at(129)), HealDecision::LeftAlone);
        assert_eq!(quarrels.dropped(key(), at(130)), HealDecision::Heal, "one more try");
        let mut now = 130;
        for hours in [2, 4, 8, 16, 24, 24, 24] {
            let HealDecision::Fighting { until, .. } = round(&mut quarrels, now, now + 1) else {
                panic!("{hours} h")
            };
            assert_eq!(until, at(now + 1 + hours * 60));
            now += 1 + hours * 60;
        }
    }

    #[test]
    fn a_drop_that_comes_late_or_a_healing_that_holds_ends_the_quarrel() {
        let mut quarrels = FlapDetector::default();
        assert_eq!(round(&mut quarrels, 0, 10), HealDecision::Heal);
        assert_eq!(round(&mut quarrels, 10, 20), HealDecision::Heal);
        assert_eq!(round(&mut quarrels, 20, 81), HealDecision::Heal, "after more than an hour");
        assert_eq!(round(&mut quarrels, 81, 90), HealDecision::Heal, "counted anew");
        quarrels.healed(key(), at(90));
        quarrels.well(key(), at(150));
        assert!(!quarrels.0.is_empty(), "an hour to the minute is not more than an hour");
        quarrels.well(key(), at(151));
        assert!(quarrels.0.is_empty());
    }

    #[test]
    fn a_drop_counts_once_until_it_is_healed() {
        let mut quarrels = FlapDetector::default();
        assert_eq!(round(&mut quarrels, 0, 1), HealDecision::Heal);
        // Healing failed: it is the same drop, seen again.
        for minute in 2..30 {
            assert_eq!(quarrels.dropped(key(), at(minute)), HealDecision::Heal);
        }
        quarrels.well(key(), at(40));
        assert!(quarrels.0.is_empty(), "somebody put it right");
    }
}
