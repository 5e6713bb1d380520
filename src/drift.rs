//! Drift: is an application still as it should be, and if not, what moved since it was last known to be.
//!
//! What should be is an [`Expected`]; each thing that is not so is a [`Problem`]. The API does not tell who changed what;
//! a [`LikelyCause`] is named for one documented pattern only.

mod expected;
mod likely_cause;
mod problem;
#[cfg(test)]
mod tests;

pub use expected::{AddressPattern, Expected, ExpectedWebhook};
pub use likely_cause::LikelyCause;
pub use problem::{Problem, ProblemKind};

use crate::application::{Application, Capability, mask};
use crate::change::Goal;
use crate::json::{Difference, Json, differences};
use crate::signing::Signing;

/// An earlier document of an application, for holding today's against.
#[derive(Clone, Debug)]
pub struct ReferenceDocument {
    pub application: Application,
    is_masked: bool,
}

impl ReferenceDocument {
    /// The document as the API had it.
    #[must_use]
    pub fn of(application: Application) -> Self {
        Self { application, is_masked: false }
    }

    /// The document with its secrets masked, as it may be kept where others read it. What moved inside a masked value
    /// cannot be seen against it.
    #[must_use]
    pub fn masked(application: Application) -> Self {
        Self { application, is_masked: true }
    }

    #[must_use]
    pub fn is_masked(&self) -> bool {
        self.is_masked
    }

    /// Everything that moved since, the flag included. Against a masked document both sides are masked first, or each
    /// secret would be a difference.
    #[must_use]
    pub fn differences(&self, today: &Application) -> Vec<Difference> {
        let (before, after) = self.sides(today);
        differences(&before, &after)
    }

    /// The two documents as they are held against each other: this one and today's, both as they are or both masked.
    #[must_use]
    pub fn sides(&self, today: &Application) -> (Json, Json) {
        let side = |of: &Application| {
            // A masked document is JSON again, since each masked value was replaced by a string.
            let masked = self.is_masked.then(|| Json::parse(mask::masked(of.json())).ok()).flatten();
            masked.unwrap_or_else(|| of.json().clone())
        };
        (side(&self.application), side(today))
    }
}

/// The judgement of one application.
#[derive(Clone, Debug)]
pub struct Drift {
    /// What is not as it should be, voice signing first; empty where all is.
    pub problems: Vec<Problem>,
    /// What else moved since the baseline; empty where nothing is wrong, or no baseline is known. The flags that
    /// problems are about are not repeated here.
    pub moved: Vec<Difference>,
    /// Why the voice flag is likely gone; none where it is not, or what else moved does not tell.
    pub likely_cause: Option<LikelyCause>,
}

impl Drift {
    /// The same where it is known from elsewhere that voice signing was on, and no document of then is at hand.
    #[must_use]
    pub fn witnessed(mut self) -> Self {
        self.problems.iter_mut().for_each(Problem::was_on);
        self
    }

    /// Holds an application against what should be.
    ///
    /// An rtc expectation says nothing of an application without rtc. A voice expectation meets an application without
    /// voice as one problem; what is expected of its webhooks is then not told beside it.
    #[must_use]
    pub fn of(application: &Application, expected: &Expected, baseline: Option<&ReferenceDocument>) -> Self {
        let mut problems = Vec::new();
        let no_voice = application.signing_of(Capability::Voice).is_none();
        match expected.voice {
            Some(goal) if no_voice => problems.push(Problem::of_flag(ProblemKind::NoVoice, goal, None)),
            Some(goal) => problems.extend(of_flag(application, Capability::Voice, goal, baseline)),
            None => {}
        }
        if let Some(goal) = expected.rtc {
            problems.extend(of_flag(application, Capability::Rtc, goal, baseline));
        }
        if !(no_voice && expected.voice.is_some()) {
            problems.extend(expected.webhooks.iter().flat_map(|webhook| of_webhook(application, webhook)));
        }
        let Some(first) = problems.first() else {
            return Self { problems, moved: Vec::new(), likely_cause: None };
        };
        let is_dropped = first.kind == ProblemKind::FlagDropped(Capability::Voice);
        let mut moved = baseline.map(|known| known.differences(application)).unwrap_or_default();
        let likely_cause = LikelyCause::of(&moved).filter(|_| is_dropped);
        let is_problem = |path: &str| {
            problems.iter().any(|problem| problem.kind.is_of_flag() && problem.kind.path() == path)
        };
        moved.retain(|difference| !is_problem(difference.path.as_str()));
        Self { problems, moved, likely_cause }
    }
}

fn of_flag(
    application: &Application,
    capability: Capability,
    goal: Goal,
    baseline: Option<&ReferenceDocument>,
) -> Option<Problem> {
    let signing = application.signing_of(capability)?;
    if signing == goal.signing() {
        return None;
    }
    let was_on = || baseline.and_then(|known| known.application.signing_of(capability)) == Some(Signing::On);
    let kind = match signing {
        Signing::On => ProblemKind::FlagOn(capability),
        Signing::Off => ProblemKind::FlagOff(capability),
        Signing::Invalid => ProblemKind::FlagInvalid(capability),
        // Where it should be off, a flag that is gone took nothing away.
        Signing::Absent if goal == Goal::On && was_on() => ProblemKind::FlagDropped(capability),
        Signing::Absent | Signing::NoVoice => ProblemKind::FlagAbsent(capability),
    };
    Some(Problem::of_flag(kind, goal, application.flag_of(capability)))
}

fn of_webhook(application: &Application, expected: &ExpectedWebhook) -> Vec<Problem> {
    let webhook = expected.webhook;
    let found = application.webhook(webhook);
    let mut problems = Vec::new();
    if let Some(wanted) = &expected.address {
        let address = found.as_ref().and_then(|found| found.address.as_deref());
        if !address.is_some_and(|address| wanted.fits(address)) {
            let actual = application.webhook_member(webhook, "address");
            problems.push(Problem::of_webhook(ProblemKind::WebhookAddress(webhook), &wanted.0, actual));
        }
    }
    if let Some(wanted) = &expected.method {
        let actual = application.webhook_member(webhook, "http_method");
        let method = match (&found, actual) {
            (Some(_), None) => webhook.default_method(),
            (found, _) => found.as_ref().and_then(|found| found.method.as_deref()),
        };
        if method != Some(wanted.as_str()) {
            problems.push(Problem::of_webhook(ProblemKind::WebhookMethod(webhook), wanted, actual));
        }
    }
    problems
}
