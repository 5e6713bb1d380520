//! Evaluator: compares the applications of an account with their expected state and with earlier documents. Makes no
//! requests and changes nothing.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::value::RawValue;
use vsw::application::{Application, ApplicationId, Capability};
use vsw::change::Goal;
use vsw::drift::{Drift, Problem, ProblemKind};
use vsw::signing::Signing;

use super::memory::AccountMemory;
use super::read::Unread;
use super::scope::{Expectation, MatchedBy, Membership, Scope};
use crate::args::change::FailOn;
use crate::codes::Code;
use crate::config::Account;
use crate::exit::Exit;
use crate::report::status::{CheckedApplication, ExpectedSigning, FoundProblem, Verdict};
use crate::vocabulary::SigningState;

/// Evaluates the applications of one account.
pub struct Evaluator<'j> {
    pub account: &'j Account,
    pub scope: &'j Scope<'j>,
    pub memory: &'j AccountMemory<'j>,
    pub failing: &'j Failing,
}

/// Which verdicts make a run fail.
#[derive(Clone, Copy, Debug)]
pub struct Failing {
    pub drift: bool,
    pub unknown: bool,
    /// `None` means that the fleet file decides.
    pub unlisted: Option<bool>,
    pub waived: bool,
}

impl Failing {
    /// Returns the verdicts given by `--fail-on`; by default, drift and unknown.
    pub fn of(wanted: Option<&[FailOn]>) -> Self {
        let Some(on) = wanted else {
            return Self { drift: true, unknown: true, unlisted: None, waived: false };
        };
        Self {
            drift: on.contains(&FailOn::Drift),
            unknown: on.contains(&FailOn::Unknown),
            unlisted: Some(on.contains(&FailOn::Unlisted)),
            waived: on.contains(&FailOn::Waived),
        }
    }
}

impl Evaluator<'_> {
    /// Evaluates an application that was read. Returns `None` if the run does not cover it.
    pub fn evaluate(&self, application: &Application, now: Timestamp) -> Option<CheckedApplication> {
        match self.scope.membership(application.id(), application.name()) {
            Membership::Nothing => None,
            Membership::Unlisted => Some(self.unlisted(application)),
            Membership::Expected(expectation) => Some(self.expected(application, &expectation, now)),
        }
    }

    /// Evaluates an application that could not be read. Returns `None` if the run does not cover it.
    pub fn unknown(&self, id: ApplicationId, unread: &Unread) -> Option<CheckedApplication> {
        let expectation = match self.scope.membership_by_id(id) {
            Membership::Nothing => return None,
            Membership::Unlisted => None,
            Membership::Expected(expectation) => Some(expectation),
        };
        let mut checked = self.checked(id, None);
        checked.name = unread.name().map(str::to_owned);
        checked.expected = expectation.as_ref().map_or(ExpectedSigning::On, expected_signing);
        checked.declared = expectation.and_then(|expectation| expectation.declared).cloned();
        checked.verdict = Verdict::Unknown;
        checked.code = Some(unread.code());
        checked.detail = Some(unread.to_string());
        checked.last_confirmed_at = self.memory.last_on(id).at.map(|at| at.to_string());
        checked.exit = if self.failing.unknown { unread.exit() } else { Exit::Yes };
        Some(checked)
    }

    fn unlisted(&self, application: &Application) -> CheckedApplication {
        let mut checked = self.checked(application.id(), Some(application));
        if application.signing() == Signing::NoVoice {
            // Without a voice capability there are no webhooks to sign, so `fleet init` omits it too.
            return no_voice(checked);
        }
        checked.verdict = Verdict::Unlisted;
        checked.code = Some(Code::Unlisted);
        checked.detail = Some("the application exists, but the fleet file does not list it".to_owned());
        let fails = self.failing.unlisted.unwrap_or_else(|| self.scope.fails_unlisted());
        checked.exit = if fails { Exit::No } else { Exit::Yes };
        checked
    }

    fn expected(
        &self,
        application: &Application,
        expectation: &Expectation<'_>,
        now: Timestamp,
    ) -> CheckedApplication {
        let id = application.id();
        let last_on = self.memory.last_on(id);
        let was_on = last_on.was_on() || self.memory.watch_saw_on(self.account, id);
        let baseline = last_on.reference.map(|reference| reference.baseline);
        let drift = Drift::of(application, expectation.expected, baseline.as_ref());
        let drift = if was_on { drift.assume_signing_was_on() } else { drift };
        let mut checked = self.checked(id, Some(application));
        checked.expected = expected_signing(expectation);
        checked.declared = expectation.declared.cloned();
        let is_on = application.signing() == Signing::On;
        let confirmed_at = if is_on { Some(now) } else { last_on.at };
        checked.last_confirmed_at = confirmed_at.map(|at| at.to_string());
        let Some(first) = drift.problems.first() else { return checked };
        checked.code = Some(first.kind.into());
        if first.kind == ProblemKind::NoVoice && expectation.matched_by == MatchedBy::InSet {
            return no_voice(checked);
        }
        checked.detail = Some(match drift.likely_cause {
            Some(cause) => format!("{}; {cause}", detail(first)),
            None => detail(first),
        });
        checked.problems = drift.problems.iter().map(found).collect();
        checked.differences = drift.differences.iter().map(Into::into).collect();
        self.waive(application, &drift.problems, now, &mut checked);
        checked
    }

    /// Sets the verdict to drift, or to waived if a waiver covers the problems.
    fn waive(
        &self,
        application: &Application,
        problems: &[Problem],
        now: Timestamp,
        checked: &mut CheckedApplication,
    ) {
        let codes: Vec<Code> = problems.iter().map(|problem| problem.kind.into()).collect();
        let waiver = self.scope.waiver(application.id(), application.name(), &codes);
        let note = waiver.map(|waiver| waiver.note(now));
        let is_excused = note.as_ref().is_some_and(|note| !note.ended);
        if let Some(note) = note.as_ref().filter(|note| note.ended) {
            let detail = checked.detail.take().unwrap_or_default();
            checked.detail = Some(format!("{detail}; its waiver ended on {}", note.until));
        }
        checked.waiver = note;
        let fails;
        (checked.verdict, fails) = if is_excused {
            (Verdict::Waived, self.failing.waived)
        } else {
            (Verdict::Drift, self.failing.drift)
        };
        checked.exit = if fails { Exit::No } else { Exit::Yes };
    }

    /// Returns a row for an application without problems.
    fn checked(&self, id: ApplicationId, application: Option<&Application>) -> CheckedApplication {
        CheckedApplication {
            profile: self.account.profile.clone(),
            id,
            name: application.map(|application| application.name().to_owned()),
            capability: Capability::Voice,
            signing: application.map(SigningState::from).unwrap_or_default(),
            expected: ExpectedSigning::On,
            verdict: Verdict::Ok,
            code: None,
            detail: None,
            problems: Vec::new(),
            differences: Vec::new(),
            last_confirmed_at: None,
            declared: None,
            waiver: None,
            exit: Exit::Yes,
        }
    }

    /// Returns the ids of known earlier applications that this run covers.
    pub fn known_ids(&self) -> BTreeSet<ApplicationId> {
        let is_meant = |id: &ApplicationId| !matches!(self.scope.membership_by_id(*id), Membership::Nothing);
        self.memory.ids().into_iter().filter(is_meant).collect()
    }
}

fn expected_signing(expectation: &Expectation<'_>) -> ExpectedSigning {
    match expectation.expected.voice {
        Some(Goal::On) => ExpectedSigning::On,
        Some(Goal::Off) => ExpectedSigning::Off,
        // Without an expectation for voice, any state is fine.
        None => ExpectedSigning::Any,
    }
}

/// In a set, an application without a voice capability is skipped.
fn no_voice(checked: CheckedApplication) -> CheckedApplication {
    let detail = Some("it has no voice capability".to_owned());
    CheckedApplication { verdict: Verdict::Skipped, code: Some(Code::NoVoice), detail, ..checked }
}

fn found(problem: &Problem) -> FoundProblem {
    let json = |text: String| RawValue::from_string(text).ok();
    FoundProblem {
        code: problem.kind.into(),
        path: problem.kind.path(),
        // An expected value is JSON text by its type; `null` is only a fallback.
        expected: json(problem.shown_expected()).unwrap_or_else(|| RawValue::NULL.to_owned()),
        actual: problem.shown_actual().and_then(json),
    }
}

fn detail(problem: &Problem) -> String {
    use vsw::application::Capability::{Rtc, Voice};
    // Masked addresses may look equal although they differ; then say so.
    let masked = problem.shown_actual().is_some_and(|actual| actual == problem.shown_expected());
    let masked = if masked { "; they differ in the masked part" } else { "" };
    let words = match problem.kind {
        ProblemKind::FlagDropped(Voice) => {
            "signing was on and the flag is gone: webhooks may arrive unsigned"
        }
        ProblemKind::FlagAbsent(Voice) => "the flag is absent; Vonage does not document the effect",
        ProblemKind::FlagOff(Voice) => "signing is off: webhooks arrive unsigned",
        ProblemKind::FlagOn(Voice) => "signing is on, but should be off",
        ProblemKind::FlagInvalid(Voice) => "the flag is neither true nor false",
        ProblemKind::NoVoice => "the application has no voice capability",
        ProblemKind::FlagDropped(Rtc) => {
            "rtc's signing was on and its flag is gone: webhooks may arrive unsigned"
        }
        ProblemKind::FlagAbsent(Rtc) => "rtc's flag is absent; Vonage does not document the effect",
        ProblemKind::FlagOff(Rtc) => "rtc's signing is off: its webhooks arrive unsigned",
        ProblemKind::FlagOn(Rtc) => "rtc's signing is on, but should be off",
        ProblemKind::FlagInvalid(Rtc) => "rtc's flag is neither true nor false",
        ProblemKind::WebhookAddress(webhook) if problem.actual.is_none() => {
            return format!("`{}` has no address, but should have one", webhook.word());
        }
        ProblemKind::WebhookAddress(webhook) => {
            return format!("`{}` has an unexpected address{masked}", webhook.word());
        }
        ProblemKind::WebhookMethod(webhook) => {
            return format!("`{}` has an unexpected method, or is missing", webhook.word());
        }
    };
    words.to_owned()
}
