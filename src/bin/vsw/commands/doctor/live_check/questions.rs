//! Questions: what a live check asks, and the answers so far.

use crate::report::live_check::{Answer, Evidence, Question};

/// Each question has a name, its id in docs/live-check.md, and its text.
macro_rules! questions {
    ($($name:ident $id:literal $question:literal)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Ask { $($name),* }

        impl Ask {
            const ALL: &'static [Self] = &[$(Self::$name),*];

            fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($id, $question)),* }
            }
        }
    };
}

questions! {
    CreateWithoutFlag "create-without-flag" "What does GET show as the signing flag after a creation without that flag?"
    PutTrue "put-true" "Does GET show the signing flag as `true` after a PUT with `true`?"
    PutTrueInList "put-true-in-list" "Does the list of applications show the same flag as GET?"
    PutWithoutAfterTrue "put-without-flag-after-true" "If the flag was `true`, what does GET show after a PUT without the flag?"
    PutWithoutAfterTrueInList "put-without-flag-after-true-in-list" "Does the list of applications show the same flag as GET?"
    PutFalse "put-false" "Does GET show `false` after a PUT with `false`?"
    PutFalseInList "put-false-in-list" "Does the list of applications show the same flag as GET?"
    PutWithoutAfterFalse "put-without-flag-after-false" "If the flag was `false`, what does GET show after a PUT without the flag?"
    PutWithoutAfterFalseInList "put-without-flag-after-false-in-list" "Does the list of applications show the same flag as GET?"
    IdAndLinks "id-and-links" "Is a PUT with `id` and `_links` accepted?"
    KeysSent "keys-sent" "Does the public key survive a PUT that sends it?"
    KeysOmitted "keys-omitted" "Does the public key survive a PUT without `keys`?"
    UnknownMembers "unknown-members" "Are members kept that the API does not know?"
    NumberSpelling "number-spelling" "Is the spelling of a number kept?"
    MemberOrder "member-order" "Is the order of members kept?"
    ReadLag "read-lag" "How long does a read lag behind a write?"
    Etag "etag" "Do responses have an ETag?"
    RateLimitHeaders "rate-limit-headers" "Do responses have headers about a rate limit?"
    ResponseHeaders "response-headers" "Which headers does the response to a GET have?"
    Error400 "error-400" "How does the API refuse an invalid document?"
    Error401 "error-401" "How does the API refuse a request without credentials?"
    Error404 "error-404" "How does the API refuse the id of a deleted application?"
    Error405 "error-405" "How does the API refuse a method that is not documented (PATCH)?"
    Error415 "error-415" "How does the API refuse a body that is not declared as JSON?"
    CallPost "call-post" "Are the events of a call, sent as POST, signed?"
    CallGet "call-get" "If the answer webhook of a call is a GET, does its token sign the query?"
    CallOrder "call-order" "In which order do the webhooks of a call arrive?"
    CallToken "call-token" "Which members does a webhook's token have?"
}

impl Ask {
    pub const OF_CALL: &'static [Self] = &[Self::CallPost, Self::CallGet, Self::CallOrder, Self::CallToken];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithCall {
    No,
    Yes,
}

#[derive(Default)]
pub struct Answers {
    given: Vec<(Ask, Question)>,
}

impl Answers {
    pub fn give(&mut self, ask: Ask, answer: Answer, detail: Option<String>, evidence: Vec<Evidence>) {
        let (id, words) = ask.words();
        self.given.push((ask, Question { id, words, answer, detail, evidence }));
    }

    /// `why` is the detail of each question without an answer.
    pub fn all(self, with_call: WithCall, why: &str) -> Vec<Question> {
        let of = |ask: &Ask| {
            let (id, words) = ask.words();
            let given =
                self.given.iter().find(|(given, _)| given == ask).map(|(_, question)| question.clone());
            given.unwrap_or_else(|| Question {
                id,
                words,
                answer: Answer::Unclear,
                detail: Some(why.to_owned()),
                evidence: Vec::new(),
            })
        };
        let is_asked = |ask: &&Ask| with_call == WithCall::Yes || !Ask::OF_CALL.contains(ask);
        Ask::ALL.iter().filter(is_asked).map(of).collect()
    }
}
