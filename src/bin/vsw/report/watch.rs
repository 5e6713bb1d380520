//! The events of `vsw watch` (`vsw/watch-event/1`), and the input of its `--on-drift` program (`vsw/drift/1`).

mod state;

use serde::Serialize;
use vsw::application::ApplicationId;

use super::counts::Counts;
use super::status::{CheckedApplication, Verdict};
use super::{Moved, Selection};
use crate::codes::Code;
use crate::vocabulary::Outcome;

pub use state::{ApplicationState, Key, LastRound, WatchState};

/// One event. Its JSON always has all members; members without information are null.
#[derive(Debug, Default, Serialize)]
pub struct WatchEvent {
    pub at: String,
    pub event: EventKind,
    /// The round's number, from 1; 0 before the first round.
    pub round: u32,
    pub code: Option<EventCode>,
    pub detail: Option<String>,
    pub count: Option<usize>,
    /// The URL of the metrics (`--metrics`). Only in the first event.
    pub address: Option<String>,
    pub application: Option<WatchedApplication>,
    pub healing: Option<HealingNote>,
    pub checked: Option<RoundNote>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    #[default]
    Started,
    Round,
    Drift,
    Recovered,
    Moved,
    Unknown,
    Gone,
    Healed,
    HealFailed,
    HeldBack,
    Fighting,
    Reloaded,
    ReloadFailed,
    OnDriftFailed,
    Stopped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EventCode {
    Of(Code),
    OnDrift(CallFailure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallFailure {
    NotStarted,
    Failed,
    TimedOut,
    /// The watch ended, which ended the running `--on-drift` program.
    Interrupted,
}

#[derive(Clone, Debug, Serialize)]
pub struct WatchedApplication {
    pub profile: String,
    pub id: String,
    pub name: Option<String>,
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub since: String,
    pub last_read_at: Option<String>,
    pub moved: Vec<Moved>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct HealingNote {
    pub run: Option<String>,
    pub outcome: Option<Outcome>,
    pub snapshot: Option<String>,
    /// Members that others changed before the healing, compared with the reference in the journal
    /// (`docs/baseline.md`). Later checks compare with their new values.
    pub moved_since_reference: Vec<Moved>,
    pub reference_error: Option<String>,
    /// How often signing was dropped soon after a healing. Only for [`EventKind::Fighting`].
    pub drops: Option<u32>,
    pub until: Option<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct RoundNote {
    pub took_ms: u64,
    pub requests: u64,
    pub missed: u32,
    pub complete: bool,
    pub selection: Option<Selection>,
    pub summary: Counts<Verdict>,
    /// The exit code that `vsw status` would return.
    pub exit: u8,
}

/// The JSON that the `--on-drift` program reads from stdin.
#[derive(Debug, Default, Serialize)]
pub struct DriftReport {
    pub at: String,
    pub round: u32,
    pub applications: Vec<DriftedApplication>,
    pub left_out: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct DriftedApplication {
    pub event: EventKind,
    #[serde(flatten)]
    pub application: WatchedApplication,
    pub healing: Option<HealingNote>,
}

/// Maximum number of events in a report. Further events are only counted, to keep the report readable.
const MOST_LISTED: usize = 1000;

impl WatchEvent {
    pub fn new(event: EventKind, at: String, round: u32) -> Self {
        Self { at, event, round, ..Self::default() }
    }
}

impl EventKind {
    pub fn is_of_drift(self) -> bool {
        matches!(self, Self::Drift | Self::Recovered | Self::Healed | Self::HealFailed | Self::Fighting)
    }
}

impl WatchedApplication {
    pub fn of(checked: &CheckedApplication, entry: &ApplicationState) -> Self {
        let known = Self::of_state(&checked.profile, checked.id, entry);
        let unknown_since = entry.unknown_since.filter(|_| checked.verdict == Verdict::Unknown);
        Self {
            name: checked.name.clone().or(known.name),
            verdict: checked.verdict,
            code: checked.code,
            detail: checked.detail.clone(),
            since: unknown_since.map_or(known.since, |since| since.to_string()),
            moved: checked.differences.clone(),
            ..known
        }
    }

    pub fn of_state(profile: &str, id: ApplicationId, entry: &ApplicationState) -> Self {
        Self {
            profile: profile.to_owned(),
            id: id.to_string(),
            name: entry.name.as_deref().map(str::to_owned),
            verdict: entry.verdict_now(),
            code: entry.code,
            detail: None,
            since: entry.since.to_string(),
            last_read_at: entry.last_read.map(|at| at.to_string()),
            moved: Vec::new(),
        }
    }
}

impl DriftReport {
    pub fn is_empty(&self) -> bool {
        self.applications.is_empty()
    }

    /// Ignores events that are not about drift.
    pub fn add(&mut self, event: &WatchEvent) {
        let Some(application) = event.application.clone().filter(|_| event.event.is_of_drift()) else {
            return;
        };
        (self.at, self.round) = (event.at.clone(), event.round);
        if self.applications.len() < MOST_LISTED {
            let healing = event.healing.clone();
            self.applications.push(DriftedApplication { event: event.event, application, healing });
        } else {
            self.left_out += 1;
        }
    }

    pub fn extend(&mut self, later: Self) {
        (self.at, self.round) = (later.at, later.round);
        self.left_out += later.left_out;
        let room = MOST_LISTED.saturating_sub(self.applications.len());
        self.left_out += later.applications.len().saturating_sub(room);
        self.applications.extend(later.applications.into_iter().take(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(event: EventKind, round: u32) -> WatchEvent {
        let application = WatchedApplication {
            profile: "p".to_owned(),
            id: "i".to_owned(),
            name: None,
            verdict: Verdict::Drift,
            code: None,
            detail: None,
            since: String::new(),
            last_read_at: None,
            moved: Vec::new(),
        };
        WatchEvent { application: Some(application), ..WatchEvent::new(event, "t".to_owned(), round) }
    }

    #[test]
    fn drift_reports_are_bounded_and_count_the_rest() {
        let mut report = DriftReport::default();
        report.add(&event(EventKind::Unknown, 1));
        assert!(report.is_empty(), "that is not drift");
        (0..MOST_LISTED + 3).for_each(|_| report.add(&event(EventKind::Drift, 1)));
        assert_eq!((report.applications.len(), report.left_out), (MOST_LISTED, 3));
        let mut earlier = DriftReport::default();
        earlier.add(&event(EventKind::Recovered, 1));
        report.add(&event(EventKind::Drift, 7));
        earlier.extend(report);
        assert_eq!((earlier.applications.len(), earlier.left_out, earlier.round), (MOST_LISTED, 5, 7));
    }
}
