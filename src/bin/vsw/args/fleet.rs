//! The command lines of fleet files.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// `vsw fleet`
#[derive(Debug, Subcommand)]
pub enum Fleet {
    /// Write a fleet file with the applications of one or several accounts
    Init(Init),
    /// Is a fleet file right? Says what it holds, and what is doubtful (offline)
    Check(Check),
    /// The JSON Schema that editors complete and check fleet files by (offline)
    #[command(after_help = "Examples:\n  vsw fleet schema >vsw.toml.schema.json\n\n\
                            Then the first line of vsw.toml, for editors that use taplo:\n  \
                            #:schema ./vsw.toml.schema.json")]
    Schema,
}

/// `vsw fleet init`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The file says what should be, not what is: signing on, for every application with a voice \
                  capability. One that is off on purpose gets `signed_callbacks = false` in its entry by your own \
                  hand, where a review sees it.\n\n\
                  An account whose list cannot be read whole ends the run (exit 5, or 4 where the API refuses), and \
                  nothing is written.\n\n\
                  Examples:\n  vsw fleet init\n  vsw fleet init --account eu --account us=us-prod\n  \
                  vsw fleet init --by all -"
)]
pub struct Init {
    /// Where to write it; - for stdout
    #[arg(value_name = "FILE", default_value = "./vsw.toml")]
    pub file: PathBuf,
    /// An account, by its name in the file and the profile with its credentials; NAME alone is both. Repeatable; without
    /// it, the account whose credentials are in force
    #[arg(long = "account", value_name = "NAME[=PROFILE]")]
    pub accounts: Vec<String>,
    /// How the file names applications: each by its id, each by its name, or all at once
    #[arg(long, value_enum, default_value = "id", value_name = "HOW")]
    pub by: By,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    Id,
    Name,
    All,
}

/// `vsw fleet check`
#[derive(Debug, clap::Args)]
pub struct Check {
    #[arg(value_name = "FILE", default_value = "./vsw.toml")]
    pub file: PathBuf,
}
