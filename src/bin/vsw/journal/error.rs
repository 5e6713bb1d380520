//! Errors of the state directory and its content.

use std::io;
use std::path::PathBuf;

use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::screen::shell;

pub(super) const WRITABLE_BY_OTHERS: &str = "can be written by others";

#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("cannot locate a state directory for the journal: no home directory and no `--state-dir`")]
    NoDirectory,
    #[error("cannot write to the state directory: {path}: {source}", path = path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("cannot write to the state directory: another process has locked {path}", path = path.display())]
    Locked { path: PathBuf },
    #[error("cannot read the state directory: {path}: {source}", path = path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("the state directory is unsafe: {path} {problem}", path = path.display())]
    Unsafe { path: PathBuf, problem: &'static str },
    #[error("another vsw process is changing application {application}; nothing was sent")]
    Claimed { application: ApplicationId },
    #[error(
        "another vsw listen points the webhooks of application {application} to itself; nothing was sent"
    )]
    Pointed { application: ApplicationId },
    #[error("another vsw process is executing run {run}; nothing was sent")]
    UnderWay { run: String },
    #[error("another vsw process is running a live check of this account; nothing was sent")]
    LiveCheckUnderWay,
    #[error("snapshot `{name}` not found; nothing was changed")]
    UnknownSnapshot { name: String, application: ApplicationId },
    #[error("the journal has no snapshot of application {application}; nothing was changed")]
    NoSnapshot { application: ApplicationId },
    #[error("the journal {path} has a malformed document hash", path = path.display())]
    MalformedDigest { path: PathBuf },
    #[error("run `{name}` not found")]
    NoRun { name: String },
    #[error("snapshot `{name}` belongs to another application, {owner}; nothing was changed")]
    ForeignSnapshot { name: String, owner: String, application: ApplicationId },
    #[error("snapshot `{name}` belongs to another account, {account}; nothing was changed")]
    OtherAccountSnapshot { name: String, account: String },
    #[error("snapshot `{name}` belongs to another API origin, {origin}; nothing was changed")]
    OtherOriginSnapshot { name: String, origin: String },
    #[error("the stored document is missing: {path}", path = path.display())]
    DocumentGone { path: PathBuf },
    #[error("the stored document {path} does not match the journal: {what}", path = path.display())]
    DocumentChanged { path: PathBuf, what: &'static str },
    #[error("run `{name}` cannot be resumed, because vsw has no stored plan of the run")]
    NoPlan { name: String },
    #[error("a stored document of application {application} does not match the journal: {what}")]
    SnapshotChanged { application: String, what: &'static str },
    #[error("cannot restore application {application}: {source}; nothing was restored")]
    Unrestorable { application: String, source: Box<JournalError> },
    #[error("cannot compare {application} with its reference: {source}")]
    Reference { application: ApplicationId, source: Box<JournalError> },
}

impl JournalError {
    pub fn code(&self) -> Code {
        match self {
            Self::NoDirectory | Self::Unwritable { .. } | Self::Locked { .. } => Code::StateUnwritable,
            Self::Claimed { .. } | Self::Pointed { .. } | Self::UnderWay { .. } | Self::LiveCheckUnderWay => {
                Code::Conflict
            }
            Self::Unreadable { .. } => Code::StateUnreadable,
            Self::Unsafe { .. } => Code::StateUnsafe,
            Self::NoSnapshot { .. }
            | Self::UnknownSnapshot { .. }
            | Self::ForeignSnapshot { .. }
            | Self::OtherAccountSnapshot { .. }
            | Self::OtherOriginSnapshot { .. } => Code::NoSnapshot,
            Self::NoRun { .. } | Self::NoPlan { .. } => Code::NoRun,
            Self::DocumentGone { .. }
            | Self::DocumentChanged { .. }
            | Self::SnapshotChanged { .. }
            | Self::MalformedDigest { .. } => Code::SnapshotChanged,
            Self::Unrestorable { source, .. } | Self::Reference { source, .. } => source.code(),
        }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Claimed { .. } | Self::Pointed { .. } | Self::UnderWay { .. } | Self::LiveCheckUnderWay => {
                Exit::No
            }
            _ => Exit::Configuration,
        }
    }

    pub fn hint(&self) -> String {
        match self {
            Self::NoDirectory => {
                "name a writable directory for the journal and snapshots with `--state-dir DIR` or VSW_STATE_DIR".to_owned()
            }
            Self::Unwritable { .. } => {
                "check the path's owner and permissions, and the free space; or start a new history in another directory: `--state-dir DIR` or VSW_STATE_DIR".to_owned()
            }
            Self::Unreadable { .. } => "check the path's owner and permissions, or start a new history in another directory: `--state-dir DIR`".to_owned(),
            Self::Unsafe { path, problem } if *problem == WRITABLE_BY_OTHERS => {
                format!("remove other users' access (`chmod go-w {}`), or name another directory with `--state-dir DIR`", shell::word(&path.display().to_string()))
            }
            Self::Unsafe { problem, .. } => unsafe_hint(problem).to_owned(),
            Self::Claimed { application } => format!(
                "wait for that process to end, then run `vsw status {application}`; if the change is still needed, repeat the command"
            ),
            Self::Pointed { .. } => "stop that process first, or use another application".to_owned(),
            Self::Locked { .. } => {
                "wait for that process to end, or raise `--timeout SECONDS`".to_owned()
            }
            Self::LiveCheckUnderWay => "wait for that process to end".to_owned(),
            Self::UnderWay { .. } => "wait for that process to end, or stop it, then repeat this command".to_owned(),
            Self::NoRun { .. } => {
                "list the runs with `vsw history --runs`".to_owned()
            }
            Self::NoPlan { .. } => {
                "repeat the original command, without `--resume`: it skips applications that need no change".to_owned()
            }
            Self::UnknownSnapshot { application, .. } | Self::ForeignSnapshot { application, .. } => {
                format!("list the snapshots of this application with `vsw history {application}`")
            }
            Self::OtherAccountSnapshot { .. } => {
                "select the credentials of that account: `--profile NAME`, or VONAGE_API_KEY and VONAGE_API_SECRET".to_owned()
            }
            Self::OtherOriginSnapshot { origin, .. } => {
                format!("select that API origin: `--api-url {}`", shell::word(origin))
            }
            Self::NoSnapshot { .. } => "vsw undoes only its own changes; if you used `--state-dir` or `--profile` for the change, pass the same option".to_owned(),
            Self::DocumentGone { .. }
            | Self::DocumentChanged { .. }
            | Self::SnapshotChanged { .. }
            | Self::MalformedDigest { .. } => "choose another snapshot from `vsw history`: `vsw rollback APP --to SNAPSHOT`; for `vsw diff`, use `--against SNAPSHOT`".to_owned(),
            // The document may be intact, so do not suggest another snapshot.
            Self::Unrestorable { source, .. } | Self::Reference { source, .. }
                if matches!(**source, Self::Unreadable { .. } | Self::Unsafe { .. }) =>
            {
                source.hint()
            }
            Self::Unrestorable { .. } => {
                "restore the run's other applications one by one: `vsw rollback APP --to SNAPSHOT`; `vsw history` lists the snapshots".to_owned()
            }
            Self::Reference { application: id, .. } => format!(
                "review the application with `vsw show {id}`, then make it the reference: `vsw diff {id} --accept`"
            ),
        }
    }
}

fn unsafe_hint(problem: &str) -> &'static str {
    match problem {
        "belongs to another user" => {
            "run vsw as that user; if the owner is wrong, change the owner with `chown`"
        }
        "is a symbolic link" => {
            "replace the link by its target; if the state directory itself is the link, you may pass the target with `--state-dir` instead"
        }
        "is a link" => "replace the link by its target",
        "is not a directory" => {
            "move that file away, or name another state directory with `--state-dir DIR` or VSW_STATE_DIR"
        }
        _ => {
            "move that path away, or start a new history in another directory: `--state-dir DIR` or VSW_STATE_DIR"
        }
    }
}
