//! Select: which applications a command is about, and who said so. An empty set is never "all fine".

use std::collections::BTreeSet;
use std::path::Path;

use vsw::application::{Application, ApplicationId};

use crate::args::Named;
use crate::config::DefaultApplication;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::Selection;

/// The applications of one run, each once, in the order in which they were named.
pub struct Selected {
    pub ids: Vec<ApplicationId>,
    pub source: &'static str,
}

/// Which places may say which applications are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A check: also a fleet file in the working directory.
    Check,
    /// A change: never from a file that was not named.
    Change,
}

impl Selected {
    /// What the command line says is wrong with itself, before credentials are asked for.
    pub fn check(named: &Named, reach: Reach) -> Result<(), Failure> {
        refuse_sets(named)?;
        if named.apps.is_empty() && reach == Reach::Check && Path::new(FLEET_FILE).exists() {
            return Err(Failure::usage(
                "./vsw.toml is here, but this version does not read fleet files",
                "name the applications: `vsw status APP…`",
            ));
        }
        Ok(())
    }

    pub fn of(named: &Named, context: &Context, online: &Online) -> Result<Self, Failure> {
        if named.apps.is_empty() {
            return Self::default(context, online);
        }
        Ok(Self { ids: each_once(&named.apps), source: "argument" })
    }

    /// The one application of a command that is about one.
    pub fn one(
        named: Option<ApplicationId>,
        context: &Context,
        online: &Online,
    ) -> Result<ApplicationId, Failure> {
        let selected = match named {
            Some(id) => return Ok(id),
            None => Self::default(context, online)?,
        };
        selected.ids.first().copied().ok_or_else(nothing_named)
    }

    fn default(context: &Context, online: &Online) -> Result<Self, Failure> {
        if let Some(default) = DefaultApplication::resolve(context, &online.account)? {
            return Ok(Self { ids: vec![default.id], source: default.source.word() });
        }
        if context.screen.can_ask() {
            return Ok(Self { ids: vec![pick(context, online)?], source: "picker" });
        }
        Err(nothing_named())
    }

    pub fn summary(&self) -> Selection {
        Selection { source: self.source, file: None, count: self.ids.len() }
    }
}

const FLEET_FILE: &str = "vsw.toml";

fn nothing_named() -> Failure {
    Failure::usage(
        "no application was named",
        "name one by its id (see `vsw list`), set VONAGE_APPLICATION_ID, or store a default with `vsw login`",
    )
}

fn refuse_sets(named: &Named) -> Result<(), Failure> {
    let option = match (named.all, &named.fleet) {
        (true, _) => "--all",
        (false, Some(_)) => "--fleet",
        (false, None) => return Ok(()),
    };
    Err(Failure::usage(
        format!("{option} is not part of this version: it changes and checks applications that are named"),
        "name them by id: `vsw list --json` has all of the account's",
    ))
}

fn each_once(ids: &[ApplicationId]) -> Vec<ApplicationId> {
    let mut seen = BTreeSet::new();
    ids.iter().copied().filter(|id| seen.insert(*id)).collect()
}

fn pick(context: &Context, online: &Online) -> Result<ApplicationId, Failure> {
    let (_, entries, problem) = {
        let _waiting = context.screen.waiting("reading the account's applications");
        online.run(online.client.list(|| online.deadline()))
    };
    if let Some(problem) = problem {
        return Err(problem.into());
    }
    let applications: Vec<Application> = entries
        .into_iter()
        .filter_map(|entry| Application::read(entry.document.into_bytes(), entry.id).ok())
        .collect();
    if applications.is_empty() {
        return Err(Failure::usage("this account has no application to choose from", "see `vsw whoami`"));
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
    fn the_same_id_in_other_words_counts_once() {
        let id = |text: &str| text.parse::<ApplicationId>().expect("an id");
        let ids = [id("78d335fa-323d-0114-9c3d-d6f0d48968cf"), id("78D335FA323D01149C3DD6F0D48968CF")];
        assert_eq!(each_once(&ids).len(), 1);
    }
}
