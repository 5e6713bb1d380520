//! Codes: the stable words for problems, as one type.

mod list;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use vsw::application::Capability::{Rtc, Voice};
use vsw::application::InvalidDocument;
use vsw::drift::ProblemKind;

pub use list::{Code, Kind};

impl Code {
    /// The codes of drift. A waiver in a fleet file excuses drift, so it may list only these.
    pub const OF_DRIFT: [Self; 14] = [
        Self::FlagDropped,
        Self::FlagAbsent,
        Self::FlagOff,
        Self::FlagOn,
        Self::FlagInvalid,
        Self::NoVoice,
        Self::RtcFlagDropped,
        Self::RtcFlagAbsent,
        Self::RtcFlagOff,
        Self::RtcFlagOn,
        Self::RtcFlagInvalid,
        Self::WebhookAddress,
        Self::WebhookMethod,
        Self::Moved,
    ];

    pub fn nearest(word: &str) -> Vec<&'static str> {
        let words: Vec<&str> = Self::ALL.iter().map(|code| code.word()).collect();
        // Comparing is slow, and the word comes from the user: skip text much longer than any code.
        let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
        if word.len() > 2 * longest { Vec::new() } else { similar::get_close_matches(word, &words, 3, 0.6) }
    }
}

impl From<ProblemKind> for Code {
    fn from(kind: ProblemKind) -> Self {
        match kind {
            ProblemKind::FlagDropped(Voice) => Self::FlagDropped,
            ProblemKind::FlagAbsent(Voice) => Self::FlagAbsent,
            ProblemKind::FlagOff(Voice) => Self::FlagOff,
            ProblemKind::FlagOn(Voice) => Self::FlagOn,
            ProblemKind::FlagInvalid(Voice) => Self::FlagInvalid,
            ProblemKind::NoVoice => Self::NoVoice,
            ProblemKind::FlagDropped(Rtc) => Self::RtcFlagDropped,
            ProblemKind::FlagAbsent(Rtc) => Self::RtcFlagAbsent,
            ProblemKind::FlagOff(Rtc) => Self::RtcFlagOff,
            ProblemKind::FlagOn(Rtc) => Self::RtcFlagOn,
            ProblemKind::FlagInvalid(Rtc) => Self::RtcFlagInvalid,
            ProblemKind::WebhookAddress(_) => Self::WebhookAddress,
            ProblemKind::WebhookMethod(_) => Self::WebhookMethod,
        }
    }
}

impl From<&InvalidDocument> for Code {
    fn from(unfit: &InvalidDocument) -> Self {
        match unfit {
            InvalidDocument::NotJson => Self::Unreachable,
            InvalidDocument::Unexpected(_) => Self::UnexpectedDocument,
            InvalidDocument::DuplicateMember { .. } => Self::DuplicateMember,
            InvalidDocument::PrivateKeyPresent => Self::PrivateKeyPresent,
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("unknown code"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vsw::verify;

    use super::*;

    #[test]
    fn each_code_of_the_library_has_a_page_and_the_right_kind() {
        for code in verify::Code::ALL {
            assert_eq!(Code::from_word(code.word()).map(Code::kind), Some(Kind::Rejection), "{code}");
        }
        for cause in verify::Cause::ALL {
            assert_eq!(Code::from_word(cause.word()).map(Code::kind), Some(Kind::Cause), "{cause}");
        }
        let causes = Code::ALL.iter().filter(|code| code.kind() == Kind::Cause).count();
        assert_eq!(causes, verify::Cause::ALL.len());
        let words: BTreeSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
    }

    #[test]
    fn drift_has_exactly_these_codes() {
        let kinds = [
            ProblemKind::FlagDropped,
            ProblemKind::FlagAbsent,
            ProblemKind::FlagOff,
            ProblemKind::FlagOn,
            ProblemKind::FlagInvalid,
        ];
        let of_flags = kinds.iter().flat_map(|kind| [kind(Voice), kind(Rtc)]);
        let webhook = vsw::application::VoiceWebhook::Answer;
        let others =
            [ProblemKind::NoVoice, ProblemKind::WebhookAddress(webhook), ProblemKind::WebhookMethod(webhook)];
        // `Moved` has no `ProblemKind`, but is drift with `--fail-on moved`.
        let codes: BTreeSet<Code> = of_flags.chain(others).map(Code::from).chain([Code::Moved]).collect();
        assert_eq!(codes, Code::OF_DRIFT.into_iter().collect());
        assert!(codes.iter().all(|code| code.kind() == Kind::Application));
    }

    #[test]
    fn each_reason_to_refuse_a_document_has_a_code() {
        for (text, word) in [
            ("<html>", "unreachable"),
            ("[]", "unexpected-document"),
            (r#"{"id":"x","id":"y"}"#, "duplicate-member"),
            (r#"{"keys":{"private_key":"k"}}"#, "private-key-present"),
        ] {
            let id = "78d335fa-323d-0114-9c3d-d6f0d48968cf".parse().expect("an id");
            let unfit = vsw::application::Application::read(text.as_bytes().to_vec(), id).expect_err(text);
            assert_eq!(Code::from(&unfit.reason).word(), word, "{text}");
        }
    }

    #[test]
    fn the_nearest_code_is_the_intended_one() {
        assert_eq!(Code::nearest("payload-missmatch").first(), Some(&"payload-mismatch"));
        let near = Code::nearest("body-json-indented");
        assert!(near.contains(&"body-json-indented-2") && near.contains(&"body-json-indented-4"), "{near:?}");
        assert!(Code::nearest("zzzz").is_empty() && Code::nearest(&"body-crlf".repeat(1000)).is_empty());
    }
}
