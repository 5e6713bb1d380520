//! Select: the applications that a command line selects, and how.
//!
//! Not here: the detection of an empty set, for which the caller returns [`Set::empty_set_error`].

use std::path::{Path, PathBuf};

use vsw::application::ApplicationId;

use super::reach::{FLEET_FILE, Reach, Takes, nothing_named};
use super::scope::Scope;
use super::{accounts, lookup, picker};
use crate::args::Selectors;
use crate::args::application::ApplicationRef;
use crate::args::shard::Shard;
use crate::baseline::{self, BaselineFile, Reviewed};
use crate::config::{DefaultApplication, Source};
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::{Fleet, NamePattern};
use crate::online::{Connector, Online};
use crate::report::{SelectedBy, Selection};

pub enum Targets {
    /// Without duplicates, in command-line order.
    Each {
        ids: Vec<ApplicationId>,
        source: SelectedBy,
    },
    Set(Set),
}

pub struct Set {
    pub of: SetSource,
    /// The patterns of `--name`. An application's name must match one of them. Empty for all names.
    pub names: Vec<NamePattern>,
    /// The part of the set that this run covers. `None` for all of it.
    pub shard: Option<Shard>,
}

pub enum SetSource {
    Account,
    Fleet(Box<Fleet>),
}

impl Targets {
    /// Returns what the command line selects, and the accounts. Sends requests only to look up names and for
    /// the picker.
    pub fn of(
        selectors: &Selectors,
        reach: Reach,
        connect: Connector<'_>,
    ) -> Result<(Self, Vec<Online>), Failure> {
        let context = connect.context;
        let set = |of| {
            let names = selectors.names.iter().map(|name| NamePattern::new(name)).collect();
            Self::Set(Set { of, names, shard: selectors.shard })
        };
        if selectors.all {
            return Ok((set(SetSource::Account), vec![connect.in_force()?]));
        }
        if let Some(path) = &selectors.fleet {
            let fleet = Fleet::open(path)?;
            let accounts = accounts::of_named(&fleet, connect)?;
            return Ok((set(SetSource::Fleet(Box::new(fleet))), accounts));
        }
        let online = connect.in_force()?;
        let found = Path::new(FLEET_FILE);
        let uses_found = reach == Reach::Check
            && selectors.apps.is_empty()
            && found.exists()
            && DefaultApplication::resolve(context, &online.account)?.is_none();
        if uses_found {
            let fleet = Fleet::open(found)?;
            let accounts = accounts::of_found(&fleet, online)?;
            return Ok((set(SetSource::Fleet(Box::new(fleet))), accounts));
        }
        if !selectors.names.is_empty() || selectors.shard.is_some() {
            return Err(Failure::usage(
                "`--name` and `--shard` select from a set, but no set is given",
                match reach.takes() {
                    Takes::Fleets => "add `--fleet FILE`",
                    Takes::Sets | Takes::One => "add `--all` or `--fleet FILE`",
                },
            ));
        }
        let (ids, source) = Self::named(&selectors.apps, reach, reach.takes(), context, &online)?;
        Ok((Self::Each { ids, source }, vec![online]))
    }

    /// Returns the applications in `apps`, else the default application, else the user's choice.
    pub fn named(
        apps: &[ApplicationRef],
        reach: Reach,
        takes: Takes,
        context: &Context,
        online: &Online,
    ) -> Result<(Vec<ApplicationId>, SelectedBy), Failure> {
        if !apps.is_empty() {
            return Ok((lookup::ids(apps, reach, context, online)?, SelectedBy::Argument));
        }
        if let Some(default) = DefaultApplication::resolve(context, &online.account)? {
            passed_over(&default, reach, takes, context, online);
            let source = match default.source {
                Source::Environment(_) => SelectedBy::Environment,
                _ => SelectedBy::Profile,
            };
            return Ok((vec![default.id], source));
        }
        if context.screen.can_ask() {
            return Ok((vec![picker::pick(reach, takes, context, online)?], SelectedBy::Picker));
        }
        Err(nothing_named("no application was selected", takes))
    }

    pub fn one(
        app: Option<&ApplicationRef>,
        reach: Reach,
        context: &Context,
        online: &Online,
    ) -> Result<(ApplicationId, SelectedBy), Failure> {
        let (ids, source) = Self::named(
            app.map(std::slice::from_ref).unwrap_or_default(),
            reach,
            Takes::One,
            context,
            online,
        )?;
        let id =
            ids.first().copied().ok_or_else(|| nothing_named("no application was selected", Takes::One))?;
        Ok((id, source))
    }

    /// Prevents outputs from replacing the baseline, for a command that does not read it with [`Self::reviewed`].
    pub fn protect_baseline(&self, context: &Context) {
        if let Some(path) = self.baseline_file() {
            context.protect(&path, BASELINE_OF_RUN);
        }
    }

    /// Opens the baseline: `named`, else the one that the fleet file names, else the default file if it
    /// exists. The default file needs no option, because a baseline changes no application.
    pub fn reviewed(&self, named: Option<&Path>, context: &Context) -> Result<Option<Reviewed>, Failure> {
        let Some(path) = named.map(Path::to_path_buf).or_else(|| self.baseline_file()) else {
            return Ok(None);
        };
        context.protect(&path, BASELINE_OF_RUN);
        let fleet = match self {
            Self::Set(Set { of: SetSource::Fleet(fleet), .. }) => Some(fleet.path.as_path()),
            _ => None,
        };
        let baseline = BaselineFile::open_of(&path, fleet)?;
        Ok(Some(Reviewed { baseline, file: path.display().to_string() }))
    }

    fn baseline_file(&self) -> Option<PathBuf> {
        match self {
            Self::Set(Set { of: SetSource::Fleet(fleet), .. }) => {
                baseline::in_use(fleet.baseline.as_deref(), Some(&fleet.path))
            }
            _ => baseline::in_use(None, None),
        }
    }
}

impl Set {
    /// `account` is an index into the fleet file's accounts.
    pub fn scope(&self, account: usize) -> Scope<'_> {
        match &self.of {
            SetSource::Account => Scope::all(&self.names, self.shard),
            SetSource::Fleet(fleet) => Scope::of_fleet(fleet, account, &self.names, self.shard),
        }
    }

    pub fn is_whole_account(&self) -> bool {
        matches!(self.of, SetSource::Account) && self.names.is_empty() && self.shard.is_none()
    }

    pub fn selection(&self, count: usize) -> Selection {
        let (source, file) = match &self.of {
            SetSource::Account => (SelectedBy::All, None),
            SetSource::Fleet(fleet) => (SelectedBy::Fleet, Some(fleet.path.display().to_string())),
        };
        let shard = self.shard.map(|shard| shard.to_string());
        let names = self.names.iter().map(|name| name.as_str().to_owned()).collect();
        Selection { source, file, shard, names, count }
    }

    pub fn is_narrowed(&self) -> bool {
        self.shard.is_some() || !self.names.is_empty()
    }

    pub fn empty_set_error(&self) -> Failure {
        match &self.of {
            _ if self.shard.is_some() => Failure::usage(
                "this shard contains no application of the set",
                "use a smaller N in `--shard I/N`; if every shard is empty, list the applications with `vsw list`",
            ),
            SetSource::Fleet(fleet) if !self.names.is_empty() => Failure::usage(
                format!("no application of {} has a name that matches --name", fleet.path.display()),
                "`--name` is case-sensitive and must match the whole name, as in `--name 'Support*'`; list the names of an account with `vsw list --profile NAME`",
            ),
            _ if !self.names.is_empty() => Failure::usage(
                "no application name matches --name",
                "`--name` is case-sensitive and must match the whole name, as in `--name 'Support*'`; list the names with `vsw list`",
            ),
            SetSource::Account => Failure::usage(
                "this account has no applications",
                "check the account with `vsw whoami`; if it is the right one, create an application in the Dashboard",
            ),
            SetSource::Fleet(fleet) => Failure::usage(
                format!("no application matches {}", fleet.path.display()),
                "compare the fleet file with `vsw list`, and correct the fleet file; if the account has a profile, use `vsw list --profile NAME`",
            ),
        }
    }
}

const BASELINE_OF_RUN: &str = "the baseline of this run";

/// Prints a hint if the profile's application or the fleet file is not used.
fn passed_over(default: &DefaultApplication, reach: Reach, takes: Takes, context: &Context, online: &Online) {
    let why = match &default.source {
        Source::Environment(name) => {
            let of_profile = DefaultApplication::of_profile(context, &online.account).ok().flatten();
            if let Some(other) = of_profile.filter(|other| other.id != default.id) {
                let profile = other.source.name().unwrap_or_default();
                context
                    .screen
                    .hint(format!("the application of profile `{profile}` is not used: {name} is set"));
            }
            format!("{name} is set")
        }
        source => format!("profile `{}` has an application", source.name().unwrap_or_default()),
    };
    if takes != Takes::One && Path::new(FLEET_FILE).exists() {
        // Only a check uses the file without `--fleet`.
        let why = if reach == Reach::Check {
            why
        } else {
            "this command uses only a fleet file given with `--fleet`".to_owned()
        };
        context.screen.hint(format!(
            "{FLEET_FILE} is not used: {why}; `--fleet {FLEET_FILE}` selects its applications"
        ));
    }
}
