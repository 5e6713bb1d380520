//! The command lines of what reads and changes applications.

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
    #[command(flatten)]
    pub reports: Reports,
}

/// `vsw status`
#[derive(Debug, clap::Args)]
pub struct Survey {
    #[command(flatten)]
    pub named: Named,
    #[command(flatten)]
    pub reports: Reports,
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
pub struct History {
    /// Only this application
    #[arg(value_name = "APP")]
    pub app: Option<ApplicationId>,
}

/// `vsw rollback`
#[derive(Debug, clap::Args)]
pub struct Rollback {
    /// Application id (UUID, with or without hyphens)
    #[arg(value_name = "APP")]
    pub app: ApplicationId,
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
}
