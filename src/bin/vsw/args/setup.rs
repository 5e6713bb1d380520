//! The command lines of `login`, `config`, `doctor`, `completions` and `sandbox`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use vsw::application::ApplicationId;
use vsw::delivery::Era;

#[derive(Debug, clap::Args)]
pub struct Login {
    /// API key of the account [default: ask on the terminal]
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// File (or - for stdin) with the API secret [default: ask on the terminal]
    #[arg(long, value_name = "FILE")]
    pub api_secret_file: Option<PathBuf>,
    /// File (or - for stdin) with the account's signature secret
    #[arg(long, value_name = "FILE")]
    pub signature_secret_file: Option<PathBuf>,
    /// Id of the application that commands use by default
    #[arg(long, value_name = "APP")]
    pub application: Option<ApplicationId>,
    /// Store the secrets in the platform's keyring, not in the configuration file
    #[arg(long)]
    pub keyring: bool,
}

#[derive(Debug, Subcommand)]
pub enum Config {
    /// Show every setting and its source, without the values of secrets
    #[command(after_help = super::help::MORE, after_long_help = super::help::CONFIG_SHOW)]
    Show,
    /// Print the paths of the configuration file and the state directory
    #[command(after_help = super::help::MORE, after_long_help = super::help::CONFIG_PATH)]
    Path,
    /// Manage signature secrets
    #[command(subcommand, after_help = super::help::MORE, after_long_help = super::help::SECRET)]
    Secret(super::secret::Secret),
}

#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// Make no network requests
    #[arg(long)]
    pub offline: bool,
    /// Test undocumented behavior of the API with an application that is created and deleted
    #[arg(long, conflicts_with = "offline")]
    pub live_check: bool,
    /// Do not ask before the live check and its call
    #[arg(short, long, requires = "live_check")]
    pub yes: bool,
    /// With --live-check, also call this number (costs money), and report how the call's webhooks are signed
    #[arg(long, value_name = "NUMBER", requires = "live_check", value_parser = super::call::number)]
    pub call: Option<String>,
    /// Number to call from; it must belong to the account [default: the number called]
    #[arg(long, value_name = "NUMBER", requires = "call", value_parser = super::call::number)]
    pub from: Option<String>,
    /// Address of a tunnel to port 8787 of this machine, for --call
    #[arg(long, value_name = "URL", requires = "call")]
    pub public_url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    Zsh,
}

/// `vsw __complete`: how the scripts of `vsw completions` ask for candidates. Not for users.
#[derive(Debug, clap::Args)]
pub struct Complete {
    pub shell: Shell,
    /// Bash passes the line up to the cursor and the word to replace, other shells the words up to the cursor.
    #[arg(last = true)]
    pub words: Vec<OsString>,
}

#[derive(Debug, clap::Args)]
pub struct Sandbox {
    /// Number of applications to start with, unless the --state file exists
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=200_000))]
    pub apps: u32,
    /// Keep the applications in this file between runs
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Port to listen on; 0 selects a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// Multiply the pauses between the webhooks of a call; 0: no pauses
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = super::send::factor)]
    pub pace: f64,
    /// Which events of a call are signed: all (current), or the ten of the Developer Preview (preview)
    #[arg(long, value_name = "ERA", default_value = "current", value_parser = super::word(Era::ALL, Era::word))]
    pub signing: Era,
    /// Run this command on the sandbox and exit with its exit code
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}
