//! `Tally`: what a check found, for its last lines: how many voice applications are signed, and what was compared.
//! Counted while the applications are read, because a check of a set need not keep them.

use super::{CheckedApplication, Compared, Verdict};
use crate::codes::Code;
use crate::report::comparison::ReferenceSource;
use crate::vocabulary::SigningState;
use vsw::signing::Signing;

/// The counts. `voice` counts applications with voice, and `without_voice` the skipped ones. An unknown or unlisted
/// application counts in neither.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// The expected applications with a voice capability.
    pub voice: usize,
    pub signed: usize,
    /// Drifted because of the flag: it is absent or invalid, or it is off although signing is expected to be on.
    pub not_signed: usize,
    /// Not drifted, although signing is not on: it is expected to be off, or any state is fine.
    pub unsigned_as_expected: usize,
    pub without_voice: usize,
    /// Drifted for a reason other than missing signing or a moved member.
    pub other: usize,
    /// With members that moved since the reference, whatever the verdict.
    pub moved: usize,
    /// Every member was compared with the baseline.
    pub with_baseline: usize,
    /// Every member was compared with a document of the journal.
    pub with_journal: usize,
    /// Only the members that an incomplete list entry shows were compared.
    pub partly: usize,
    /// Only the flags were checked.
    pub flags_only: usize,
}

impl Tally {
    pub fn add(&mut self, checked: &CheckedApplication) {
        self.add_comparison(checked);
        let has_voice = checked.signing.0 != Some(Signing::NoVoice);
        match checked.verdict {
            Verdict::Unknown | Verdict::Unlisted => return,
            _ if has_voice => self.voice += 1,
            Verdict::Skipped => self.without_voice += 1,
            // An application that should have voice counts in `other` below, unless it is waived.
            _ => {}
        }
        self.signed += usize::from(checked.signing.is_on());
        self.moved += usize::from(!checked.differences.is_empty());
        match (checked.verdict, checked.code) {
            (Verdict::Drift, Some(code)) if is_unsigned(code) => self.not_signed += 1,
            (Verdict::Drift, Some(Code::Moved)) => {}
            (Verdict::Drift, _) => self.other += 1,
            (Verdict::Ok, _) if has_voice && !checked.signing.is_on() => self.unsigned_as_expected += 1,
            _ => {}
        }
    }

    fn add_comparison(&mut self, checked: &CheckedApplication) {
        if checked.signing == SigningState::UNKNOWN || checked.verdict == Verdict::Unlisted {
            return;
        }
        let with_baseline =
            checked.against.as_ref().is_some_and(|against| against.kind == ReferenceSource::BaselineFile);
        match checked.compared {
            Compared::Document if with_baseline => self.with_baseline += 1,
            Compared::Document => self.with_journal += 1,
            Compared::Partly => self.partly += 1,
            // An application without voice has no flag to check.
            Compared::Flags if checked.verdict == Verdict::Skipped => {}
            Compared::Flags => self.flags_only += 1,
        }
    }
}

/// Returns whether the code means that webhooks of voice may arrive unsigned.
fn is_unsigned(code: Code) -> bool {
    matches!(code, Code::FlagDropped | Code::FlagAbsent | Code::FlagOff | Code::FlagInvalid)
}
