//! The counts for the last lines of a status report, made during the check: applications that it prints at
//! once are not kept.

use super::{CheckedApplication, Compared, Verdict};
use crate::codes::Code;
use crate::report::comparison::ReferenceSource;
use crate::vocabulary::SigningState;
use vsw::signing::Signing;

#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Applications with voice, except those with the verdict unknown or unlisted.
    pub voice: usize,
    pub signed: usize,
    /// Applications with the verdict drift whose flag is absent, invalid or off.
    pub not_signed: usize,
    /// Applications with the verdict ok that are not signed: signing should be off there, or any state is fine.
    pub unsigned_as_expected: usize,
    pub without_voice: usize,
    pub other: usize,
    pub moved: usize,
    pub with_baseline: usize,
    pub with_journal: usize,
    pub partly: usize,
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
            // The application has no voice. If it should have voice, `other` counts it below, unless it is
            // waived.
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

/// Returns whether this code means that voice webhooks may arrive unsigned.
fn is_unsigned(code: Code) -> bool {
    matches!(code, Code::FlagDropped | Code::FlagAbsent | Code::FlagOff | Code::FlagInvalid)
}
