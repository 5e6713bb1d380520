//! The command lines of set-up: credentials, settings, the sandbox.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Subcommand;
use vsw::application::ApplicationId;

/// `vsw login`
#[derive(Debug, clap::Args)]
pub struct Login {
    /// The account's API key
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// A file (or - for stdin) that holds the API secret
    #[arg(long, value_name = "PATH")]
    pub api_secret_file: Option<PathBuf>,
    /// A file (or - for stdin) that holds the account's signature secret
    #[arg(long, value_name = "PATH")]
    pub signature_secret_file: Option<PathBuf>,
    /// The application that commands are about when none is named
    #[arg(long, value_name = "APP")]
    pub application: Option<ApplicationId>,
    /// Keep the secrets in the platform's keyring instead of the configuration file
    #[arg(long)]
    pub keyring: bool,
}

/// `vsw config`
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Every setting in force with its origin, secrets as `set`
    Show,
    /// Where the configuration file and the state folder are
    Path,
    /// The signature secrets of the profile: add, list, retire, check
    #[command(subcommand)]
    Secret(super::secret::Secret),
}

/// `vsw doctor`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "It writes nothing and asks the API once, for a page of the list. What it says holds no secret: API keys \
                  are shortened, the home folder is `~`, and no host is named but the API's. So it can be shown to \
                  whoever is to help.\n\n\
                  Exit 0 where nothing is wrong, else the worst of 3 (the set-up), 4 (the API refuses the credentials) \
                  and 5 (it does not answer)."
)]
pub struct Doctor {
    /// Ask nobody: look at this machine alone
    #[arg(long)]
    pub offline: bool,
}

/// `vsw sandbox`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a command it runs until Ctrl-C. Its first line on stdout is `vsw sandbox listening on \
                  http://127.0.0.1:PORT`; the others are what to export, so that vsw speaks to it.\n\n\
                  With a command it writes nothing, and the command's environment points at it and at no \
                  account of yours.\n\n\
                  Examples:\n  vsw sandbox --port 8089 --state apps.json\n  vsw sandbox -- vsw status\n  \
                  vsw sandbox -- $SHELL\n\n\
                  It is not Vonage's Messages Sandbox, and it calls nobody."
)]
pub struct Sandbox {
    /// How many applications it starts with
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(0..=200_000))]
    pub apps: u32,
    /// Keep the applications in this file, from one run to the next
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// The port to listen on; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// Run this command with the environment pointing at the sandbox, and end with its exit code
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}
