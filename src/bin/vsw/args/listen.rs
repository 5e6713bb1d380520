//! The command line of `vsw listen`.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::TypedValueParser;
use vsw::delivery::{Era, Event};

use super::application::ApplicationRef;
use super::verify::Expected;

#[derive(Debug, clap::Args)]
pub struct Listen {
    /// Forward genuine deliveries to this URL plus their path, or unix:PATH
    #[arg(long, value_name = "URL")]
    pub forward_to: Option<String>,
    /// Port to listen on; 0 selects a free one
    #[arg(long, value_name = "PORT", default_value_t = 8787)]
    pub port: u16,
    /// Append every delivery to this file, one line of JSON each
    #[arg(long, value_name = "FILE")]
    pub capture: Option<PathBuf>,
    /// Show calls and deliveries on a web page, at PORT [8788 if omitted; 0: a free one]
    #[arg(long, value_name = "PORT", default_missing_value = "8788", num_args = 0..=1, require_equals = true)]
    pub inspect: Option<u16>,
    /// Show this capture file on the page of --inspect; receive nothing
    #[arg(long, value_name = "FILE", requires = "inspect", hide_short_help = true, conflicts_with_all = [
        "port", "capture", "expect", "within", "point", "answer", "forward_all", "bind", "command"])]
    pub open: Option<PathBuf>,
    /// Exit with 0 once each event arrived genuine; `vsw sign -h` names them
    #[arg(long, value_name = "EVENT,...", value_delimiter = ',', value_parser = events(), hide_possible_values = true)]
    pub expect: Vec<Event>,
    /// Exit with 1 if events of --expect are missing after TIME, such as 60s
    #[arg(long, value_name = "TIME", requires = "expect", value_parser = super::duration)]
    pub within: Option<Duration>,
    /// Point this application's voice webhooks to --public-url while vsw runs
    #[arg(long, value_name = "APP", requires = "public_url")]
    pub point: Option<ApplicationRef>,
    /// Address of a tunnel to this receiver, for --point
    #[arg(long, value_name = "URL", requires = "point", hide_short_help = true)]
    pub public_url: Option<String>,
    /// Do not ask before --point
    #[arg(short, long, requires = "point", hide_short_help = true)]
    pub yes: bool,
    /// Answer calls with the NCCO in this file, without a handler
    #[arg(long, value_name = "FILE", conflicts_with = "forward_to", hide_short_help = true)]
    pub answer: Option<PathBuf>,
    /// Also forward deliveries that are not genuine, marked in X-Vsw-Verdict
    #[arg(long, requires = "forward_to", hide_short_help = true)]
    pub forward_all: bool,
    /// Address to listen on
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), hide_short_help = true)]
    pub bind: IpAddr,
    /// Events that need a token: all (current), or the ten of the Developer Preview (preview)
    #[arg(long, value_name = "ERA", default_value = "current", value_parser = eras(), hide_short_help = true)]
    pub signing: Era,
    /// Maximum length of a body, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024, hide_short_help = true,
          value_parser = clap::value_parser!(u32).range(1..=64 * 1024 * 1024))]
    pub body_limit: u32,
    /// Maximum time for the handler's response; Vonage gives up after 5s
    #[arg(long, value_name = "TIME", default_value = "4.5s", hide_short_help = true,
          requires = "forward_to", value_parser = super::duration)]
    pub upstream_timeout: Duration,
    /// Host of --forward-to that is not this machine but may get genuine deliveries; repeatable
    #[arg(long, value_name = "HOST", hide_short_help = true)]
    pub yes_i_own_this: Vec<String>,
    #[command(flatten)]
    pub expected: Expected,
    /// Handler to run with VONAGE_SIGNATURE_SECRET; add --forward-to
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

fn events() -> impl TypedValueParser<Value = Event> {
    super::word(Event::ALL.into_iter().filter(|event| *event != Event::Unknown), Event::word)
}

pub(super) fn eras() -> impl TypedValueParser<Value = Era> {
    super::word(Era::ALL, Era::word)
}
