//! Reports: a run in the formats that other programs read, each written as a whole to its destination.
//!
//! Each format is a file below and a pure function of a `RunSummary`, in which all outside text is sanitized and
//! redacted. Not here: the findings (`report::findings`), and writing to a file or stdout (`screen`).

mod github;
mod gitlab;
mod html;
mod junit;
mod markdown;
mod prometheus;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;
mod xml;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::args::report::{ReportFormat, Reports, Wanted};
use crate::disk::{self, Replace};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::screen::Screen;

use super::exposition;
use summary::RunSummary;

/// The reports that were requested for a run, and the time of the run.
pub struct RunInfo {
    command: &'static str,
    wanted: Vec<Wanted>,
    began: Timestamp,
    ended: Timestamp,
    /// The job summary file of a GitHub Actions step.
    step_summary: Option<PathBuf>,
    /// Files of `vsw` itself, and directories, that no report may overwrite.
    kept: Vec<PathBuf>,
}

impl RunInfo {
    pub fn new(
        (command, reports): (&'static str, Option<&Reports>),
        began: Timestamp,
        step_summary: Option<PathBuf>,
        kept: Vec<PathBuf>,
    ) -> Self {
        let wanted = reports.map(|reports| reports.wanted.clone()).unwrap_or_default();
        Self { command, wanted, began, ended: began, step_summary, kept }
    }

    #[must_use]
    pub fn ending(self, ended: Timestamp) -> Self {
        Self { ended, ..self }
    }

    /// Returns whether a report replaces the result on stdout.
    pub fn replaces_result(&self) -> bool {
        self.wanted.iter().any(|wanted| wanted.path.is_none())
    }

    /// Checks that each report can be written, before any request or change is made.
    ///
    /// # Errors
    /// Fails if a path is not a plain file, its directory does not exist, or it belongs to `vsw`.
    pub fn check(&self) -> Result<(), Failure> {
        let named = self.wanted.iter().filter_map(|wanted| Some((wanted, wanted.path.as_deref()?)));
        for (wanted, path) in named {
            self.replace().check(path).map_err(|error| unwritten(wanted, error.into()))?;
        }
        Ok(())
    }

    /// A report is for other programs, so it contains nothing secret.
    fn replace(&self) -> Replace<'_> {
        Replace { own: &self.kept, ..disk::PUBLIC }
    }

    /// Writes every report. Prints an error for each that fails and continues with the others. Returns `Exit::Yes` if
    /// all were written.
    pub fn publish(&self, result: &Result<Report, Failure>, screen: &Screen) -> Exit {
        if self.wanted.is_empty() {
            return Exit::Yes;
        }
        let Some(summary) = RunSummary::of(result, self.command, (self.began, self.ended), screen) else {
            return Exit::Yes;
        };
        let mut exit = Exit::Yes;
        let mut fail = |failure: &Failure| {
            exit = Exit::Configuration;
            // Do not repeat an error that was already reported before the run.
            if !result.as_ref().is_err_and(|error| error.to_string() == failure.to_string()) {
                screen.fail(&failure.to_string(), failure.hint().as_deref());
            }
        };
        for wanted in &self.wanted {
            let text = text(wanted.format, &summary);
            let written = match &wanted.path {
                None => screen.show_bytes(text.as_bytes()).map_err(Failure::Stdout),
                Some(path) => {
                    let written = self.replace().write(path, text.as_bytes());
                    written.map_err(|error| unwritten(wanted, error.into()))
                }
            };
            if let Err(failure) = written {
                fail(&failure);
            }
        }
        let for_github = self.wanted.iter().any(|wanted| wanted.format == ReportFormat::Github);
        if let Some(path) = self.step_summary.as_deref().filter(|_| for_github)
            && let Err(failure) = add_summary(path, &summary, screen)
        {
            fail(&failure);
        }
        exit
    }
}

fn text(format: ReportFormat, summary: &RunSummary) -> String {
    match format {
        ReportFormat::Junit => junit::text(summary),
        ReportFormat::Sarif => sarif::text(summary),
        ReportFormat::Github => github::text(summary),
        ReportFormat::Gitlab => gitlab::text(summary),
        ReportFormat::Markdown => markdown::text(summary, None),
        ReportFormat::Prometheus => exposition::text(&prometheus::metrics(summary)),
        ReportFormat::Html => html::text(summary),
    }
}

/// GitHub refuses a job summary that is longer than this in total.
const LONGEST_SUMMARY: usize = 1024 * 1024;

fn add_summary(path: &Path, summary: &RunSummary, screen: &Screen) -> Result<(), Failure> {
    let what = format!("GITHUB_STEP_SUMMARY ({})", path.display());
    let mut left_out = false;
    let added = disk::open_to_append(path, disk::PUBLIC_MODE).and_then(|mut file| {
        let room = usize::try_from(file.metadata()?.len());
        let room = room.map_or(0, |length| LONGEST_SUMMARY.saturating_sub(length));
        let text = markdown::text(summary, Some(room));
        left_out = text.is_empty();
        file.write_all(text.as_bytes())
    });
    if left_out {
        screen.warn(format!("{what} reached its size limit; nothing was added"));
    }
    added.map_err(|source| Failure::File { what, source })
}

fn unwritten(wanted: &Wanted, source: std::io::Error) -> Failure {
    Failure::File { what: format!("--report {wanted}"), source }
}
