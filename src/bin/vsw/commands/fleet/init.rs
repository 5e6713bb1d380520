//! `vsw fleet init`: creates a fleet file from the applications of one or several accounts. Writes the file
//! completely or not at all, and changes no application.

use std::path::Path;

use vsw::application::{Application, Capability, VoiceWebhook};

use crate::api::Listed;
use crate::args::fleet::{By, Init};
use crate::config::Source;
use crate::context::Context;
use crate::disk::Existing;
use crate::failure::Failure;
use crate::fleet::writer::{By as WrittenBy, FleetWriter, WrittenAccount, WrittenApplication};
use crate::fleet::{Fleet, file};
use crate::flow::read::remedy;
use crate::online::{Connector, Online};
use crate::report::Report;
use crate::report::fleet::{FleetInitReport, WrittenAccount as SourceInfo};

/// An account's name in the file, and its profile.
type Wanted<'i> = (&'i str, &'i str);

pub fn run(init: &Init, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let wanted = wanted(init, context)?;
    if init.pin_webhooks && init.by != By::Id {
        return Err(Failure::usage("--pin-webhooks needs entries by id", "omit `--by`, or write `--by id`"));
    }
    let existing = if init.force { Existing::Replaced } else { Existing::Refused };
    let to_stdout = init.file == Path::new("-");
    if !to_stdout {
        file::check(&init.file, existing, &context.protected())?;
    }
    let mut accounts = Vec::new();
    let mut requests = 0;
    // Resolve every account before the first request: a missing profile must fail early.
    let named_by = || Source::Flag("--account");
    let online: Vec<Online> = if wanted.is_empty() {
        vec![connect.in_force()?]
    } else {
        wanted.iter().map(|(_, profile)| connect.profile(profile, named_by())).collect::<Result<_, _>>()?
    };
    reject_same_account(&online)?;
    for (number, online) in online.iter().enumerate() {
        let (name, profile) = match wanted.get(number) {
            Some((name, profile)) => ((*name).to_owned(), Some((*profile).to_owned())),
            // Write only a profile that the user named: the next user of the file may have other profiles.
            None => (online.account.profile.clone(), context.global.profile.clone()),
        };
        accounts.push(read(online, (name, profile), init, context)?);
        requests += online.client.requests();
    }
    refuse_empty(&accounts, init)?;
    let (by, word) = match init.by {
        By::Id => (WrittenBy::Id, "id"),
        By::Name => (WrittenBy::Name, "name"),
        By::All => (WrittenBy::All, "all"),
    };
    let written = FleetWriter { accounts, by };
    let text = written.text();
    // A name or an address may contain a configured secret, and the file may be committed.
    if context.screen.redactions().touch(&text) {
        return Err(Failure::SecretInFile { place: exposing(&written, context) });
    }
    // Check the new text with the parser that later commands use.
    Fleet::read(&text, &init.file)?;
    if to_stdout {
        return Ok(Report::Bytes(text.into_bytes()));
    }
    file::write(&init.file, &text, existing, &context.protected())?;
    Ok(Report::FleetInit(FleetInitReport {
        requests,
        file: init.file.display().to_string(),
        by: word,
        accounts: written.accounts.into_iter().map(source_info).collect(),
    }))
}

fn exposing(file: &FleetWriter, context: &Context) -> String {
    let exposes = |text: &str| context.screen.redactions().touch(text);
    let mut applications = file.accounts.iter().flat_map(|account| &account.applications);
    let found = applications.find_map(|application| {
        let in_address = || application.addresses.iter().any(|(_, address)| exposes(address));
        let part = match &application.name {
            Some(name) if exposes(name) => "the name",
            _ if in_address() => "a webhook's address",
            _ => return None,
        };
        Some(format!("{part} of application {}", application.id))
    });
    found.unwrap_or_else(|| "the name of an account or a profile".to_owned())
}

fn source_info(account: WrittenAccount) -> SourceInfo {
    SourceInfo {
        name: account.name,
        profile: account.profile,
        api_key: account.api_key,
        listed: account.applications.len(),
        without_voice: account.without_voice,
    }
}

fn wanted<'i>(init: &'i Init, context: &Context) -> Result<Vec<Wanted<'i>>, Failure> {
    if let (Some(_), false) = (&context.global.profile, init.accounts.is_empty()) {
        return Err(Failure::usage(
            "--profile and --account cannot be used together",
            "name every account with `--account NAME=PROFILE`, without `--profile`",
        ));
    }
    let mut all: Vec<Wanted<'_>> = Vec::new();
    for text in &init.accounts {
        let (name, profile) = text.split_once('=').unwrap_or((text, text));
        if !crate::profiles::is_profile_name(name) {
            return Err(Failure::usage(
                "--account: invalid account name: use 1 to 64 letters, digits, `-` or `_`",
                "write --account NAME, or --account NAME=PROFILE",
            ));
        }
        if all.iter().any(|(other, _)| *other == name) {
            return Err(Failure::usage(
                format!("--account names `{name}` twice"),
                "use a different name for each account: `--account NAME=PROFILE`",
            ));
        }
        all.push((name, profile));
    }
    Ok(all)
}

/// Two profiles of one account would list each application twice.
fn reject_same_account(all: &[Online]) -> Result<(), Failure> {
    for (number, online) in all.iter().enumerate() {
        let account = &online.account;
        if let Some(duplicate) =
            all.iter().take(number).find(|other| other.account.api_key == account.api_key)
        {
            let (one, other) = (&duplicate.account.profile, &account.profile);
            return Err(Failure::usage(
                format!("the profiles `{one}` and `{other}` belong to the same account, {}", account.api_key),
                "omit `--account` for one of these profiles; if a profile has the wrong credentials, run `vsw login --profile NAME`",
            ));
        }
    }
    Ok(())
}

fn read(
    online: &Online,
    (name, profile): (String, Option<String>),
    init: &Init,
    context: &Context,
) -> Result<WrittenAccount, Failure> {
    let (_, entries, problem) = {
        let _waiting = context.screen.waiting(format!("reading the applications of {name}"));
        online.run(online.client.list(|| online.deadline(), |entry| (entry.id, to_found(entry))))
    };
    if let Some(error) = problem {
        // A file from a partial list would look complete.
        let hint = remedy(&error, &online.account);
        return Err(Failure::OfAccount { name, error: Box::new(error), hint });
    }
    let mut applications = Vec::new();
    let mut without_voice = 0;
    for (id, found) in entries {
        let (name, addresses) = match found {
            Found::NoVoice => {
                without_voice += 1;
                continue;
            }
            Found::Voice { name, addresses } => (Some(name), addresses),
            // List an unreadable application too: a later check reports the problem.
            Found::Unfit => (None, Vec::new()),
        };
        let addresses = if init.pin_webhooks { addresses } else { Vec::new() };
        applications.push(WrittenApplication { id, name, addresses });
    }
    let api_key = online.account.api_key.clone();
    Ok(WrittenAccount { name, profile, api_key, applications, without_voice })
}

enum Found {
    Voice { name: String, addresses: Vec<(VoiceWebhook, String)> },
    NoVoice,
    Unfit,
}

fn to_found(entry: Listed) -> Found {
    match Application::of_document(entry.document, entry.id) {
        Ok(application) if application.signing_of(Capability::Voice).is_none() => Found::NoVoice,
        Ok(application) => {
            Found::Voice { name: application.name().to_owned(), addresses: addresses(&application) }
        }
        Err(_) => Found::Unfit,
    }
}

/// Returns the addresses as patterns: parts that may be secret become `*`, which matches anything.
fn addresses(application: &Application) -> Vec<(VoiceWebhook, String)> {
    let address = |webhook| {
        let address = application.masked_address(webhook).filter(|address| !address.trim().is_empty())?;
        Some((webhook, address.replace("***", "*")))
    };
    VoiceWebhook::ALL.iter().filter_map(|webhook| address(*webhook)).collect()
}

fn refuse_empty(accounts: &[WrittenAccount], init: &Init) -> Result<(), Failure> {
    let is_empty = |account: &&WrittenAccount| account.applications.is_empty() && init.by != By::All;
    let Some(WrittenAccount { name, profile, api_key, .. }) = accounts.iter().find(is_empty) else {
        return Ok(());
    };
    if accounts.len() > 1 {
        return Err(Failure::usage(
            format!("account `{name}` ({api_key}) has no application with a voice capability"),
            format!("omit `--account {name}`; to cover future applications, use `--by all`"),
        ));
    }
    // The commands in a hint get this run's `--profile` automatically, but not the profile of `--account`.
    let option = profile.as_ref().filter(|_| !init.accounts.is_empty());
    let option = option.map_or_else(String::new, |profile| format!(" --profile {profile}"));
    Err(Failure::usage(
        format!("account {api_key} has no application with a voice capability"),
        format!("check the account with `vsw whoami{option}`; to cover future applications, use `--by all`"),
    ))
}
