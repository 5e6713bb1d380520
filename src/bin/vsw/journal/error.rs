//! Errors of the state directory and its content.

use std::io;
use std::path::PathBuf;

use vsw::application::ApplicationId;

use crate::codes::Code;

/// Why the journal cannot be written, read or trusted.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("cannot locate a state directory for the journal: no home directory and no `--state-dir`")]
    NoDirectory,
    #[error("cannot write to the state directory {path}: {source}", path = path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("cannot read the state directory {path}: {source}", path = path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the state directory is unsafe: {path} {problem}", path = path.display())]
    Unsafe { path: PathBuf, problem: &'static str },
    #[error("another vsw process is changing application {application}")]
    Claimed { application: ApplicationId },
    #[error("another vsw process is executing run {run}")]
    UnderWay { run: String },
    #[error("snapshot not found")]
    NoSnapshot,
    #[error("run `{name}` not found")]
    NoRun { name: String },
    #[error("the snapshot file is missing: {path}", path = path.display())]
    SnapshotGone { path: PathBuf },
    #[error("the snapshot does not match the journal: {what}")]
    SnapshotChanged { what: &'static str },
}

impl JournalError {
    /// Returns the stable code for reports.
    pub fn code(&self) -> Code {
        match self {
            Self::NoDirectory | Self::Unwritable { .. } => Code::StateUnwritable,
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
            Self::NoDirectory | Self::Unwritable { .. } => {
                "every change first stores a snapshot: name a writable directory with `--state-dir DIR` or VSW_STATE_DIR".to_owned()
            }
            Self::Unreadable { .. } => "name another directory with `--state-dir DIR` or VSW_STATE_DIR".to_owned(),
            Self::Unsafe { path, .. } => {
                format!("remove other users' access (`chmod go-w {}`), or name another directory with `--state-dir DIR`", path.display())
            }
            Self::Claimed { .. } => "wait for that process to end, or raise `--timeout SECONDS`".to_owned(),
            Self::UnderWay { .. } => "wait for that process to end, or stop it, then resume the run".to_owned(),
            Self::NoRun { .. } => {
                "list the runs with `vsw history --runs`".to_owned()
            }
            Self::NoSnapshot | Self::SnapshotGone { .. } | Self::SnapshotChanged { .. } => {
                "list the snapshots with `vsw history`".to_owned()
            }
        }
    }
}
