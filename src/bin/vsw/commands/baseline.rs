//! `vsw baseline save`: writes the applications' present documents to the baseline file. It changes no
//! application, and does not write the journal.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use vsw::application::{Application, ApplicationId};

use crate::args::baseline::Save;
use crate::baseline::{self, BaselineFile, BaselineWriter, EntryOutcome, Written};
use crate::codes::Code;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fleet::Fleet;
use crate::flow::accounts;
use crate::flow::collect::{self, Collected, CollectedBy};
use crate::flow::consent;
use crate::flow::outputs;
use crate::flow::reach::{Reach, Takes};
use crate::flow::select::{Set, SetSource, Targets};
use crate::online::{Connector, Online};
use crate::render::remedy;
use crate::report::baseline::{BaselineReport, SaveOutcome, SaveSummary, SavedApplication};
use crate::report::{Report, SelectedBy, Selection};
use crate::screen::Redactions;
use crate::vocabulary::SigningState;

pub fn save(save: &Save, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    consent::writable(context)?;
    let fleet = save.fleet.as_deref().map(Fleet::open).transpose()?;
    let of_fleet = fleet.as_ref().and_then(|fleet| fleet.baseline.clone());
    let beside =
        fleet.as_ref().and_then(|fleet| fleet.path.parent()).map(|directory| directory.join(baseline::FILE));
    let file = save.file.clone().or(of_fleet).or(beside).unwrap_or_else(|| PathBuf::from(baseline::FILE));
    outputs::refuse_stdout("a baseline", "--file", &file)?;
    baseline::check(&file, &context.protected())?;
    // Read the file first: an invalid file must fail before any request.
    let writer = BaselineWriter::of(BaselineFile::open_or_new(&file)?);
    let connect = connect.limited(save.pace.rate);
    let accounts = match &fleet {
        Some(fleet) => accounts::of_named(fleet, connect)?,
        None => vec![connect.in_force()?],
    };
    let of_fleet = fleet.as_ref().map(|fleet| fleet.path.display().to_string());
    let (collected, mut selection) = collected(save, fleet, context, &accounts)?;
    selection.count = collected.iter().map(|one| one.applications.len() + one.unread.len()).sum();
    if selection.count == 0 {
        return Err(match of_fleet {
            Some(path) => Failure::usage(
                format!("no application matches {path}; nothing was saved"),
                "compare the fleet file with `vsw list`, and correct the fleet file; if the account has a profile, use `vsw list --profile NAME`",
            ),
            None => Failure::usage(
                "this account has no applications; nothing was saved",
                "check the account with `vsw whoami`; if it is the right one, create an application in the Dashboard",
            ),
        });
    }
    let before = writer.before().count();
    let (applications, written) = record(writer, &collected, save, &file, context)?;
    for withheld in applications.iter().filter(|one| one.outcome == SaveOutcome::Withheld) {
        context.screen.warn(format!(
            "the document of {} contains a configured secret and was not saved to {}; see `vsw explain own-secret`",
            withheld.id,
            file.display()
        ));
    }
    let next_step = accounts.iter().zip(&collected).find_map(|(online, of_one)| {
        let (id, unread) = of_one.unread.first()?;
        unread.remedy(&online.account).or_else(|| Some(remedy(unread.code(), *id)))
    });
    Ok(Report::Baseline(BaselineReport {
        remedy: next_step,
        file: file.display().to_string(),
        written: written == Written::Replaced,
        requests: accounts.iter().map(|online| online.client.requests()).sum(),
        selection,
        summary: SaveSummary::of(&applications, before),
        applications,
    }))
}

fn collected(
    save: &Save,
    fleet: Option<Fleet>,
    context: &Context,
    accounts: &[Online],
) -> Result<(Vec<Collected>, Selection), Failure> {
    let concurrency = save.pace.concurrency;
    let waiting = || context.screen.waiting("reading the applications");
    if save.all || fleet.is_some() {
        let of = fleet.map_or(SetSource::Account, |fleet| SetSource::Fleet(Box::new(fleet)));
        let set = Set { of, names: Vec::new(), shard: None };
        let _waiting = waiting();
        let mut collected = Vec::new();
        for (number, online) in accounts.iter().enumerate() {
            collected.push(online.run(collect::whole(online, &set.scope(number), concurrency))?);
        }
        return Ok((collected, set.selection(0)));
    }
    let Some(online) = accounts.first() else {
        return Ok((Vec::new(), Selection::of(SelectedBy::Argument, 0)));
    };
    let (ids, source) = Targets::named(&save.apps, Reach::Read, Takes::Sets, context, online)?;
    let _waiting = waiting();
    Ok((vec![online.run(collect::named(online, &ids, concurrency))], Selection::of(source, 0)))
}

/// If an application could not be read, saves the others only with `--skip-unread`.
fn record(
    mut writer: BaselineWriter,
    accounts: &[Collected],
    save: &Save,
    path: &Path,
    context: &Context,
) -> Result<(Vec<SavedApplication>, Written), Failure> {
    let redactions = context.screen.redactions();
    let is_unread = accounts.iter().any(|account| !account.unread.is_empty());
    let is_read = accounts.iter().any(|account| !account.applications.is_empty());
    let saves_nothing = is_unread && !(save.skip_unread && is_read);
    let mut applications = Vec::new();
    for account in accounts {
        let known: BTreeSet<ApplicationId> = writer.before().ids_of(&account.api_key).into_iter().collect();
        applications.extend(account.unread.iter().map(|(id, unread)| SavedApplication {
            name: unread.name().map(str::to_owned),
            code: Some(unread.code()),
            detail: Some(unread.to_string()),
            exit: if saves_nothing { unread.exit() } else { Exit::Yes },
            ..entry(account, *id, &known, SaveOutcome::Unread)
        }));
        if !saves_nothing {
            applications.extend(account.applications.iter().map(|application| {
                let saved = entry(account, application.id(), &known, SaveOutcome::Unchanged);
                put(&mut writer, application, redactions, saved)
            }));
            applications.extend(gone(account, &known).map(|id| SavedApplication {
                name: writer.remove(&account.api_key, id),
                ..entry(account, id, &known, SaveOutcome::Removed)
            }));
        }
    }
    let written =
        if saves_nothing { Written::Unchanged } else { writer.write(path, &context.protected())? };
    Ok((applications, written))
}

fn entry(
    account: &Collected,
    id: ApplicationId,
    known: &BTreeSet<ApplicationId>,
    outcome: SaveOutcome,
) -> SavedApplication {
    SavedApplication {
        profile: account.profile.clone(),
        account: account.api_key.clone(),
        id,
        name: None,
        signing: SigningState::UNKNOWN,
        outcome,
        code: None,
        detail: None,
        differences: Vec::new(),
        was_in_file: known.contains(&id),
        exit: Exit::Yes,
    }
}

/// Returns the baseline's ids that `account` does not cover: deleted, or not in the fleet file. Returns none
/// for named applications, because no list was read.
fn gone(account: &Collected, known: &BTreeSet<ApplicationId>) -> impl Iterator<Item = ApplicationId> + use<> {
    let mut gone = if account.by == CollectedBy::List { known.clone() } else { BTreeSet::new() };
    let unread = account.unread.iter().map(|(id, _)| *id);
    for id in account.applications.iter().map(Application::id).chain(unread) {
        gone.remove(&id);
    }
    gone.into_iter()
}

fn put(
    writer: &mut BaselineWriter,
    application: &Application,
    redactions: &Redactions,
    mut saved: SavedApplication,
) -> SavedApplication {
    saved.name = Some(application.name().to_owned());
    saved.signing = application.into();
    match writer.put(&saved.account, application, redactions) {
        EntryOutcome::Added => saved.outcome = SaveOutcome::Added,
        EntryOutcome::Unchanged => saved.outcome = SaveOutcome::Unchanged,
        EntryOutcome::Changed(differences) => {
            saved.outcome = SaveOutcome::Changed;
            saved.differences = differences.iter().map(Into::into).collect();
        }
        EntryOutcome::Withheld => {
            saved.outcome = SaveOutcome::Withheld;
            saved.code = Some(Code::OwnSecret);
            saved.detail = Some("its document contains a configured secret, so the document was not saved; see `vsw explain own-secret`".to_owned());
        }
    }
    saved
}
