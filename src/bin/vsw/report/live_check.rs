//! The result of a live check (`vsw/live-check/1`): how the API behaves where Vonage does not document it.
//! The result is safe to publish.

use serde::{Serialize, Serializer};

use crate::codes::Code;
use crate::exit::Exit;

#[derive(Debug, Serialize)]
pub struct LiveCheckReport {
    pub started_at: String,
    /// The API's origin, if it is Vonage's or on this machine; else a placeholder.
    pub api: String,
    pub questions: Vec<Question>,
    pub requests: u32,
    /// Null if no application was created, or its id is unknown.
    pub application: Option<String>,
    #[serde(skip)]
    pub is_application_gone: bool,
    pub cleaned_up: bool,
    pub leftovers: Vec<Leftover>,
    pub error: Option<Stopped>,
    pub interrupted: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Question {
    pub id: &'static str,
    #[serde(rename = "question")]
    pub words: &'static str,
    pub answer: Answer,
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

/// Request and response are redacted.
#[derive(Clone, Debug, Serialize)]
pub struct Evidence {
    pub request: EvidenceRequest,
    pub response: EvidenceResponse,
}

#[derive(Clone, Debug, Serialize)]
pub struct EvidenceRequest {
    pub method: &'static str,
    /// The request target, with `{id}` in place of the application's id.
    pub target: String,
    pub body: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct EvidenceResponse {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Leftover {
    pub name: String,
    pub application: Option<String>,
    pub outcome: LeftoverOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftoverOutcome {
    Removed,
    Absent,
    /// The application's name was changed: it may be in use, so it was not deleted.
    Renamed,
    /// The application could not be deleted, or several applications have its name.
    Remains,
    /// The list of applications is too long to search it for the name.
    Unlisted,
    Unknown,
}

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

    /// Returns the applications of this or an earlier check that may remain, each as its id, or else its
    /// name. Omits those whose search failed ([`LeftoverOutcome::Unknown`]).
    pub fn remaining(&self) -> Vec<&str> {
        let own = self.application.as_deref().filter(|_| !self.is_application_gone);
        let remains =
            |one: &&Leftover| matches!(one.outcome, LeftoverOutcome::Remains | LeftoverOutcome::Unlisted);
        let earlier = self.leftovers.iter().filter(remains);
        let earlier = earlier.map(|one| one.application.as_deref().unwrap_or(&one.name));
        own.into_iter().chain(earlier).collect()
    }
}
