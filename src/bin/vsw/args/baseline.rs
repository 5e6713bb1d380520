//! The command lines of records that people keep: the baseline file, and what moved since.

use std::path::PathBuf;

use clap::Subcommand;
use vsw::application::ApplicationId;

use super::change::Pace;

/// `vsw baseline`
#[derive(Debug, Subcommand)]
pub enum Baseline {
    /// Record applications as they are now, their secrets masked
    Save(Save),
}

/// `vsw baseline save`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The file is for version control: it holds no secret, no time and no host, and what says the same \
                  stays as it was written. Named applications replace their own entries alone; --all and \
                  --fleet replace their accounts', and take out those that are gone. Entries of other accounts stay.\n\n\
                  Where one application cannot be read nothing is written, and the exit is 4 or 5.\n\n\
                  Examples:\n  vsw baseline save --all\n  git diff vsw.baseline.json\n  \
                  vsw diff APP --against vsw.baseline.json"
)]
pub struct Save {
    /// Application ids (UUIDs, with or without hyphens)
    #[arg(value_name = "APP")]
    pub apps: Vec<ApplicationId>,
    /// Every application of the account
    #[arg(long, conflicts_with = "apps")]
    pub all: bool,
    /// The applications that this fleet file is about, of all its accounts
    #[arg(long, value_name = "FILE", conflicts_with_all = ["apps", "all"])]
    pub fleet: Option<PathBuf>,
    /// The file to write; the one that the fleet file names, or vsw.baseline.json beside it or here, unless told otherwise
    #[arg(long, value_name = "PATH")]
    pub file: Option<PathBuf>,
    /// Save the others where one cannot be read; what the file has of it stays
    #[arg(long)]
    pub skip_unread: bool,
    #[command(flatten)]
    pub pace: Pace,
}

/// `vsw diff`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without --against it is held against the newest document in the journal that had signing on. A \
                  baseline file is read only where it is named. Against one, secrets are masked on both sides, so a \
                  change inside a masked value is not seen.\n\n\
                  Exit 0 where nothing moved, 1 where something did."
)]
pub struct Diff {
    /// Application id (UUID, with or without hyphens)
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationId>,
    /// A snapshot as `vsw history` names it, a baseline file, or a document that `vsw show --raw` said
    #[arg(long, value_name = "SNAPSHOT|FILE")]
    pub against: Option<PathBuf>,
}
