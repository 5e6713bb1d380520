//! Accounts: connects to the accounts that a fleet file or a plan names.
//!
//! Invariant: no request is sent with credentials of another account than the file names.

use crate::config::{Account, ConfigError, Source};
use crate::failure::Failure;
use crate::fleet::{Fleet, FleetAccount};
use crate::online::{Connector, Online};
use crate::plan::Planned;

/// Uses the profiles of a fleet file that the user named with `--fleet`.
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
                    format!(
                        "{path} has several accounts without a profile; only one account can use the current credentials"
                    ),
                    "name a profile for each account: `profile = \"…\"`",
                ));
            }
        };
        confirmed(online, account, account.profile.as_deref(), fleet)?.join(&mut accounts);
    }
    Ok(accounts)
}

/// Uses only the current credentials: a fleet file found in the working directory must not choose a profile.
pub fn of_found(fleet: &Fleet, in_force: Online) -> Result<Vec<Online>, Failure> {
    let path = fleet.path.display();
    match fleet.accounts.as_slice() {
        [account] => Ok(vec![confirmed(in_force, account, None, fleet)?]),
        accounts => Err(Failure::FoundFleet { path: path.to_string(), accounts: accounts.len() }),
    }
}

/// Prefers the current credentials to the profile that the plan names.
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
        // If the plan's profile is unknown or overridden by `--profile`, the error is about the current credentials.
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
    let Account { api_key, origin, .. } = &online.account;
    Failure::OtherAccount {
        what: what.to_owned(),
        wanted: format!("{} at {}", planned.account, planned.origin),
        found: format!("{api_key} at {}", origin.as_str()),
        profile: planned.profile.clone(),
    }
}

/// Fails if the fleet file names another account's API key. `profile` is `None` if the file's profile is not used.
fn confirmed(
    online: Online,
    account: &FleetAccount,
    profile: Option<&str>,
    fleet: &Fleet,
) -> Result<Online, Failure> {
    match &account.api_key {
        Some(wanted) if *wanted != online.account.api_key => Err(Failure::FleetAccount {
            path: fleet.path.display().to_string(),
            name: account.name.clone(),
            wanted: wanted.clone(),
            found: online.account.api_key.clone(),
            profile: profile.map(Into::into),
            place: Box::new(account.declared.clone()),
        }),
        _ => Ok(online),
    }
}
