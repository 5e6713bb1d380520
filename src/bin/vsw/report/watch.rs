//! Watch: what a watch tells as it goes on (`vsw/watch-event/1`), what it hands to a command (`vsw/drift/1`), and the board
//! that its metrics are read from.

mod board;

use serde::Serialize;
use vsw::application::ApplicationId;

use super::counts::Counts;
use super::status::{CheckedApplication, Verdict};
use super::{Moved, Selection};
use crate::codes::Code;
use crate::vocabulary::Outcome;

pub use board::{Key, LastRound, Standing, WatchState};

/// Something that happened. Each member is there in every event, and null where it says nothing.
#[derive(Debug, Default, Serialize)]
pub struct WatchEvent {
    pub at: String,
    pub event: Happened,
    /// The round it happened in, from 1; 0 before the first.
    pub round: u32,
    pub code: Option<EventCode>,
    pub detail: Option<String>,
    /// Of how many applications it is true.
    pub count: Option<usize>,
    /// Where metrics are served, at the start.
    pub address: Option<String>,
    pub application: Option<WatchedApplication>,
    pub healing: Option<HealingNote>,
    pub checked: Option<RoundNote>,
}

/// What happened, in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    #[default]
    Started,
    Round,
    Drift,
    Recovered,
    Unknown,
    /// It is not there any more, or not meant any more.
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

/// Why it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EventCode {
    Of(Code),
    OnDrift(CallFailure),
}

/// Why a call of the command failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallFailure {
    NotStarted,
    Failed,
    TimedOut,
}

/// An application as an event tells of it.
#[derive(Clone, Debug, Serialize)]
pub struct WatchedApplication {
    pub profile: String,
    pub id: String,
    pub name: Option<String>,
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub detail: Option<String>,
    /// Since when it is so, as far as this watch saw.
    pub since: String,
    /// When it was last read; of one that is unknown, that is how old what is known of it is.
    pub last_read_at: Option<String>,
    pub moved: Vec<Moved>,
}

/// What a healing came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HealingNote {
    /// The run that the journal knows it by; none where nothing was sent.
    pub run: Option<String>,
    pub outcome: Option<Outcome>,
    pub snapshot: Option<String>,
    /// How often it was dropped soon after a healing.
    pub drops: Option<u32>,
    /// Until when it is left alone.
    pub until: Option<String>,
}

/// A round that was made.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RoundNote {
    pub took_ms: u64,
    pub requests: u64,
    /// How many rounds before it were skipped, since one was still under way.
    pub missed: u32,
    pub complete: bool,
    pub selection: Option<Selection>,
    pub summary: Counts<Verdict>,
    /// What `status` would have ended with.
    pub exit: u8,
}

/// What a command is handed on its stdin.
#[derive(Debug, Default, Serialize)]
pub struct DriftReport {
    pub at: String,
    pub round: u32,
    pub applications: Vec<DriftedApplication>,
    /// How many more there are that are not listed.
    pub left_out: usize,
}

/// One that drifted, recovered, or was or was not healed.
#[derive(Clone, Debug, Serialize)]
pub struct DriftedApplication {
    pub event: Happened,
    #[serde(flatten)]
    pub application: WatchedApplication,
    pub healing: Option<HealingNote>,
}

/// More are counted and not listed: a command has to be able to read it, and a person too.
const MOST_LISTED: usize = 1000;

impl WatchEvent {
    pub fn new(event: Happened, at: String, round: u32) -> Self {
        Self { at, event, round, ..Self::default() }
    }
}

impl Happened {
    /// Is it what a command wants to hear of?
    pub fn is_of_drift(self) -> bool {
        matches!(self, Self::Drift | Self::Recovered | Self::Healed | Self::HealFailed | Self::Fighting)
    }
}

impl WatchedApplication {
    pub fn of(checked: &CheckedApplication, standing: &Standing) -> Self {
        let known = Self::standing(&checked.profile, checked.id, standing);
        let unknown_since = standing.unknown_since.filter(|_| checked.verdict == Verdict::Unknown);
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

    /// The same by what stands on the board alone.
    pub fn standing(profile: &str, id: ApplicationId, standing: &Standing) -> Self {
        Self {
            profile: profile.to_owned(),
            id: id.to_string(),
            name: standing.name.as_deref().map(str::to_owned),
            verdict: standing.verdict_now(),
            code: standing.code,
            detail: None,
            since: standing.since.to_string(),
            last_read_at: standing.last_read.map(|at| at.to_string()),
            moved: Vec::new(),
        }
    }
}

impl DriftReport {
    pub fn is_empty(&self) -> bool {
        self.applications.is_empty()
    }

    /// Adds what an event says, where it is of drift.
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

    /// Adds what came later.
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

    fn event(event: Happened, round: u32) -> WatchEvent {
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
    fn what_a_command_is_handed_is_bounded_and_counts_the_rest() {
        let mut report = DriftReport::default();
        report.add(&event(Happened::Unknown, 1));
        assert!(report.is_empty(), "that is no drift");
        (0..MOST_LISTED + 3).for_each(|_| report.add(&event(Happened::Drift, 1)));
        assert_eq!((report.applications.len(), report.left_out), (MOST_LISTED, 3));
        let mut earlier = DriftReport::default();
        earlier.add(&event(Happened::Recovered, 1));
        report.add(&event(Happened::Drift, 7));
        earlier.extend(report);
        assert_eq!((earlier.applications.len(), earlier.left_out, earlier.round), (MOST_LISTED, 5, 7));
    }
}
