//! Failure: why a run has no report. By cause, each with its exit, its stable code and the way out.
//!
//! Not here: what went wrong with one application among several; that is part of a report.

use jiff::Timestamp;
use vsw::application::{ApplicationId, InvalidDocument};
use vsw::secret::InvalidSecret;
use vsw::verify::BuildVerifierError;

use crate::api::ApiError;
use crate::baseline::BaselineError;
use crate::capture::BadRequest;
use crate::codes::Code;
use crate::config::ConfigError;
use crate::context::StdinClaimed;
use crate::exit::Exit;
use crate::fleet::FleetError;
use crate::journal::JournalError;
use crate::plan::PlanError;
use crate::report::SourceLocation;
use crate::sandbox::SandboxError;
use crate::screen::{CannotAsk, StdoutError};

/// Why there is nothing to report.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{message}")]
    Usage { message: String, hint: Option<String> },
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error("nothing was stored: the account {api_key} has no application {id}")]
    ForeignApplication { api_key: String, id: ApplicationId },
    /// `login` stores nothing that was not seen to work.
    #[error("nothing was stored: {0}")]
    NotStored(#[source] ApiError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// What is changed is chosen by what is listed: a part is not enough for that.
    #[error("the applications of the account {api_key} could not all be read, so none was changed: {source}")]
    NotGathered { api_key: String, source: Box<ApiError> },
    #[error("{count} applications would be changed, and --max-changes allows {most}; nothing was written")]
    TooMany { count: usize, most: usize },
    #[error("{path} is about {accounts} accounts, and a file that was only found chooses no credentials")]
    FoundFleet { path: String, accounts: usize },
    #[error("{path}, line {line}: the account `{name}` is to be {wanted}, and its credentials are {found}'s; nothing was sent", line = place.line)]
    FleetAccount { path: String, name: String, wanted: String, found: String, place: Box<SourceLocation> },
    #[error("{what} is for the account {wanted} at {origin}, and these credentials are of {found} at {at}")]
    OtherAccount { what: String, wanted: String, origin: String, found: String, at: String },
    #[error(transparent)]
    Fleet(#[from] FleetError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// What the API has is not a document to judge.
    #[error(transparent)]
    Unfit(#[from] InvalidDocument),
    #[error("no document of the application {id} is known from a time when signing was on{}", seen(*.at))]
    NothingKnown { id: ApplicationId, at: Option<Timestamp> },
    #[error("{what}: {source}")]
    File { what: String, source: std::io::Error },
    /// The system refused something that has no code of its own; carried here as it is.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
    #[error("`{program}` cannot be run: {source}")]
    NotStarted { program: String, source: std::io::Error },
    #[error("{address} cannot be listened on: {source}")]
    NotListening { address: String, source: std::io::Error },
    #[error("no temporary folder can be made: {0}")]
    NoFolder(#[source] std::io::Error),
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The label says which secret.
    #[error("{label}: {reason}")]
    UnfitSecret { label: String, reason: InvalidSecret },
    #[error(transparent)]
    NoVerifier(BuildVerifierError),
    #[error(transparent)]
    BadRequest(#[from] BadRequest),
    #[error(transparent)]
    CannotAsk(#[from] CannotAsk),
    #[error(transparent)]
    Stdout(#[from] StdoutError),
    #[error("VSW_READ_ONLY is set: nothing is written")]
    ReadOnly,
    #[error("declined; nothing was changed")]
    Declined,
    #[error("the API's answer is no JSON")]
    NotJson,
    #[error("the document holds a secret of this profile, and is not shown")]
    OwnSecret,
    #[error("an application's name holds a secret of yours, and no file with it is written")]
    SecretInName,
    /// One of several accounts.
    #[error("account {name}: {error}")]
    OfAccount { name: String, error: Box<ApiError> },
    #[error("the delivery holds a secret of yours, and is not made")]
    SecretInside,
    #[error("several signature secrets could sign: {}", .labels.join(", "))]
    SeveralSecrets { labels: Vec<String> },
    #[error("no signature secret of API key {api_key} is configured")]
    NoSecretOf { api_key: String },
    #[error("every signature secret here is retired, and what one signs now no verifier takes")]
    AllRetired,
}

impl Failure {
    pub fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. } | Self::CannotAsk(CannotAsk::NoTerminal) => Exit::Usage,
            Self::Config(error) => error.exit(),
            Self::Api(error) | Self::NotStored(error) => error.exit(),
            Self::NotGathered { source: error, .. } | Self::OfAccount { error, .. } => error.exit(),
            Self::Unfit(_) | Self::NotJson => Exit::Unreachable,
            Self::ForeignApplication { .. } => Exit::Refused,
            Self::Declined | Self::TooMany { .. } => Exit::No,
            // What is left is about this machine: a file, a folder, a secret, a setting.
            _ => Exit::Configuration,
        }
    }

    /// The stable word for it in `vsw/error/1`.
    pub fn code(&self) -> Code {
        match self {
            Self::Usage { .. } => Code::Usage,
            Self::Config(error) => error.code(),
            Self::Plan(_) => Code::PlanFile,
            Self::OtherAccount { .. } | Self::FleetAccount { .. } => Code::AccountMismatch,
            Self::FoundFleet { .. } => Code::FleetFile,
            Self::Api(error) | Self::NotStored(error) => error.code(),
            Self::NotGathered { source: error, .. } | Self::OfAccount { error, .. } => error.code(),
            Self::Journal(error) => error.code(),
            Self::Fleet(_) => Code::FleetFile,
            Self::Baseline(error) => error.code(),
            Self::Unfit(unfit) => unfit.into(),
            Self::NothingKnown { .. } => Code::NoSnapshot,
            Self::ForeignApplication { .. } => Code::NotFound,
            Self::File { .. } | Self::Other(_) => Code::File,
            Self::NotStarted { .. } => Code::NotStarted,
            Self::NotListening { .. } => Code::NotListening,
            Self::NoFolder(_) => Code::NoFolder,
            Self::Sandbox(_) => Code::Sandbox,
            Self::UnfitSecret { .. } => Code::UnfitSecret,
            Self::NoVerifier(_) => Code::UnfitSecrets,
            Self::BadRequest(_) => Code::BadRequestFile,
            Self::CannotAsk(_) => Code::CannotAsk,
            Self::Stdout(_) => Code::Stdout,
            Self::ReadOnly => Code::ReadOnly,
            Self::Declined => Code::Declined,
            Self::TooMany { .. } => Code::MaxChanges,
            Self::NotJson => Code::Unreachable,
            Self::OwnSecret | Self::SecretInside | Self::SecretInName => Code::OwnSecret,
            Self::SeveralSecrets { .. } => Code::SeveralSecrets,
            Self::NoSecretOf { .. } => Code::NoSignatureSecret,
            Self::AllRetired => Code::Retired,
        }
    }

    /// Where in a file it is, where it is in a line of one that is not secret.
    pub fn place(&self) -> Option<SourceLocation> {
        match self {
            Self::Fleet(error) => error.place(),
            Self::FleetAccount { place, .. } => Some(SourceLocation::clone(place)),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Usage { hint, .. } => return hint.clone(),
            Self::Config(error) => return error.hint(),
            Self::NotStored(ApiError::Unauthorized { .. }) => {
                "compare API key and API secret with the Dashboard's API settings: https://dashboard.nexmo.com/settings"
            }
            Self::Api(error) | Self::NotStored(error) => return error.hint(),
            Self::NotGathered { source: error, .. } | Self::OfAccount { error, .. } => return error.hint(),
            Self::Journal(error) => return Some(error.hint()),
            Self::Fleet(error) => error.hint(),
            Self::Baseline(error) => return Some(error.hint()),
            Self::Sandbox(error) => return error.hint(),
            Self::Plan(_) => "make one: `vsw enable --all --plan FILE`",
            Self::TooMany { .. } => "look at them with --dry-run, then allow so many with --max-changes",
            Self::FoundFleet { path, .. } => return Some(format!("name it: `vsw status --fleet {path}`")),
            Self::FleetAccount { .. } => {
                "see which credentials are in force, and from where: `vsw config show`"
            }
            Self::OtherAccount { .. } => "name the profile that has its credentials with --profile",
            Self::Unfit(_) => "look at it: `vsw show --raw`",
            Self::NothingKnown { .. } => {
                "name what to hold it against: --against vsw.baseline.json, a snapshot of `vsw history`, or a document"
            }
            Self::ForeignApplication { .. } => {
                "the Dashboard lists the account's applications; leave --application out for none"
            }
            Self::CannotAsk(_) => "say it with flags; `--yes` answers a confirmation",
            Self::ReadOnly => "unset VSW_READ_ONLY; a change can be looked at with --dry-run",
            Self::UnfitSecret { .. } => {
                "the signature secret is the text that the Dashboard's settings show; it goes into a file, the \
                 environment or a profile as it is"
            }
            Self::NoVerifier(_) => "say whose each secret is: --signature-secret-file API_KEY=PATH",
            Self::BadRequest(_) => {
                "give the request as it was captured, or its parts with --header-file and --body-file"
            }
            Self::NotJson => "is this the API's origin? `vsw config show` says",
            Self::OwnSecret => "`vsw show` without --raw blanks it",
            Self::SecretInName => {
                "rename the application, and change the secret: whoever sees the name knows it"
            }
            Self::SecretInside => "take the secret out of the body, the URL and the claims",
            Self::SeveralSecrets { .. } => {
                "name the account with --api-key KEY, or one secret with --signature-secret-file PATH"
            }
            Self::AllRetired => "add the one in force: `vsw config secret add`",
            Self::NoSecretOf { .. } => "name one with --signature-secret-file API_KEY=PATH",
            Self::NotListening { .. } => "name another port; 0 takes a free one",
            Self::NoFolder(_) => "TMPDIR names a folder that can be written",
            Self::File { .. } => "name a file that is there and that you may read or write",
            Self::NotStarted { .. } | Self::Other(_) | Self::Stdout(_) | Self::Declined => return None,
        };
        Some(hint.to_owned())
    }
}

impl From<StdinClaimed> for Failure {
    fn from(claimed: StdinClaimed) -> Self {
        ConfigError::from(claimed).into()
    }
}

/// A line of the journal whose document is gone.
fn seen(at: Option<Timestamp>) -> String {
    at.map(|at| format!(": it was on at {at}, and what it was then is not kept any more")).unwrap_or_default()
}
