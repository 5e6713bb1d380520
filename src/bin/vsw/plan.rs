//! Plan: the changes of a set of applications, decided before the first change is made.
//!
//! Invariant: a plan contains no configured secret.

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
    #[serde(with = "Command")]
    pub change: Goal,
    pub applications: Vec<Planned>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Goal")]
enum Command {
    #[serde(rename = "enable")]
    On,
    #[serde(rename = "disable")]
    Off,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Planned {
    pub profile: String,
    /// The API key.
    pub account: String,
    pub origin: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub before: SigningState,
    /// The masked document, if any. It serves to detect later changes.
    pub document: Option<Box<RawValue>>,
    /// Why a needed document is missing. The user must then confirm the change or pass `--overwrite`.
    #[serde(default)]
    pub withheld: Option<Withheld>,
    /// An outcome that a resumed run would only repeat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Recorded<Outcome>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    OwnSecret,
    /// The file gives no reason, or one from a newer version.
    #[serde(other)]
    Unknown,
}

impl Withheld {
    pub fn reason(self) -> &'static str {
        match self {
            Self::OwnSecret => "because the document contains a configured secret",
            Self::Unknown => "for an unknown reason",
        }
    }

    /// Returns the next step. `None` for [`Withheld::Unknown`]: the general hint then advises a new plan,
    /// which may contain the document.
    pub fn remedy(self) -> Option<&'static str> {
        let shown = "to see the change and confirm it, run `vsw apply` on a terminal without `--yes`; to make the change unseen, add `--overwrite`";
        (self == Self::OwnSecret).then_some(shown)
    }
}

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
                "check the path; if you have no plan, create a plan, for example with `vsw enable --all --plan FILE`"
            }
            Self::Stored { .. } => {
                "repeat the original command, without `--resume`: it skips applications that need no change"
            }
            Self::Unwritable { .. } => "name another file, in an existing, writable directory",
            Self::NoPlan { .. } | Self::OtherSchema { .. } | Self::Twice { .. } => {
                "create the plan again with this version of vsw, for example with `vsw enable --all --plan FILE`"
            }
        }
    }
}

const SCHEMA: &str = "vsw/plan/1";
const MAX_BYTES: usize = 1 << 30;

impl Plan {
    /// Names are redacted, because plans are written to files.
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

    pub fn open(path: &Path) -> Result<Self, PlanError> {
        let unreadable = |source| PlanError::Unreadable { path: path.display().to_string(), source };
        let text = disk::read(path, MAX_BYTES).map_err(unreadable)?;
        let mut plan = Self::of_text(&text, &path.display().to_string())?;
        for planned in plan.applications.iter_mut().filter(|planned| planned.document.is_none()) {
            planned.withheld.get_or_insert(Withheld::Unknown);
        }
        Ok(plan)
    }

    /// `path` is for error messages.
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
        // Strings, numbers and parsed JSON always serialize.
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        sanitize::safe_json(&text).into_owned()
    }

    /// A new file is for the owner only, and a replaced file keeps its mode.
    pub fn write(&self, path: &Path, protected: &[Protected]) -> Result<(), PlanError> {
        let text = self.text();
        if text.len() > MAX_BYTES {
            return Err(unwritable(
                path,
                io::Error::other(
                    "it would be too long; plan fewer applications at a time, by `--name` or `--shard`",
                )
                .into(),
            ));
        }
        let replace = Replace { protected, ..disk::PRIVATE };
        replace.write(path, text.as_bytes()).map_err(|error| unwritable(path, error))
    }
}

pub fn check(path: &Path, protected: &[Protected]) -> Result<(), PlanError> {
    Replace { protected, ..disk::PRIVATE }.check(path).map_err(|error| unwritable(path, error))
}

fn unwritable(path: &Path, error: WriteFileError) -> PlanError {
    PlanError::Unwritable { path: path.display().to_string(), source: error.into() }
}

pub fn command_of(goal: Goal) -> &'static str {
    match goal {
        Goal::On => "enable",
        Goal::Off => "disable",
    }
}

impl Planned {
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

    /// Adds the application's details. A document with a configured secret is withheld, because plans are
    /// written to files.
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

    /// Accepts later changes of the application: without a document, none are detected.
    pub fn accept(&mut self) {
        (self.document, self.withheld) = (None, None);
    }

    pub fn is_of(&self, account: &Account) -> bool {
        self.account == account.api_key && self.origin == account.origin.as_str()
    }

    /// Returns the differences since the plan, or none if the plan has no document.
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

/// Returns name and state as in a document, so that a difference has its usual path.
fn entry(name: &str, before: SigningState) -> String {
    let (name, before) = (literal(name), literal(before.word()));
    format!(r#"{{"name":{name},"capabilities":{{"voice":{{"signed_callbacks":{before}}}}}}}"#)
}
