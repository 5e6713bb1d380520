//! Waiver: an exception for a drift, with owner, reason and end date. Every waiver ends.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::Matcher;
use crate::codes::Code;
use crate::report::SourceLocation;
use crate::report::status::WaiverNote;

#[derive(Debug)]
pub struct Waiver {
    /// The index of its account in `Fleet::accounts`.
    pub account: usize,
    pub matcher: Matcher,
    /// The codes it covers; empty for every drift.
    pub codes: Vec<Code>,
    pub reason: String,
    pub owner: String,
    /// Its last day, in UTC.
    pub until: Date,
    pub declared: SourceLocation,
}

impl Waiver {
    /// Returns whether the waiver covers all of these codes; `false` if there are none. Whether an absent flag counts
    /// as
    /// dropped depends on the machine's journal, so a waiver for `flag-absent` or `flag-dropped` covers both.
    pub fn excuses(&self, codes: &[Code]) -> bool {
        !codes.is_empty()
            && (self.codes.is_empty()
                || codes.iter().all(|code| self.codes.iter().any(|own| is_alike(*own, *code))))
    }

    /// Returns whether its last day is over, in UTC.
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

/// Returns the present day in UTC.
pub fn today(now: Timestamp) -> Date {
    Offset::UTC.to_datetime(now).date()
}
