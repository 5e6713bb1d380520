//! The result of `vsw status`: whether applications are still as they should be (`vsw/status/1`).

mod tally;

use serde::Serialize;
use serde_json::value::RawValue;
use vsw::application::{ApplicationId, Capability, VoiceWebhook};

use super::comparison::Against;
use super::counts::{Counted, Counts};
use super::{Moved, Selection, SourceLocation, paths};
use crate::codes::Code;
use crate::exit::Exit;
use crate::journal::{Intent, Outcome};
use crate::vocabulary::{SigningState, Word as _};

pub use tally::Tally;

#[derive(Debug, Serialize)]
pub struct StatusReport {
    pub checked_at: String,
    pub requests: u32,
    pub selection: Selection,
    pub baseline: Option<String>,
    pub read: ReadBy,
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    #[serde(skip)]
    pub remedy: Option<String>,
    pub applications: Vec<CheckedApplication>,
    pub unmatched: Vec<UnmatchedEntry>,
    pub summary: Counts<Verdict>,
    #[serde(skip)]
    pub tally: Tally,
    /// Whether the applications were already printed during the check. If so, `applications` has at most the
    /// first one with a problem, for the hint.
    #[serde(skip)]
    pub shown: bool,
    /// The exit code: 1 if an application fails the check, even if others could not be checked.
    #[serde(skip)]
    pub ended: Exit,
    #[serde(skip)]
    pub incomplete: Exit,
}

#[derive(Debug, Serialize)]
pub struct CheckedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub capability: Capability,
    pub signing: SigningState,
    pub expected: ExpectedSigning,
    pub verdict: Verdict,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub problems: Vec<FoundProblem>,
    #[serde(serialize_with = "paths")]
    pub differences: Vec<Moved>,
    /// The document with which the application was compared.
    pub against: Option<Against>,
    pub compared: Compared,
    pub reference_error: Option<String>,
    pub by: Option<ChangedBy>,
    /// The webhooks that a `vsw listen --point` changed and has not restored. Null if there are none.
    pub pointed: Option<PointedWebhooks>,
    pub last_confirmed_at: Option<String>,
    pub declared: Option<SourceLocation>,
    pub waiver: Option<WaiverNote>,
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

impl CheckedApplication {
    pub fn has_problem(&self) -> bool {
        matches!(self.verdict, Verdict::Drift | Verdict::Unknown) || self.exit != Exit::Yes
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnmatchedEntry {
    pub name: String,
    pub declared: SourceLocation,
    /// Whether the name has no wildcards. Such a name must match an application, or the check is incomplete.
    #[serde(skip)]
    pub is_exact: bool,
}

impl UnmatchedEntry {
    pub fn fits(&self, checked: &CheckedApplication) -> bool {
        let is_named = self.is_exact && checked.name.as_ref() == Some(&self.name);
        is_named || checked.declared.as_ref() == Some(&self.declared)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Compared {
    Document,
    /// Only the members that an incomplete list entry shows.
    Partly,
    Flags,
}

/// Who made a change, according to this machine's journal.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedBy {
    pub command: String,
    pub user: Option<String>,
    pub at: String,
}

impl ChangedBy {
    pub fn of(intent: &Intent, outcome: &Outcome) -> Self {
        let (command, user) = (intent.command.clone(), intent.by.user.clone());
        Self { command, user, at: outcome.at.to_string() }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct PointedWebhooks {
    pub webhooks: Vec<VoiceWebhook>,
    /// Whether the `vsw listen` that pointed the webhooks still runs.
    pub running: bool,
    pub run: String,
    pub user: Option<String>,
    pub at: String,
    #[serde(skip)]
    pub command: String,
}

impl PointedWebhooks {
    pub fn covers(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.webhooks.iter().any(|webhook| webhook.address_path() == *path))
    }

    pub fn sentence(&self) -> String {
        let webhooks: Vec<&str> = self.webhooks.iter().map(|webhook| webhook.word()).collect();
        let (webhooks, since) = (webhooks.join(", "), self.at.get(..19).unwrap_or(&self.at));
        let user = self.user.as_deref().map(|user| format!(" of {user}")).unwrap_or_default();
        if self.running {
            return format!(
                "{webhooks} since {since}Z; the vsw listen{user} still runs, and restores the earlier addresses when it ends"
            );
        }
        format!(
            "{webhooks} since {since}Z; the vsw listen{user} ended, but did not restore the earlier addresses; restore them with `{}`",
            self.command
        )
    }
}

#[derive(Debug, Serialize)]
pub struct FoundProblem {
    pub code: Code,
    pub path: &'static str,
    pub expected: Box<RawValue>,
    pub actual: Option<Box<RawValue>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct WaiverNote {
    pub reason: String,
    pub owner: String,
    /// The last day, in UTC: `2026-12-31`.
    pub until: String,
    pub ended: bool,
}

impl WaiverNote {
    pub fn sentence(&self) -> String {
        let state = if self.ended { "waiver ended" } else { "waived until" };
        format!("{state} {}: {}; owner {}", self.until, self.reason, self.owner)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadBy {
    Get,
    List,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExpectedSigning {
    On,
    Off,
    /// Any state passes the check.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    Drift,
    Unknown,
    Skipped,
    Waived,
    /// The application exists, but the fleet file does not mention it.
    Unlisted,
}

impl Counted for Verdict {
    const ALL: &'static [Self] =
        &[Self::Ok, Self::Drift, Self::Unknown, Self::Skipped, Self::Waived, Self::Unlisted];
}

impl Counts<Verdict> {
    pub fn beside_ok(&self) -> impl Iterator<Item = (usize, String)> {
        let rest = self.iter().filter(|(verdict, _)| *verdict != Verdict::Ok);
        rest.map(|(verdict, count)| (count, verdict.to_word()))
    }
}
