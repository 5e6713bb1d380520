//! `vsw status`: checks named applications or a whole set, for example in CI.

use crate::args::Format;
use crate::args::change::Status;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::check::{Check, Keep};
use crate::flow::memory::Memory;
use crate::flow::outputs;
use crate::flow::reach::Reach;
use crate::flow::select::{Set, Targets};
use crate::online::Connector;
use crate::render::{ListDocument, checked_text, is_worth_showing};
use crate::report::Report;
use crate::report::status::CheckedApplication;

pub fn run(status: &Status, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let checking = &status.checking;
    let connect = connect.limited(checking.pace.rate);
    let (selected, accounts) = Targets::of(&checking.selectors, Reach::Check, connect)?;
    let reviewed = selected.reviewed(checking.baseline.as_deref(), context)?;
    // `reviewed` protects the baseline file, so check the reports' paths after it: no report may replace the
    // baseline.
    outputs::settle_reports(&status.reports, context)?;
    let memory = Memory::of(context, reviewed.as_ref(), None);
    let check = Check::new(checking, &accounts, &memory, context);
    let set = match selected {
        Targets::Each { ids, source } => return Ok(Report::Status(check.each(&ids, source))),
        Targets::Set(set) => set,
    };
    // Report files need all results in memory. Otherwise, results are printed as they come.
    if !status.reports.wanted.is_empty() {
        return Ok(Report::Status(check.set(&set, Keep::All, &mut |_| Ok(()))?));
    }
    if context.global.format() == Format::Json {
        return json(&check, &set, context);
    }
    let mut show = |checked: &CheckedApplication| {
        if is_worth_showing(checked) { context.screen.show(&checked_text(checked)) } else { Ok(()) }
    };
    Ok(Report::Status(check.set(&set, Keep::First, &mut show)?))
}

/// Up to this number of applications, JSON has the order of the API's list. More applications are printed as
/// they are read, to save memory.
const ORDERED: usize = 1_000;

fn json(check: &Check<'_>, set: &Set, context: &Context) -> Result<Report, Failure> {
    let mut document = ListDocument::new("status", "applications", &context.screen);
    let report = check.set(set, Keep::UpTo(ORDERED), &mut |checked| document.item(checked))?;
    let (is_open, report) = (report.shown, Report::Status(report));
    if !is_open {
        return Ok(report);
    }
    document.end(&report)?;
    Ok(Report::Ended(report.exit()))
}
