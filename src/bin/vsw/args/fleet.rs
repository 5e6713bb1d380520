//! The command lines of `vsw fleet`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum Fleet {
    /// Write a fleet file from the applications of your accounts
    #[command(after_help = super::help::MORE, after_long_help = super::help::FLEET_INIT)]
    Init(Init),
    /// Check a fleet file for mistakes and show what it covers (offline)
    #[command(after_help = super::help::MORE, after_long_help = super::help::FLEET_CHECK)]
    Check(Check),
    /// Print the JSON Schema of fleet files, for editors (offline)
    #[command(after_help = super::help::MORE, after_long_help = super::help::FLEET_SCHEMA)]
    Schema,
}

/// `vsw fleet init`
#[derive(Debug, clap::Args)]
pub struct Init {
    /// File to write; - for stdout
    #[arg(value_name = "FILE", default_value = "./vsw.toml")]
    pub file: PathBuf,
    /// Add the account of PROFILE, and call it NAME in the fleet file; without PROFILE, vsw uses the profile NAME
    /// [default: the account in use]; repeatable
    #[arg(long = "account", value_name = "NAME[=PROFILE]")]
    pub accounts: Vec<String>,
    /// List applications by id or by name, or cover all with one entry
    #[arg(long, value_enum, default_value = "id", value_name = "HOW")]
    pub by: By,
    /// Also expect the webhooks' present addresses; the file has `*` for user info and query values, but paths in full
    /// (needs --by id)
    #[arg(long)]
    pub pin_webhooks: bool,
    /// Overwrite an existing file
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
    /// Fleet file to check
    #[arg(value_name = "FILE", default_value = "./vsw.toml")]
    pub file: PathBuf,
}
