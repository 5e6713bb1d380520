//! Accounts: connections to the accounts of a fleet file, each of which must be the one that the file says. Nothing is
//! asked of any before all of them are.
//!
//! A file that somebody named may choose profiles. One that was merely found in a folder chooses no credentials: it is
//! read with those in force, if they are the account's that it is about.

use crate::config::{ConfigError, Source};
use crate::failure::Failure;
use crate::fleet::{Fleet, FleetAccount};
use crate::online::{Connector, Online};
use crate::plan::Planned;

/// The accounts of a file that was named.
///
/// # Errors
/// Credentials are missing, or are another account's than the file says.
pub fn of_named(fleet: &Fleet, connect: Connector<'_>) -> Result<Vec<Online>, Failure> {
    let path = fleet.path.display().to_string();
    let mut has_in_force = false;
    let mut accounts: Vec<Online> = Vec::new();
    for account in &fleet.accounts {
        let online = match &account.profile {
            Some(profile) => connect.profile(profile, Source::Fleet(path.clone()))?,
            None if !std::mem::replace(&mut has_in_force, true) => connect.in_force()?,
            None => {
                return Err(Failure::usage(
                    format!("{path} has several accounts without a profile, and only one can be in force"),
                    "say whose credentials each is read with: `profile = \"…\"`",
                ));
            }
        };
        confirmed(online, account, fleet)?.join(&mut accounts);
    }
    Ok(accounts)
}

/// The account of a file that was found.
///
/// # Errors
/// It is about several accounts, or about another one than the credentials in force.
pub fn of_found(fleet: &Fleet, connect: Connector<'_>) -> Result<Vec<Online>, Failure> {
    let path = fleet.path.display();
    match fleet.accounts.as_slice() {
        [account] => Ok(vec![confirmed(connect.in_force()?, account, fleet)?]),
        accounts => Err(Failure::FoundFleet { path: path.to_string(), accounts: accounts.len() }),
    }
}

/// The accounts of a plan: the one in force, and for every other one the profile that the plan was made with.
///
/// # Errors
/// Credentials are missing, or are another account's than the plan's.
pub fn of_plan(applications: &[Planned], what: &str, connect: Connector<'_>) -> Result<Vec<Online>, Failure> {
    let mut wanted: Vec<&Planned> = Vec::new();
    for planned in applications {
        if !wanted.iter().any(|known| (&known.account, &known.origin) == (&planned.account, &planned.origin))
        {
            wanted.push(planned);
        }
    }
    let in_force = connect.in_force();
    let is_in_force =
        |planned: &Planned| in_force.as_ref().is_ok_and(|online| planned.is_of(&online.account));
    let (at_hand, others): (Vec<&Planned>, Vec<&Planned>) =
        wanted.into_iter().partition(|planned| is_in_force(planned));
    let mut accounts: Vec<Online> = Vec::new();
    for planned in others {
        // Whoever names a profile means that one. A profile of the plan's name need not be there: the plan may be
        // another machine's.
        let is_named = connect.context.global.profile.is_some();
        let online = match of_profile(planned, what, connect) {
            Ok(online) if !is_named => online,
            Err(Failure::Config(ConfigError::UnknownProfile { .. } | ConfigError::BadProfileName { .. }))
            | Ok(_) => {
                return Err(match in_force {
                    Ok(online) => another(planned, what, &online),
                    Err(failure) => failure,
                });
            }
            Err(failure) => return Err(failure),
        };
        online.join(&mut accounts);
    }
    if let (Some(_), Ok(online)) = (at_hand.first(), in_force) {
        online.join(&mut accounts);
    }
    Ok(accounts)
}

fn of_profile(planned: &Planned, what: &str, connect: Connector<'_>) -> Result<Online, Failure> {
    let online = connect.profile(&planned.profile, Source::Flag("the plan"))?;
    if planned.is_of(&online.account) { Ok(online) } else { Err(another(planned, what, &online)) }
}

fn another(planned: &Planned, what: &str, online: &Online) -> Failure {
    Failure::OtherAccount {
        what: what.to_owned(),
        wanted: planned.account.clone(),
        origin: planned.origin.clone(),
        found: online.account.api_key.clone(),
        at: online.account.origin.as_str().to_owned(),
    }
}

fn confirmed(online: Online, account: &FleetAccount, fleet: &Fleet) -> Result<Online, Failure> {
    match &account.api_key {
        Some(wanted) if *wanted != online.account.api_key => Err(Failure::FleetAccount {
            path: fleet.path.display().to_string(),
            name: account.name.clone(),
            wanted: wanted.clone(),
            found: online.account.api_key.clone(),
            place: Box::new(account.declared.clone()),
        }),
        _ => Ok(online),
    }
}
