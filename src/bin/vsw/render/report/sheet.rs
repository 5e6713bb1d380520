//! RunSummary: what the formats show: a run's findings, or why it has none, with every text from outside made visible and
//! our own secrets taken out.
//!
//! Invariant: no text here has a control, bidirectional or invisible character, begins like a workflow command or holds
//! one of our secrets. What is left to a format is its own syntax.

use jiff::Timestamp;
use serde::Serialize;

use crate::codes::Code;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::render::human::counted;
use crate::report::change::{ChangeReport, ChangedApplication};
use crate::report::counts::{Counted, Counts};
use crate::report::status::{CheckedApplication, ExpectedSigning, StatusReport, Verdict, WaiverNote};
use crate::report::{Moved, Report, Selection, SourceLocation};
use crate::screen::Screen;
use crate::vocabulary::{Outcome, SigningState, Word as _};

/// A whole run.
#[derive(Default)]
pub struct RunSummary {
    pub command: String,
    /// When it was looked; where nobody looked, when the run ended.
    pub at: Timestamp,
    pub took_ms: u64,
    pub run: Option<String>,
    /// Who said which applications are meant.
    pub source: String,
    /// The fleet file, from where the run was started.
    pub file: Option<String>,
    pub count: usize,
    pub requests: u32,
    /// How many applications there are of each word, in the order of the summary, zeros included.
    pub counts: Vec<(String, usize)>,
    /// What is not well first; among equals, the run's own order.
    pub rows: Vec<ApplicationRow>,
    pub trouble: Option<Trouble>,
    pub exit: Exit,
}

/// One application.
#[derive(Clone, Default)]
pub struct ApplicationRow {
    pub profile: String,
    pub id: String,
    /// None where it could not be read.
    pub name: Option<String>,
    pub standing: Standing,
    /// The verdict's or the outcome's own word.
    pub word: String,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub signing: SigningState,
    pub expected: Option<ExpectedSigning>,
    pub last_confirmed_at: Option<String>,
    pub moved: Vec<Moved>,
    pub declared: Option<SourceLocation>,
    pub waiver: Option<WaiverNote>,
}

/// What an application's row means to whoever reads a report. What somebody has to look at comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Not as it should be: red.
    Bad,
    /// It could not be found out: red too, and another red.
    Unknown,
    /// Not as it should be, and excused.
    Excused,
    /// As it should be.
    Good,
    /// None of this run's business.
    #[default]
    Aside,
}

/// What keeps a run from being whole.
pub struct Trouble {
    /// Why no application was reached; none if some were, and not all.
    pub code: Option<Code>,
    pub message: String,
    pub hint: Option<String>,
}

impl Trouble {
    pub fn word(&self) -> &'static str {
        self.code.map_or("incomplete", Code::word)
    }
}

impl RunSummary {
    /// What there is to show of a run; nothing where it was not about applications.
    pub fn of(
        result: &Result<Report, Failure>,
        command: &str,
        (began, ended): (Timestamp, Timestamp),
        screen: &Screen,
    ) -> Option<Self> {
        let tame = |text: &str| screen.tame(text);
        let mut sheet = match result {
            Ok(Report::Status(report)) => Self::of_status(report, &tame),
            Ok(Report::Change(report)) => Self::of_change(report, &tame),
            Ok(_) => return None,
            Err(failure) => Self {
                command: command.to_owned(),
                trouble: Some(Trouble {
                    code: Some(failure.code()),
                    message: tame(&failure.to_string()),
                    hint: failure.hint().map(|hint| tame(&hint)),
                }),
                exit: failure.exit(),
                ..Self::default()
            },
        };
        sheet.rows.sort_by_key(|row| row.standing);
        sheet.at = match result {
            Ok(Report::Status(report)) => report.checked_at.parse().unwrap_or(ended),
            _ => ended,
        };
        sheet.took_ms = u64::try_from(ended.duration_since(began).as_millis()).unwrap_or(0);
        Some(sheet)
    }

    fn of_status(report: &StatusReport, tame: &dyn Fn(&str) -> String) -> Self {
        let why = report.detail.as_deref().filter(|_| !report.complete);
        Self {
            command: "status".to_owned(),
            requests: report.requests,
            trouble: why.map(|why| Trouble { code: None, message: tame(why), hint: None }),
            counts: words_of(&report.summary),
            rows: report.applications.iter().map(|one| ApplicationRow::of_checked(one).tamed(tame)).collect(),
            exit: report.ended,
            ..Self::of_selection(&report.selection, tame)
        }
    }

    fn of_change(report: &ChangeReport, tame: &dyn Fn(&str) -> String) -> Self {
        Self {
            command: report.command.to_word(),
            run: Some(tame(&report.run)),
            requests: report.requests,
            counts: words_of(&report.summary),
            rows: report.applications.iter().map(|one| ApplicationRow::of_changed(one).tamed(tame)).collect(),
            exit: report.exit(),
            ..Self::of_selection(&report.selection, tame)
        }
    }

    fn of_selection(selection: &Selection, tame: &dyn Fn(&str) -> String) -> Self {
        Self {
            source: tame(&selection.said()),
            file: selection.file.as_deref().map(|file| plain_path(&tame(file))),
            count: selection.count,
            ..Self::default()
        }
    }

    /// Whether the run reached applications at all.
    pub fn reached_any(&self) -> bool {
        self.trouble.as_ref().is_none_or(|trouble| trouble.code.is_none())
    }

    /// The rows of one standing.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &ApplicationRow> {
        self.rows.iter().filter(move |row| row.standing == standing)
    }

    /// What is not as it should be, or could not be found out.
    pub fn red(&self) -> impl Iterator<Item = &ApplicationRow> {
        self.rows.iter().filter(|row| matches!(row.standing, Standing::Bad | Standing::Unknown))
    }

    /// How many applications were really looked at.
    pub fn reached(&self) -> usize {
        self.rows.len() - self.standing(Standing::Unknown).count()
    }

    /// The run in one sentence.
    pub fn summary(&self) -> String {
        if let Some(Trouble { code: Some(_), message, .. }) = &self.trouble {
            return format!("vsw {}: no application was reached: {message}", self.command);
        }
        let of = if self.rows.is_empty() { String::new() } else { format!(" from {}", self.source) };
        let mut summary = format!("vsw {}: {} of {}{of}", self.command, self.reached(), self.count);
        let counts = self.counted();
        if !counts.is_empty() {
            summary.push_str(&format!(" ({counts})"));
        }
        summary
    }

    /// The words that occur, with their counts.
    pub fn counted(&self) -> String {
        counted(self.counts.iter().map(|(word, count)| (*count, word.replace('_', " "))))
    }

    /// Where a finding belongs: to the line that says what the application should be, else to the beginning of the file
    /// that says so of others, if there is one.
    pub fn place<'s>(&'s self, row: Option<&'s ApplicationRow>) -> Option<(&'s str, usize, usize)> {
        let file = || Some((self.file.as_deref()?, 1, 1));
        let own = row.and_then(|row| row.declared.as_ref());
        let own = own.map(|spot| (spot.path.as_str(), spot.line, spot.column));
        let of_others =
            || self.rows.iter().find_map(|row| Some((row.declared.as_ref()?.path.as_str(), 1, 1)));
        own.or_else(file).or_else(of_others)
    }
}

impl ApplicationRow {
    fn of_checked(checked: &CheckedApplication) -> Self {
        Self {
            profile: checked.profile.clone(),
            id: checked.id.to_string(),
            name: checked.name.clone(),
            standing: match checked.verdict {
                Verdict::Ok => Standing::Good,
                Verdict::Drift => Standing::Bad,
                Verdict::Unknown => Standing::Unknown,
                Verdict::Skipped => Standing::Aside,
                Verdict::Waived => Standing::Excused,
                // What the file does not mention is red where the file says that it is.
                Verdict::Unlisted if checked.exit == Exit::Yes => Standing::Aside,
                Verdict::Unlisted => Standing::Bad,
            },
            word: checked.verdict.to_word(),
            code: checked.code,
            detail: checked.detail.clone(),
            signing: checked.signing,
            expected: Some(checked.expected),
            last_confirmed_at: checked.last_confirmed_at.clone(),
            moved: checked.differences.clone(),
            declared: checked.declared.clone(),
            waiver: checked.waiver.clone(),
        }
    }

    fn of_changed(changed: &ChangedApplication) -> Self {
        Self {
            profile: changed.profile.clone(),
            id: changed.id.to_string(),
            name: changed.name.clone(),
            standing: match changed.outcome {
                Outcome::Changed | Outcome::Unchanged => Standing::Good,
                Outcome::Skipped => Standing::Aside,
                Outcome::WouldChange | Outcome::Conflict | Outcome::Failed => Standing::Bad,
                Outcome::Unconfirmed | Outcome::NotAttempted => Standing::Unknown,
            },
            word: changed.outcome.to_word(),
            code: changed.code,
            detail: changed.detail.clone(),
            signing: changed.after,
            moved: changed.moved().cloned().collect(),
            ..Self::default()
        }
    }

    /// The same with every text from outside made visible and free of our secrets.
    fn tamed(mut self, tame: &dyn Fn(&str) -> String) -> Self {
        let mut texts = vec![&mut self.profile];
        texts.extend([&mut self.name, &mut self.detail, &mut self.last_confirmed_at].into_iter().flatten());
        for Moved { path, before, after } in &mut self.moved {
            texts.push(path);
            texts.extend(before.iter_mut().chain(after));
        }
        if let Some(WaiverNote { reason, owner, until, .. }) = &mut self.waiver {
            texts.extend([reason, owner, until]);
        }
        for text in texts {
            *text = tame(text);
        }
        if let Some(SourceLocation { path, line, column }) = &mut self.declared {
            *path = plain_path(&tame(path));
            (*line, *column) = ((*line).max(1), (*column).max(1));
        }
        self
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        match self.name.as_deref() {
            None => "(not read)",
            Some(name) if name.trim().is_empty() => "(no name)",
            Some(name) => name,
        }
    }

    /// The code, or the verdict's word where it has none.
    pub fn rule(&self) -> &str {
        self.code.map_or(&*self.word, |code| code.word())
    }

    /// What there is to say of it in one sentence.
    pub fn sentence(&self) -> String {
        let said = match (&self.detail, &self.expected) {
            (Some(detail), _) => detail.clone(),
            (None, Some(expected)) => {
                format!("signing is {}, expected {}", self.signing.word(), expected.to_word())
            }
            (None, None) => format!("signing is {}", self.signing.word()),
        };
        match &self.waiver {
            Some(waiver) => format!("{said} ({})", waiver.sentence()),
            None => said,
        }
    }

    /// The same with the application that it is about.
    pub fn line(&self) -> String {
        format!("{} ({}, profile {}): {}", self.title(), self.id, self.profile, self.sentence())
    }

    /// The same for the same trouble of the same application in every run, and never for two of one run.
    pub fn fingerprint(&self) -> String {
        fingerprint(&[&self.profile, &self.id, self.rule()])
    }
}

fn words_of<T: Counted + Serialize>(counts: &Counts<T>) -> Vec<(String, usize)> {
    counts.iter().map(|(word, count)| (word.to_word(), count)).collect()
}

pub fn fingerprint(names: &[&str]) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, names.join("\n").as_bytes());
    hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// A path as formats want it: from where the run was started, without a `./` before it.
fn plain_path(path: &str) -> String {
    let mut plain = path;
    while let Some(rest) = plain.strip_prefix("./") {
        plain = rest.trim_start_matches('/');
    }
    // What names nothing names the folder.
    if plain.is_empty() { ".".to_owned() } else { plain.to_owned() }
}
