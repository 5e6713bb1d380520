//! Reports: a run in the formats that other programs read, each written whole to where it was asked for.
//!
//! One file a format below, each a pure function of a `RunSummary`: no text from outside reaches a format unless it has been
//! made visible and free of our secrets there. Not here: what was found (`report::findings`), and how a file or stdout
//! is written (`screen`).

mod github;
mod gitlab;
mod html;
mod junit;
mod markdown;
mod prometheus;
mod sarif;
mod sheet;
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
use sheet::RunSummary;

/// What a run is asked to report, and when it was.
pub struct RunInfo {
    command: &'static str,
    wanted: Vec<Wanted>,
    began: Timestamp,
    ended: Timestamp,
    /// The file whose end is shown on the page of a run, where this is a step of a workflow at GitHub.
    step_summary: Option<PathBuf>,
    /// What is vsw's own: no report takes the place of one of these, or of what stands in one of them.
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

    /// Whether a report takes the place of the result on stdout.
    pub fn replaces_result(&self) -> bool {
        self.wanted.iter().any(|wanted| wanted.path.is_none())
    }

    /// Could each report be written, as far as can be told before there is anything to report? What is found out here
    /// was not yet paid for with a request, or a change.
    ///
    /// # Errors
    /// A path is no plain file, or its folder is not there; or it is one of vsw's own.
    pub fn check(&self) -> Result<(), Failure> {
        let named = self.wanted.iter().filter_map(|wanted| Some((wanted, wanted.path.as_deref()?)));
        for (wanted, path) in named {
            self.replace().check(path).map_err(|error| unwritten(wanted, error.into()))?;
        }
        Ok(())
    }

    /// Other programs read a report, so nothing in it is secret.
    fn replace(&self) -> Replace<'_> {
        Replace { own: &self.kept, ..disk::PUBLIC }
    }

    /// Writes every report; what could not be written is said, and keeps none of the others from it. Returns
    /// `Exit::Yes` if all were written.
    pub fn publish(&self, result: &Result<Report, Failure>, screen: &Screen) -> Exit {
        if self.wanted.is_empty() {
            return Exit::Yes;
        }
        let Some(sheet) = RunSummary::of(result, self.command, (self.began, self.ended), screen) else {
            return Exit::Yes;
        };
        let mut exit = Exit::Yes;
        let mut fail = |failure: &Failure| {
            exit = Exit::Configuration;
            // Whoever was told so before the run need not be told again.
            if !result.as_ref().is_err_and(|told| told.to_string() == failure.to_string()) {
                screen.fail(&failure.to_string(), failure.hint().as_deref());
            }
        };
        for wanted in &self.wanted {
            let text = text(wanted.format, &sheet);
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
            && let Err(failure) = add_summary(path, &sheet, screen)
        {
            fail(&failure);
        }
        exit
    }
}

fn text(format: ReportFormat, sheet: &RunSummary) -> String {
    match format {
        ReportFormat::Junit => junit::text(sheet),
        ReportFormat::Sarif => sarif::text(sheet),
        ReportFormat::Github => github::text(sheet),
        ReportFormat::Gitlab => gitlab::text(sheet),
        ReportFormat::Markdown => markdown::text(sheet, None),
        ReportFormat::Prometheus => exposition::text(&prometheus::metrics(sheet)),
        ReportFormat::Html => html::text(sheet),
    }
}

/// GitHub refuses a step's summary as a whole when it is longer than this, whoever wrote the rest of it.
const LONGEST_SUMMARY: usize = 1024 * 1024;

fn add_summary(path: &Path, sheet: &RunSummary, screen: &Screen) -> Result<(), Failure> {
    let what = format!("GITHUB_STEP_SUMMARY ({})", path.display());
    let mut left_out = false;
    let added = disk::open_to_append(path, disk::PUBLIC_MODE).and_then(|mut file| {
        let room = usize::try_from(file.metadata()?.len());
        let room = room.map_or(0, |length| LONGEST_SUMMARY.saturating_sub(length));
        let text = markdown::text(sheet, Some(room));
        left_out = text.is_empty();
        file.write_all(text.as_bytes())
    });
    if left_out {
        screen.warn(format!("{what} has no room left: nothing was added to it"));
    }
    added.map_err(|source| Failure::File { what, source })
}

fn unwritten(wanted: &Wanted, source: std::io::Error) -> Failure {
    Failure::File { what: format!("--report {wanted}"), source }
}
