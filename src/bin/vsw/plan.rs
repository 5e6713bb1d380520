//! Plan: the changes of a set of applications, decided before the first one is made. `--plan` writes it to a file for
//! `vsw apply`; the journal stores it for `--resume`.
//!
//! Invariants: a plan contains no configured secret and no invisible character; each document is masked as by
//! `vsw show` and only serves to detect later changes. A plan for `vsw apply` marks the applications whose later
//! changes cannot be detected.
//!
//! Not here: how a set is found and changed (`flow`).

use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use vsw::application::{Application, ApplicationId, mask};
use vsw::change::Goal;
use vsw::json::{Difference, Json, differences, literal};

use crate::config::Account;
use crate::disk::{self, Protected, Replace, WriteFileError};
use crate::screen::{Redactions, sanitize};
use crate::vocabulary::{Outcome, Recorded, SigningState};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    pub schema: String,
    pub vsw: String,
    pub made_at: Timestamp,
    /// The desired flag.
    #[serde(with = "Command")]
    pub change: Goal,
    pub applications: Vec<Planned>,
}

/// A goal in a plan file: the command that reaches it.
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
    /// The account's API key.
    pub account: String,
    pub origin: String,
    pub id: ApplicationId,
    /// `None` if the application was not read.
    pub name: Option<String>,
    /// The signing state at planning time.
    pub before: SigningState,
    /// The masked document; `None` if it was withheld, or if later changes need not be detected.
    pub document: Option<Box<RawValue>>,
    /// Why a plan file has no document. Such an entry is applied only with `--overwrite`, or if the user confirmed the
    /// change after it was shown.
    #[serde(default)]
    pub withheld: Option<Withheld>,
    /// The outcome, set when a run ends if the run and `--resume` both leave the application as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Recorded<Outcome>>,
}

/// Why a plan file has no document of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// It contains a configured secret.
    OwnSecret,
    /// The file gives no reason, or one that this version does not know.
    #[serde(other)]
    Unknown,
}

impl Withheld {
    /// Returns the reason as the end of a sentence.
    pub fn reason(self) -> &'static str {
        match self {
            Self::OwnSecret => "because it contains a secret of the profile that made the plan",
            Self::Unknown => "for an unknown reason",
        }
    }

    /// Returns the next step if a new plan would have no document either.
    pub fn remedy(self) -> Option<&'static str> {
        let shown =
            "omit `--yes` to see the change and confirm it on a terminal, or change it with `--overwrite`";
        (self == Self::OwnSecret).then_some(shown)
    }
}

/// Why a plan cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error("cannot read the plan {path}: {source}")]
    Unreadable { path: String, source: io::Error },
    #[error("{path} is not a vsw plan: {reason}")]
    NoPlan { path: String, reason: String },
    #[error("cannot write the plan {path}: {source}")]
    Unwritable { path: String, source: io::Error },
    #[error("the plan has schema {schema}, but this vsw reads {SCHEMA}")]
    OtherSchema { schema: String },
    #[error("the stored plan of run `{run}` cannot be used: {source}")]
    Stored { run: String, source: Box<PlanError> },
    #[error("the plan lists application {id} more than once")]
    Twice { id: ApplicationId },
}

impl PlanError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => {
                "check the path, or create a plan with one of `vsw enable --all --plan FILE` and \
                 `vsw disable --all --plan FILE`"
            }
            Self::Stored { .. } => {
                "repeat the original `vsw enable` or `vsw disable`, without `--resume`: it skips applications that need no change"
            }
            Self::Unwritable { .. } => "name another file, in an existing, writable directory",
            Self::NoPlan { .. } | Self::OtherSchema { .. } | Self::Twice { .. } => {
                "name a plan that this version of vsw wrote, or create it again with the command that made it, such as `vsw enable --all --plan FILE`"
            }
        }
    }
}

const SCHEMA: &str = "vsw/plan/1";
/// Maximum size of a plan: it has a document for each application.
const MAX_BYTES: usize = 1 << 30;

impl Plan {
    /// Creates a plan. Names are redacted, because plans are written to files.
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

    /// Reads a plan file.
    ///
    /// # Errors
    /// Fails with [`PlanError`] if the file cannot be read or is not a plan.
    pub fn open(path: &Path) -> Result<Self, PlanError> {
        let unreadable = |source| PlanError::Unreadable { path: path.display().to_string(), source };
        let text = disk::read(path, MAX_BYTES).map_err(unreadable)?;
        let mut plan = Self::of_text(&text, &path.display().to_string())?;
        for planned in plan.applications.iter_mut().filter(|planned| planned.document.is_none()) {
            planned.withheld.get_or_insert(Withheld::Unknown);
        }
        Ok(plan)
    }

    /// Parses a plan; `path` is for error messages.
    ///
    /// # Errors
    /// Fails with [`PlanError`] if the text is not a plan.
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
        // Strings, numbers and parsed JSON text always serialize.
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        sanitize::safe_json(&text).into_owned()
    }

    /// Writes the plan for its owner only; a replaced file keeps its mode.
    ///
    /// # Errors
    /// Fails with [`PlanError::Unwritable`].
    pub fn write(&self, path: &Path, protected: &[Protected]) -> Result<(), PlanError> {
        let text = self.text();
        if text.len() > MAX_BYTES {
            return Err(unwritable(path, io::Error::other("it would be too long to be read again").into()));
        }
        let replace = Replace { protected, ..disk::PRIVATE };
        replace.write(path, text.as_bytes()).map_err(|error| unwritable(path, error))
    }
}

/// Checks that a plan may be written, before any request.
///
/// # Errors
/// Fails with [`PlanError::Unwritable`].
pub fn check(path: &Path, protected: &[Protected]) -> Result<(), PlanError> {
    Replace { protected, ..disk::PRIVATE }.check(path).map_err(|error| unwritable(path, error))
}

fn unwritable(path: &Path, error: WriteFileError) -> PlanError {
    PlanError::Unwritable { path: path.display().to_string(), source: error.into() }
}

/// Returns the command that reaches a goal.
pub fn command_of(goal: Goal) -> &'static str {
    match goal {
        Goal::On => "enable",
        Goal::Off => "disable",
    }
}

impl Planned {
    /// Returns an application that has not been read yet.
    pub fn unread(id: ApplicationId, account: &Account) -> Self {
        Self {
            profile: account.profile.clone(),
            account: account.api_key.clone(),
            origin: account.origin.as_str().to_owned(),
            id,
            name: None,
            before: SigningState::UNKNOWN,
            document: None,
            withheld: None,
            settled: None,
        }
    }

    /// Returns the entry with the application's name, signing state and document, for a plan that is applied later. A
    /// document that contains one of our secrets is withheld, because the plan is written to a file.
    #[must_use]
    pub fn detailed(mut self, application: &Application, redactions: &Redactions) -> Self {
        self.name = Some(application.name().to_owned());
        self.before = application.into();
        if redactions.touch(application.text()) {
            self.withheld = Some(Withheld::OwnSecret);
        } else {
            self.document = RawValue::from_string(mask::masked(application.json())).ok();
        }
        self
    }

    /// Removes the document, so that the planned change is made even if the application changed since: the user decided
    /// so.
    pub fn accept(&mut self) {
        (self.document, self.withheld) = (None, None);
    }

    /// Returns whether the application belongs to this account at this origin.
    pub fn is_of(&self, account: &Account) -> bool {
        self.account == account.api_key && self.origin == account.origin.as_str()
    }

    /// Returns the differences in name, signing state and masked document since the plan was made. Returns none if the
    /// plan has no document of the application.
    pub fn moved(&self, now: &Application) -> Vec<Difference> {
        let Some(document) = &self.document else { return Vec::new() };
        let between = |then: String, now: String| match (Json::parse(then), Json::parse(now)) {
            (Ok(then), Ok(now)) => differences(&then, &now),
            _ => Vec::new(),
        };
        let mut moved = between(document.get().to_owned(), mask::masked(now.json()));
        let entry = entry(self.name.as_deref().unwrap_or_default(), self.before);
        for difference in between(entry, self::entry(now.name(), now.into())) {
            if !moved.iter().any(|known| known.path == difference.path) {
                moved.push(difference);
            }
        }
        moved
    }
}

/// Returns a document with only these members, so that a difference has its usual path.
fn entry(name: &str, before: SigningState) -> String {
    let (name, before) = (literal(name), literal(before.word()));
    format!(r#"{{"name":{name},"capabilities":{{"voice":{{"signed_callbacks":{before}}}}}}}"#)
}
