//! `ApplicationRow`: one application of a run, in the form that the report formats share.

use super::RowStatus;
use crate::codes::Code;
use crate::exit::Exit;
use crate::render::human::changed_by;
use crate::report::change::ChangedApplication;
use crate::report::status::{CheckedApplication, ExpectedSigning, Verdict, WaiverNote};
use crate::report::{Moved, SourceLocation};
use crate::vocabulary::{Outcome, SigningState, Word as _};

#[derive(Clone, Default)]
pub struct ApplicationRow {
    pub profile: String,
    pub id: String,
    /// `None` if the application was not read.
    pub name: Option<String>,
    pub status: RowStatus,
    pub word: String,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub signing: SigningState,
    pub expected: Option<ExpectedSigning>,
    pub last_confirmed_at: Option<String>,
    pub moved: Vec<Moved>,
    /// The change by vsw that explains the state, if one is known.
    pub by: Option<String>,
    pub declared: Option<SourceLocation>,
    pub waiver: Option<WaiverNote>,
}

impl ApplicationRow {
    pub(super) fn of_checked(checked: &CheckedApplication) -> Self {
        Self {
            profile: checked.profile.clone(),
            id: checked.id.to_string(),
            name: checked.name.clone(),
            status: match checked.verdict {
                Verdict::Ok => RowStatus::Good,
                Verdict::Drift => RowStatus::Bad,
                Verdict::Unknown => RowStatus::Unknown,
                Verdict::Skipped => RowStatus::Aside,
                Verdict::Waived => RowStatus::Excused,
                // The fleet file or `--fail-on` decides whether an unlisted application is a failure.
                Verdict::Unlisted if checked.exit == Exit::Yes => RowStatus::Aside,
                Verdict::Unlisted => RowStatus::Bad,
            },
            word: checked.verdict.to_word(),
            code: checked.code,
            detail: checked.detail.clone(),
            signing: checked.signing,
            expected: Some(checked.expected),
            last_confirmed_at: checked.last_confirmed_at.clone(),
            moved: checked.differences.clone(),
            by: checked.by.as_ref().map(changed_by),
            declared: checked.declared.clone(),
            waiver: checked.waiver.clone(),
        }
    }

    pub(super) fn of_changed(changed: &ChangedApplication) -> Self {
        Self {
            profile: changed.profile.clone(),
            id: changed.id.to_string(),
            name: changed.name.clone(),
            status: match changed.outcome {
                Outcome::Changed | Outcome::Unchanged if changed.after.is_on() => RowStatus::Good,
                // Signing is not on, or the application was skipped: the run does not know whether that is right.
                Outcome::Changed | Outcome::Unchanged | Outcome::Skipped => RowStatus::Aside,
                Outcome::WouldChange | Outcome::Conflict | Outcome::Failed => RowStatus::Bad,
                Outcome::Unconfirmed | Outcome::NotAttempted => RowStatus::Unknown,
            },
            word: changed.outcome.to_word(),
            code: changed.code,
            detail: changed.detail.clone(),
            signing: if changed.outcome == Outcome::WouldChange { changed.before } else { changed.after },
            moved: changed.moved().cloned().collect(),
            ..Self::default()
        }
    }

    pub(super) fn sanitized(mut self, sanitize: &dyn Fn(&str) -> String) -> Self {
        let mut texts = vec![&mut self.profile];
        texts.extend(
            [&mut self.name, &mut self.detail, &mut self.last_confirmed_at, &mut self.by]
                .into_iter()
                .flatten(),
        );
        for Moved { path, before, after } in &mut self.moved {
            texts.push(path);
            texts.extend(before.iter_mut().chain(after));
        }
        if let Some(WaiverNote { reason, owner, until, .. }) = &mut self.waiver {
            texts.extend([reason, owner, until]);
        }
        for text in texts {
            *text = sanitize(text);
        }
        if let Some(SourceLocation { path, line, column }) = &mut self.declared {
            *path = plain_path(&sanitize(path));
            (*line, *column) = ((*line).max(1), (*column).max(1));
        }
        self
    }

    pub fn title(&self) -> &str {
        match self.name.as_deref() {
            None => "(not read)",
            Some(name) if name.trim().is_empty() => "(no name)",
            Some(name) => name,
        }
    }

    pub fn rule(&self) -> &str {
        self.code.map_or(&*self.word, |code| code.word())
    }

    pub fn sentence(&self) -> String {
        let detail = match (&self.detail, &self.expected) {
            (Some(detail), _) => detail.clone(),
            (None, Some(expected)) => {
                format!("signing is {}, expected {}", self.signing.word(), expected.to_word())
            }
            (None, None) => format!("signing is {}", self.signing.word()),
        };
        let by = self.by.as_ref().filter(|_| self.code.is_some()).map(|by| format!("; {by}"));
        let waiver = self.waiver.as_ref().map(|waiver| format!(" ({})", waiver.sentence()));
        [Some(detail), by, waiver].into_iter().flatten().collect()
    }

    pub fn line(&self) -> String {
        format!("{} ({}, profile {}): {}", self.title(), self.id, self.profile, self.sentence())
    }

    /// Returns a hash that identifies this problem of this application in every run. It is unique within a run.
    pub fn fingerprint(&self) -> String {
        fingerprint(&[&self.profile, &self.id, self.rule()])
    }
}

pub fn fingerprint(names: &[&str]) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, names.join("\n").as_bytes());
    hash.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

pub(super) fn plain_path(path: &str) -> String {
    let mut plain = path;
    while let Some(rest) = plain.strip_prefix("./") {
        plain = rest.trim_start_matches('/');
    }
    // An empty path means the directory itself.
    if plain.is_empty() { ".".to_owned() } else { plain.to_owned() }
}
