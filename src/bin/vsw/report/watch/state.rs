//! `WatchState`: what a watch knows. The next round is compared with it, and the metrics show it. It is small per
//! application: a watch may have a hundred thousand.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::report::status::Verdict;

/// An application: the number of its account in this state, and its id.
pub type Key = (u16, ApplicationId);

/// The current knowledge of a watch.
#[derive(Debug, Default)]
pub struct WatchState {
    pub accounts: Vec<Account>,
    pub applications: BTreeMap<Key, ApplicationState>,
    pub last_round: Option<LastRound>,
    /// The time of the last good round: complete, with an application read or none to read.
    pub last_good: Option<Timestamp>,
    /// `last_good`, counted from the watch's start: changes of the clock do not affect it.
    pub last_good_after: Option<Duration>,
    pub rounds: u64,
    pub missed: u64,
    /// The number of healings per outcome.
    pub heals: BTreeMap<String, u64>,
    pub held_back: u64,
    pub fights: u64,
    /// The number of calls of the `--on-drift` program per outcome.
    pub calls: BTreeMap<String, u64>,
    pub reload_failed: bool,
    pub last_reload: Option<Timestamp>,
    pub every_seconds: f64,
}

/// One account.
#[derive(Debug)]
pub struct Account {
    pub profile: String,
    /// Requests by response class (1xx to 5xx), and those without a response.
    pub answers: [u64; 6],
    /// The limit of requests per second.
    pub rate: Option<f64>,
}

/// The result of the last round.
#[derive(Clone, Copy, Debug)]
pub struct LastRound {
    pub began: Timestamp,
    pub took_ms: u64,
    pub complete: bool,
}

/// The current knowledge of one application.
#[derive(Clone, Debug, Default)]
pub struct ApplicationState {
    pub name: Option<Box<str>>,
    /// The verdict of the last successful read, if any.
    pub verdict: Option<Verdict>,
    pub code: Option<Code>,
    /// A hash of the members that moved since the reference; `None` if none did.
    pub moved: Option<u64>,
    /// Whether the verdict is a problem: a drift, or an unlisted application that fails the run.
    pub is_bad: bool,
    /// Since when the current verdict and code have been seen.
    pub since: Timestamp,
    pub last_read: Option<Timestamp>,
    /// Since when the application could not be read.
    pub unknown_since: Option<Timestamp>,
    /// Since when incomplete lists have lacked the application.
    pub unseen_since: Option<Timestamp>,
    /// Whether signing was on in some earlier read.
    pub was_on: bool,
    /// The last round that found the application.
    pub round: u32,
    /// When healing resumes. It is paused because another person or program keeps changing the application back. `None`
    /// if healing is not paused.
    pub paused_until: Option<Timestamp>,
}

impl WatchState {
    /// Returns the number of an account. A new account gets the next number and keeps it.
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
    /// Returns the current verdict; unknown if the last read failed, or if the last list was incomplete and lacked the
    /// application.
    pub fn verdict_now(&self) -> Verdict {
        if self.unknown_since.is_some() || self.unseen_since.is_some() {
            return Verdict::Unknown;
        }
        self.verdict.unwrap_or(Verdict::Unknown)
    }
}
