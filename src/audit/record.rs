//! Record: the delivery in a line of a log, or the reason why the line is broken.

use super::totals::BrokenKind;
use crate::capture::{NOT_THE_BYTES, ParseLineError};
use crate::delivery::{Contents, Delivery, Method, ParseMethodError};
use crate::json::Duplicate;
use crate::timestamp::FORMS;

pub(super) struct Record<'l> {
    pub(super) delivery: Delivery<'l>,
    pub(super) received_at: Option<u64>,
    /// Positions in the body of the characters that the line's JSON escapes, such as quotes; they speed up
    /// `contents`. `None` unless a fast path decoded the body.
    pub(super) marks: Option<&'l [usize]>,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum ReadRecordError {
    #[error(transparent)]
    Capture(#[from] ParseLineError),
    #[error("not JSON: {reason}")]
    NotJson { reason: String },
    #[error("the line has more than {MOST_VALUES} JSON values")]
    TooManyValues,
    #[error("{0}")]
    Duplicate(#[from] Duplicate),
    #[error(transparent)]
    Method(#[from] ParseMethodError),
    #[error("no value at {0}")]
    Nothing(String),
    #[error("no value at {0}")]
    NoBody(String),
    #[error("the value at {0} is not a string but null; log an empty body as an empty string")]
    NullBody(String),
    #[error("the value at {path} is not {wanted}")]
    WrongType { path: String, wanted: &'static str },
    #[error("the body at {0} is {NOT_THE_BYTES}")]
    ParsedBody(String),
    #[error("the value at {0} is not a time: expected {FORMS}")]
    Time(String),
}

impl ReadRecordError {
    pub(super) fn kind(&self) -> BrokenKind {
        match self {
            Self::Capture(ParseLineError::ParsedBody) | Self::ParsedBody(_) => BrokenKind::BodyParsed,
            Self::NoBody(_) | Self::NullBody(_) => BrokenKind::BodyAbsent,
            _ => BrokenKind::Other,
        }
    }
}

/// Maximum number of JSON values in a line, without the outermost one, to limit the memory of the parsed line.
pub(super) const MOST_VALUES: usize = 1_000_000;

impl Record<'_> {
    pub(super) fn contents<'p>(&self, payload: &'p [u8]) -> Contents<'p> {
        // `marks` belong to the body, which is not the payload of a GET.
        match self.marks.filter(|_| self.delivery.method() == Method::Post) {
            Some(marks) => Contents::of_marked(payload, marks),
            None => Contents::of(payload),
        }
    }
}
