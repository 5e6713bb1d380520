//! The command line of `vsw audit`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use vsw::audit::{BodyEncoding, By, DeliveryStatus, JsonPointer, ParsePointerError};
use vsw::delivery::{Era, Event};

use super::verify::Expected;
use super::word;

#[derive(Debug, clap::Args)]
pub struct Audit {
    /// Logs of --capture (`vsw listen` or `gateway`), or others with one JSON object per line; plain, gzip or zstd
    /// [default: - (stdin)]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// JSON pointer to the Authorization header in each line, for logs in other formats
    #[arg(long, value_name = "POINTER", requires = "body")]
    pub authorization: Option<JsonPointer>,
    /// JSON pointer to the body in each line
    #[arg(long, value_name = "POINTER", requires = "authorization")]
    pub body: Option<JsonPointer>,
    /// Bodies are in base64: all, or those with true at this JSON pointer
    #[arg(long, value_name = "POINTER", num_args = 0..=1, require_equals = true, default_missing_value = "",
          value_parser = base64, requires = "body", hide_short_help = true)]
    pub body_base64: Option<BodyEncoding>,
    /// JSON pointer to the time of receipt; --authorization needs it or --now
    #[arg(long, value_name = "POINTER", requires = "authorization")]
    pub received_at: Option<JsonPointer>,
    /// With --authorization: JSON pointer to the method (POST or GET) [default: all are POST]
    #[arg(long, value_name = "POINTER", requires_all = ["authorization", "url"], hide_short_help = true)]
    pub method: Option<JsonPointer>,
    /// JSON pointer to the URL or the query, which is signed for a GET
    #[arg(long, value_name = "POINTER", requires = "method", hide_short_help = true)]
    pub url: Option<JsonPointer>,
    /// Time of receipt for lines without one (RFC 3339 or UNIX seconds)
    #[arg(long, hide_short_help = true, value_name = "TIME", value_parser = super::time)]
    pub now: Option<u64>,
    /// Skip deliveries before this time (RFC 3339 or UNIX seconds)
    #[arg(long, value_name = "TIME", value_parser = super::time)]
    pub since: Option<u64>,
    /// Skip deliveries at or after this time (RFC 3339 or UNIX seconds)
    #[arg(long, value_name = "TIME", value_parser = super::time, hide_short_help = true)]
    pub until: Option<u64>,
    /// Property to count deliveries by
    #[arg(long, value_parser = word(By::ALL, By::word), default_value = "event", value_name = "PROPERTY", conflicts_with = "lines", hide_short_help = true)]
    pub by: By,
    /// Events that must be signed: all (current), or all except the call events that the Developer Preview did not
    /// sign (preview)
    #[arg(long, hide_short_help = true, value_parser = word(Era::ALL, Era::word), default_value = "current", value_name = "ERA")]
    pub signing: Era,
    /// Fail unless these events, such as answered,completed, arrived genuine
    #[arg(long, value_name = "EVENTS", value_delimiter = ',', value_parser = event)]
    pub require: Vec<Event>,
    /// Number of unsigned deliveries to tolerate
    #[arg(long, value_name = "N", default_value_t = 0, hide_short_help = true)]
    pub max_unsigned: u64,
    /// Print one JSON object per line of the log, in order; does not detect replays
    #[arg(long)]
    pub lines: bool,
    /// Print only lines with these verdicts (comma-separated; with --lines)
    #[arg(long, hide_short_help = true, value_name = "VERDICTS", value_delimiter = ',', requires = "lines",
          value_parser = word(OF_LINES, DeliveryStatus::word))]
    pub only: Vec<DeliveryStatus>,
    /// Mask telephone numbers except the last two digits (with --lines)
    #[arg(long, requires = "lines", hide_short_help = true)]
    pub redact: bool,
    /// Number of threads, from 1 to 256 [default: number of processors]
    #[arg(long, hide_short_help = true, value_name = "N", value_parser = super::up_to_256)]
    pub threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub expected: Expected,
}

/// An empty value of `--body-base64` means that all bodies are in base64.
fn base64(text: &str) -> Result<BodyEncoding, ParsePointerError> {
    if text.is_empty() { Ok(BodyEncoding::Base64) } else { text.parse().map(BodyEncoding::Base64Where) }
}

fn event(word: &str) -> Result<Event, String> {
    Event::from_word(word).ok_or_else(|| format!("events are {}", Event::ALL.map(Event::word).join(", ")))
}

/// The verdicts that `--only` accepts. `replayed` is missing, because `--lines` judges each line by itself
/// and detects no replays.
const OF_LINES: [DeliveryStatus; 5] = [
    DeliveryStatus::Genuine,
    DeliveryStatus::Unsigned,
    DeliveryStatus::UnsignedExpected,
    DeliveryStatus::Rejected,
    DeliveryStatus::Broken,
];
