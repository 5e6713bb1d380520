//! Fleet: a file that lists applications, their expected state, and waivers. A team keeps it beside its code, reviews
//! it and passes it to commands with `--fleet`.
//!
//! Invariant: a fleet file names no API host, credential or command. So a file that was only found cannot send
//! credentials elsewhere or run a command.
//!
//! Not here: reading and evaluating applications (`flow`), and the choice of the file (`flow::select`).

mod document;
mod error;
mod expectation;
pub mod file;
mod index;
mod keys;
mod lint;
mod pattern;
mod rule;
mod values;
mod waiver;
pub mod writer;

use std::path::{Path, PathBuf};

use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::report::SourceLocation;
use index::Index;

pub use error::FleetError;
pub use pattern::NamePattern;
pub use rule::{Matcher, Rule};
pub use waiver::Waiver;

/// A parsed fleet file.
#[derive(Debug)]
pub struct Fleet {
    /// The path as the user named it, or as it was found.
    pub path: PathBuf,
    /// Never empty. Without `[accounts]`, one account without name, profile and API key.
    pub accounts: Vec<FleetAccount>,
    pub unlisted: Unlisted,
    /// The path of the baseline, joined with the fleet file's directory.
    pub baseline: Option<PathBuf>,
    /// Every entry, in the order of the file.
    pub rules: Vec<Rule>,
    /// Every waiver, in the order of the file.
    pub waivers: Vec<Waiver>,
    /// Finds the rules of an application; one index per account.
    ruled: Vec<Index>,
    /// Finds the waivers of an application; one index per account.
    waived: Vec<Index>,
}

/// One account of a fleet file.
#[derive(Debug)]
pub struct FleetAccount {
    /// Empty in a file without `[accounts]`.
    pub name: String,
    /// The profile with the account's credentials; `None` for the credentials in force.
    pub profile: Option<String>,
    /// The API key. Credentials with another key send no request. `None` in a file without `[accounts]`.
    pub api_key: Option<String>,
    pub declared: SourceLocation,
}

/// What happens to an application that exists but is not listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    /// It is reported.
    #[default]
    Report,
    /// It is reported and fails the run, unless `--fail-on` decides otherwise.
    Fail,
    Ignore,
}

/// The JSON Schema (draft 7) with which editors complete and check a fleet file. It describes the structure; only the
/// parser checks references, such as account names.
pub const SCHEMA: &str = include_str!("../../../docs/schema/vsw.toml.schema.json");

impl Fleet {
    /// Reads and parses a file.
    ///
    /// # Errors
    /// Fails if it cannot be read or is not a fleet file.
    pub fn open(path: &Path) -> Result<Self, FleetError> {
        Self::read(&file::text(path)?, path)
    }

    /// Returns the rule of an application: the entry for its id, else the first matching name or pattern, else the
    /// entry for all. At most one entry applies; entries are not merged.
    pub fn rule_for(&self, account: usize, id: ApplicationId, name: &str) -> Option<&Rule> {
        let index = self.ruled.get(account)?;
        let rule = index.of_id(id).next().or_else(|| index.of_name(name).min()).or(index.all);
        self.rules.get(rule?)
    }

    /// Returns the applications of an account that are listed by id, in the order of the file.
    pub fn ids_of(&self, account: usize) -> impl Iterator<Item = (ApplicationId, &Rule)> {
        self.rules_of(account).filter_map(|rule| match rule.matcher {
            Matcher::Id(id) => Some((id, rule)),
            Matcher::Name(_) | Matcher::All => None,
        })
    }

    /// Returns the waiver that covers every problem of an application; the waiver may have ended. If several do,
    /// returns the one that lasts longest; waivers are not combined.
    pub fn waiver_for(
        &self,
        account: usize,
        id: ApplicationId,
        name: &str,
        codes: &[Code],
    ) -> Option<&Waiver> {
        let index = self.waived.get(account)?;
        let fitting = index.of_id(id).chain(index.of_name(name)).filter_map(|at| self.waivers.get(at));
        let excusing = fitting.filter(|waiver| waiver.excuses(codes));
        excusing.reduce(|best, other| if other.until > best.until { other } else { best })
    }

    fn rules_of(&self, account: usize) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.account == account)
    }
}

impl Unlisted {
    pub const ALL: [Self; 3] = [Self::Report, Self::Fail, Self::Ignore];

    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Fail => "fail",
            Self::Ignore => "ignore",
        }
    }
}

#[cfg(test)]
mod tests;
