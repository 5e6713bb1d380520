//! `Problem`: one thing about an application that is not as it should be.
//!
//! Each flag has problems of its own: a program that excuses one flag has not excused the other.

use crate::application::{Capability, VoiceWebhook, mask};
use crate::change::Goal;
use crate::json::{Pointer, literal};

/// What is wrong, what should be, and what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    /// What should stand there, as JSON text; of an address, the pattern.
    pub expected: String,
    /// What stands there, as the document has it; none where nothing does. Not for showing: an address may hold secrets.
    pub actual: Option<String>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The flag is absent and is known to have been on.
    FlagDropped(Capability),
    FlagAbsent(Capability),
    /// It is off and should be on.
    FlagOff(Capability),
    /// It is on and should be off.
    FlagOn(Capability),
    FlagInvalid(Capability),
    NoVoice,
    /// The webhook goes somewhere else, or is not there.
    WebhookAddress(VoiceWebhook),
    /// The webhook comes in another way, or is not there.
    WebhookMethod(VoiceWebhook),
}

impl Problem {
    pub(super) fn of_flag(kind: ProblemKind, goal: Goal, actual: Option<&str>) -> Self {
        Self { kind, expected: goal.value().to_owned(), actual: actual.map(str::to_owned) }
    }

    pub(super) fn of_webhook(kind: ProblemKind, expected: &str, actual: Option<&str>) -> Self {
        Self { kind, expected: literal(expected), actual: actual.map(str::to_owned) }
    }

    /// A voice flag that is absent and was on is one that was dropped.
    pub(super) fn was_on(&mut self) {
        if self.kind == ProblemKind::FlagAbsent(Capability::Voice) && self.expected == Goal::On.value() {
            self.kind = ProblemKind::FlagDropped(Capability::Voice);
        }
    }

    /// What should stand there, as it may be shown.
    #[must_use]
    pub fn shown_expected(&self) -> String {
        self.masked(&self.expected)
    }

    /// What stands there, as it may be shown.
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
    /// Where in a document it shows, as a JSON pointer.
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

    /// Is it about one of the flags? Then a difference at its path is the problem itself.
    pub(super) fn is_of_flag(self) -> bool {
        !matches!(self, Self::NoVoice | Self::WebhookAddress(_) | Self::WebhookMethod(_))
    }
}
