//! Pace: when the thread that writes the events pauses, so that it writes many at once.

use std::time::Duration;

/// Counts the reports of a short time.
#[derive(Default)]
pub struct Pace {
    /// When the counted time began.
    began: Duration,
    reports: usize,
}

/// The pause, and the time in which reports are counted.
const PAUSE: Duration = Duration::from_millis(2);
/// So many reports in that time are worth a pause: waking the thread for each one takes the threads that serve deliveries
/// as long as the thread takes for the event. With fewer, each event is written at once.
const MANY: usize = 16;

impl Pace {
    /// Counts reports. Returns how long to pause before the next ones are taken.
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
