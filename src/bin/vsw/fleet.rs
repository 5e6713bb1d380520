//! Fleet: a file that lists applications, their expected state, and waivers (accepted drift).
//!
//! Invariant: a fleet file names no API host, credential or command, because another person may have written it.

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

#[derive(Debug)]
pub struct Fleet {
    pub path: PathBuf,
    /// Has one nameless account if the file has no `[accounts]`.
    pub accounts: Vec<FleetAccount>,
    pub unlisted: Unlisted,
    /// The path of the baseline file, joined with the fleet file's directory. `None` if the fleet file names
    /// no baseline.
    pub baseline: Option<PathBuf>,
    /// The entries, in the order of the file.
    pub rules: Vec<Rule>,
    pub waivers: Vec<Waiver>,
    /// One index of `rules` per account.
    ruled: Vec<Index>,
    /// One index of `waivers` per account.
    waived: Vec<Index>,
}

#[derive(Debug)]
pub struct FleetAccount {
    /// Empty in a file without `[accounts]`.
    pub name: String,
    /// The profile with the account's credentials. `None` means the credentials that vsw uses without a fleet file.
    pub profile: Option<String>,
    /// The account's API key: credentials with another key are refused. `None` in a file without `[accounts]`.
    pub api_key: Option<String>,
    pub declared: SourceLocation,
}

/// What to do with an application of the account that the file does not list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    #[default]
    Report,
    /// Report the application and fail. `--fail-on`, which lists the findings that fail a check, takes precedence.
    Fail,
    Ignore,
}

/// The JSON Schema (draft 7) for editors. Only the parser checks references, such as account names.
pub const SCHEMA: &str = include_str!("../../../docs/schema/vsw.toml.schema.json");

impl Fleet {
    pub fn open(path: &Path) -> Result<Self, FleetError> {
        Self::read(&file::text(path)?, path)
    }

    /// Returns one entry, because matching entries are not merged. An id takes precedence over a name, and a
    /// name over `all`.
    pub fn rule_for(&self, account: usize, id: ApplicationId, name: &str) -> Option<&Rule> {
        let index = self.ruled.get(account)?;
        let rule = index.of_id(id).next().or_else(|| index.of_name(name).min()).or(index.all);
        self.rules.get(rule?)
    }

    /// Returns the applications that entries name by id, in the order of the file.
    pub fn ids_of(&self, account: usize) -> impl Iterator<Item = (ApplicationId, &Rule)> {
        self.rules_of(account).filter_map(|rule| match rule.matcher {
            Matcher::Id(id) => Some((id, rule)),
            Matcher::Name(_) | Matcher::All => None,
        })
    }

    /// Returns one waiver that covers all codes, because waivers are not combined. The waiver may have ended.
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
