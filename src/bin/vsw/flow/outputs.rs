//! Outputs: the files that the command line names for writing.
//!
//! Invariant: no output replaces an input, another output, or one of vsw's own files.

use std::path::Path;

use crate::args::Command;
use crate::args::report::{ReportFormat, Reports};
use crate::context::Context;
use crate::disk::{self, Replace, is_same_file};
use crate::failure::Failure;

/// Checks that no two outputs are the same file, and that the reports can be written. Each command checks its
/// other outputs.
pub fn check(command: &Command, context: &Context) -> Result<(), Failure> {
    let outputs = command.outputs();
    for (number, (option, path)) in outputs.iter().enumerate() {
        if let Some((other, _)) = outputs.iter().take(number).find(|(_, other)| is_same_file(other, path)) {
            return Err(Failure::SameOutput { one: other.clone(), other: option.clone() });
        }
    }
    let (_, reports) = command.reports();
    reports.map_or(Ok(()), |reports| check_reports(reports, context))
}

/// Refuses `-` for an option whose output cannot go to stdout.
pub fn refuse_stdout(what: &str, option: &str, path: &Path) -> Result<(), Failure> {
    if path != Path::new("-") {
        return Ok(());
    }
    Err(Failure::usage(
        format!("{what} cannot be written to stdout (`{option} -`)"),
        format!("name a file: `{option} FILE`"),
    ))
}

/// Checks that the reports can be written, and lets a signal handler write them. Call this when all inputs
/// are known, because a report must not replace an input.
pub fn settle_reports(reports: &Reports, context: &Context) -> Result<(), Failure> {
    check_reports(reports, context)?;
    context.reports_are_checked();
    Ok(())
}

fn check_reports(reports: &Reports, context: &Context) -> Result<(), Failure> {
    let protected = context.protected();
    let replace = Replace { protected: &protected, ..disk::PUBLIC };
    for wanted in &reports.wanted {
        let Some(path) = &wanted.path else { continue };
        replace.check(path).map_err(|source| Failure::Report { wanted: wanted.to_string(), source })?;
    }
    let for_github = reports.wanted.iter().any(|wanted| wanted.format == ReportFormat::Github);
    let summary = context.environment.path("GITHUB_STEP_SUMMARY").filter(|_| for_github);
    summary.map_or(Ok(()), |summary| {
        disk::refuse_protected(&summary, &protected)
            .map_err(|error| Failure::unwritten_summary(&summary, error.into()))
    })
}
