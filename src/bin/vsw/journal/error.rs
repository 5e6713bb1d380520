//! What can be wrong with the state folder and what it keeps.

use std::io;
use std::path::PathBuf;

use vsw::application::ApplicationId;

use crate::codes::Code;

/// Why the journal cannot be written, read or believed.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("there is no folder for the journal: no home, and none was named")]
    NoFolder,
    #[error("the state folder cannot be written: {path}: {source}", path = path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("the state folder cannot be read: {path}: {source}", path = path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the state folder is not safe: {path} {problem}", path = path.display())]
    Unsafe { path: PathBuf, problem: &'static str },
    #[error("another vsw is changing the application {application}")]
    Claimed { application: ApplicationId },
    #[error("another vsw is carrying out the run {run}")]
    UnderWay { run: String },
    #[error("there is no such snapshot")]
    NoSnapshot,
    #[error("there is no run `{name}` here")]
    NoRun { name: String },
    #[error("the snapshot is gone: {path}", path = path.display())]
    SnapshotGone { path: PathBuf },
    #[error("the snapshot is not what the journal says it is: {what}")]
    SnapshotChanged { what: &'static str },
}

impl JournalError {
    /// The stable word for it in reports.
    pub fn code(&self) -> Code {
        match self {
            Self::NoFolder | Self::Unwritable { .. } => Code::StateUnwritable,
            Self::Claimed { .. } | Self::UnderWay { .. } => Code::StateUnwritable,
            Self::Unreadable { .. } => Code::StateUnreadable,
            Self::Unsafe { .. } => Code::StateUnsafe,
            Self::NoSnapshot => Code::NoSnapshot,
            Self::NoRun { .. } => Code::NoRun,
            Self::SnapshotGone { .. } | Self::SnapshotChanged { .. } => Code::SnapshotChanged,
        }
    }

    pub fn hint(&self) -> String {
        match self {
            Self::NoFolder | Self::Unwritable { .. } => {
                "a change keeps a snapshot first: name a writable folder with --state-dir DIR or VSW_STATE_DIR".to_owned()
            }
            Self::Unreadable { .. } => "name another folder with --state-dir DIR or VSW_STATE_DIR".to_owned(),
            Self::Unsafe { path, .. } => {
                format!("make it yours alone (`chmod go-w {}`), or name another with --state-dir DIR", path.display())
            }
            Self::Claimed { .. } => "wait for it to end, or allow more time with --timeout SECONDS".to_owned(),
            Self::UnderWay { .. } => "wait for it to end, or stop it; then go on with it".to_owned(),
            Self::NoRun { .. } => {
                "see which there are: `vsw history --runs`".to_owned()
            }
            Self::NoSnapshot | Self::SnapshotGone { .. } | Self::SnapshotChanged { .. } => {
                "see what there is: `vsw history`".to_owned()
            }
        }
    }
}
