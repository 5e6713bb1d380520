//! `vsw history prune`: removes old journal lines, application documents and plans from the state directory.

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
use crate::vocabulary::count_of;

pub fn run(prune: &Prune, context: &Context) -> Result<Report, Failure> {
    let mode = if prune.dry_run { Mode::DryRun } else { Mode::ForReal };
    let consent = Consent { context, mode, yes: prune.yes };
    consent.needs_write()?;
    let journal = context.journal()?;
    let kept = SignedDuration::from_hours(i64::from(prune.keep_days) * 24);
    let now = context.now();
    // If `--keep-days` reaches back beyond the earliest timestamp, nothing is old enough.
    let before = now.checked_sub(kept).unwrap_or(jiff::Timestamp::MIN);
    let mut pruned = journal.prune(before, now, Pruning::DryRun)?;
    if !prune.dry_run && pruned.lines + pruned.documents + pruned.runs > 0 {
        let question = format!(
            "Remove {}, {}, {}?",
            count_of(pruned.lines, "line"),
            count_of(pruned.documents, "document"),
            count_of(pruned.runs, "plan")
        );
        consent.ask(&question, Text::new)?;
        pruned = journal.prune(before, now, Pruning::ForReal)?;
    }
    Ok(Report::Prune(PruneReport {
        state: journal.directory().display().to_string(),
        dry_run: prune.dry_run,
        before: before.to_string(),
        lines: pruned.lines,
        documents: pruned.documents,
        runs: pruned.runs,
        bytes: pruned.bytes,
    }))
}
