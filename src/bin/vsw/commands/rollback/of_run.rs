//! Rollback of a run: restores each application that the run changed or may have changed.

use std::collections::{BTreeMap, HashSet};

use vsw::application::ApplicationId;
use vsw::signing::Signing;

use super::restoration;
use crate::args::change::Rollback;
use crate::failure::Failure;
use crate::flow::accounts;
use crate::flow::change::{Changer, Desired, Disk, Restoration, RestoredSigning};
use crate::flow::consent::Consent;
use crate::flow::execution::{Task, execute};
use crate::flow::memory::Memory;
use crate::flow::run::{Mode, Run};
use crate::journal::{self, AccountKey, Intent, Journal, JournalError};
use crate::online::Connector;
use crate::plan::Planned;
use crate::report::change::ChangeCommand;
use crate::report::{Report, SelectedBy, Selection};
use crate::screen::{Line, Text};
use crate::vocabulary::count_of;

/// An application of the run, with its account and its earlier document.
struct Restored {
    planned: Planned,
    restoration: Restoration,
}

const NAMED: usize = 10;

pub fn restore_run(
    name: &str,
    rollback: &Rollback,
    consent: Consent<'_>,
    connect: Connector<'_>,
) -> Result<Report, Failure> {
    let Consent { context, mode, .. } = consent;
    let journal = context.journal()?;
    // Lock the run's plan file, so that no other process resumes the run meanwhile. Without a plan, a run
    // cannot be resumed.
    let _held = match (mode, journal.hold(name)) {
        (Mode::DryRun, _) | (_, Err(JournalError::NoRun { .. })) => None,
        (Mode::ForReal, held) => Some(held?),
    };
    let pieces = pieces(name, rollback, &journal, &Memory::of_journal(context)?)?;
    let planned: Vec<Planned> = pieces.iter().map(|piece| piece.planned.clone()).collect();
    let accounts =
        accounts::of_plan(&planned, &format!("the run {name}"), connect.limited(rollback.set.pace.rate))?;
    let run = Run::starting(context.now(), "rollback", mode);
    if let Some(most) = rollback.set.max_changes.filter(|most| pieces.len() > *most) {
        return Err(Failure::TooMany { count: pieces.len(), most });
    }
    if pieces.is_empty() {
        let words = format!("nothing to restore: the run {name} changed nothing");
        context.screen.note(&Line::from(words).into());
        let selection = Selection::of(SelectedBy::Run, 0);
        return Ok(Report::Change(run.report(ChangeCommand::Rollback, &accounts, selection, Vec::new())));
    }
    consent
        .ask(&format!("Restore {}?", count_of(pieces.len(), "application")), || question(name, &pieces))?;
    if mode == Mode::ForReal {
        context.screen.note(&Line::new().faint(format!("run {}", run.name)).into());
    }
    let changer = |online| Changer::new(context, online, Some(&journal), &run, Disk::Beside);
    let changers: Vec<Changer<'_>> = accounts.iter().map(changer).collect();
    let mut tasks = Vec::new();
    for Restored { planned, restoration } in &pieces {
        if let Some(changer) = changers.iter().find(|changer| planned.is_of(&changer.online.account)) {
            tasks.push(Task {
                changer,
                id: planned.id,
                desired: Desired::Earlier(restoration),
                earlier: None,
            });
        }
    }
    let applications = execute(&tasks, rollback.set.pace.concurrency, &context.screen);
    run.note_signing_on(context, &accounts, &applications);
    let selection = Selection::of(SelectedBy::Run, pieces.len());
    Ok(Report::Change(run.report(ChangeCommand::Rollback, &accounts, selection, applications)))
}

/// Returns each application's first change that may have taken effect: its snapshot is the state before the run.
fn pieces(
    name: &str,
    rollback: &Rollback,
    journal: &Journal,
    memory: &Memory<'_>,
) -> Result<Vec<Restored>, Failure> {
    let mut seen = HashSet::new();
    let mut pieces = Vec::new();
    for (intent, outcome) in memory.changes_of(name) {
        let may_have_changed = outcome.is_none_or(journal::Outcome::may_have_changed);
        let key = (&intent.account, &intent.origin, &intent.application);
        if may_have_changed && seen.insert(key) {
            pieces.push(piece(intent, rollback, memory).map_err(|source| JournalError::Unrestorable {
                application: intent.application.clone(),
                source: Box::new(source),
            })?);
        }
    }
    if memory.changes_of(name).next().is_none() && journal.plan(name).is_err() {
        return Err(JournalError::NoRun { name: name.to_owned() }.into());
    }
    Ok(pieces)
}

fn piece(intent: &Intent, rollback: &Rollback, memory: &Memory<'_>) -> Result<Restored, JournalError> {
    let id: ApplicationId = intent.application.parse().map_err(|_| JournalError::SnapshotChanged {
        application: intent.application.clone(),
        what: "the journal has a malformed application id",
    })?;
    let memory = memory.account(AccountKey { account: &intent.account, origin: &intent.origin });
    let planned = Planned {
        profile: intent.profile.clone(),
        account: intent.account.clone(),
        origin: intent.origin.clone(),
        id,
        name: Some(intent.name.clone()),
        before: intent.before,
        document: None,
        withheld: None,
        settled: None,
    };
    Ok(Restored { planned, restoration: restoration(intent, id, rollback, &memory)? })
}

fn question(name: &str, pieces: &[Restored]) -> Text {
    let mut text = Text::new();
    text.push(
        Line::new().plain(format!("The run {name} changed {}:", count_of(pieces.len(), "application"))),
    );
    for piece in pieces.iter().take(NAMED) {
        let planned = &piece.planned;
        let line = Line::new().plain("  • ").strong(planned.name.as_deref().unwrap_or_default());
        let line = line.plain("  ").faint(planned.id.to_string());
        // Show only the restored state: the present state is read after the answer.
        text.push(match piece.restoration.signing {
            RestoredSigning::Earlier => {
                line.plain("  signing → ").plain(piece.restoration.earlier.signing().word())
            }
            RestoredSigning::Present => line,
        });
    }
    if pieces.len() > NAMED {
        text.push(Line::new().faint(format!("  … and {} more", pieces.len() - NAMED)));
    }
    text.push(effect_on_signing(pieces));
    text
}

fn effect_on_signing(pieces: &[Restored]) -> String {
    if pieces.iter().any(|piece| piece.restoration.signing == RestoredSigning::Present) {
        return "This keeps each application's present signing flag; an application without the flag gets the flag of its snapshot."
            .to_owned();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for piece in pieces {
        *counts.entry(piece.restoration.earlier.signing().word()).or_default() += 1;
    }
    let counted: Vec<String> = counts.iter().map(|(word, count)| format!("{word} in {count}")).collect();
    let counted = counted.join(", ");
    if counts.get(Signing::On.word()) == Some(&pieces.len()) {
        return "Signing is on in each snapshot, so signing is on after this.".to_owned();
    }
    let absent = match counts.contains_key(Signing::Absent.word()) {
        true => " Vonage does not document the effect of an absent flag.",
        false => "",
    };
    format!("This restores the signing flag of each snapshot: {counted}.{absent}")
}
