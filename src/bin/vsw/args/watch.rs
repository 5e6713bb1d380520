//! The command line of `vsw watch`.

use std::ffi::OsString;
use std::time::Duration;

use jiff::SignedDuration;

use super::change::Checking;

/// `vsw watch`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "SIGHUP reads the fleet file and the baseline again; a broken one leaves the old one in force. SIGTERM \
                  ends the watch: what is under way has 5 s.\n\n\
                  With --json each line is one event: started, round, drift, recovered, unknown, gone, healed, \
                  heal-failed, held-back, fighting, reloaded, reload-failed, on-drift-failed, stopped.\n\n\
                  Examples:\n  vsw watch --all\n  vsw watch --fleet vsw.toml --heal --metrics 9464\n  \
                  vsw watch --fleet vsw.toml --on-drift ./tell-us.sh --on-drift-arg '#voice'\n  \
                  vsw watch --fleet vsw.toml --shard \"$SLURM_ARRAY_TASK_ID/8\"",
    after_long_help = "--heal only ever writes `true`, only where that is expected, and only in applications that are \
                       named or that a fleet file is about which is named: never with --all, never by a ./vsw.toml that \
                       merely lies there. It mends nothing that is waived, and neither webhooks nor rtc. An application \
                       that is dropped within an hour of being healed for the third time is left alone for an hour, the \
                       next time for two, up to a day: somebody or something else sets it.\n\n\
                       The API has no conditional write: an edit that lands in the milliseconds between vsw's GET and its \
                       PUT is overwritten unseen. The snapshot and `vsw rollback` are for that."
)]
pub struct Watch {
    #[command(flatten)]
    pub checking: Checking,
    /// How long it is from the beginning of one round to that of the next: 90s, 5m, 1h30m
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = time)]
    pub every: Duration,
    /// Up to how much later a round begins by chance, in percent of --every, so that many machines do not come together
    #[arg(long, value_name = "PERCENT", default_value = "10%", value_parser = percent)]
    pub jitter: f64,
    /// Begin the first round at once, whatever the jitter
    #[arg(long)]
    pub now: bool,
    /// End after so many rounds, with what the last one came to; without it, never
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: Option<u32>,
    /// Switch signing on again where it was dropped; only in named applications or with --fleet
    #[arg(long, conflicts_with = "all")]
    pub heal: bool,
    /// Heal no more applications than this within an hour; 0 heals none
    #[arg(long, value_name = "N", default_value_t = 10, requires = "heal")]
    pub max_changes: usize,
    /// Run this program when an application drifts, recovers or is healed; it is told which on its stdin, as JSON
    #[arg(long, value_name = "PROGRAM")]
    pub on_drift: Option<OsString>,
    /// A word for that program, as it is; repeatable
    #[arg(long = "on-drift-arg", value_name = "WORD", requires = "on_drift", allow_hyphen_values = true)]
    pub on_drift_args: Vec<OsString>,
    /// How long that program may take before it is ended
    #[arg(long, value_name = "TIME", default_value = "30s", requires = "on_drift", value_parser = time)]
    pub on_drift_timeout: Duration,
    /// Serve /metrics and /healthz there; a port alone is this machine's own
    #[arg(long, value_name = "[ADDRESS:]PORT")]
    pub metrics: Option<String>,
    /// A name under which others ask for the metrics, beside the address itself; repeatable
    #[arg(long = "metrics-host", value_name = "HOST[:PORT]", requires = "metrics")]
    pub metrics_hosts: Vec<String>,
}

/// Beyond this nobody means an interval.
const LONGEST: Duration = Duration::from_secs(7 * 86_400);

fn time(text: &str) -> Result<Duration, String> {
    let wanted = || "a time is wanted, as in 90s, 5m or 1h30m, up to a week".to_owned();
    let time: SignedDuration = text.parse().map_err(|_| wanted())?;
    let time = Duration::try_from(time).map_err(|_| wanted())?;
    if time.is_zero() || time > LONGEST { Err(wanted()) } else { Ok(time) }
}

fn percent(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.strip_suffix('%').unwrap_or(text).parse().ok();
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    number.map(|number| number / 100.0).ok_or_else(|| "a percentage from 0 to 100 is wanted".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_shares_are_read_as_people_write_them() {
        for (text, milliseconds) in
            [("5m", 300_000), ("90s", 90_000), ("1h30m", 5_400_000), ("500ms", 500), ("PT2M", 120_000)]
        {
            assert_eq!(time(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for wrong in ["", "5", "0s", "-5m", "soon", "169h", "1e9h"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert_eq!((percent("10%"), percent("0"), percent("100 %").is_err()), (Ok(0.1), Ok(0.0), true));
        assert!(["-1", "101", "NaN", "inf", ""].iter().all(|wrong| percent(wrong).is_err()));
    }
}
