//! The command lines of `vsw baseline` and `vsw diff`.

use std::path::PathBuf;

use clap::Subcommand;

use super::Selectors;
use super::application::ApplicationRef;
use super::change::Pace;

#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Record the current state of applications, with secrets masked
    #[command(after_help = super::help::MORE, after_long_help = super::help::BASELINE_SAVE)]
    Save(Save),
}

/// `vsw baseline save`
#[derive(Debug, clap::Args)]
pub struct Save {
    /// Application ids or exact names [default: VONAGE_APPLICATION_ID, or the one of the profile]
    #[arg(value_name = "APP")]
    pub apps: Vec<ApplicationRef>,
    /// Select every application of the account
    #[arg(long, conflicts_with = "apps")]
    pub all: bool,
    /// Select the applications of this fleet file, in all its accounts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["apps", "all"])]
    pub fleet: Option<PathBuf>,
    /// File to write [default: vsw.baseline.json; with --fleet, the fleet file's `baseline`, else vsw.baseline.json
    /// beside it]
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Skip applications that cannot be read, keeping their entries
    #[arg(long)]
    pub skip_unread: bool,
    #[command(flatten)]
    pub pace: Pace,
}

#[derive(Debug, clap::Args)]
pub struct Diff {
    #[command(flatten)]
    pub selectors: Selectors,
    /// Snapshot name from `vsw history`, baseline file, or document from `vsw show --raw`
    #[arg(long, value_name = "SNAPSHOT|FILE")]
    pub against: Option<PathBuf>,
    /// Make the present document the reference for later checks (recorded on this machine only)
    #[arg(long, conflicts_with = "against")]
    pub accept: bool,
    /// Do not ask before --accept (vsw asks only for --all and --fleet)
    #[arg(short, long, requires = "accept")]
    pub yes: bool,
    #[command(flatten)]
    pub pace: Pace,
}
