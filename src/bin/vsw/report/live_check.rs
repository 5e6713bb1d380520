//! `LiveCheckReport`: undocumented behavior of the API (`vsw/live-check/1`). The report can be published.

use serde::{Serialize, Serializer};

use crate::codes::Code;
use crate::exit::Exit;

/// The result of a live check.
#[derive(Debug, Serialize)]
pub struct LiveCheckReport {
    pub started_at: String,
    /// The API's origin, if it is Vonage's or on this machine; else a placeholder.
    pub api: String,
    pub questions: Vec<Question>,
    pub requests: u32,
    /// The id of the application that was created; null if none was, or if its id is unknown.
    pub application: Option<String>,
    #[serde(skip)]
    pub is_application_gone: bool,
    /// Whether no application of this or an earlier check is left to delete.
    pub cleaned_up: bool,
    /// The applications of earlier checks that were interrupted.
    pub leftovers: Vec<Leftover>,
    /// Why the check ended before its last question.
    pub error: Option<Stopped>,
    /// Whether a signal ended the check.
    pub interrupted: bool,
}

/// One question and its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    pub id: &'static str,
    #[serde(rename = "question")]
    pub words: &'static str,
    pub answer: Answer,
    /// What the answer means or why there is none, in words.
    pub detail: Option<String>,
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    Unclear,
    Text(String),
}

/// A request and its response, redacted.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    pub request: EvidenceRequest,
    pub response: EvidenceResponse,
}

#[derive(Clone, Debug, Serialize)]
pub struct EvidenceRequest {
    pub method: &'static str,
    /// The target, with `{id}` for the application's id.
    pub target: String,
    pub body: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EvidenceResponse {
    pub status: u16,
    /// Name and value.
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}

/// An application of an earlier check.
#[derive(Clone, Debug, Serialize)]
pub struct Leftover {
    pub name: String,
    pub application: Option<String>,
    pub outcome: LeftoverOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftoverOutcome {
    /// Deleted now.
    Removed,
    /// It does not exist.
    Absent,
    /// Its name was changed: it may be in use, so it is left alone.
    Renamed,
    /// It could not be deleted, or several applications have its name.
    Remains,
    /// The list is too long to search it for the name.
    Unlisted,
    /// It could not be searched for.
    Unknown,
}

/// Why a check ended early.
#[derive(Clone, Debug, Serialize)]
pub struct Stopped {
    pub code: Code,
    pub message: String,
    pub hint: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Answer {
    pub fn word(&self) -> &str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unclear => "unclear",
            Self::Text(text) => text,
        }
    }

    pub fn of(condition: Option<bool>) -> Self {
        match condition {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unclear,
        }
    }
}

impl LiveCheckReport {
    /// Returns 6 if `remaining` names an application, else the exit code of the error, else 1 if an answer is unclear.
    pub fn exit(&self) -> Exit {
        if !self.remaining().is_empty() {
            return Exit::Unconfirmed;
        }
        let is_unclear = self.questions.iter().any(|one| one.answer == Answer::Unclear);
        match &self.error {
            Some(stopped) => stopped.exit,
            None if is_unclear => Exit::No,
            None => Exit::Yes,
        }
    }

    /// Returns the applications that may remain, by id, else by name. Omits `Unknown` ones, and this check's if its id
    /// is unknown.
    pub fn remaining(&self) -> Vec<&str> {
        let own = self.application.as_deref().filter(|_| !self.is_application_gone);
        let remains =
            |one: &&Leftover| matches!(one.outcome, LeftoverOutcome::Remains | LeftoverOutcome::Unlisted);
        let earlier = self.leftovers.iter().filter(remains);
        let earlier = earlier.map(|one| one.application.as_deref().unwrap_or(&one.name));
        own.into_iter().chain(earlier).collect()
    }
}
