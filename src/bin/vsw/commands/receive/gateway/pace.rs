//! Pace: computes pauses for the thread that writes the listeners' reports as events, so that it writes many at once.

use std::time::Duration;

#[derive(Default)]
pub struct Pace {
    began: Duration,
    reports: usize,
}

/// The length of a pause. Reports are counted for twice this time.
const PAUSE: Duration = Duration::from_millis(2);
/// The thread pauses if it got this many reports within twice `PAUSE`. Waking the thread for each report
/// takes as much time as writing the event.
const MANY: usize = 16;

impl Pace {
    /// Counts the new `reports`. Returns how long to pause before reading more, or `None` for no pause.
    pub fn pause(&mut self, now: Duration, reports: usize) -> Option<Duration> {
        if now.saturating_sub(self.began) > PAUSE * 2 {
            *self = Self { began: now, reports: 0 };
        }
        self.reports += reports;
        (self.reports >= MANY).then(|| {
            *self = Self { began: now, reports: 0 };
            PAUSE
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_many_reports_in_a_short_time_are_written_together() {
        let times = |gap: u64, reports| {
            let mut pace = Pace::default();
            (0..1_000).filter(|n| pace.pause(Duration::from_micros(n * gap), reports).is_some()).count()
        };
        assert_eq!(times(1_000, 1), 0);
        assert_eq!(times(300, 1), 0);
        assert_eq!(times(100, 1), 62);
        assert_eq!(times(2_100, 16), 1_000);
        assert_eq!(times(10_000, 15), 0);
    }
}
