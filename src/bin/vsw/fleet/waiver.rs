//! Waiver: accepted drift of applications, until an end date.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::Matcher;
use crate::codes::Code;
use crate::report::SourceLocation;
use crate::report::status::WaiverNote;

#[derive(Debug)]
pub struct Waiver {
    /// An index into `Fleet::accounts`.
    pub account: usize,
    pub matcher: Matcher,
    /// The codes of the accepted drift. Empty means every drift.
    pub codes: Vec<Code>,
    pub reason: String,
    pub owner: String,
    /// The last day, in UTC.
    pub until: Date,
    pub declared: SourceLocation,
}

impl Waiver {
    /// Returns whether this waiver accepts all of these codes. A dropped flag counts as absent, because
    /// machines without a journal or baseline report it so.
    pub fn excuses(&self, codes: &[Code]) -> bool {
        !codes.is_empty()
            && (self.codes.is_empty()
                || codes.iter().all(|code| self.codes.iter().any(|own| is_alike(*own, *code))))
    }

    pub fn is_ended(&self, now: Timestamp) -> bool {
        self.until < today(now)
    }

    pub fn note(&self, now: Timestamp) -> WaiverNote {
        WaiverNote {
            reason: self.reason.clone(),
            owner: self.owner.clone(),
            until: self.until.to_string(),
            ended: self.is_ended(now),
        }
    }
}

fn is_alike(one: Code, other: Code) -> bool {
    let absent = |code| match code {
        Code::FlagDropped => Code::FlagAbsent,
        Code::RtcFlagDropped => Code::RtcFlagAbsent,
        code => code,
    };
    absent(one) == absent(other)
}

pub fn today(now: Timestamp) -> Date {
    Offset::UTC.to_datetime(now).date()
}
