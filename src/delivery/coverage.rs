//! Coverage: which events Vonage signs if an application's flag is on.

use super::Event;
use crate::words::words;

words! {
    /// A period of the signing feature.
    #[non_exhaustive]
    pub enum Era {
        /// The Developer Preview of November 2020, with ten signed events.
        Preview = "preview",
        /// Since mid-2021: every webhook is signed.
        Current = "current",
    }
}

/// Whether an event is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// The event has a token.
    Signed,
    /// The event has no token.
    Unsigned,
    /// The event is unknown, and only some events are signed.
    Unclear,
}

/// The events that the Developer Preview guide lists as signed.
const PREVIEW: [Event; 10] = [
    Event::Started,
    Event::Ringing,
    Event::Answered,
    Event::Completed,
    Event::Busy,
    Event::Cancelled,
    Event::Unanswered,
    Event::Rejected,
    Event::Failed,
    Event::Record,
];

impl Era {
    /// Returns whether the event is signed in this era.
    #[must_use]
    pub fn coverage(self, event: Event) -> Coverage {
        match self {
            Self::Current => Coverage::Signed,
            Self::Preview if PREVIEW.contains(&event) => Coverage::Signed,
            Self::Preview if event == Event::Unknown => Coverage::Unclear,
            Self::Preview => Coverage::Unsigned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preview_signed_ten_events_and_not_the_answer_webhook() {
        let signed = Event::ALL.into_iter().filter(|event| Era::Preview.coverage(*event) == Coverage::Signed);
        assert_eq!(signed.count(), 10);
        for event in [Event::Answer, Event::Fallback, Event::Human, Event::Input, Event::Disconnected] {
            assert_eq!(Era::Preview.coverage(event), Coverage::Unsigned, "{event}");
        }
        assert_eq!(Era::Preview.coverage(Event::Unknown), Coverage::Unclear);
    }

    #[test]
    fn today_everything_is_signed() {
        assert!(Event::ALL.into_iter().all(|event| Era::Current.coverage(event) == Coverage::Signed));
        assert_eq!([Era::Preview, Era::Current].map(Era::word), ["preview", "current"]);
    }
}
