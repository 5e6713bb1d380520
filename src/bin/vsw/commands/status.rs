//! `vsw status`: checks named applications or a whole set; the command for CI.

use crate::args::Format;
use crate::args::change::Status;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::check::{Check, Keep};
use crate::flow::memory::Memory;
use crate::flow::outputs;
use crate::flow::reach::Reach;
use crate::flow::select::Targets;
use crate::online::Connector;
use crate::render::{checked_text, is_worth_showing};
use crate::report::Report;
use crate::report::status::CheckedApplication;

pub fn run(status: &Status, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let checking = &status.checking;
    let connect = connect.limited(checking.pace.rate);
    let (selected, accounts) = Targets::of(&checking.selectors, Reach::Check, connect)?;
    let reviewed = selected.reviewed(checking.baseline.as_deref(), context)?;
    // Check the reports only now: the baseline, which they must not replace, may be named by the fleet file alone.
    outputs::check_reports(&status.reports, context)?;
    let memory = Memory::of(context, reviewed.as_ref(), None);
    let check = Check::new(checking, &accounts, &memory, context);
    let set = match selected {
        Targets::Each { ids, source } => return Ok(Report::Status(check.each(&ids, source))),
        Targets::Set(set) => set,
    };
    // JSON and report files need all applications; text is printed as results come, so none need be kept.
    if context.global.format() == Format::Json || !status.reports.wanted.is_empty() {
        return Ok(Report::Status(check.set(&set, Keep::All, &mut |_| Ok(()))?));
    }
    let mut show = |checked: &CheckedApplication| {
        if is_worth_showing(checked) { context.screen.show(&checked_text(checked)) } else { Ok(()) }
    };
    let mut report = check.set(&set, Keep::First, &mut show)?;
    report.shown = true;
    Ok(Report::Status(report))
}
