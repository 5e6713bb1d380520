//! `vsw history prune`: removes old and unneeded entries from the journal.

use jiff::SignedDuration;

use crate::args::change::Prune;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::consent::Consent;
use crate::flow::run::Mode;
use crate::journal::{Pruned, Pruning};
use crate::render::removable_text;
use crate::report::Report;
use crate::report::history::PruneReport;
use crate::screen::Text;

pub fn run(prune: &Prune, context: &Context) -> Result<Report, Failure> {
    let mode = if prune.dry_run { Mode::DryRun } else { Mode::ForReal };
    let consent = Consent { context, mode, yes: prune.yes };
    consent.needs_write()?;
    consent.needs_answer("pruning the journal needs confirmation")?;
    let journal = context.journal()?;
    let kept = SignedDuration::from_hours(i64::from(prune.keep_days) * 24);
    // If the age reaches back before the earliest time, nothing is older.
    let now = context.now();
    let before = now.checked_sub(kept).unwrap_or(jiff::Timestamp::MIN);
    let report = |pruned: Pruned| PruneReport {
        state: journal.directory().display().to_string(),
        dry_run: prune.dry_run,
        before: before.to_string(),
        lines: pruned.lines,
        documents: pruned.documents,
        runs: pruned.runs,
        bytes: pruned.bytes,
    };
    let mut pruned = report(journal.prune(before, now, Pruning::DryRun)?);
    if !prune.dry_run && pruned.removes_something() {
        consent.ask(&format!("Remove {}?", removable_text(&pruned)), Text::new)?;
        pruned = report(journal.prune(before, now, Pruning::ForReal)?);
    }
    Ok(Report::Prune(pruned))
}
