//! A difference from the expected state, as data and as text.

use serde_json::value::RawValue;
use vsw::drift::{Problem, ProblemKind};

use crate::report::status::FoundProblem;

pub(super) fn found(problem: &Problem) -> FoundProblem {
    let json = |text: String| RawValue::from_string(text).ok();
    FoundProblem {
        code: problem.kind.into(),
        path: problem.kind.path(),
        // The expected value is always JSON, so `null` is never used.
        expected: json(problem.shown_expected()).unwrap_or_else(|| RawValue::NULL.to_owned()),
        actual: problem.shown_actual().and_then(json),
    }
}

pub(super) fn detail(problem: &Problem) -> String {
    use vsw::application::Capability::{Rtc, Voice};
    // Masked addresses may look equal although they differ.
    let masked = problem.shown_actual().is_some_and(|actual| actual == problem.shown_expected());
    let masked =
        if masked { ", which differs from the expected address only in the masked part" } else { "" };
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
