//! Waiver: a drift that is excused, by whom, why, and until when. There is none without an end.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::Matcher;
use crate::codes::Code;
use crate::report::SourceLocation;
use crate::report::status::WaiverNote;

/// One exception.
#[derive(Debug)]
pub struct Waiver {
    /// Its account's place in `Fleet::accounts`.
    pub account: usize,
    pub aim: Matcher,
    /// What it excuses; empty for every drift.
    pub codes: Vec<Code>,
    pub reason: String,
    pub owner: String,
    /// Its last day, in UTC.
    pub until: Date,
    pub declared: SourceLocation,
}

impl Waiver {
    /// Does it excuse every one of these? Where there is nothing to excuse, it excuses nothing. Whether an absent flag
    /// was dropped depends on what a machine remembers, so a waiver of the one excuses the other.
    pub fn excuses(&self, codes: &[Code]) -> bool {
        !codes.is_empty()
            && (self.codes.is_empty()
                || codes.iter().all(|code| self.codes.iter().any(|own| is_alike(*own, *code))))
    }

    /// Is its last day over, in UTC?
    pub fn is_ended(&self, now: Timestamp) -> bool {
        self.until < today(now)
    }

    /// For a report.
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

/// The day that it is in UTC.
pub fn today(now: Timestamp) -> Date {
    Offset::UTC.to_datetime(now).date()
}
