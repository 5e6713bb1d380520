//! Failure: why a command produced no report.
//!
//! Not here: the failure of one of several applications, which the report contains.

mod hint;

use std::path::Path;

use vsw::application::{ApplicationId, RefusedDocument};
use vsw::secret::InvalidSecret;
use vsw::verify::BuildVerifierError;

use crate::api::{ApiError, CallError};
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
#[cfg(feature = "redis")]
use crate::replay_store::StoreError;
use crate::report::SourceLocation;
use crate::sandbox::SandboxError;
use crate::screen::{PromptError, StdoutError};
use crate::sender::TargetError;
use crate::server::ListenError;
use crate::signals::Interrupted;
use crate::tls::TlsError;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{message}")]
    Usage { message: String, hint: Option<String> },
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Call(Box<CallError>),
    #[error("application {id} not found in account {api_key}; nothing was stored")]
    ForeignApplication { api_key: String, id: ApplicationId },
    #[error("application {id} not found in account {api_key} (404){explanation}")]
    NotInAccount { id: ApplicationId, api_key: String, explanation: String },
    #[error("{message}")]
    UnknownName { message: String, hint: String },
    #[error("cannot look up the name `{name}` in account {api_key}: {source}; nothing was changed")]
    NameNotLookedUp { name: String, api_key: String, source: Box<ApiError> },
    /// Credentials are stored only after a successful request.
    #[error("{0}; nothing was stored")]
    NotStored(#[source] ApiError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Changes are chosen from the list of applications, so an incomplete list prevents all changes.
    #[error("cannot read all applications of account {api_key}: {source}; nothing was changed")]
    NotGathered { api_key: String, source: Box<ApiError>, hint: Option<String> },
    #[error(
        "the original run changed {count} applications (unconfirmed changes included), but `--max-changes` allows {most}; nothing was restored"
    )]
    TooMany { count: usize, most: usize },
    #[error(
        "{path} covers {accounts} accounts; without `--fleet`, vsw uses a fleet file only if it covers one account"
    )]
    FoundFleet { path: String, accounts: usize },
    #[error("{path}, line {line}: account `{name}` has the API key {wanted}, but the credentials in use are for {found}; nothing was sent", line = place.line)]
    FleetAccount {
        path: String,
        name: String,
        wanted: String,
        found: String,
        profile: Option<Box<str>>,
        place: Box<SourceLocation>,
    },
    /// Each of `wanted` and `found` names an account and its API origin.
    #[error("{what} is for account {wanted}, but the credentials are for account {found}; nothing was sent")]
    OtherAccount { what: String, wanted: String, found: String, profile: String },
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
    #[error(transparent)]
    NotListening(#[from] ListenError),
    #[error(transparent)]
    PublicUrl(#[from] ParsePublicUrlError),
    /// The application's webhooks do not go to the receiver, or vsw could not confirm that they do.
    #[error("pointing the webhooks of `{name}` to {public} failed: {detail}")]
    NotPointed { name: String, public: String, detail: String, code: Code, exit: Exit, hint: Option<String> },
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[cfg(feature = "redis")]
    #[error(transparent)]
    ReplayStore(#[from] StoreError),
    #[error("cannot create a temporary directory: {0}")]
    TemporaryDirectory(#[source] std::io::Error),
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
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
    #[error("interrupted{}", if .0.nothing_changed { "; nothing was changed" } else { "" })]
    Interrupted(Interrupted),
    #[error("the API's response is not JSON")]
    NotJson,
    #[error("refusing to show a document that contains a configured secret")]
    OwnSecret,
    #[error("refusing to write a file: {place} contains a configured secret")]
    SecretInFile { place: String },
    #[error("account {name}: {error}")]
    OfAccount { name: String, error: Box<ApiError>, hint: Option<String> },
    #[error("refusing to create a delivery that contains a configured secret")]
    SecretInside,
    #[error("refusing to send a request that contains a configured secret; no call was made")]
    SecretInCall,
    /// If `of_one_account` is true, `--api-key` cannot choose among the secrets, because they name the same
    /// account or none.
    #[error("more than one signature secret could sign: {}", .labels.join("; "))]
    SeveralSecrets { labels: Vec<String>, of_one_account: bool },
    #[error("no active signature secret is configured for API key {api_key}")]
    NoSecretOf { api_key: String },
    #[error("all configured signature secrets are retired; cannot sign")]
    AllRetired,
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        Self::Call(Box::new(error))
    }
}

impl Failure {
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

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
            Self::Call(error) => error.exit(),
            Self::NotGathered { source: error, .. }
            | Self::NameNotLookedUp { source: error, .. }
            | Self::OfAccount { error, .. } => error.exit(),
            Self::Unfit(_) | Self::NotJson => Exit::Unreachable,
            Self::Journal(error) => error.exit(),
            Self::NotPointed { exit, .. } => *exit,
            Self::ForeignApplication { .. } | Self::NotInAccount { .. } | Self::UnknownName { .. } => {
                Exit::Refused
            }
            Self::Declined | Self::TooMany { .. } => Exit::No,
            Self::Interrupted(interrupted) => interrupted.exit,
            // Most others concern this machine: a file, a directory, a secret or a setting.
            _ => Exit::Configuration,
        }
    }

    /// The stable code in the `vsw/error/1` document.
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
            Self::Call(error) => error.code(),
            Self::NotGathered { source: error, .. }
            | Self::NameNotLookedUp { source: error, .. }
            | Self::OfAccount { error, .. } => error.code(),
            Self::Journal(error) => error.code(),
            Self::Fleet(_) => Code::FleetFile,
            Self::Baseline(error) => error.code(),
            Self::Unfit(refused) => (&refused.reason).into(),
            Self::NotPointed { code, .. } => *code,
            Self::NothingKnown { .. } => Code::NoSnapshot,
            Self::ForeignApplication { .. } | Self::NotInAccount { .. } | Self::UnknownName { .. } => {
                Code::NotFound
            }
            Self::File { .. } | Self::Report { .. } | Self::Other(_) => Code::File,
            Self::NotStarted { .. } => Code::NotStarted,
            Self::NotListening(_) => Code::NotListening,
            Self::TemporaryDirectory(_) => Code::NoFolder,
            Self::Tls(_) => Code::Client,
            #[cfg(feature = "redis")]
            Self::ReplayStore(_) => Code::ReplayStore,
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
            Self::OwnSecret | Self::SecretInside | Self::SecretInCall | Self::SecretInFile { .. } => {
                Code::OwnSecret
            }
            Self::SeveralSecrets { .. } => Code::SeveralSecrets,
            Self::NoSecretOf { .. } => Code::NoSignatureSecret,
            Self::AllRetired => Code::Retired,
        }
    }

    pub fn place(&self) -> Option<SourceLocation> {
        match self {
            Self::Fleet(error) => error.place(),
            Self::FleetAccount { place, .. } => Some(SourceLocation::clone(place)),
            _ => None,
        }
    }
}

impl From<StdinClaimed> for Failure {
    fn from(claimed: StdinClaimed) -> Self {
        ConfigError::from(claimed).into()
    }
}

fn application(refused: &RefusedDocument) -> String {
    match (&refused.id, &refused.name) {
        (Some(id), Some(name)) => format!("application `{name}` ({id}): "),
        (Some(id), None) => format!("application {id}: "),
        (None, _) => String::new(),
    }
}
