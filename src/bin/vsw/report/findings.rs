//! Findings: what a run over applications found or did, as other people's formats need it: a standing, a code and a
//! sentence for each application, and where its expectation is written. Made from a `StatusReport` or a
//! `ChangeReport`; every format of `--report` is made from this and from nothing else.

use vsw::application::ApplicationId;

use super::Moved;
use super::change::{ChangeReport, ChangedApplication, Outcome};
use super::status::{CheckedApplication, Declared, StatusReport, Verdict, WaiverNote};
use crate::exit::Exit;

/// A whole run.
pub struct Findings<'r> {
    /// `status`, `enable`, …
    pub command: &'r str,
    /// When it was looked, as RFC 3339; none for a change.
    pub at: Option<&'r str>,
    /// The name of a run that may have written.
    pub run: Option<&'r str>,
    /// Who said which applications are meant: `./vsw.toml`, `argument`, `all`, ….
    pub source: &'r str,
    /// The fleet file, where there is one.
    pub file: Option<&'r str>,
    /// How many applications the run was about.
    pub count: usize,
    pub requests: u32,
    /// Why not all was looked at, where that is so.
    pub incomplete: Option<&'r str>,
    /// How many applications there are of each word, in the order of the summary, zeros included.
    pub counts: Vec<(&'static str, usize)>,
    pub each: Vec<Finding<'r>>,
    pub exit: Exit,
}

/// One application.
pub struct Finding<'r> {
    pub profile: &'r str,
    pub id: ApplicationId,
    /// None where it could not be read.
    pub name: Option<&'r str>,
    pub standing: Standing,
    /// The verdict's or the outcome's own word.
    pub word: &'static str,
    pub code: Option<&'r str>,
    pub detail: Option<&'r str>,
    /// What signing is, and what it should be or was before.
    pub signing: &'r str,
    pub expected: Option<&'r str>,
    pub last_confirmed_at: Option<&'r str>,
    pub moved: &'r [Moved],
    pub declared: Option<&'r Declared>,
    pub waiver: Option<&'r WaiverNote>,
}

/// What a finding means to whoever reads a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As it should be.
    Good,
    /// Not as it should be: red.
    Bad,
    /// It could not be found out: red too, and another red.
    Unknown,
    /// Not as it should be, and excused.
    Excused,
    /// None of this run's business.
    Aside,
}

impl<'r> From<&'r StatusReport> for Findings<'r> {
    fn from(report: &'r StatusReport) -> Self {
        let summary = &report.summary;
        Self {
            command: "status",
            at: Some(&report.checked_at),
            run: None,
            source: report.selection.file.as_deref().unwrap_or(report.selection.source),
            file: report.selection.file.as_deref(),
            count: report.selection.count,
            requests: report.requests,
            incomplete: report.detail.as_deref().filter(|_| !report.complete),
            counts: vec![
                ("ok", summary.ok),
                ("drift", summary.drift),
                ("unknown", summary.unknown),
                ("skipped", summary.skipped),
                ("waived", summary.waived),
                ("unlisted", summary.unlisted),
            ],
            each: report.applications.iter().map(Finding::from).collect(),
            exit: report.exit(),
        }
    }
}

impl<'r> From<&'r CheckedApplication> for Finding<'r> {
    fn from(checked: &'r CheckedApplication) -> Self {
        let (standing, word) = match checked.verdict {
            Verdict::Ok => (Standing::Good, "ok"),
            Verdict::Drift => (Standing::Bad, "drift"),
            Verdict::Unknown => (Standing::Unknown, "unknown"),
            Verdict::Skipped => (Standing::Aside, "skipped"),
            Verdict::Waived => (Standing::Excused, "waived"),
            // What the file does not mention is red where the file says that it is.
            Verdict::Unlisted if checked.exit == Exit::Yes => (Standing::Aside, "unlisted"),
            Verdict::Unlisted => (Standing::Bad, "unlisted"),
        };
        Self {
            profile: &checked.profile,
            id: checked.id,
            name: checked.name.as_deref(),
            standing,
            word,
            code: checked.code,
            detail: checked.detail.as_deref(),
            signing: checked.signing,
            expected: Some(checked.expected),
            last_confirmed_at: checked.last_confirmed_at.as_deref(),
            moved: &checked.moved,
            declared: checked.declared.as_ref(),
            waiver: checked.waiver.as_ref(),
        }
    }
}

impl<'r> From<&'r ChangeReport> for Findings<'r> {
    fn from(report: &'r ChangeReport) -> Self {
        let summary = &report.summary;
        Self {
            // `vsw/enable/1`
            command: report.schema.split('/').nth(1).unwrap_or(report.schema),
            at: None,
            run: Some(&report.run),
            source: report.selection.file.as_deref().unwrap_or(report.selection.source),
            file: report.selection.file.as_deref(),
            count: report.selection.count,
            requests: report.requests,
            incomplete: None,
            counts: vec![
                ("changed", summary.changed),
                ("unchanged", summary.unchanged),
                ("would_change", summary.would_change),
                ("skipped", summary.skipped),
                ("conflict", summary.conflict),
                ("unconfirmed", summary.unconfirmed),
                ("failed", summary.failed),
                ("not_attempted", summary.not_attempted),
            ],
            each: report.applications.iter().map(Finding::from).collect(),
            exit: report.exit(),
        }
    }
}

impl<'r> From<&'r ChangedApplication> for Finding<'r> {
    fn from(changed: &'r ChangedApplication) -> Self {
        let standing = match changed.outcome {
            Outcome::Changed | Outcome::Unchanged => Standing::Good,
            Outcome::Skipped => Standing::Aside,
            Outcome::WouldChange | Outcome::Conflict | Outcome::Failed => Standing::Bad,
            Outcome::Unconfirmed | Outcome::NotAttempted => Standing::Unknown,
        };
        Self {
            profile: &changed.profile,
            id: changed.id,
            name: changed.name.as_deref(),
            standing,
            word: changed.outcome.word(),
            code: changed.code,
            detail: changed.detail.as_deref(),
            signing: changed.after,
            expected: None,
            last_confirmed_at: None,
            moved: &changed.moved,
            declared: None,
            waiver: None,
        }
    }
}
