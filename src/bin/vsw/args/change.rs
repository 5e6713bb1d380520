//! The command lines of what reads and changes applications.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use vsw::application::ApplicationId;

use super::Named;
use super::report::Reports;

/// `vsw enable`, `vsw disable`
#[derive(Debug, clap::Args)]
#[command(
    after_long_help = "The API has no conditional write: an edit that lands in the milliseconds between vsw's \
                             GET and its PUT is overwritten unseen. The snapshot and `vsw rollback` are for that."
)]
pub struct Switch {
    #[command(flatten)]
    pub named: Named,
    /// Show what would change, change nothing; exit 1 if something would
    #[arg(long)]
    pub dry_run: bool,
    /// Answer yes to every question; applications that are named are changed without one anyway
    #[arg(short, long)]
    pub yes: bool,
    /// Write the plan into this file, change nothing; `vsw apply` makes its changes
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    pub plan: Option<PathBuf>,
    /// Go on with a run that was stopped; what it confirmed is not sent again
    #[arg(long, value_name = "RUN", conflicts_with_all = ["apps", "all", "fleet", "names", "shard", "plan", "max_changes"])]
    pub resume: Option<String>,
    #[command(flatten)]
    pub many: Many,
}

/// How many applications are changed, how fast, and who else is told.
#[derive(Debug, clap::Args)]
pub struct Many {
    /// Change nothing where more applications than this would have to be; exit 1
    #[arg(long, value_name = "N")]
    pub max_changes: Option<usize>,
    #[command(flatten)]
    pub pace: Pace,
    #[command(flatten)]
    pub reports: Reports,
}

impl Many {
    pub fn are_too_many(&self, changes: usize) -> bool {
        self.max_changes.is_some_and(|most| changes > most)
    }
}

/// How many requests are made at a time, and how fast.
#[derive(Debug, clap::Args)]
pub struct Pace {
    /// How many applications are worked on side by side
    #[arg(long, value_name = "N", default_value = "8", value_parser = side_by_side)]
    pub concurrency: NonZeroUsize,
    /// At most so many requests a second to each account; fewer where the API asks for it
    #[arg(long, value_name = "N", value_parser = rate)]
    pub rate: Option<f64>,
}

/// `vsw status`
#[derive(Debug, clap::Args)]
pub struct Survey {
    #[command(flatten)]
    pub checking: Checking,
    #[command(flatten)]
    pub reports: Reports,
}

/// Which applications are checked, and how.
#[derive(Debug, clap::Args)]
pub struct Checking {
    #[command(flatten)]
    pub named: Named,
    /// How a set is read: by list pages, one by one, or by pages as long as they tell what is asked
    #[arg(long, value_enum, default_value = "auto", value_name = "HOW")]
    pub read: Read,
    /// What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless
    /// told otherwise
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    pub fail_on: Option<Vec<FailOn>>,
    /// What the applications were when they were last reviewed (`vsw baseline save`)
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub pace: Pace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Read {
    Auto,
    List,
    Get,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Drift,
    Unknown,
    Unlisted,
    Waived,
}

/// `vsw apply`
#[derive(Debug, clap::Args)]
#[command(
    after_long_help = "An application that is not what it was when the plan was made is left alone: conflict, exit 1. \
                       The plan holds no secrets, so a member that is masked in it may have moved unseen; nothing is \
                       lost by that, since a change is always made from what is there right before it."
)]
pub struct Apply {
    /// The plan, as --plan wrote it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Show what would change, change nothing; exit 1 if something would
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    #[command(flatten)]
    pub many: Many,
}

fn side_by_side(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 256);
    number.ok_or_else(|| "from 1 to 256 is wanted".to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate: &f64| (0.01..=100_000.0).contains(rate));
    rate.ok_or_else(|| "a number of requests a second is wanted, from 0.01 to 100000".to_owned())
}

/// `vsw show`
#[derive(Debug, clap::Args)]
pub struct Show {
    /// Application id (UUID, with or without hyphens)
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationId>,
    /// The answer's very bytes, nothing masked
    #[arg(long)]
    pub raw: bool,
}

/// `vsw history`
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct History {
    /// Only this application
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationId>,
    /// The runs instead, each with what came of it
    #[arg(long, conflicts_with = "app")]
    pub runs: bool,
    #[command(subcommand)]
    pub command: Option<HistoryCommand>,
}

#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// Take out what is old and what nothing needs any more
    Prune(Prune),
}

/// `vsw history prune`
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Each application keeps its newest change, so that `vsw rollback` has what to put back, and its newest \
                  line in which signing was on, so that `vsw status` knows what was dropped."
)]
pub struct Prune {
    /// Keep everything of the last so many days
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub keep_days: u32,
    /// Show what would be taken out, take nothing; exit 1 if something would be
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

/// `vsw rollback`
#[derive(Debug, clap::Args)]
pub struct Rollback {
    /// Application id (UUID, with or without hyphens)
    #[arg(value_name = "APP", required_unless_present = "run")]
    pub app: Option<ApplicationId>,
    /// Put back what a whole run replaced, in each of its applications
    #[arg(long, value_name = "RUN", conflicts_with_all = ["app", "to"])]
    pub run: Option<String>,
    /// The snapshot to put back, as a report or `vsw history` names it; the newest if not given
    #[arg(long, value_name = "SNAPSHOT")]
    pub to: Option<String>,
    /// Send the snapshot's very bytes, its signing value included
    #[arg(long)]
    pub exact: bool,
    /// Go on although somebody else changed the application since
    #[arg(long)]
    pub overwrite: bool,
    /// Show what would change, change nothing; exit 1 if something would
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
    #[command(flatten)]
    pub many: Many,
}
