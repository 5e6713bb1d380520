//! Reports: the result of a run for other programs (`--report`), and the job summary of GitHub Actions.
//!
//! Invariant: text from outside vsw is sanitized and redacted before a format gets it.

mod github;
mod gitlab;
mod html;
mod junit;
mod markdown;
mod probe;
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
use crate::disk::{self, Protected, Replace};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::screen::Screen;

use super::exposition;
use summary::RunSummary;

#[derive(Clone)]
pub struct RunInfo {
    command: &'static str,
    wanted: Vec<Wanted>,
    began: Timestamp,
    ended: Timestamp,
    step_summary: Option<PathBuf>,
    protected: Vec<Protected>,
}

impl RunInfo {
    pub fn new(
        (command, reports): (&'static str, Option<&Reports>),
        began: Timestamp,
        step_summary: Option<PathBuf>,
    ) -> Self {
        let wanted = reports.map(|reports| reports.wanted.clone()).unwrap_or_default();
        Self { command, wanted, began, ended: began, step_summary, protected: Vec::new() }
    }

    #[must_use]
    pub fn ending(self, ended: Timestamp, protected: Vec<Protected>) -> Self {
        Self { ended, protected, ..self }
    }

    pub fn has_reports(&self) -> bool {
        !self.wanted.is_empty()
    }

    pub fn for_stdout(&self, result: &Result<Report, Failure>, screen: &Screen) -> Option<String> {
        let wanted = self.wanted.iter().find(|wanted| wanted.path.is_none())?;
        Some(self.input(result, screen)?.text(wanted.format))
    }

    /// Returns `None` if no report is written.
    fn input(&self, result: &Result<Report, Failure>, screen: &Screen) -> Option<Input> {
        // `SameOutput`: two outputs have the same path, so writing a report could overwrite the other output.
        if self.wanted.is_empty() || matches!(result, Err(Failure::SameOutput { .. })) {
            return None;
        }
        let times = (self.began, self.ended);
        match self.command {
            "probe" => probe::Cases::of(result, times, screen).map(Input::Probe),
            command => {
                RunSummary::of(result, command, times, screen).map(|summary| Input::Run(Box::new(summary)))
            }
        }
    }

    /// Writes each report to its file, even if another one fails.
    pub fn publish(&self, result: &Result<Report, Failure>, screen: &Screen) -> Exit {
        let Some(input) = self.input(result, screen) else { return Exit::Yes };
        let mut exit = Exit::Yes;
        let mut fail = |failure: &Failure| {
            exit = Exit::Configuration;
            // If the run itself failed with this error, it was already printed.
            if !result.as_ref().is_err_and(|error| error.to_string() == failure.to_string()) {
                screen.fail(&failure.to_string(), failure.hint().as_deref());
            }
        };
        for wanted in &self.wanted {
            let Some(path) = &wanted.path else { continue };
            let replace = Replace { protected: &self.protected, ..disk::PUBLIC };
            if let Err(source) = replace.write(path, input.text(wanted.format).as_bytes()) {
                fail(&Failure::Report { wanted: wanted.to_string(), source });
            }
        }
        let for_github = self.wanted.iter().any(|wanted| wanted.format == ReportFormat::Github);
        if let Some(path) = self.step_summary.as_deref().filter(|_| for_github)
            && let Input::Run(summary) = &input
            && let Err(failure) = self.add_summary(path, summary, screen)
        {
            fail(&failure);
        }
        exit
    }

    fn add_summary(&self, path: &Path, summary: &RunSummary, screen: &Screen) -> Result<(), Failure> {
        let mut left_out = false;
        let allowed = disk::refuse_protected(path, &self.protected).map_err(std::io::Error::from);
        let added =
            allowed.and_then(|()| disk::open_to_append(path, disk::PUBLIC_MODE)).and_then(|mut file| {
                let room = usize::try_from(file.metadata()?.len());
                let room = room.map_or(0, |length| LONGEST_SUMMARY.saturating_sub(length));
                let text = markdown::text(summary, Some(room));
                left_out = text.is_empty();
                file.write_all(text.as_bytes())
            });
        if left_out {
            let path = path.display();
            screen.warn(format!("GITHUB_STEP_SUMMARY ({path}) reached its size limit; nothing was added"));
        }
        added.map_err(|source| Failure::unwritten_summary(path, source))
    }
}

enum Input {
    Run(Box<RunSummary>),
    Probe(probe::Cases),
}

impl Input {
    fn text(&self, format: ReportFormat) -> String {
        match self {
            Self::Run(summary) => text(format, summary),
            // The command line allows only JUnit for a probe.
            Self::Probe(cases) => cases.text(),
        }
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

/// GitHub's limit for one step summary, in bytes.
const LONGEST_SUMMARY: usize = 1024 * 1024;
