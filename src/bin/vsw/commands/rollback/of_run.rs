//! What a whole run replaced, put back in each of its applications.

use std::collections::HashSet;

use vsw::application::ApplicationId;

use super::known;
use crate::args::change::Rollback;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::change::{Changer, Disk, InFlight, KeepSigning, Mode, Restoration, Wish};
use crate::flow::execution::{Task, execute};
use crate::flow::run::Run;
use crate::interrupt;
use crate::journal::{self, Intent, Journal, JournalError, Past, Record, Whose};
use crate::online::Online;
use crate::plan::Planned;
use crate::report::change::{ChangeCommand, ChangeReport, ChangedApplication};
use crate::report::{Report, SelectedBy, Selection};
use crate::screen::{Line, Text};
use crate::vocabulary::{Outcome, SigningState};

/// One application of the run: what it was before, and whose it is.
struct Piece {
    planned: Planned,
    restoration: Restoration,
}

/// How many applications a question names.
const NAMED: usize = 10;

pub fn put_back(
    name: &str,
    rollback: &Rollback,
    mode: Mode,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let journal = context.journal()?;
    let past = journal.read()?;
    let pieces = pieces(name, rollback, &journal, &past)?;
    let planned: Vec<Planned> = pieces.iter().map(|piece| piece.planned.clone()).collect();
    let accounts = accounts::of_plan(&planned, &format!("the run {name}"), context, connect)?;
    if let Some(rate) = rollback.pace.rate {
        for online in &accounts {
            online.client.limit(rate);
        }
    }
    let run = Run::starting(context.now());
    let most = rollback.bounds.max_changes.unwrap_or(usize::MAX);
    if pieces.len() > most {
        return Err(Failure::TooMany { count: pieces.len(), most });
    }
    if mode == Mode::ForReal {
        if !rollback.yes {
            context.screen.note(&question(name, &pieces));
            if !context.screen.confirm(&format!("Put {} application(s) back?", pieces.len()))? {
                return Err(Failure::Declined);
            }
        }
        context.screen.note(&Line::new().faint(format!("run {}", run.name)).into());
    }
    let changers: Vec<Changer<'_>> = accounts
        .iter()
        .map(|online| Changer {
            context,
            online,
            journal: Some(&journal),
            run: &run,
            command: "rollback",
            mode,
            in_flight: InFlight::default(),
            disk: Disk::Beside,
        })
        .collect();
    let task = |piece: &'_ Piece| {
        let changer = changers.iter().find(|changer| piece.planned.is_of(&changer.online.account));
        changer.map(|changer| (changer, piece.planned.id))
    };
    let mut tasks = Vec::new();
    for piece in &pieces {
        if let Some((changer, id)) = task(piece) {
            tasks.push(Task { changer, id, wish: Wish::Earlier(&piece.restoration), earlier: None });
        }
    }
    let applications = {
        let _signals = interrupt::leave_to_run();
        execute(&tasks, rollback.pace.concurrency, &context.screen)
    };
    drop(tasks);
    Ok(report(&run, mode, &accounts, pieces.len(), applications))
}

fn report(
    run: &Run,
    mode: Mode,
    accounts: &[Online],
    count: usize,
    applications: Vec<ChangedApplication>,
) -> Report {
    Report::Change(ChangeReport {
        command: ChangeCommand::Rollback,
        run: run.name.clone(),
        dry_run: mode == Mode::DryRun,
        requests: accounts.iter().map(|online| online.client.requests()).sum(),
        selection: Selection { source: SelectedBy::Run, file: None, shard: None, count },
        plan: None,
        summary: applications.iter().map(|one| one.outcome).collect(),
        applications,
    })
}

/// What each application was before the run first changed it. One whose PUT was refused was not changed; one that
/// nobody could read after it may have been.
fn pieces(name: &str, rollback: &Rollback, journal: &Journal, past: &Past) -> Result<Vec<Piece>, Failure> {
    let mut seen = HashSet::new();
    let mut pieces = Vec::new();
    for record in &past.records {
        let Record::Change { intent, outcome } = record else { continue };
        let went_out = outcome.as_ref().is_none_or(|outcome| {
            !outcome.is_withdrawn()
                && (!outcome.outcome.is(&Outcome::Failed) || outcome.after == SigningState::UNKNOWN)
        });
        let whose = (&intent.account, &intent.origin, &intent.application);
        if intent.run == name && went_out && seen.insert(whose) {
            pieces.push(piece(intent, rollback, journal, past)?);
        }
    }
    if pieces.is_empty() {
        return Err(match journal.plan(name) {
            Ok(_) => Failure::usage(
                format!("the run {name} changed nothing"),
                "there is nothing to put back; `vsw history --runs` has what each run did",
            ),
            Err(_) => JournalError::NoRun { name: name.to_owned() }.into(),
        });
    }
    Ok(pieces)
}

fn piece(intent: &Intent, rollback: &Rollback, journal: &Journal, past: &Past) -> Result<Piece, Failure> {
    let changed = || JournalError::SnapshotChanged { what: "its application is no id" };
    let id: ApplicationId = intent.application.parse().map_err(|_| changed())?;
    let earlier = journal::kept(journal, &intent.replaces, id)?;
    let whose = Whose { account: &intent.account, origin: &intent.origin };
    let known = if rollback.overwrite { None } else { Some(known(past, journal, id, whose)) };
    let signing = if rollback.exact { KeepSigning::Earlier } else { KeepSigning::Present };
    let planned = Planned {
        profile: intent.profile.clone(),
        account: intent.account.clone(),
        origin: intent.origin.clone(),
        id,
        name: Some(intent.name.clone()),
        before: intent.before,
        document: None,
    };
    Ok(Piece {
        planned,
        restoration: Restoration { earlier, signing, known, digest: intent.replaces.clone() },
    })
}

fn question(name: &str, pieces: &[Piece]) -> Text {
    let mut text = Text::new();
    text.push(Line::new().plain(format!("The run {name} changed {} application(s):", pieces.len())));
    for piece in pieces.iter().take(NAMED) {
        let planned = &piece.planned;
        let line = Line::new().plain("  • ").strong(planned.name.as_deref().unwrap_or_default());
        text.push(line.plain("  ").faint(planned.id.to_string()));
    }
    if pieces.len() > NAMED {
        text.push(Line::new().faint(format!("  … and {} more", pieces.len() - NAMED)));
    }
    text
}
