//! WatchState: what a watch knows at the moment, for whoever asks for metrics. Small for each application: there may be a
//! hundred thousand of them.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::report::status::Verdict;

/// Which application: the number of its account on the board, and its id.
pub type Key = (u16, ApplicationId);

/// Everything that is known.
#[derive(Debug, Default)]
pub struct WatchState {
    pub accounts: Vec<Account>,
    pub applications: BTreeMap<Key, Standing>,
    pub last_round: Option<LastRound>,
    /// When a round last read what it should.
    pub last_good: Option<Timestamp>,
    /// The same, as time since the watch began, which no change of the clock touches.
    pub last_good_after: Option<Duration>,
    pub rounds: u64,
    pub missed: u64,
    /// How many healings there were of each outcome.
    pub heals: BTreeMap<String, u64>,
    pub held_back: u64,
    pub fights: u64,
    /// Calls of the command, by what came of them.
    pub calls: BTreeMap<String, u64>,
    pub reload_failed: bool,
    pub last_reload: Option<Timestamp>,
    pub every_seconds: f64,
}

/// One account.
#[derive(Debug)]
pub struct Account {
    pub profile: String,
    /// Requests by the first digit of the answer's status, and those without an answer.
    pub answers: [u64; 6],
    /// Requests a second that are kept to.
    pub rate: Option<f64>,
}

/// How the last round went.
#[derive(Clone, Copy, Debug)]
pub struct LastRound {
    pub began: Timestamp,
    pub took_ms: u64,
    pub complete: bool,
}

/// What is known of one application.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    pub name: Option<Box<str>>,
    /// By the last read; none where there was none.
    pub verdict: Option<Verdict>,
    pub code: Option<Code>,
    /// It is a reason to end with 1.
    pub is_bad: bool,
    /// Since when it is so.
    pub since: Timestamp,
    pub last_read: Option<Timestamp>,
    /// Since when it could not be read.
    pub unknown_since: Option<Timestamp>,
    /// Since when no list had it that could be read whole.
    pub unseen_since: Option<Timestamp>,
    /// Signing was on when it was read some time.
    pub was_on: bool,
    /// The last round that told of it.
    pub round: u32,
    /// Somebody sets it as often as it is healed: it is left alone until then.
    pub fighting_until: Option<Timestamp>,
}

impl WatchState {
    /// The number of that account, which it keeps.
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

impl Standing {
    /// What stands for it now: what is not known for sure is not known.
    pub fn verdict_now(&self) -> Verdict {
        if self.unknown_since.is_some() || self.unseen_since.is_some() {
            return Verdict::Unknown;
        }
        self.verdict.unwrap_or(Verdict::Unknown)
    }
}
