//! Event: the event of a webhook about a call. The rules by which a body has one are in `webhook`.

use crate::words::words;

words! {
    /// A Voice webhook's kind: a call's status, one of the events that have none, or the answer and fallback webhooks.
    ///
    /// Each word is in Vonage's spelling.
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
        /// The callee did not answer in time.
        Unanswered = "unanswered",
        /// The call was cut off, as by a lost connection.
        Disconnected = "disconnected",
        /// The call was rejected.
        Rejected = "rejected",
        /// The call could not be connected.
        Failed = "failed",
        /// A human answered.
        Human = "human",
        /// An answering machine answered.
        Machine = "machine",
        /// The call reached its time limit.
        Timeout = "timeout",
        /// The call ended.
        Completed = "completed",
        /// A recording is ready.
        Record = "record",
        /// A transcription is ready.
        Transcription = "transcription",
        /// The callee spoke or pressed keys.
        Input = "input",
        /// The call moved to another conversation.
        Transfer = "transfer",
        /// The result of a payment over the phone.
        Payment = "payment",
        /// The fallback webhook: another webhook could not be delivered.
        Fallback = "fallback",
        /// Something went wrong in a call, such as a faulty NCCO.
        Error = "error",
        /// The answer webhook: a call came in and needs an NCCO.
        Answer = "answer",
        /// An event that an NCCO asked for with `notify`.
        Notify = "notify",
        /// None of these, not recognizable from the body, or not about a call.
        #[default]
        Unknown = "unknown",
    }
}

impl Event {
    /// Returns the event whose word is the call's status. `Transfer` and `Input` are statuses in the Java SDK only.
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
