//! `vsw history prune`: takes out of the journal what is old and what nothing needs any more.

use jiff::SignedDuration;

use crate::args::change::Prune;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::consent::Consent;
use crate::flow::run::Mode;
use crate::journal::Pruning;
use crate::report::Report;
use crate::report::history::PruneReport;
use crate::screen::Text;

pub fn run(prune: &Prune, context: &Context) -> Result<Report, Failure> {
    let mode = if prune.dry_run { Mode::DryRun } else { Mode::ForReal };
    let consent = Consent { context, mode, yes: prune.yes };
    consent.needs_write()?;
    consent.needs_answer("this asks before it takes anything out")?;
    let journal = context.journal()?;
    let kept = SignedDuration::from_hours(i64::from(prune.keep_days) * 24);
    // Before all time nothing was done.
    let now = context.now();
    let before = now.checked_sub(kept).unwrap_or(jiff::Timestamp::MIN);
    let mut pruned = journal.prune(before, now, Pruning::DryRun)?;
    if !prune.dry_run && pruned.lines + pruned.documents + pruned.runs > 0 {
        let question = format!(
            "Take out {} line(s), {} document(s), {} plan(s)?",
            pruned.lines, pruned.documents, pruned.runs
        );
        consent.ask(&question, Text::new)?;
        pruned = journal.prune(before, now, Pruning::ForReal)?;
    }
    Ok(Report::Prune(PruneReport {
        state: journal.folder().display().to_string(),
        dry_run: prune.dry_run,
        before: before.to_string(),
        lines: pruned.lines,
        documents: pruned.documents,
        runs: pruned.runs,
        bytes: pruned.bytes,
    }))
}
