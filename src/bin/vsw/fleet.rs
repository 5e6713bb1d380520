//! Fleet: which applications there are, what should be of them, and what is excused until when. A file that a team
//! keeps beside its code, reads in reviews and hands to `status`.
//!
//! It names no host, no credential and no command: it may be merely found in a folder, and is never more than a list
//! of expectations. Not here: how applications are read and judged (`flow`), and which file is meant (`flow::select`).

mod document;
mod error;
mod expectation;
pub mod file;
mod index;
mod keys;
mod lint;
mod pattern;
mod place;
mod rule;
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

/// A fleet file, understood.
#[derive(Debug)]
pub struct Fleet {
    /// The file, as it was named.
    pub path: PathBuf,
    /// Never empty. Without `[accounts]` there is one, which has no name, no profile and no API key.
    pub accounts: Vec<FleetAccount>,
    pub unlisted: Unlisted,
    /// The baseline beside it, resolved against the file's folder.
    pub baseline: Option<PathBuf>,
    /// Every entry, in the order of the file.
    pub rules: Vec<Rule>,
    /// Every waiver, in the order of the file.
    pub waivers: Vec<Waiver>,
    /// One for each account, over the rules and over the waivers.
    ruled: Vec<Index>,
    waived: Vec<Index>,
}

/// One account that a fleet file is about.
#[derive(Debug)]
pub struct FleetAccount {
    /// Empty for the one of a file without `[accounts]`.
    pub name: String,
    /// Whose credentials; where none is named, the ones in force.
    pub profile: Option<String>,
    /// What the account must turn out to be, or no request is made.
    pub api_key: Option<String>,
    pub declared: SourceLocation,
}

/// What becomes of an application that exists and is not mentioned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    /// It is told.
    #[default]
    Report,
    /// It fails the run.
    Fail,
    Ignore,
}

/// What an editor needs to complete and check a fleet file, as JSON Schema, draft 7. It knows the shape; only the
/// reader checks what refers to something else, such as an account's name.
pub const SCHEMA: &str = include_str!("../../../docs/schema/vsw.toml.schema.json");

impl Fleet {
    /// Reads and understands a file.
    ///
    /// # Errors
    /// It cannot be read, or is no fleet file.
    pub fn open(path: &Path) -> Result<Self, FleetError> {
        Self::read(&file::text(path)?, path)
    }

    /// What is said of an application: by its id, or else by the first pattern that its name fits, or else by an entry
    /// for all. One entry decides; what another one says is not added to it.
    pub fn rule_for(&self, account: usize, id: ApplicationId, name: &str) -> Option<&Rule> {
        let index = self.ruled.get(account)?;
        let rule = index.of_id(id).next().or_else(|| index.of_name(name).min()).or(index.all);
        self.rules.get(rule?)
    }

    /// The applications of an account that are named by their ids, in the order of the file.
    pub fn ids_of(&self, account: usize) -> impl Iterator<Item = (ApplicationId, &Rule)> {
        self.rules_of(account).filter_map(|rule| match rule.aim {
            Matcher::Id(id) => Some((id, rule)),
            Matcher::Name(_) | Matcher::All => None,
        })
    }

    /// The waiver that excuses every one of an application's problems. One waiver excuses all of them or none does; of
    /// several that fit, the one that lasts longest. Whether it has ended is for the caller to ask: that is told.
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
