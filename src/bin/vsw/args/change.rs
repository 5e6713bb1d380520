//! The command lines of `enable`, `status`, `rollback` and other commands about applications, and options
//! that several commands share.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::Selectors;
use super::application::ApplicationRef;
use super::report::Reports;

/// `vsw enable`, `vsw disable`
#[derive(Debug, clap::Args)]
pub struct Switch {
    #[command(flatten)]
    pub selectors: Selectors,
    /// Show the changes without making them; exit 1 if there are any
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for confirmation (needed only for --all and --fleet)
    #[arg(short, long)]
    pub yes: bool,
    /// Write a plan for `vsw apply` to this file, without making changes
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    pub plan: Option<PathBuf>,
    /// Resume an interrupted run (see `vsw history --runs`), skipping confirmed changes
    #[arg(long, value_name = "RUN", conflicts_with_all = ["apps", "all", "fleet", "names", "shard", "plan", "max_changes"])]
    pub resume: Option<String>,
    #[command(flatten)]
    pub set: SetOptions,
}

/// Limits and reports of a run over several applications.
#[derive(Debug, clap::Args)]
pub struct SetOptions {
    /// Fail (exit 1) without changes if more than N applications would change
    #[arg(long, value_name = "N")]
    pub max_changes: Option<usize>,
    #[command(flatten)]
    pub pace: Pace,
    #[command(flatten)]
    pub reports: Reports,
}

impl SetOptions {
    pub fn exceeds_max_changes(&self, changes: usize) -> bool {
        self.max_changes.is_some_and(|most| changes > most)
    }
}

/// Concurrency and rate of requests.
#[derive(Debug, clap::Args)]
pub struct Pace {
    /// Number of applications to process concurrently
    #[arg(long, hide_short_help = true, value_name = "N", default_value = "8", value_parser = super::up_to_256)]
    pub concurrency: NonZeroUsize,
    /// Limit requests per second per account; lowered if the API asks [default: no limit]
    #[arg(long, hide_short_help = true, value_name = "N", value_parser = rate)]
    pub rate: Option<f64>,
}

/// `vsw status`
#[derive(Debug, clap::Args)]
pub struct Status {
    #[command(flatten)]
    pub checking: Checking,
    #[command(flatten)]
    pub reports: Reports,
}

/// Selection of applications, and how to check them.
#[derive(Debug, clap::Args)]
pub struct Checking {
    #[command(flatten)]
    pub selectors: Selectors,
    /// How to read --all or --fleet; get: one request per application; list: the account's list, then one
    /// request for each id of --fleet that the list lacks; auto: like list, then one request for each list
    /// entry that may be incomplete
    #[arg(long, hide_short_help = true, value_enum, default_value = "auto", value_name = "HOW")]
    pub read: Read,
    /// Findings that fail the run (comma-separated) in place of the default; `moved` alone adds to the default
    /// [default: drift,unknown; plus unlisted if the fleet file has unlisted = "fail"]
    #[arg(long, value_enum, value_name = "FINDINGS", value_delimiter = ',', hide_short_help = true)]
    pub fail_on: Option<Vec<FailOn>>,
    /// Baseline file to compare with
    ///
    /// Default: the baseline that the fleet file names, else vsw.baseline.json beside it. Without a fleet
    /// file: ./vsw.baseline.json. A vsw.baseline.json is used only if it exists.
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
    Moved,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("max_changes", |arg| arg.help("Fail (exit 1) without changes if the plan lists more than N \
    applications")))]
pub struct Apply {
    /// Plan file of `vsw enable --plan` or `vsw disable --plan`
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Also change applications that changed after the plan was made, or whose document is missing from the
    /// plan
    #[arg(long)]
    pub overwrite: bool,
    /// Show the changes without making them; exit 1 if there are any
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub yes: bool,
    #[command(flatten)]
    pub set: SetOptions,
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().ok().filter(|rate: &f64| (0.01..=100_000.0).contains(rate));
    rate.ok_or_else(|| "expected a number of requests per second from 0.01 to 100000".to_owned())
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// Application id or exact name [default: VONAGE_APPLICATION_ID, or the one of the profile]
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationRef>,
    /// Print the API's response unchanged, secrets included
    #[arg(long)]
    pub raw: bool,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// List only applications whose whole name matches (`*`, `?`; case-sensitive); repeatable
    #[arg(long = "name", value_name = "PATTERN")]
    pub names: Vec<String>,
}

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct History {
    /// Show only this application, by its id or recorded name [default: all]
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationRef>,
    /// List runs, with their outcomes
    #[arg(long, conflicts_with = "app")]
    pub runs: bool,
    /// Show the newest N entries; 0 for all [default: 20, or all with --json]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(subcommand)]
    pub command: Option<HistoryCommand>,
}

#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// Delete old records that are no longer needed
    #[command(after_help = super::help::MORE, after_long_help = super::help::HISTORY_PRUNE)]
    Prune(Prune),
}

/// `vsw history prune`
#[derive(Debug, clap::Args)]
pub struct Prune {
    /// Keep all records of the last DAYS days
    #[arg(long, value_name = "DAYS", default_value_t = 90)]
    pub keep_days: u32,
    /// Show what would be deleted, without deleting; exit 1 if anything would be deleted
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub yes: bool,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("max_changes", |arg| arg.help("With --run: fail (exit 1) without changes if the run changed more \
    than N applications")))]
pub struct Rollback {
    /// Application id or exact name [default: VONAGE_APPLICATION_ID, or the one of the profile]
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationRef>,
    /// Undo a run's changes (see `vsw history --runs`)
    #[arg(long, value_name = "RUN", conflicts_with_all = ["app", "to"])]
    pub run: Option<String>,
    /// Snapshot to restore, from a report or `vsw history` [default: the newest, skipping those of past `listen
    /// --point` runs]
    #[arg(long, value_name = "SNAPSHOT")]
    pub to: Option<String>,
    /// Restore the snapshot, but keep the current signing flag unless it is absent
    #[arg(long)]
    pub keep_signing: bool,
    /// The default; kept for older scripts
    #[arg(long, hide = true)]
    pub exact: bool,
    /// Restore even if someone else changed the application after vsw's last change
    #[arg(long)]
    pub overwrite: bool,
    /// Show the changes without making them; exit 1 if there are any
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub yes: bool,
    #[command(flatten)]
    pub set: SetOptions,
}

impl Rollback {
    pub(super) fn contradiction(&self) -> Option<String> {
        let is_useless = self.run.is_none() && self.set.max_changes.is_some();
        is_useless.then(|| "--max-changes needs --run: without it, one application is rolled back".to_owned())
    }
}
