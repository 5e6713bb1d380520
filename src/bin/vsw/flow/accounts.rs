//! Accounts: connections to the accounts that a fleet file or a plan names. Before the first request, fails if the
//! credentials for an account have another API key than the fleet file or the plan names, or another origin than the
//! plan names.
//!
//! A fleet file given with `--fleet` may choose profiles. One that was only found in the working directory may not: it
//! must fit the credentials in force, which are those of a run without a fleet file.

use crate::config::{Account, ConfigError, Source};
use crate::failure::Failure;
use crate::fleet::{Fleet, FleetAccount};
use crate::online::{Connector, Online};
use crate::plan::Planned;

/// Connects to the accounts of a fleet file that the user named.
///
/// # Errors
/// Fails if credentials are missing, unusable or of another account than the file names, or if several accounts name no
/// profile.
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

/// Returns the account of a fleet file that was found in the working directory: the one of the credentials in force.
///
/// # Errors
/// Fails if the file covers several accounts, or another account than that of the credentials in force.
pub fn of_found(fleet: &Fleet, in_force: Online) -> Result<Vec<Online>, Failure> {
    let path = fleet.path.display();
    match fleet.accounts.as_slice() {
        [account] => Ok(vec![confirmed(in_force, account, None, fleet)?]),
        accounts => Err(Failure::FoundFleet { path: path.to_string(), accounts: accounts.len() }),
    }
}

/// Connects to the accounts of a plan. The credentials in force serve the account that they belong to; every other
/// account uses the profile that the plan names for it.
///
/// # Errors
/// Fails if the credentials for one of the plan's accounts are missing, unusable or of another account.
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
        // With `--profile`, only that profile is used. The plan's profile may be unknown here, because the plan may
        // come from another machine. In both cases, the error is about the credentials in force. If the plan's profile
        // is known but cannot be used, the error is about that profile.
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

/// `profile` is the file's profile, if its credentials are used.
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
