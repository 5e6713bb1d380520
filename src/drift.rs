//! Drift: the differences of an application from its expected state, and from an earlier document.

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

/// An earlier document of an application, to compare with the current one.
#[derive(Clone, Debug)]
pub struct ReferenceDocument {
    pub application: Application,
    is_masked: bool,
}

impl ReferenceDocument {
    /// Creates a reference from a document as the API returned it.
    #[must_use]
    pub fn of(application: Application) -> Self {
        Self { application, is_masked: false }
    }

    /// Creates a reference from a masked document of a baseline file. Changes of masked values are not detected.
    #[must_use]
    pub fn masked(application: Application) -> Self {
        Self { application, is_masked: true }
    }

    #[must_use]
    pub fn is_masked(&self) -> bool {
        self.is_masked
    }

    /// Returns the differences of `today` from the reference, including those of flags.
    #[must_use]
    pub fn differences(&self, today: &Application) -> Vec<Difference> {
        let (before, after) = self.sides(today);
        differences(&before, &after)
    }

    /// Returns the two documents to compare, both masked if the reference is.
    #[must_use]
    pub fn sides(&self, today: &Application) -> (Json, Json) {
        let side = |of: &Application| {
            // Masking replaces values by strings, so the text is still JSON.
            let masked = self.is_masked.then(|| Json::parse(mask::masked(of.json())).ok()).flatten();
            masked.unwrap_or_else(|| of.json().clone())
        };
        (side(&self.application), side(today))
    }
}

/// Earlier documents of an application.
#[derive(Clone, Copy, Debug, Default)]
pub struct Earlier<'e> {
    /// The document to compare with. Without it, no changes are reported.
    pub reference: Option<&'e ReferenceDocument>,
    /// The last known document with signing on. With it, an absent flag counts as dropped.
    pub last_on: Option<&'e ReferenceDocument>,
}

/// The result for one application.
#[derive(Clone, Debug)]
pub struct Drift {
    /// The deviations, voice signing first.
    pub problems: Vec<Problem>,
    /// The changes since the reference, without flags that have an expected state: `problems` covers these.
    pub differences: Vec<Difference>,
    /// The likely cause of a dropped voice flag, if known.
    pub likely_cause: Option<LikelyCause>,
}

impl Drift {
    /// Reports an absent voice flag as dropped. For callers that know that signing was on, but have no
    /// document of that time.
    #[must_use]
    pub fn assume_signing_was_on(mut self) -> Self {
        self.problems.iter_mut().for_each(Problem::assume_was_on);
        self
    }

    /// Compares an application with its expected state.
    ///
    /// If the voice capability is expected but missing, webhooks are not compared.
    #[must_use]
    pub fn of(application: &Application, expected: &Expected, earlier: Earlier<'_>) -> Self {
        let mut problems = Vec::new();
        let no_voice = application.signing_of(Capability::Voice).is_none();
        match expected.voice {
            Some(goal) if no_voice => problems.push(Problem::of_flag(ProblemKind::NoVoice, goal, None)),
            Some(goal) => problems.extend(of_flag(application, Capability::Voice, goal, earlier.last_on)),
            None => {}
        }
        if let Some(goal) = expected.rtc {
            problems.extend(of_flag(application, Capability::Rtc, goal, earlier.last_on));
        }
        if !(no_voice && expected.voice.is_some()) {
            problems.extend(expected.webhooks.iter().flat_map(|webhook| of_webhook(application, webhook)));
        }
        let is_dropped =
            problems.first().is_some_and(|first| first.kind == ProblemKind::FlagDropped(Capability::Voice));
        let last_on = earlier.last_on.filter(|_| is_dropped);
        let likely_cause = last_on.and_then(|known| LikelyCause::of(&known.differences(application)));
        let mut differences =
            earlier.reference.map(|known| known.differences(application)).unwrap_or_default();
        let expects = |capability| match capability {
            Capability::Voice => expected.voice.is_some(),
            Capability::Rtc => expected.rtc.is_some(),
        };
        let is_expected = |path: &str| {
            [Capability::Voice, Capability::Rtc].into_iter().any(|of| of.flag_path() == path && expects(of))
        };
        differences.retain(|difference| !is_expected(difference.path.as_str()));
        Self { problems, differences, likely_cause }
    }
}

fn of_flag(
    application: &Application,
    capability: Capability,
    goal: Goal,
    last_on: Option<&ReferenceDocument>,
) -> Option<Problem> {
    let signing = application.signing_of(capability)?;
    if signing == goal.signing() {
        return None;
    }
    let was_on = || last_on.and_then(|known| known.application.signing_of(capability)) == Some(Signing::On);
    let kind = match signing {
        Signing::On => ProblemKind::FlagOn(capability),
        Signing::Off => ProblemKind::FlagOff(capability),
        Signing::Invalid => ProblemKind::FlagInvalid(capability),
        // An absent flag that should be off does not count as dropped.
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
        if !address.is_some_and(|address| wanted.matches(address)) {
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
