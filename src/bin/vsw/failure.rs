//! Failure: why a command produced no report. Each variant has an exit code, a stable code and, if possible, a hint.
//!
//! Not here: a failure of one application among several; that is part of a report.

use std::io::ErrorKind;
use std::path::Path;

use vsw::application::{ApplicationId, InvalidDocument, RefusedDocument};
use vsw::secret::InvalidSecret;
use vsw::verify::BuildVerifierError;

use crate::api::ApiError;
use crate::baseline::BaselineError;
use crate::capture::ParseRequestError;
use crate::codes::Code;
use crate::config::ConfigError;
use crate::context::{ClockError, StdinClaimed};
use crate::disk::WriteFileError;
use crate::exit::Exit;
use crate::fleet::FleetError;
use crate::journal::JournalError;
use crate::plan::PlanError;
use crate::public_url::ParsePublicUrlError;
use crate::report::SourceLocation;
use crate::sandbox::SandboxError;
use crate::screen::{PromptError, StdoutError, shell};
use crate::sender::TargetError;
use crate::signals::Interrupted;
use crate::tls::TlsError;

/// The reason why a command produced no report.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{message}")]
    Usage { message: String, hint: Option<String> },
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error("application {id} not found in account {api_key}; nothing was stored")]
    ForeignApplication { api_key: String, id: ApplicationId },
    /// No application has the name that was given.
    #[error("{message}")]
    UnknownName { message: String, hint: String },
    #[error("cannot look up the name `{name}` in account {api_key}: {source}; nothing was changed")]
    NameNotLookedUp { name: String, api_key: String, source: Box<ApiError> },
    /// The API check of `login` failed; credentials are stored only after a successful request.
    #[error("{0}; nothing was stored")]
    NotStored(#[source] ApiError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The targets of a change are chosen from the list, so an incomplete list changes nothing.
    #[error("cannot read all applications of account {api_key}: {source}; nothing was changed")]
    NotGathered { api_key: String, source: Box<ApiError>, hint: Option<String> },
    #[error("{count} applications would change, but `--max-changes` allows {most}; nothing was changed")]
    TooMany { count: usize, most: usize },
    #[error("{path} covers {accounts} accounts; an auto-detected fleet file must not choose credentials")]
    FoundFleet { path: String, accounts: usize },
    #[error("{path}, line {line}: account `{name}` must be {wanted}, but its credentials are for {found}; nothing was sent", line = place.line)]
    FleetAccount { path: String, name: String, wanted: String, found: String, place: Box<SourceLocation> },
    #[error(
        "{what} is for account {wanted} at {origin}, but the credentials are for account {found} at {at}"
    )]
    OtherAccount { what: String, wanted: String, origin: String, found: String, at: String },
    #[error(transparent)]
    Fleet(#[from] FleetError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// The API returned a document that cannot be evaluated.
    #[error("{application}{0}", application = application(.0))]
    Unfit(#[from] RefusedDocument),
    #[error("no earlier document of application {id} is recorded")]
    NothingKnown { id: ApplicationId },
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    #[error("--report {wanted}: {source}")]
    Report { wanted: String, source: WriteFileError },
    #[error("{one} and {other} name the same file; nothing was written")]
    SameOutput { one: String, other: String },
    /// A system error without a code of its own.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
    #[error("cannot run `{program}`: {source}")]
    NotStarted { program: String, source: std::io::Error },
    #[error("cannot listen on {address}: {source}")]
    NotListening { address: String, source: std::io::Error },
    #[error(transparent)]
    PublicUrl(#[from] ParsePublicUrlError),
    /// The webhooks of an application do not go to a receiver, or it is not known that they do.
    #[error("the webhooks of `{name}` were not pointed to {public}: {detail}")]
    NotPointed { name: String, public: String, detail: String, code: Code, exit: Exit, hint: Option<String> },
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("cannot create a temporary directory: {0}")]
    TemporaryDirectory(#[source] std::io::Error),
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// `label` names the secret.
    #[error("{label}: {reason}")]
    UnfitSecret { label: String, reason: InvalidSecret },
    #[error(transparent)]
    NoVerifier(BuildVerifierError),
    #[error(transparent)]
    RequestFile(#[from] ParseRequestError),
    #[error(transparent)]
    Prompt(#[from] PromptError),
    #[error(transparent)]
    Stdout(#[from] StdoutError),
    #[error(transparent)]
    Clock(#[from] ClockError),
    #[error("VSW_READ_ONLY is set; nothing was changed")]
    ReadOnly { has_dry_run: bool },
    #[error("declined; nothing was changed")]
    Declined,
    /// A signal came before the command had a result.
    #[error("interrupted{}", if .0.nothing_changed { "; nothing was changed" } else { "" })]
    Interrupted(Interrupted),
    #[error("the API's response is not JSON")]
    NotJson,
    #[error("refusing to show a document that contains a secret of this profile")]
    OwnSecret,
    #[error("refusing to write a file: an application's name contains a configured secret")]
    SecretInName,
    /// One account of several failed.
    #[error("account {name}: {error}")]
    OfAccount { name: String, error: Box<ApiError>, hint: Option<String> },
    #[error("refusing to create a delivery that contains a configured secret")]
    SecretInside,
    #[error("more than one signature secret could sign: {}", .labels.join("; "))]
    SeveralSecrets { labels: Vec<String> },
    #[error("no signature secret is configured for API key {api_key}")]
    NoSecretOf { api_key: String },
    #[error("all configured signature secrets are retired; cannot sign")]
    AllRetired,
}

impl Failure {
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    /// Returns the error of a job summary to which nothing can be added.
    pub fn unwritten_summary(path: &Path, source: std::io::Error) -> Self {
        Self::File { what: format!("GITHUB_STEP_SUMMARY ({})", path.display()), source }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. }
            | Self::SameOutput { .. }
            | Self::Target(_)
            | Self::PublicUrl(_)
            | Self::Prompt(PromptError::NoTerminal)
            | Self::NoVerifier(BuildVerifierError::HeaderName { .. }) => Exit::Usage,
            Self::Config(error) => error.exit(),
            Self::Api(error) | Self::NotStored(error) => error.exit(),
            Self::NotGathered { source: error, .. }
            | Self::NameNotLookedUp { source: error, .. }
            | Self::OfAccount { error, .. } => error.exit(),
            Self::Unfit(_) | Self::NotJson => Exit::Unreachable,
            Self::Journal(error) => error.exit(),
            Self::NotPointed { exit, .. } => *exit,
            Self::ForeignApplication { .. } | Self::UnknownName { .. } => Exit::Refused,
            Self::Declined | Self::TooMany { .. } => Exit::No,
            Self::Interrupted(interrupted) => interrupted.exit,
            // Most others concern this machine: a file, a directory, a secret or a setting.
            _ => Exit::Configuration,
        }
    }

    /// Returns the stable code that `vsw/error/1` reports.
    pub fn code(&self) -> Code {
        match self {
            Self::Usage { .. }
            | Self::SameOutput { .. }
            | Self::Target(_)
            | Self::PublicUrl(_)
            | Self::NoVerifier(BuildVerifierError::HeaderName { .. }) => Code::Usage,
            Self::Config(error) => error.code(),
            Self::Plan(_) => Code::PlanFile,
            Self::OtherAccount { .. } | Self::FleetAccount { .. } => Code::AccountMismatch,
            Self::FoundFleet { .. } => Code::FleetFile,
            Self::Api(error) | Self::NotStored(error) => error.code(),
            Self::NotGathered { source: error, .. }
            | Self::NameNotLookedUp { source: error, .. }
            | Self::OfAccount { error, .. } => error.code(),
            Self::Journal(error) => error.code(),
            Self::Fleet(_) => Code::FleetFile,
            Self::Baseline(error) => error.code(),
            Self::Unfit(refused) => (&refused.reason).into(),
            Self::NotPointed { code, .. } => *code,
            Self::NothingKnown { .. } => Code::NoSnapshot,
            Self::ForeignApplication { .. } | Self::UnknownName { .. } => Code::NotFound,
            Self::File { .. } | Self::Report { .. } | Self::Other(_) => Code::File,
            Self::NotStarted { .. } => Code::NotStarted,
            Self::NotListening { .. } => Code::NotListening,
            Self::TemporaryDirectory(_) => Code::NoFolder,
            Self::Tls(_) => Code::Client,
            Self::Sandbox(_) => Code::Sandbox,
            Self::UnfitSecret { .. } => Code::UnfitSecret,
            Self::NoVerifier(_) => Code::UnfitSecrets,
            Self::RequestFile(_) => Code::BadRequestFile,
            Self::Prompt(_) => Code::CannotAsk,
            Self::Stdout(_) => Code::Stdout,
            Self::Clock(_) => Code::SystemClock,
            Self::ReadOnly { .. } => Code::ReadOnly,
            Self::Declined => Code::Declined,
            Self::Interrupted(_) => Code::Interrupted,
            Self::TooMany { .. } => Code::MaxChanges,
            Self::NotJson => Code::Unreachable,
            Self::OwnSecret | Self::SecretInside | Self::SecretInName => Code::OwnSecret,
            Self::SeveralSecrets { .. } => Code::SeveralSecrets,
            Self::NoSecretOf { .. } => Code::NoSignatureSecret,
            Self::AllRetired => Code::Retired,
        }
    }

    /// Returns the location of a mistake in a fleet file.
    pub fn place(&self) -> Option<SourceLocation> {
        match self {
            Self::Fleet(error) => error.place(),
            Self::FleetAccount { place, .. } => Some(SourceLocation::clone(place)),
            _ => None,
        }
    }

    /// Returns the next step for the user.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Usage { hint, .. } | Self::NotPointed { hint, .. } => return hint.clone(),
            Self::UnknownName { hint, .. } => return Some(hint.clone()),
            Self::Config(error) => return error.hint(),
            Self::NotStored(ApiError::Unauthorized { .. }) => {
                "compare the API key and API secret with the API settings in the Dashboard: https://dashboard.nexmo.com/settings"
            }
            Self::Api(error) | Self::NotStored(error) => return error.hint(),
            Self::NameNotLookedUp { source, .. } => return source.hint(),
            Self::NotGathered { hint, .. } | Self::OfAccount { hint, .. } => return hint.clone(),
            Self::PublicUrl(error) => error.hint(),
            Self::Journal(error) => return Some(error.hint()),
            Self::Fleet(error) => error.hint(),
            Self::Baseline(error) => return Some(error.hint()),
            Self::Sandbox(error) => return Some(error.hint()),
            Self::Plan(error) => error.hint(),
            Self::Target(error) => return Some(error.hint()),
            Self::Tls(error) => error.hint(),
            Self::TooMany { .. } => "review the changes with `--dry-run`, then raise `--max-changes`",
            Self::FoundFleet { path, .. } => {
                return Some(format!("name the file: `--fleet {}`", shell::word(path)));
            }
            Self::FleetAccount { .. } => "check the credentials and their sources with `vsw config show`",
            Self::OtherAccount { .. } => "select the account's profile with `--profile`",
            Self::Unfit(refused) => return Some(inspection(refused)),
            Self::NothingKnown { .. } => {
                "record the present document with `--accept`, or name one with `--against`: a baseline file, a \
                 snapshot from `vsw history`, or a document"
            }
            Self::ForeignApplication { .. } => {
                "find the id in the Dashboard's list of applications, or omit `--application`"
            }
            Self::Prompt(_) => "pass the value as an option; `--yes` answers a confirmation",
            Self::Clock(_) => "set the clock of this machine: `date` prints its time",
            Self::ReadOnly { has_dry_run: true } => "unset VSW_READ_ONLY, or preview with `--dry-run`",
            Self::ReadOnly { has_dry_run: false } => "unset VSW_READ_ONLY",
            Self::UnfitSecret { .. } => {
                "copy the signature secret exactly as the Dashboard's settings show it into a file, the environment \
                 or a profile"
            }
            Self::NoVerifier(reason) => buildable(reason),
            Self::RequestFile(error) => error.hint(),
            Self::NotJson => "check the API origin with `vsw config show`",
            Self::OwnSecret => "omit `--raw`: `vsw show` masks secrets",
            Self::SecretInName => "rename the application and replace the secret: the name exposes it",
            Self::SecretInside => "remove the secret from the body, the URL and the claims",
            Self::SeveralSecrets { .. } => {
                "select an account with `--api-key KEY`, or one secret with `--signature-secret-file FILE`"
            }
            Self::AllRetired => "add the current secret: `vsw config secret add`",
            Self::NoSecretOf { .. } => "pass one with `--signature-secret-file API_KEY=FILE`",
            Self::NotListening { .. } => "choose another port; 0 selects a free one",
            Self::TemporaryDirectory(_) => "set TMPDIR to a writable directory",
            Self::Report { .. } => "name another file, or omit the path to print the report",
            Self::SameOutput { .. } => "give each output a path of its own",
            Self::File { source, .. } => return file_hint(source.kind()).map(str::to_owned),
            Self::NotStarted { .. } => "check the program's path and that it is executable",
            Self::Other(_) | Self::Stdout(_) | Self::Declined | Self::Interrupted(_) => return None,
        };
        Some(hint.to_owned())
    }
}

impl From<StdinClaimed> for Failure {
    fn from(claimed: StdinClaimed) -> Self {
        ConfigError::from(claimed).into()
    }
}

/// Returns the next step for a file that cannot be read or written.
fn file_hint(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "check the path",
        ErrorKind::PermissionDenied => "check the permissions of the file and of its directory",
        ErrorKind::IsADirectory => "name a file",
        // Only a directory is created.
        ErrorKind::AlreadyExists => "name a directory",
        ErrorKind::FileTooLarge => "check that it is the file that you mean",
        // Other errors, such as a path that no output may replace, have no common remedy.
        _ => return None,
    })
}

/// Returns the next step for a verifier that was not built.
fn buildable(reason: &BuildVerifierError) -> &'static str {
    match reason {
        BuildVerifierError::HeaderName { .. } => "name one header, such as `--header-name Authorization`",
        _ => "assign each secret to an account: `--signature-secret-file API_KEY=FILE`",
    }
}

/// Returns the next step for a refused document.
fn inspection(refused: &RefusedDocument) -> String {
    if refused.reason == InvalidDocument::PrivateKeyPresent {
        return "treat the key as leaked and create a new key pair; see `vsw explain private-key-present`"
            .to_owned();
    }
    let id = refused.id.map_or_else(String::new, |id| format!("{id} "));
    format!("inspect the document: `vsw show {id}--raw`")
}

/// Names the application of a refused document.
fn application(refused: &RefusedDocument) -> String {
    match (&refused.id, &refused.name) {
        (Some(id), Some(name)) => format!("application `{name}` ({id}): "),
        (Some(id), None) => format!("application {id}: "),
        (None, _) => String::new(),
    }
}
