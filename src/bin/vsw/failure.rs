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
use crate::config::ConfigError;
use crate::context::StdinClaimed;
use crate::exit::Exit;
use crate::fleet::FleetError;
use crate::journal::JournalError;
use crate::plan::PlanError;
use crate::report::status::Declared;
use crate::sandbox::SandboxError;
use crate::screen::{CannotAsk, StdoutFailed};

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
    FleetAccount { path: String, name: String, wanted: String, found: String, place: Box<Declared> },
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
    Stdout(#[from] StdoutFailed),
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
            Self::Sandbox(_) | Self::UnfitSecret { .. } | Self::NoVerifier(_) | Self::BadRequest(_) => {
                Exit::Configuration
            }
            Self::File { .. } | Self::Other(_) | Self::CannotAsk(_) | Self::Stdout(_) | Self::ReadOnly => {
                Exit::Configuration
            }
            Self::NotStarted { .. } | Self::NotListening { .. } | Self::NoFolder(_) => Exit::Configuration,
            Self::Config(error) => error.exit(),
            Self::NotGathered { source, .. } => source.exit(),
            Self::Api(error) | Self::NotStored(error) => error.exit(),
            Self::OfAccount { error, .. } => error.exit(),
            Self::Journal(_) | Self::Fleet(_) => Exit::Configuration,
            Self::Plan(_) | Self::OtherAccount { .. } => Exit::Configuration,
            Self::FoundFleet { .. } | Self::FleetAccount { .. } => Exit::Configuration,
            Self::Baseline(_) | Self::NothingKnown { .. } => Exit::Configuration,
            Self::Unfit(_) => Exit::Unreachable,
            Self::ForeignApplication { .. } => Exit::Refused,
            Self::Declined | Self::TooMany { .. } => Exit::No,
            Self::NotJson => Exit::Unreachable,
            Self::OwnSecret | Self::SecretInside | Self::SecretInName => Exit::Configuration,
            Self::SeveralSecrets { .. } | Self::NoSecretOf { .. } | Self::AllRetired => Exit::Configuration,
        }
    }

    /// The stable word for it in `vsw/error/1`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Usage { .. } => "usage",
            Self::Config(error) => error.code(),
            Self::NotGathered { source, .. } => source.code(),
            Self::Plan(_) => "plan-file",
            Self::OtherAccount { .. } | Self::FleetAccount { .. } => "account-mismatch",
            Self::FoundFleet { .. } => "fleet-file",
            Self::Api(error) | Self::NotStored(error) => error.code(),
            Self::OfAccount { error, .. } => error.code(),
            Self::Journal(error) => error.code(),
            Self::Fleet(_) => FleetError::CODE,
            Self::Baseline(error) => error.code(),
            Self::Unfit(unfit) => unfit.code(),
            Self::NothingKnown { .. } => "no-snapshot",
            Self::ForeignApplication { .. } => "not-found",
            Self::File { .. } | Self::Other(_) => "file",
            Self::NotStarted { .. } => "not-started",
            Self::NotListening { .. } => "not-listening",
            Self::NoFolder(_) => "no-folder",
            Self::Sandbox(_) => "sandbox",
            Self::UnfitSecret { .. } => "unfit-secret",
            Self::NoVerifier(_) => "unfit-secrets",
            Self::BadRequest(_) => "bad-request-file",
            Self::CannotAsk(_) => "cannot-ask",
            Self::Stdout(_) => "stdout",
            Self::ReadOnly => "read-only",
            Self::Declined => "declined",
            Self::TooMany { .. } => "max-changes",
            Self::NotJson => "unreachable",
            Self::OwnSecret | Self::SecretInside | Self::SecretInName => "own-secret",
            Self::SeveralSecrets { .. } => "several-secrets",
            Self::NoSecretOf { .. } => "no-signature-secret",
            Self::AllRetired => "retired",
        }
    }

    /// Where in a file it is, where it is in a line of one that is not secret.
    pub fn place(&self) -> Option<Declared> {
        match self {
            Self::Fleet(error) => error.place(),
            Self::FleetAccount { place, .. } => Some(Declared::clone(place)),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Usage { hint, .. } => hint.clone(),
            Self::Config(error) => error.hint(),
            Self::NotStored(ApiError::Unauthorized { .. }) => Some(
                "compare API key and API secret with the Dashboard's API settings: https://dashboard.nexmo.com/settings"
                    .to_owned(),
            ),
            Self::NotGathered { source, .. } => source.hint(),
            Self::Plan(_) => Some("make one: `vsw enable --all --plan FILE`".to_owned()),
            Self::TooMany { .. } => {
                Some("look at them with --dry-run, then allow so many with --max-changes".to_owned())
            }
            Self::FoundFleet { path, .. } => Some(format!("name it: `vsw status --fleet {path}`")),
            Self::FleetAccount { .. } => {
                Some("see which credentials are in force, and from where: `vsw config show`".to_owned())
            }
            Self::OtherAccount { .. } => {
                Some("name the profile that has its credentials with --profile".to_owned())
            }
            Self::Api(error) | Self::NotStored(error) => error.hint(),
            Self::OfAccount { error, .. } => error.hint(),
            Self::Journal(error) => Some(error.hint()),
            Self::Fleet(error) => Some(error.hint().to_owned()),
            Self::Baseline(error) => Some(error.hint()),
            Self::Unfit(_) => Some("look at it: `vsw show --raw`".to_owned()),
            Self::NothingKnown { .. } => Some(
                "name what to hold it against: --against vsw.baseline.json, a snapshot of `vsw history`, or a document"
                    .to_owned(),
            ),
            Self::ForeignApplication { .. } => {
                Some("the Dashboard lists the account's applications; leave --application out for none".to_owned())
            }
            Self::CannotAsk(_) => Some("say it with flags; `--yes` answers a confirmation".to_owned()),
            Self::ReadOnly => Some("unset VSW_READ_ONLY; a change can be looked at with --dry-run".to_owned()),
            Self::UnfitSecret { .. } => Some(
                "the signature secret is the text that the Dashboard's settings show; it goes into a file, the \
                 environment or a profile as it is"
                    .to_owned(),
            ),
            Self::NoVerifier(_) => {
                Some("say whose each secret is: --signature-secret-file API_KEY=PATH".to_owned())
            }
            Self::BadRequest(_) => Some("give the request as it was captured, or its parts with --header-file and --body-file".to_owned()),
            Self::Sandbox(error) => error.hint(),
            Self::NotJson => Some("is this the API's origin? `vsw config show` says".to_owned()),
            Self::OwnSecret => Some("`vsw show` without --raw blanks it".to_owned()),
            Self::SecretInName => {
                Some("rename the application, and change the secret: whoever sees the name knows it".to_owned())
            }
            Self::SecretInside => Some("take the secret out of the body, the URL and the claims".to_owned()),
            Self::SeveralSecrets { .. } => Some(
                "name the account with --api-key KEY, or one secret with --signature-secret-file PATH".to_owned(),
            ),
            Self::AllRetired => Some("add the one in force: `vsw config secret add`".to_owned()),
            Self::NoSecretOf { .. } => Some("name one with --signature-secret-file API_KEY=PATH".to_owned()),
            Self::NotListening { .. } => Some("name another port; 0 takes a free one".to_owned()),
            Self::NoFolder(_) => Some("TMPDIR names a folder that can be written".to_owned()),
            Self::File { .. } => Some("name a file that is there and that you may read or write".to_owned()),
            Self::NotStarted { .. } | Self::Other(_) | Self::Stdout(_) | Self::Declined => None,
        }
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
