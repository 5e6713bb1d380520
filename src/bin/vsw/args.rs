//! Args: the shape of the command line and its help texts, nothing else. Parsing touches no file, no terminal and no
//! environment; what the words mean in this world is `context`'s to say.
#![expect(clippy::doc_markdown, reason = "these comments are help texts, read on a terminal")]

pub mod audit;
pub mod baseline;
pub mod change;
pub mod decode;
pub mod fleet;
pub mod report;
pub mod secret;
pub mod setup;
pub mod shard;
pub mod sign;
pub mod verify;
pub mod watch;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{ArgAction, CommandFactory as _, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use vsw::application::ApplicationId;

/// Keep Vonage Voice signed webhooks switched on, and verify the webhooks that arrive.
#[derive(Debug, Parser)]
#[command(name = "vsw", version, max_term_width = 100, after_help = exit_codes())]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// The command line as it was meant.
    ///
    /// # Errors
    /// A word is wrong, or two that are right each contradict one another.
    pub fn of(line: &[OsString]) -> Result<Self, clap::Error> {
        let args = Self::try_parse_from(line)?;
        let (_, reports) = args.command.reports();
        match reports.and_then(|reports| reports.contradiction(args.global.format())) {
            Some(message) => Err(Self::command().error(ErrorKind::ArgumentConflict, message)),
            None => Ok(args),
        }
    }
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Take credentials and defaults from this profile, before the environment's
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)
    #[arg(long, global = true, value_name = "URL")]
    pub api_url: Option<String>,
    /// What stdout carries
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub format: Format,
    /// Short for --format json
    #[arg(long, global = true)]
    pub json: bool,
    /// When to colour text
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
    /// Only the result and errors: no hints, no progress
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Log requests to stderr; twice, their sizes and pauses too
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Never ask, even on a terminal
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Time for each application, retries included
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 30,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
    /// The configuration file to use
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder for the journal and the snapshots
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// Trust only the certificates in this PEM file
    #[arg(long, global = true, value_name = "FILE")]
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
    /// Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm
    Enable(change::Switch),
    /// Switch signed webhooks off, in the same way
    Disable(change::Switch),
    /// Are signed webhooks still on? Exit 1 when they are not
    Status(change::Survey),
    /// Check again and again, tell what changes, and switch on again what was dropped where that is asked for
    Watch(Box<watch::Watch>),
    /// The application as the API has it, its secrets masked
    Show(change::Show),
    /// All applications of the account
    List,
    /// What was done to applications, and what was seen
    History(change::History),
    /// Make the changes of a plan, refusing what moved since it was made
    Apply(change::Apply),
    /// Put back what a change replaced, keeping the present value of the flag
    Rollback(change::Rollback),
    /// Fleet files: which applications there are, and what should be of them
    #[command(subcommand)]
    Fleet(fleet::Fleet),
    /// What moved in an application since signing was last on, or against what you name
    Diff(baseline::Diff),
    /// A reviewed record of what applications should be, for version control
    #[command(subcommand)]
    Baseline(baseline::Baseline),
    /// Is this webhook genuine, and if not, why not? (offline)
    Verify(Box<verify::Verify>),
    /// What a token says, unverified: header, claims, times, and what a verifier would want (offline)
    Decode(decode::Decode),
    /// Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)
    Sign(Box<sign::Sign>),
    /// Which deliveries of a whole log were genuine (offline)
    Audit(Box<audit::Audit>),
    /// The longer story of a code that vsw prints, offline; without one, a list of all
    Explain {
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Store credentials in a profile, after checking them
    Login(setup::Login),
    /// Remove a profile and its credentials
    Logout,
    /// Which account the credentials are, and where they come from
    Whoami,
    /// What is wrong with this set-up, and the way out; changes nothing
    Doctor(setup::Doctor),
    /// The settings in force and where they come from, and the signature secrets
    #[command(subcommand)]
    Config(setup::Config),
    /// An embedded stand-in of the Applications API, on loopback
    Sandbox(setup::Sandbox),
    /// Play the whole story on the sandbox
    Demo,
    /// Write a shell's completion script to stdout
    Completions { shell: clap_complete::Shell },
    /// Write the man pages into a folder, or the main one to stdout
    Man { dir: Option<PathBuf> },
    /// The table of exit codes
    ExitCodes,
}

impl Command {
    /// The reports that were asked for, by which command; none where the command has none.
    pub fn reports(&self) -> (&'static str, Option<&report::Reports>) {
        match self {
            Self::Enable(switch) => ("enable", Some(&switch.many.reports)),
            Self::Disable(switch) => ("disable", Some(&switch.many.reports)),
            Self::Status(survey) => ("status", Some(&survey.reports)),
            Self::Apply(apply) => ("apply", Some(&apply.many.reports)),
            Self::Rollback(rollback) => ("rollback", Some(&rollback.many.reports)),
            _ => ("", None),
        }
    }
}

/// The applications that a command is about, as named on the command line.
#[derive(Debug, clap::Args)]
pub struct Named {
    /// Application ids (UUIDs, with or without hyphens)
    #[arg(value_name = "APP", conflicts_with_all = ["all", "fleet", "names", "shard"])]
    pub apps: Vec<ApplicationId>,
    /// Every application of the account
    #[arg(long, conflicts_with = "fleet")]
    pub all: bool,
    /// The applications that this fleet file is about
    #[arg(long, value_name = "FILE")]
    pub fleet: Option<PathBuf>,
    /// Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable
    #[arg(long = "name", value_name = "PATTERN")]
    pub names: Vec<String>,
    /// Of --all or a fleet file, only the I-th of N parts, by a hash of each application's id: for several machines that
    /// share a set without knowing of each other
    #[arg(long, value_name = "I/N")]
    pub shard: Option<shard::Shard>,
}

/// Parses a word of a vocabulary, and lists the words in help texts.
fn word<T: Copy + Send + Sync + 'static>(
    all: impl IntoIterator<Item = T>,
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let all: Vec<T> = all.into_iter().collect();
    PossibleValuesParser::new(all.iter().map(|one| word(*one)))
        .try_map(move |given| all.iter().copied().find(|one| word(*one) == given).ok_or("no such word"))
}

/// Parses a time as RFC 3339 writes it, into seconds since 1970.
fn time(text: &str) -> Result<u64, String> {
    let time = text.parse::<Timestamp>().ok().and_then(|time| time.as_second().try_into().ok());
    time.ok_or_else(|| "write a time of 1970 or later, like 2026-11-23T20:15:00Z".to_owned())
}

/// The table at the end of `vsw --help`.
fn exit_codes() -> String {
    let mut table = String::from("Exit codes:\n");
    for exit in crate::exit::Exit::ALL {
        table.push_str(&format!("{:>5}  {:<13}  {}\n", exit.code(), exit.name(), exit.meaning()));
    }
    table
}
