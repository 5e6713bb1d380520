//! `Problem`: one deviation of an application from its expected state.
//!
//! The flags of the capabilities voice and rtc have separate problems, so that a fleet file's waiver can
//! excuse only one of them.

use crate::application::{Capability, VoiceWebhook, mask};
use crate::change::Goal;
use crate::json::{Pointer, literal};

/// One deviation, with the expected and the actual value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// JSON text. An expected address is a pattern (`*` matches any text), as a JSON string.
    pub expected: String,
    /// JSON text, or `None` if the member is missing or could not be read. May contain secrets; use
    /// [`shown_actual`](Self::shown_actual) to show it.
    pub actual: Option<String>,
}

/// The kind of a deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The flag is absent, and was on before.
    FlagDropped(Capability),
    FlagAbsent(Capability),
    /// The flag is off and should be on.
    FlagOff(Capability),
    /// The flag is on and should be off.
    FlagOn(Capability),
    FlagInvalid(Capability),
    NoVoice,
    /// The webhook is missing or has another address.
    WebhookAddress(VoiceWebhook),
    /// The webhook is missing or has another method.
    WebhookMethod(VoiceWebhook),
}

impl Problem {
    pub(super) fn of_flag(kind: ProblemKind, goal: Goal, actual: Option<&str>) -> Self {
        Self { kind, expected: goal.value().to_owned(), actual: actual.map(str::to_owned) }
    }

    pub(super) fn of_webhook(kind: ProblemKind, expected: &str, actual: Option<&str>) -> Self {
        Self { kind, expected: literal(expected), actual: actual.map(str::to_owned) }
    }

    pub(super) fn assume_was_on(&mut self) {
        if self.kind == ProblemKind::FlagAbsent(Capability::Voice) && self.expected == Goal::On.value() {
            self.kind = ProblemKind::FlagDropped(Capability::Voice);
        }
    }

    /// Returns the expected value with secrets masked.
    #[must_use]
    pub fn shown_expected(&self) -> String {
        self.masked(&self.expected)
    }

    /// Returns the actual value with secrets masked.
    #[must_use]
    pub fn shown_actual(&self) -> Option<String> {
        self.actual.as_deref().map(|actual| self.masked(actual))
    }

    fn masked(&self, text: &str) -> String {
        let steps = self.kind.path().split('/').skip(1).map(str::as_bytes);
        mask::masked_at(&Pointer::of(steps), text)
    }
}

impl ProblemKind {
    /// Returns the JSON pointer of the deviating member.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::FlagDropped(of) | Self::FlagAbsent(of) | Self::FlagInvalid(of) => of.flag_path(),
            Self::FlagOff(of) | Self::FlagOn(of) => of.flag_path(),
            Self::NoVoice => Capability::Voice.path(),
            Self::WebhookAddress(of) => of.address_path(),
            Self::WebhookMethod(of) => of.method_path(),
        }
    }
}
