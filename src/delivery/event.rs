//! Event: the kinds of Voice webhooks. `webhook` has the rules that recognize them.

use crate::words::words;

words! {
    /// The kind of a Voice webhook: a call's status, another event, or an answer or fallback webhook.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Event {
        /// The call is being set up.
        Started = "started",
        /// The callee's phone rings.
        Ringing = "ringing",
        /// The call was answered.
        Answered = "answered",
        /// The callee is busy.
        Busy = "busy",
        /// The caller hung up before an answer.
        Cancelled = "cancelled",
        /// The callee was unreachable or declined the call.
        Unanswered = "unanswered",
        /// The application's WebSocket in the call was disconnected.
        Disconnected = "disconnected",
        /// Vonage rejected the call before it was connected.
        Rejected = "rejected",
        /// The call could not be connected.
        Failed = "failed",
        /// A human answered.
        Human = "human",
        /// An answering machine answered.
        Machine = "machine",
        /// The callee's phone rang for longer than the call allows.
        Timeout = "timeout",
        /// The call ended.
        Completed = "completed",
        /// A recording is ready.
        Record = "record",
        /// A transcription is ready.
        Transcription = "transcription",
        /// The result of an NCCO's `input`: speech or keys, or a timeout.
        Input = "input",
        /// The call moved to another conversation.
        Transfer = "transfer",
        /// The result of a payment over the phone.
        Payment = "payment",
        /// The fallback webhook: the answer or event webhook failed.
        Fallback = "fallback",
        /// Something went wrong in a call, such as a faulty NCCO.
        Error = "error",
        /// The answer webhook: Vonage asks for a call's NCCO, its list of actions.
        Answer = "answer",
        /// An event that an NCCO requested with `notify`.
        Notify = "notify",
        /// None of these, or not about a call.
        #[default]
        Unknown = "unknown",
    }
}

impl Event {
    /// Returns whether this is a call's last status. Vonage keeps no order: other events of the call may
    /// still arrive.
    #[must_use]
    pub fn ends_call(self) -> bool {
        matches!(
            self,
            Self::Completed
                | Self::Busy
                | Self::Cancelled
                | Self::Unanswered
                | Self::Rejected
                | Self::Failed
                | Self::Timeout
        )
    }

    /// Parses a call's `status`: the events before `Record`, and `Transfer` and `Input`, which only the Java
    /// SDK has as statuses.
    pub(super) fn of_status(word: &str) -> Option<Self> {
        let statuses = Self::ALL.into_iter().take_while(|event| *event != Self::Record);
        statuses.chain([Self::Transfer, Self::Input]).find(|event| event.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_displays_as_its_word() {
        for event in Event::ALL {
            assert_eq!(event.to_string(), event.word());
        }
    }
}
