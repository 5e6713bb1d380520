//! Select: the applications that a command covers, and how they were selected.
//!
//! Invariant: an empty set is an error.

use std::collections::BTreeSet;
use std::path::Path;

use vsw::application::{Application, ApplicationId};

use super::accounts;
use super::scope::Scope;
use crate::args::Named;
use crate::args::shard::Shard;
use crate::baseline::{BaselineFile, Reviewed};
use crate::config::{DefaultApplication, Source};
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::{Fleet, NamePattern};
use crate::online::{Connector, Online};
use crate::report::{SelectedBy, Selection};

/// The applications that the command line selects.
pub enum Targets {
    /// Applications by id, each once, in command-line order.
    Each {
        ids: Vec<ApplicationId>,
        source: SelectedBy,
    },
    Set(Set),
}

/// A set of applications that are not named one by one.
pub struct Set {
    pub of: SetSource,
    /// Only names that match one of these; empty for all.
    pub names: Vec<NamePattern>,
    /// Only this part of the set.
    pub shard: Option<Shard>,
}

/// The source of a set.
pub enum SetSource {
    /// All applications of the account in force.
    Account,
    Fleet(Box<Fleet>),
}

/// Where a selection may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A check: also from a fleet file in the working directory.
    Check,
    /// A change: never from a file that the user did not name.
    Change,
}

impl Targets {
    /// Returns the selection and connections to its accounts. Sends no request.
    ///
    /// # Errors
    /// Fails if nothing was selected, or if the command line, the fleet file or the credentials are invalid.
    pub fn of(named: &Named, reach: Reach, connect: Connector<'_>) -> Result<(Self, Vec<Online>), Failure> {
        let found = Path::new(FLEET_FILE);
        if !named.apps.is_empty() {
            let chosen = Self::Each { ids: unique(&named.apps), source: SelectedBy::Argument };
            return Ok((chosen, vec![connect.in_force()?]));
        }
        let shard = named.shard;
        let names: Vec<NamePattern> = named.names.iter().map(|name| NamePattern::new(name)).collect();
        if named.all {
            return Ok((Self::Set(Set { of: SetSource::Account, names, shard }), vec![connect.in_force()?]));
        }
        if let Some(path) = &named.fleet {
            let fleet = Fleet::open(path)?;
            let accounts = accounts::of_named(&fleet, connect)?;
            return Ok((Self::Set(Set { of: SetSource::Fleet(Box::new(fleet)), names, shard }), accounts));
        }
        if reach == Reach::Check && found.exists() {
            let fleet = Fleet::open(found)?;
            let accounts = accounts::of_found(&fleet, connect)?;
            return Ok((Self::Set(Set { of: SetSource::Fleet(Box::new(fleet)), names, shard }), accounts));
        }
        if !names.is_empty() || shard.is_some() {
            return Err(Failure::usage(
                "--name and --shard need --all or --fleet",
                "add `--all` or `--fleet FILE`",
            ));
        }
        let online = connect.in_force()?;
        let (id, source) = Self::default(connect.context, &online)?;
        Ok((Self::Each { ids: vec![id], source }, vec![online]))
    }

    /// Returns the application of a command that takes exactly one.
    pub fn one(
        named: Option<ApplicationId>,
        context: &Context,
        online: &Online,
    ) -> Result<ApplicationId, Failure> {
        named.map_or_else(|| Self::default(context, online).map(|(id, _)| id), Ok)
    }

    /// Returns the reviewed baseline: the file on the command line, the one that the fleet file names, the one beside
    /// the fleet file, or the one in the working directory. It only provides knowledge, so it may be found instead of
    /// named.
    ///
    /// # Errors
    /// Fails if the file is not a baseline.
    pub fn reviewed(&self, named: Option<&Path>, context: &Context) -> Result<Option<Reviewed>, Failure> {
        let (of_set, directory) = match self {
            Self::Set(Set { of: SetSource::Fleet(fleet), .. }) => {
                (fleet.baseline.clone(), fleet.path.parent())
            }
            _ => (None, None),
        };
        let directory =
            directory.filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let found = Some(directory.join(BASELINE)).filter(|found| found.exists());
        let Some(path) = named.map(Path::to_path_buf).or(of_set).or(found) else { return Ok(None) };
        context.protect(&path, "the baseline of this run");
        Ok(Some(Reviewed { baselines: BaselineFile::open(&path)?, file: path.display().to_string() }))
    }

    fn default(context: &Context, online: &Online) -> Result<(ApplicationId, SelectedBy), Failure> {
        if let Some(default) = DefaultApplication::resolve(context, &online.account)? {
            let source = match default.source {
                Source::Environment(_) => SelectedBy::Environment,
                _ => SelectedBy::Profile,
            };
            return Ok((default.id, source));
        }
        if context.screen.can_ask() {
            return Ok((pick(context, online)?, SelectedBy::Picker));
        }
        Err(nothing_named())
    }
}

impl Set {
    /// Returns the scope of an account, by its index.
    pub fn scope(&self, account: usize) -> Scope<'_> {
        match &self.of {
            SetSource::Account => Scope::all(&self.names, self.shard),
            SetSource::Fleet(fleet) => Scope::of_fleet(fleet, account, &self.names, self.shard),
        }
    }

    /// Returns whether the set is a whole account.
    pub fn is_whole_account(&self) -> bool {
        matches!(self.of, SetSource::Account) && self.names.is_empty() && self.shard.is_none()
    }

    /// Returns the selection for a report about `count` applications.
    pub fn selection(&self, count: usize) -> Selection {
        let shard = self.shard.map(|shard| shard.to_string());
        match &self.of {
            SetSource::Account => Selection { source: SelectedBy::All, file: None, shard, count },
            SetSource::Fleet(fleet) => Selection {
                source: SelectedBy::Fleet,
                file: Some(fleet.path.display().to_string()),
                shard,
                count,
            },
        }
    }

    /// Returns the error for an empty set.
    pub fn empty_set_error(&self) -> Failure {
        match &self.of {
            _ if self.shard.is_some() => Failure::usage(
                "this shard contains no application of the set",
                "use fewer shards: `--shard I/N`",
            ),
            _ if !self.names.is_empty() => {
                Failure::usage("no application name matches --name", "list the names with `vsw list`")
            }
            SetSource::Account => {
                Failure::usage("this account has no applications", "check the account with `vsw whoami`")
            }
            SetSource::Fleet(fleet) => Failure::usage(
                format!("no application matches {}", fleet.path.display()),
                "list the applications with `vsw list`",
            ),
        }
    }
}

/// The baseline of the working directory. With `./`, as reports print it.
const FLEET_FILE: &str = "./vsw.toml";
/// The baseline's file name.
const BASELINE: &str = "vsw.baseline.json";

fn nothing_named() -> Failure {
    Failure::usage(
        "no application was selected",
        "pass an id (see `vsw list`), set VONAGE_APPLICATION_ID, or store a default with `vsw login`",
    )
}

/// Returns each id once, in order.
pub fn unique(ids: &[ApplicationId]) -> Vec<ApplicationId> {
    let mut seen = BTreeSet::new();
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}

fn pick(context: &Context, online: &Online) -> Result<ApplicationId, Failure> {
    let (_, entries, problem) = {
        let _waiting = context.screen.waiting("reading the account's applications");
        online.run(
            online
                .client
                .list(|| online.deadline(), |entry| Application::of_document(entry.document, entry.id).ok()),
        )
    };
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    let applications: Vec<Application> = entries.into_iter().flatten().collect();
    if applications.is_empty() {
        return Err(Failure::usage(
            "this account has no applications",
            "check the account with `vsw whoami`",
        ));
    }
    let items: Vec<String> = applications
        .iter()
        .map(|application| {
            format!("{}  {}  ({})", application.id(), application.name(), application.signing().word())
        })
        .collect();
    let picked = context.screen.pick("Which application?", &items)?;
    picked.and_then(|index| applications.get(index)).map(Application::id).ok_or_else(nothing_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_id_in_another_spelling_counts_once() {
        let id = |text: &str| text.parse::<ApplicationId>().expect("an id");
        let ids = [id("78d335fa-323d-0114-9c3d-d6f0d48968cf"), id("78D335FA323D01149C3DD6F0D48968CF")];
        assert_eq!(unique(&ids).len(), 1);
    }
}
