//! Report: what a command found or did, as data. Serialised it is the JSON contract; `render` makes text of it.

pub mod change;
pub mod config;
pub mod login;
pub mod page;
pub mod status;
pub mod whoami;

use serde::Serialize;

use crate::exit::Exit;

pub use change::ChangeReport;
pub use config::ConfigReport;
pub use login::{LoginReport, LogoutReport};
pub use page::Page;
pub use status::StatusReport;
pub use whoami::WhoamiReport;

/// What a command hands over when it is done.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Report {
    Change(ChangeReport),
    Status(StatusReport),
    Login(LoginReport),
    Logout(LogoutReport),
    Whoami(WhoamiReport),
    Config(ConfigReport),
    /// Reference text that is the same in every format: a man page, a completion script.
    Page(Page),
    /// All was said by somebody else already: a command that was run, a server that served.
    Ended(#[serde(skip)] Exit),
}

impl Report {
    pub fn exit(&self) -> Exit {
        match self {
            Self::Change(report) => report.exit(),
            Self::Status(report) => report.exit(),
            Self::Login(_) | Self::Logout(_) | Self::Whoami(_) | Self::Config(_) | Self::Page(_) => Exit::Yes,
            Self::Ended(exit) => *exit,
        }
    }
}

/// Which applications a run was about, and who said so.
#[derive(Clone, Debug, Serialize)]
pub struct Selection {
    pub source: &'static str,
    pub count: usize,
}

/// A place in a document that differs.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    pub path: String,
}
