//! The command line and its help texts. Parsing reads no file and no setting.
#![expect(clippy::doc_markdown, reason = "these comments are help texts, read on a terminal")]

pub mod application;
pub mod audit;
pub mod baseline;
pub mod call;
pub mod change;
pub mod decode;
mod fast_path;
mod files;
pub mod fleet;
pub mod gateway;
mod help;
pub mod listen;
mod metrics_address;
pub mod probe;
pub mod report;
pub mod secret;
pub mod send;
pub mod setup;
pub mod shard;
pub mod sign;
pub mod verify;
pub mod watch;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory as _, Parser, Subcommand, ValueEnum};
use jiff::SignedDuration;
use vsw::timestamp;

use application::ApplicationRef;

/// Keep Vonage Voice signed webhooks turned on, and verify incoming webhooks
#[derive(Debug, Parser)]
#[command(name = "vsw", version, max_term_width = 100, override_help = help::OVERVIEW)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// Fails with the usage error, or with the text of `--help` or `--version`.
    pub fn of(line: &[OsString]) -> Result<Self, clap::Error> {
        let args = match fast_path::parse(line) {
            Some(parsed) => parsed?,
            None => Self::try_parse_from(line)?,
        };
        let (_, reports) = args.command.reports();
        let contradiction = reports.and_then(|reports| reports.contradiction(args.global.format()));
        let of_command = match &args.command {
            Command::Probe(probe) => probe.contradiction(),
            Command::Rollback(rollback) => rollback.contradiction(),
            _ => None,
        };
        match contradiction.or(of_command) {
            Some(message) => Err(Self::command().error(ErrorKind::ArgumentConflict, message)),
            None => Ok(args),
        }
    }
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Use this profile's credentials (not the environment's) and its defaults
    #[arg(long, hide_short_help = true, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// API origin: https, or http on a loopback address [default: https://api.nexmo.com]
    #[arg(long, hide_short_help = true, global = true, value_name = "URL")]
    pub api_url: Option<String>,
    /// Output format
    #[arg(long, hide_short_help = true, global = true, value_enum, default_value = "text")]
    pub format: Format,
    /// Print JSON; same as --format json
    #[arg(long, hide_short_help = true, global = true)]
    pub json: bool,
    /// When to color text
    #[arg(
        long,
        hide_short_help = true,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN"
    )]
    pub color: Color,
    /// Print only results, warnings and errors, no hints or progress
    #[arg(short, long, hide_short_help = true, global = true)]
    pub quiet: bool,
    /// Log requests to stderr; use twice to also log sizes and pauses
    #[arg(short, long, hide_short_help = true, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Never prompt, even on a terminal
    #[arg(long, hide_short_help = true, global = true)]
    pub no_input: bool,
    /// Timeout per application or page of the list, retries included, in seconds
    #[arg(long, hide_short_help = true, global = true, value_name = "SECONDS", default_value_t = 30,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// Configuration file [default: see `vsw config path`]
    #[arg(long, hide_short_help = true, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Directory for journal and snapshots [default: see `vsw config path`]
    #[arg(long, hide_short_help = true, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// Trust only the certificates in this PEM file, for the API and https handlers
    #[arg(long, hide_short_help = true, global = true, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
}

impl Global {
    pub fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Turn signed webhooks on
    #[command(after_help = help::MORE, after_long_help = help::ENABLE)]
    Enable(change::Switch),
    /// Turn signed webhooks off
    #[command(after_help = help::MORE, after_long_help = help::DISABLE)]
    Disable(change::Switch),
    /// Check that signed webhooks are still on (exit 1 if not)
    #[command(after_help = help::MORE, after_long_help = help::STATUS)]
    Status(change::Status),
    /// Check repeatedly and report changes; `--heal` turns signing back on
    #[command(after_help = help::MORE, after_long_help = help::WATCH)]
    Watch(Box<watch::Watch>),
    /// Show an application, with secrets masked
    #[command(after_help = help::MORE, after_long_help = help::SHOW)]
    Show(change::Show),
    /// List the account's applications
    #[command(after_help = help::MORE, after_long_help = help::LIST)]
    List(change::List),
    /// Show recorded changes and observations
    #[command(after_help = help::MORE, after_long_help = help::HISTORY)]
    History(change::History),
    /// Apply a plan, skipping applications changed meanwhile
    #[command(after_help = help::MORE, after_long_help = help::APPLY)]
    Apply(change::Apply),
    /// Undo a change; signing is then as it was before
    #[command(after_help = help::MORE, after_long_help = help::ROLLBACK)]
    Rollback(change::Rollback),
    /// Manage fleet files
    #[command(subcommand, after_help = help::MORE, after_long_help = help::FLEET)]
    Fleet(fleet::Fleet),
    /// Show what changed in an application, or accept the change
    #[command(after_help = help::MORE, after_long_help = help::DIFF)]
    Diff(baseline::Diff),
    /// Manage baseline files
    #[command(subcommand, after_help = help::MORE, after_long_help = help::BASELINE)]
    Baseline(baseline::BaselineCommand),
    /// Verify a webhook and explain a rejection (offline)
    #[command(after_help = help::MORE, after_long_help = help::VERIFY)]
    Verify(Box<verify::Verify>),
    /// Show what a token claims, without verifying (offline)
    #[command(after_help = help::MORE, after_long_help = help::DECODE)]
    Decode(decode::Decode),
    /// Make a signed or forged webhook for tests (offline)
    #[command(after_help = help::MORE, after_long_help = help::SIGN)]
    Sign(Box<sign::Sign>),
    /// Verify the webhooks in a log (offline)
    #[command(after_help = help::MORE, after_long_help = help::AUDIT)]
    Audit(Box<audit::Audit>),
    /// Receive webhooks, verify them, forward the genuine ones
    #[command(after_help = help::MORE, after_long_help = help::LISTEN)]
    Listen(Box<listen::Listen>),
    /// Forward genuine webhooks to a handler, in production
    #[command(after_help = help::MORE, after_long_help = help::GATEWAY)]
    Gateway(Box<gateway::Gateway>),
    /// Send a signed webhook, or those of a call, to a handler
    #[command(after_help = help::MORE, after_long_help = help::TRIGGER)]
    Trigger(Box<send::Trigger>),
    /// Send captured webhooks to a handler again
    #[command(after_help = help::MORE, after_long_help = help::REPLAY)]
    Replay(Box<send::Replay>),
    /// Find out which forgeries a handler accepts
    #[command(after_help = help::MORE, after_long_help = help::PROBE)]
    Probe(Box<probe::Probe>),
    /// Make a call; --verify checks which webhooks are signed
    #[command(after_help = help::MORE, after_long_help = help::CALL)]
    Call(Box<call::Call>),
    /// Explain a code that vsw prints (offline)
    #[command(after_help = help::MORE, after_long_help = help::EXPLAIN)]
    Explain {
        /// The code to explain [default: list all codes]
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Check credentials and store them in a profile
    #[command(after_help = help::MORE, after_long_help = help::LOGIN)]
    Login(setup::Login),
    /// Remove a profile and its credentials
    #[command(after_help = help::MORE, after_long_help = help::LOGOUT)]
    Logout,
    /// Show the account and the source of its credentials
    #[command(after_help = help::MORE, after_long_help = help::WHOAMI)]
    Whoami,
    /// Diagnose the setup and suggest fixes
    #[command(after_help = help::MORE, after_long_help = help::DOCTOR)]
    Doctor(setup::Doctor),
    /// Manage settings and signature secrets
    #[command(subcommand, after_help = help::MORE, after_long_help = help::CONFIG)]
    Config(setup::Config),
    /// Run a local stand-in for the Applications API
    #[command(after_help = help::MORE, after_long_help = help::SANDBOX)]
    Sandbox(setup::Sandbox),
    /// Show the main commands at work on the sandbox
    #[command(after_help = help::MORE, after_long_help = help::DEMO)]
    Demo,
    /// Print a shell completion script
    ///
    /// Save it where the shell expects it: for bash as ~/.local/share/bash-completion/completions/vsw, for zsh as _vsw
    /// in a directory of $fpath, for fish as ~/.config/fish/completions/vsw.fish. For elvish, add `eval (vsw completions elvish | slurp)` to
    /// ~/.config/elvish/rc.elv. The script asks `vsw` for candidates, which reads the configuration file and the state
    /// directory; it makes no network requests.
    #[command(after_help = help::MORE, after_long_help = help::COMPLETIONS)]
    Completions {
        /// The shell to complete in
        shell: setup::Shell,
    },
    #[command(name = "__complete", hide = true)]
    Complete(setup::Complete),
    /// Print the man page, or write all pages to a directory
    #[command(after_help = help::MORE, after_long_help = help::MAN)]
    Man {
        /// Directory for all pages [default: print the main page to stdout]
        dir: Option<PathBuf>,
    },
    /// Print the table of exit codes
    #[command(after_help = help::MORE, after_long_help = help::EXIT_CODES)]
    ExitCodes,
}

/// The options that select applications.
#[derive(Debug, clap::Args)]
pub struct Selectors {
    /// Application ids or exact names [default: VONAGE_APPLICATION_ID, or the one of the profile]
    #[arg(value_name = "APP", conflicts_with_all = ["all", "fleet", "names", "shard"])]
    pub apps: Vec<ApplicationRef>,
    /// Select every application of the account
    #[arg(long, conflicts_with = "fleet")]
    pub all: bool,
    /// Select the applications of this fleet file
    #[arg(long, value_name = "FILE")]
    pub fleet: Option<PathBuf>,
    /// Select applications by name (`*`, `?`); needs --all or --fleet; repeatable
    #[arg(long = "name", value_name = "PATTERN")]
    pub names: Vec<String>,
    /// Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet
    #[arg(long, hide_short_help = true, value_name = "I/N")]
    pub shard: Option<shard::Shard>,
}

/// Returns a parser for the words of an enum's variants; the help text lists all words.
fn word<T: Copy + Send + Sync + 'static>(
    all: impl IntoIterator<Item = T>,
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let all: Vec<T> = all.into_iter().collect();
    PossibleValuesParser::new(all.iter().map(|one| word(*one)))
        .try_map(move |given| all.iter().copied().find(|one| word(*one) == given).ok_or("no such word"))
}

/// Parses the number of threads or of concurrent applications.
fn up_to_256(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 256);
    number.ok_or_else(|| "expected a number from 1 to 256".to_owned())
}

/// Parses a time in RFC 3339, or in seconds, milliseconds, microseconds or nanoseconds since 1970. Returns
/// seconds since 1970.
fn time(text: &str) -> Result<u64, String> {
    let words = "write a time from 1970 to 9999, like 2026-11-23T20:15:00Z, or seconds since 1970";
    timestamp::parse(text).ok_or_else(|| words.to_owned())
}

/// A longer duration is probably a mistake.
const MAX_DURATION: Duration = Duration::from_secs(7 * 86_400);

fn duration(text: &str) -> Result<Duration, String> {
    let wanted = || "expected a time above 0, up to a week, such as 90s, 5m or 1h30m".to_owned();
    let time: SignedDuration = text.parse().map_err(|_| wanted())?;
    let time = Duration::try_from(time).map_err(|_| wanted())?;
    if time.is_zero() || time > MAX_DURATION { Err(wanted()) } else { Ok(time) }
}
