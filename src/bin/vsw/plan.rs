//! Plan: the changes of a set of applications, decided before the first of them is made. Written into a file for
//! `vsw apply`, kept with the journal for `--resume`.
//!
//! It holds no secret: each document stands in it as `vsw show` shows it, and only to tell what moved since.
//! Not here: how a set is gathered and how its changes are made (`flow`).

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use vsw::application::{Application, ApplicationId, mask};
use vsw::change::Goal;
use vsw::json::{Difference, Json, differences};

use crate::config::Account;
use crate::disk::{self, Replace};
use crate::screen::Redactions;
use crate::vocabulary::SigningState;

/// What is to be changed, and from what.
#[derive(Debug, Serialize, Deserialize)]
pub struct Plan {
    pub schema: String,
    pub vsw: String,
    pub made_at: Timestamp,
    /// What the applications are to become.
    #[serde(with = "Command")]
    pub change: Goal,
    pub applications: Vec<Planned>,
}

/// A goal as a plan spells it: by the command that reaches it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Goal")]
enum Command {
    #[serde(rename = "enable")]
    On,
    #[serde(rename = "disable")]
    Off,
}

/// One application of a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Planned {
    pub profile: String,
    /// The account's API key, and where it was asked.
    pub account: String,
    pub origin: String,
    pub id: ApplicationId,
    /// None where it could not be read.
    pub name: Option<String>,
    /// What signing was.
    pub before: SigningState,
    /// The document, masked; none where the plan is not one for later.
    pub document: Option<Box<RawValue>>,
}

/// Why a plan cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error("the plan {path} cannot be read: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("{path} is no plan of vsw: {reason}")]
    NoPlan { path: String, reason: String },
    #[error("the plan {path} cannot be written: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("the plan is for {schema}, and this vsw reads {SCHEMA}")]
    OtherSchema { schema: String },
    #[error("the plan has the application {id} more than once")]
    Twice { id: ApplicationId },
}

const SCHEMA: &str = "vsw/plan/1";
/// Plans are bounded by what they are about: a document for each application.
const LONGEST: usize = 1 << 30;

impl Plan {
    /// A plan is written down in one place or another, so no secret of ours stands in a name of its.
    pub fn new(
        change: Goal,
        made_at: Timestamp,
        mut applications: Vec<Planned>,
        redactions: &Redactions,
    ) -> Self {
        for planned in &mut applications {
            planned.name = planned.name.take().map(|name| redactions.apply(name));
        }
        Self {
            schema: SCHEMA.to_owned(),
            vsw: crate::vocabulary::VERSION.to_owned(),
            made_at,
            change,
            applications,
        }
    }

    /// # Errors
    /// [`PlanError`]: not there, or no plan.
    pub fn open(path: &Path) -> Result<Self, PlanError> {
        let unreadable = |source| PlanError::Unreadable { path: path.display().to_string(), source };
        let text = disk::read(path, LONGEST).map_err(unreadable)?;
        Self::of_text(&text, &path.display().to_string())
    }

    /// # Errors
    /// [`PlanError`]: it is no plan.
    pub fn of_text(text: &[u8], path: &str) -> Result<Self, PlanError> {
        let plan: Self = serde_json::from_slice(text)
            .map_err(|error| PlanError::NoPlan { path: path.to_owned(), reason: error.to_string() })?;
        if plan.schema != SCHEMA {
            return Err(PlanError::OtherSchema { schema: plan.schema });
        }
        let mut seen = std::collections::BTreeSet::new();
        for planned in &plan.applications {
            if !seen.insert((&planned.account, &planned.origin, planned.id)) {
                return Err(PlanError::Twice { id: planned.id });
            }
        }
        Ok(plan)
    }

    pub fn text(&self) -> String {
        // Strings, numbers and JSON text that was read as such: none of it can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Writes it for its owner alone; a file that is replaced keeps its mode.
    ///
    /// # Errors
    /// [`PlanError::Unwritable`]: what was there before is there still.
    pub fn write(&self, path: &Path, own: &[PathBuf]) -> Result<(), PlanError> {
        let replace = Replace { own, ..disk::PRIVATE };
        replace
            .write(path, self.text().as_bytes())
            .map_err(|error| PlanError::Unwritable { path: path.display().to_string(), source: error.into() })
    }
}

/// Returns the name of the command that reaches a goal.
pub fn command_of(goal: Goal) -> &'static str {
    match goal {
        Goal::On => "enable",
        Goal::Off => "disable",
    }
}

impl Planned {
    /// An application of which nothing has been read yet.
    pub fn unread(id: ApplicationId, account: &Account) -> Self {
        Self {
            profile: account.profile.clone(),
            account: account.api_key.clone(),
            origin: account.origin.as_str().to_owned(),
            id,
            name: None,
            before: SigningState::UNKNOWN,
            document: None,
        }
    }

    /// The same with the document as it was read, for a plan that is applied later.
    #[must_use]
    pub fn of_document(mut self, application: &Application) -> Self {
        self.name = Some(application.name().to_owned());
        self.before = application.into();
        self.document = RawValue::from_string(mask::masked(application.json())).ok();
        self
    }

    /// Is it this account's?
    pub fn is_of(&self, account: &Account) -> bool {
        self.account == account.api_key && self.origin == account.origin.as_str()
    }

    /// What moved since the plan was made, as far as it shows: the flag's own move is none where it only became as
    /// wished.
    pub fn moved(&self, now: &Application) -> Vec<Difference> {
        let Some(document) = &self.document else { return Vec::new() };
        let masked = |text: String| Json::parse(text).ok();
        let (then, now) = (masked(document.get().to_owned()), masked(mask::masked(now.json())));
        match (then, now) {
            (Some(then), Some(now)) => differences(&then, &now),
            _ => Vec::new(),
        }
    }
}
