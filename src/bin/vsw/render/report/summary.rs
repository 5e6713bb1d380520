//! `RunSummary`: the input of the report formats for a check or a change.
//!
//! Invariant: no text contains a secret or a control character, so a format escapes only its own syntax.

mod row;

use jiff::Timestamp;
use serde::Serialize;

use crate::codes::Code;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::human::{counted, status_sentence};
use crate::report::change::ChangeReport;
use crate::report::counts::{Counted, Counts};
use crate::report::status::StatusReport;
use crate::report::{Report, Selection};
use crate::screen::Screen;
use crate::vocabulary::Word as _;

use row::plain_path;
pub use row::{ApplicationRow, fingerprint};

#[derive(Default)]
pub struct RunSummary {
    pub command: String,
    pub at: Timestamp,
    pub took_ms: u64,
    pub run: Option<String>,
    pub source: String,
    /// The fleet or plan file, without a leading `./`.
    pub file: Option<String>,
    pub count: usize,
    pub requests: u32,
    /// Applications per verdict or outcome, in the order of the enum, including zeros.
    pub counts: Vec<(String, usize)>,
    pub rows: Vec<ApplicationRow>,
    /// The last line of a check's text. `None` for a change or a failure.
    pub check: Option<String>,
    pub error: Option<RunError>,
    pub exit: Exit,
}

/// The most urgent first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RowStatus {
    Bad,
    /// The application could not be checked, or its change is unconfirmed or was not attempted.
    Unknown,
    /// A problem that a waiver covers.
    Excused,
    Good,
    /// Neither good nor bad, for example skipped.
    #[default]
    Aside,
}

pub struct RunError {
    /// `None` if the run has a report, but its check is incomplete.
    pub code: Option<Code>,
    pub message: String,
    pub hint: Option<String>,
}

impl RunError {
    pub fn word(&self) -> &'static str {
        self.code.map_or("incomplete", Code::word)
    }
}

impl RunSummary {
    pub fn of(
        result: &Result<Report, Failure>,
        command: &str,
        (began, ended): (Timestamp, Timestamp),
        screen: &Screen,
    ) -> Option<Self> {
        let sanitize = |text: &str| screen.sanitize(text);
        let mut summary = match result {
            Ok(Report::Status(report)) => Self::of_status(report, &sanitize),
            Ok(Report::Change(report)) => Self::of_change(report, &sanitize),
            Ok(_) => return None,
            Err(failure) => Self {
                command: command.to_owned(),
                error: Some(RunError {
                    code: Some(failure.code()),
                    message: sanitize(&failure.to_string()),
                    hint: failure.hint().map(|hint| sanitize(&hint)),
                }),
                exit: failure.exit(),
                ..Self::default()
            },
        };
        summary.rows.sort_by_key(|row| row.status);
        summary.at = match result {
            Ok(Report::Status(report)) => report.checked_at.parse().unwrap_or(ended),
            _ => ended,
        };
        summary.took_ms = u64::try_from(ended.duration_since(began).as_millis()).unwrap_or(0);
        Some(summary)
    }

    fn of_status(report: &StatusReport, sanitize: &dyn Fn(&str) -> String) -> Self {
        let why = report.detail.as_deref().filter(|_| !report.complete);
        Self {
            command: "status".to_owned(),
            requests: report.requests,
            error: why.map(|why| RunError { code: None, message: sanitize(why), hint: None }),
            counts: words_of(&report.summary),
            check: Some(sanitize(&status_sentence(report))),
            rows: report
                .applications
                .iter()
                .map(|one| ApplicationRow::of_checked(one).sanitized(sanitize))
                .collect(),
            exit: report.ended,
            ..Self::of_selection(&report.selection, sanitize)
        }
    }

    fn of_change(report: &ChangeReport, sanitize: &dyn Fn(&str) -> String) -> Self {
        Self {
            command: report.command.to_word(),
            run: Some(sanitize(&report.run)),
            requests: report.requests,
            counts: words_of(&report.summary),
            rows: report
                .applications
                .iter()
                .map(|one| ApplicationRow::of_changed(one).sanitized(sanitize))
                .collect(),
            exit: report.exit(),
            ..Self::of_selection(&report.selection, sanitize)
        }
    }

    fn of_selection(selection: &Selection, sanitize: &dyn Fn(&str) -> String) -> Self {
        Self {
            source: sanitize(&selection.description()),
            file: selection.file.as_deref().map(|file| plain_path(&sanitize(file))),
            count: selection.count,
            ..Self::default()
        }
    }

    /// Returns `false` for a run that failed before it reached an application.
    pub fn reached_any(&self) -> bool {
        self.error.as_ref().is_none_or(|error| error.code.is_none())
    }

    pub fn with_status(&self, status: RowStatus) -> impl Iterator<Item = &ApplicationRow> {
        self.rows.iter().filter(move |row| row.status == status)
    }

    pub fn with_problem(&self) -> impl Iterator<Item = &ApplicationRow> {
        self.rows.iter().filter(|row| matches!(row.status, RowStatus::Bad | RowStatus::Unknown))
    }

    /// Returns the number of applications that are not [`RowStatus::Unknown`]. A change that failed is also
    /// counted: its outcome is known.
    pub fn known(&self) -> usize {
        self.rows.len() - self.with_status(RowStatus::Unknown).count()
    }

    pub fn sentence(&self) -> String {
        if let Some(RunError { code: Some(_), message, .. }) = &self.error {
            return format!("vsw {}: no result for any application: {message}", self.command);
        }
        if let Some(check) = &self.check {
            return check.clone();
        }
        let of = if self.rows.is_empty() { String::new() } else { format!(" from {}", self.source) };
        let mut summary = format!("vsw {}: {} of {}{of}", self.command, self.known(), self.count);
        let counts = self.counted();
        if !counts.is_empty() {
            summary.push_str(&format!(" ({counts})"));
        }
        summary
    }

    /// Returns `None` for a check or a failure.
    pub fn headline_of_change(&self) -> Option<String> {
        let is_change = self.check.is_none() && self.error.is_none();
        let counts = self.counted();
        is_change.then(|| if counts.is_empty() { "nothing to change".to_owned() } else { counts })
    }

    pub fn counted(&self) -> String {
        counted(self.counts.iter().map(|(word, count)| (*count, word.replace('_', " "))))
    }

    pub fn place<'s>(&'s self, row: Option<&'s ApplicationRow>) -> Option<(&'s str, usize, usize)> {
        let file = || Some((self.file.as_deref()?, 1, 1));
        let own = row.and_then(|row| row.declared.as_ref());
        let own = own.map(|location| (location.path.as_str(), location.line, location.column));
        let of_others =
            || self.rows.iter().find_map(|row| Some((row.declared.as_ref()?.path.as_str(), 1, 1)));
        own.or_else(file).or_else(of_others)
    }
}

fn words_of<T: Counted + Serialize>(counts: &Counts<T>) -> Vec<(String, usize)> {
    counts.iter().map(|(word, count)| (word.to_word(), count)).collect()
}
