//! `vsw history`: prints the changes and observations in the journal, or its runs; also prunes it. Offline.

mod prune;
mod runs;

use vsw::application::ApplicationId;

use crate::args::Format;
use crate::args::application::ApplicationRef;
use crate::args::change::{History, HistoryCommand};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::lookup;
use crate::journal::{JournalHistory, Record, Seen};
use crate::report::Report;
use crate::report::history::{EntryKind, EntryOutcome, HistoryEntry, HistoryReport};

pub fn run(history: &History, context: &Context) -> Result<Report, Failure> {
    if let Some(HistoryCommand::Prune(prune)) = &history.command {
        return prune::run(prune, context);
    }
    let journal = context.journal()?;
    let past = journal.read()?;
    let limit = match (history.limit, context.global.format()) {
        (Some(0), _) | (None, Format::Json) => usize::MAX,
        (limit, _) => limit.unwrap_or(LIMIT),
    };
    if history.runs {
        return Ok(Report::Runs(runs::report(&journal, &past, limit)));
    }
    let of = history.app.as_ref().map(|app| id_of(app, &past)).transpose()?;
    let mut entries: Vec<HistoryEntry> = match of {
        Some(id) => past.of(id).map(entry).collect(),
        None => past.records.iter().map(entry).collect(),
    };
    let total = entries.len();
    entries.drain(..total.saturating_sub(limit));
    Ok(Report::History(HistoryReport {
        of,
        state: journal.directory().display().to_string(),
        unread: past.unread,
        total,
        entries,
    }))
}

/// The default number of entries or runs in the text format.
const LIMIT: usize = 20;

/// Prefers an application that now has the name over one that had it before.
fn id_of(app: &ApplicationRef, past: &JournalHistory) -> Result<ApplicationId, Failure> {
    let name = match app {
        ApplicationRef::Id(id) => return Ok(*id),
        ApplicationRef::Name(name) => name,
    };
    let mut named = past.named(name);
    if named.is_empty() {
        named = past.once_named(name);
    }
    match named.as_slice() {
        [id] => Ok(*id),
        [] => Err(Failure::UnknownName {
            message: format!("vsw has no record of an application named `{name}`"),
            hint: "list all records, with the names of their applications: `vsw history --limit 0`"
                .to_owned(),
        }),
        ids => Err(lookup::ambiguous(name, ids, "in the journal")),
    }
}

fn entry(record: &Record) -> HistoryEntry {
    match record {
        Record::Change { intent, outcome } => HistoryEntry {
            at: intent.at.to_string(),
            kind: EntryKind::Change,
            command: Some(intent.command.clone()),
            run: Some(intent.run.clone()),
            snapshot: Some(intent.snapshot.clone()),
            profile: Some(intent.profile.clone()),
            account: intent.account.clone(),
            origin: intent.origin.clone(),
            id: intent.application.clone(),
            name: intent.name.clone(),
            before: Some(intent.before),
            after: outcome.as_ref().map(|outcome| outcome.after).unwrap_or_default(),
            // Without a recorded outcome, a change is shown as interrupted, although it may still be in progress.
            outcome: outcome
                .as_ref()
                .map_or(EntryOutcome::Interrupted, |outcome| EntryOutcome::Change(outcome.outcome.clone())),
            code: outcome.as_ref().and_then(|outcome| outcome.code.clone()),
            by: intent.by.clone(),
        },
        Record::Seen(seen) => observed(seen, EntryKind::Seen, EntryOutcome::Seen),
        Record::Accepted(seen) => observed(seen, EntryKind::Accepted, EntryOutcome::Accepted),
    }
}

fn observed(seen: &Seen, kind: EntryKind, outcome: EntryOutcome) -> HistoryEntry {
    HistoryEntry {
        at: seen.at.to_string(),
        kind,
        command: (kind == EntryKind::Accepted).then(|| "diff --accept".to_owned()),
        run: None,
        snapshot: None,
        profile: None,
        account: seen.account.clone(),
        origin: seen.origin.clone(),
        id: seen.application.clone(),
        name: seen.name.clone(),
        before: None,
        after: seen.signing,
        outcome,
        code: None,
        by: seen.by.clone(),
    }
}
