//! The command line of `vsw audit`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use vsw::audit::{By, DeliveryStatus, Path};
use vsw::delivery::{Era, Event};

use super::verify::Expected;
use super::word;

/// `vsw audit`
#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Logs of deliveries, one JSON object a line (NDJSON); plain, gzip or zstd; - or none for stdin
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where other people's lines have the Authorization header, as a JSON pointer (vsw's own lines need none of these)
    #[arg(long, value_name = "POINTER", requires = "body")]
    pub authorization: Option<Path>,
    /// Where they have the body
    #[arg(long, value_name = "POINTER", requires = "authorization")]
    pub body: Option<Path>,
    /// Where they have the time of receipt (RFC 3339, or seconds since 1970)
    #[arg(long, value_name = "POINTER", requires = "authorization")]
    pub received_at: Option<Path>,
    /// Verify lines that have no time of receipt as of this one, in seconds since 1970
    #[arg(long, value_name = "UNIX")]
    pub now: Option<u64>,
    /// Only deliveries that came at this time or later (RFC 3339, or seconds since 1970)
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub since: Option<u64>,
    /// Only deliveries that came before this time
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub until: Option<u64>,
    /// What to count by
    #[arg(long, value_parser = word(By::ALL, By::word), default_value = "event", value_name = "WHAT", conflicts_with = "lines")]
    pub by: By,
    /// What came signed when the log was written: the events of the Developer Preview, or all as today
    #[arg(long, value_parser = word(Era::ALL, Era::word), default_value = "current", value_name = "ERA")]
    pub signing: Era,
    /// Fail unless a genuine delivery of each of these events is there, separated by commas
    #[arg(long, value_name = "EVENTS", value_delimiter = ',', value_parser = event)]
    pub require: Vec<Event>,
    /// Let so many unsigned deliveries pass
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub max_unsigned: u64,
    /// Answer each line in order, as one JSON object, without looking for replays
    #[arg(long)]
    pub lines: bool,
    /// Of --lines, only those that stand so, separated by commas
    #[arg(long, value_name = "STANDING", value_delimiter = ',', requires = "lines",
          value_parser = word(OF_LINES, DeliveryStatus::word))]
    pub only: Vec<DeliveryStatus>,
    /// Mask telephone numbers in --lines, but for their last two digits
    #[arg(long, requires = "lines")]
    pub redact: bool,
    /// How many threads verify; as many as there are processors unless told otherwise
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub expected: Expected,
}

/// Parses seconds since 1970, or a time as RFC 3339 writes it.
fn time(text: &str) -> Result<u64, String> {
    text.parse().or_else(|_| super::time(text))
}

fn event(word: &str) -> Result<Event, String> {
    Event::from_word(word).ok_or_else(|| format!("events are {}", Event::ALL.map(Event::word).join(", ")))
}

/// Verdicts of single lines, among which nothing is a replay.
const OF_LINES: [DeliveryStatus; 5] = [
    DeliveryStatus::Genuine,
    DeliveryStatus::Unsigned,
    DeliveryStatus::UnsignedExpected,
    DeliveryStatus::Rejected,
    DeliveryStatus::Broken,
];
