//! `StatusReport`: whether the applications are still as they should be (`vsw/status/1`).

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

/// A check of one or several applications.
#[derive(Debug, Serialize)]
pub struct StatusReport {
    pub checked_at: String,
    pub requests: u32,
    pub selection: Selection,
    /// The baseline file used as reference.
    pub baseline: Option<String>,
    pub read: ReadBy,
    /// Whether the check is complete. If not, `code` and `detail` give the reason.
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    /// The next step if the check is incomplete.
    #[serde(skip)]
    pub remedy: Option<String>,
    pub applications: Vec<CheckedApplication>,
    /// The fleet file's entries by name that no application matched.
    pub unmatched: Vec<UnmatchedEntry>,
    pub summary: Counts<Verdict>,
    #[serde(skip)]
    pub tally: Tally,
    /// Whether applications were shown during the check. If so, `applications` has at most the first with a
    /// problem.
    #[serde(skip)]
    pub shown: bool,
    /// 1 if any application fails the check, else the worst exit code of unknown applications, incomplete lists and
    /// names that no application has.
    #[serde(skip)]
    pub ended: Exit,
    /// The exit code of an incomplete check; `Yes` if it is complete or `--fail-on` leaves out unknown states.
    #[serde(skip)]
    pub incomplete: Exit,
}

/// The result for one application.
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
    /// The members that moved since the reference, whatever the verdict.
    #[serde(serialize_with = "paths")]
    pub differences: Vec<Moved>,
    /// The document that the application was compared with; `None` if only the expected state was checked.
    pub against: Option<Against>,
    pub compared: Compared,
    /// Why the reference could not be read, although the journal names it: what moved is unknown.
    pub reference_error: Option<String>,
    /// The change by vsw that explains this state.
    pub by: Option<ChangedBy>,
    /// The webhooks that a `vsw listen --point` of this machine sent to a receiver and has not restored.
    pub pointed: Option<PointedWebhooks>,
    pub last_confirmed_at: Option<String>,
    /// The location in a fleet file that declares this application.
    pub declared: Option<SourceLocation>,
    /// The waiver in the fleet file, in force or ended.
    pub waiver: Option<WaiverNote>,
    /// The next step if the application could not be read.
    #[serde(skip)]
    pub remedy: Option<String>,
    #[serde(skip)]
    pub exit: Exit,
}

impl CheckedApplication {
    /// Returns whether the application drifted, could not be read, or fails the run for another reason.
    pub fn has_problem(&self) -> bool {
        matches!(self.verdict, Verdict::Drift | Verdict::Unknown) || self.exit != Exit::Yes
    }
}

/// A fleet file's entry by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnmatchedEntry {
    pub name: String,
    pub declared: SourceLocation,
    /// Whether the name has no wildcards: without a match, the check is incomplete. A pattern may match nothing.
    #[serde(skip)]
    pub is_exact: bool,
}

impl UnmatchedEntry {
    /// Returns whether the entry declares the application, or has its exact name although an entry by id declares it.
    pub fn fits(&self, checked: &CheckedApplication) -> bool {
        let is_named = self.is_exact && checked.name.as_ref() == Some(&self.name);
        is_named || checked.declared.as_ref() == Some(&self.declared)
    }
}

/// How much of an application was compared with an earlier document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Compared {
    /// Every member.
    Document,
    /// Only the members that an incomplete list entry shows.
    Partly,
    /// Nothing: only the expected state was checked.
    Flags,
}

/// A change that vsw made, according to this machine's journal.
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

/// Webhooks that go to a receiver.
#[derive(Clone, Debug, Serialize)]
pub struct PointedWebhooks {
    pub webhooks: Vec<VoiceWebhook>,
    /// Whether the receiver still runs. If not, it was killed or could not restore them.
    pub running: bool,
    pub run: String,
    pub user: Option<String>,
    pub at: String,
    /// The command that restores the addresses.
    #[serde(skip)]
    pub command: String,
}

impl PointedWebhooks {
    /// Returns whether each of these members is the address of one of the webhooks.
    pub fn covers(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.webhooks.iter().any(|webhook| webhook.address_path() == *path))
    }

    pub fn sentence(&self) -> String {
        let webhooks: Vec<&str> = self.webhooks.iter().map(|webhook| webhook.word()).collect();
        let (webhooks, since) = (webhooks.join(", "), self.at.get(..19).unwrap_or(&self.at));
        let user = self.user.as_deref().map(|user| format!(" of {user}")).unwrap_or_default();
        if self.running {
            return format!(
                "{webhooks} since {since}Z; the vsw listen{user} still runs and restores them at its end"
            );
        }
        format!(
            "{webhooks} since {since}Z; the vsw listen{user} did not restore them: `{}` does",
            self.command
        )
    }
}

/// One difference from the expected state.
#[derive(Debug, Serialize)]
pub struct FoundProblem {
    pub code: Code,
    pub path: &'static str,
    /// The expected value, as JSON.
    pub expected: Box<RawValue>,
    pub actual: Option<Box<RawValue>>,
}

/// A waiver from a fleet file.
#[derive(Clone, Debug, Serialize)]
pub struct WaiverNote {
    pub reason: String,
    pub owner: String,
    /// The last day, in UTC: `2026-12-31`.
    pub until: String,
    /// Whether the last day has passed, so that the waiver has no effect.
    pub ended: bool,
}

impl WaiverNote {
    pub fn sentence(&self) -> String {
        let state = if self.ended { "waiver ended" } else { "waived until" };
        format!("{state} {}: {}; owner {}", self.until, self.reason, self.owner)
    }
}

/// The requests with which the applications were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadBy {
    Get,
    List,
    Both,
}

/// The expected signing state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExpectedSigning {
    On,
    Off,
    /// Every state is fine.
    Any,
}

/// The verdict on one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    Drift,
    Unknown,
    Skipped,
    /// A drift that a fleet file waives, with a reason and an end.
    Waived,
    /// The application exists, but the fleet file does not mention it.
    Unlisted,
}

impl Counted for Verdict {
    const ALL: &'static [Self] =
        &[Self::Ok, Self::Drift, Self::Unknown, Self::Skipped, Self::Waived, Self::Unlisted];
}

impl Counts<Verdict> {
    /// Returns the count and word of each verdict except `ok`.
    pub fn beside_ok(&self) -> impl Iterator<Item = (usize, String)> {
        let rest = self.iter().filter(|(verdict, _)| *verdict != Verdict::Ok);
        rest.map(|(verdict, count)| (count, verdict.to_word()))
    }
}
