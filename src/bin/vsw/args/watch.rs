//! The command line of `vsw watch`.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Duration;

use super::change::Checking;
use super::duration;

#[derive(Debug, clap::Args)]
pub struct Watch {
    #[command(flatten)]
    pub checking: Checking,
    /// Time between rounds, such as 90s, 5m or 1h30m
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = duration)]
    pub every: Duration,
    /// Maximum random delay per round, in percent of --every
    #[arg(long, hide_short_help = true, value_name = "PERCENT", default_value = "10%", value_parser = fraction)]
    pub jitter: f64,
    /// Start the first round at once, without a random delay
    #[arg(long, hide_short_help = true)]
    pub now: bool,
    /// Exit after N rounds, with the last one's exit code [default: never]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), hide_short_help = true)]
    pub rounds: Option<u32>,
    /// Turn signing on where it is expected; not with --all
    #[arg(long, conflicts_with = "all")]
    pub heal: bool,
    /// Maximum number of heals per hour, of all applications together
    #[arg(long, value_name = "N", default_value_t = 10, requires = "heal", hide_short_help = true)]
    pub max_changes: usize,
    /// Run this program, JSON on stdin, on drift, recovery and (failed) heals
    #[arg(long, value_name = "PROGRAM")]
    pub on_drift: Option<OsString>,
    /// Argument for the --on-drift program; repeatable
    #[arg(
        hide_short_help = true,
        long = "on-drift-arg",
        value_name = "ARG",
        requires = "on_drift",
        allow_hyphen_values = true
    )]
    pub on_drift_args: Vec<OsString>,
    /// Stop the --on-drift program after this time
    #[arg(long, hide_short_help = true, value_name = "TIME", default_value = "30s", requires = "on_drift", value_parser = duration)]
    pub on_drift_timeout: Duration,
    /// Serve /metrics and /healthz here [default address: 127.0.0.1]
    #[arg(long, value_name = "[ADDRESS:]PORT", value_parser = super::metrics_address::parse)]
    pub metrics: Option<SocketAddr>,
    /// Also accept this Host header for metrics; repeatable
    #[arg(hide_short_help = true, long = "metrics-host", value_name = "HOST[:PORT]", requires = "metrics")]
    pub metrics_hosts: Vec<String>,
}

fn fraction(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.strip_suffix('%').unwrap_or(text).parse().ok();
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    number.map(|number| number / 100.0).ok_or_else(|| "expected a percentage from 0 to 100".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_percentages_are_parsed() {
        for (text, milliseconds) in
            [("5m", 300_000), ("90s", 90_000), ("1h30m", 5_400_000), ("500ms", 500), ("PT2M", 120_000)]
        {
            assert_eq!(duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for wrong in ["", "5", "0s", "-5m", "soon", "169h", "1e9h"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
        assert_eq!((fraction("10%"), fraction("0"), fraction("100 %").is_err()), (Ok(0.1), Ok(0.0), true));
        assert!(["-1", "101", "NaN", "inf", ""].iter().all(|wrong| fraction(wrong).is_err()));
    }
}
