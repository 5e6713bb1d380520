//! Select: which applications a command is about, and who said so. An empty set is never "all fine".

use std::collections::BTreeSet;
use std::path::Path;

use vsw::application::{Application, ApplicationId};
use wildmatch::WildMatch;

use crate::args::Named;
use crate::config::DefaultApplication;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;

/// What the command line chose.
pub enum Selected {
    /// Applications by their ids, each once, in the order in which they were named.
    Each { ids: Vec<ApplicationId>, source: &'static str },
    /// All of the account, as far as their names fit.
    All { names: Vec<WildMatch> },
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
        refuse_fleets(named)?;
        if named.apps.is_empty() && !named.all && reach == Reach::Check && Path::new(FLEET_FILE).exists() {
            return Err(Failure::usage(
                "./vsw.toml is here, but this version does not read fleet files",
                "name the applications: `vsw status APP…`",
            ));
        }
        if !named.names.is_empty() && !named.all {
            return Err(Failure::usage(
                "--name narrows a set, and none was named",
                "add --all, or --fleet FILE",
            ));
        }
        Ok(())
    }

    pub fn of(named: &Named, context: &Context, online: &Online) -> Result<Self, Failure> {
        if named.all {
            return Ok(Self::All { names: named.names.iter().map(|name| WildMatch::new(name)).collect() });
        }
        if named.apps.is_empty() {
            let (id, source) = Self::default(context, online)?;
            return Ok(Self::Each { ids: vec![id], source });
        }
        Ok(Self::Each { ids: each_once(&named.apps), source: "argument" })
    }

    /// The one application of a command that is about one.
    pub fn one(
        named: Option<ApplicationId>,
        context: &Context,
        online: &Online,
    ) -> Result<ApplicationId, Failure> {
        named.map_or_else(|| Self::default(context, online).map(|(id, _)| id), Ok)
    }

    fn default(context: &Context, online: &Online) -> Result<(ApplicationId, &'static str), Failure> {
        if let Some(default) = DefaultApplication::resolve(context, &online.account)? {
            return Ok((default.id, default.source.word()));
        }
        if context.screen.can_ask() {
            return Ok((pick(context, online)?, "picker"));
        }
        Err(nothing_named())
    }
}

const FLEET_FILE: &str = "vsw.toml";

fn nothing_named() -> Failure {
    Failure::usage(
        "no application was named",
        "name one by its id (see `vsw list`), set VONAGE_APPLICATION_ID, or store a default with `vsw login`",
    )
}

fn refuse_fleets(named: &Named) -> Result<(), Failure> {
    match &named.fleet {
        None => Ok(()),
        Some(_) => Err(Failure::usage(
            "--fleet is not part of this version".to_owned(),
            "name them by id: `vsw list --json` has all of the account's",
        )),
    }
}

/// An empty set is an error, never "all fine".
pub fn nothing_in(names: &[WildMatch]) -> Failure {
    if names.is_empty() {
        Failure::usage("this account has no application", "see which account it is: `vsw whoami`")
    } else {
        Failure::usage("no application has a name that fits --name", "see the names: `vsw list`")
    }
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
