//! The state of a watch between rounds.
//!
//! It must be small, because a watch may have a hundred thousand applications.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::report::status::Verdict;

/// The application's account, as an index in [`WatchState::accounts`], and its id.
pub type Key = (u16, ApplicationId);

#[derive(Debug, Default)]
pub struct WatchState {
    pub accounts: Vec<Account>,
    pub applications: BTreeMap<Key, ApplicationState>,
    pub last_round: Option<LastRound>,
    /// When the last complete round ended. Excludes rounds whose applications all stayed unknown.
    pub last_good: Option<Timestamp>,
    /// The time from the start of the watch to `last_good`, on a monotonic clock.
    pub last_good_after: Option<Duration>,
    pub rounds: u64,
    pub missed: u64,
    /// The number of heals by outcome.
    pub heals: BTreeMap<String, u64>,
    pub held_back: u64,
    pub fights: u64,
    /// The number of calls of the `--on-drift` program by outcome.
    pub calls: BTreeMap<String, u64>,
    pub reload_failed: bool,
    pub last_reload: Option<Timestamp>,
    pub every_seconds: f64,
}

#[derive(Debug)]
pub struct Account {
    pub profile: String,
    /// Requests by response class: 1xx to 5xx, then no response or another status.
    pub answers: [u64; 6],
    /// The rate limit in requests per second; `None` if unlimited.
    pub rate: Option<f64>,
}

#[derive(Clone, Copy, Debug)]
pub struct LastRound {
    pub began: Timestamp,
    pub took_ms: u64,
    pub complete: bool,
}

#[derive(Clone, Debug, Default)]
pub struct ApplicationState {
    pub name: Option<Box<str>>,
    pub verdict: Option<Verdict>,
    pub code: Option<Code>,
    /// A hash of the differences that the check found; `None` if there were none.
    pub moved: Option<u64>,
    pub is_bad: bool,
    /// Since when the current verdict and code have been seen.
    pub since: Timestamp,
    pub last_read: Option<Timestamp>,
    pub unknown_since: Option<Timestamp>,
    /// Since when incomplete rounds have not reached the application.
    pub unseen_since: Option<Timestamp>,
    pub was_on: bool,
    pub round: u32,
    /// When healing resumes. Healing pauses if others keep undoing it.
    pub paused_until: Option<Timestamp>,
}

impl WatchState {
    /// Returns the index of the account in `accounts`. A new account gets the next index and keeps it.
    pub fn account(&mut self, profile: &str) -> u16 {
        let place = self.accounts.iter().position(|account| account.profile == profile);
        let place = place.unwrap_or_else(|| {
            self.accounts.push(Account { profile: profile.to_owned(), answers: [0; 6], rate: None });
            self.accounts.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    pub fn profile(&self, account: u16) -> &str {
        self.accounts.get(usize::from(account)).map_or("", |account| &account.profile)
    }
}

impl ApplicationState {
    /// Returns `Unknown` if the last verdict may be outdated.
    pub fn verdict_now(&self) -> Verdict {
        if self.unknown_since.is_some() || self.unseen_since.is_some() {
            return Verdict::Unknown;
        }
        self.verdict.unwrap_or(Verdict::Unknown)
    }
}
