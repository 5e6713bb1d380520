//! Read: reads one application by a GET with retries, and returns a valid document or the reason why there is none.

use vsw::application::{Application, ApplicationId, InvalidDocument, RefusedDocument};
use vsw::signing::Signing;

use crate::api::{Admission, ApiError, Client, Deadline};
use crate::codes::Code;
use crate::config::Account;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::vocabulary::SigningState;

/// Why an application could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Unfit(#[from] RefusedDocument),
}

impl Unread {
    pub fn code(&self) -> Code {
        match self {
            Self::Api(error) => error.code(),
            Self::Unfit(unfit) => (&unfit.reason).into(),
        }
    }

    /// Returns the name in a refused document, if it has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Api(_) => None,
            Self::Unfit(unfit) => unfit.name.as_deref(),
        }
    }

    /// Returns the next step after an error of the API, or after a response that is not JSON.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Api(error) => error.hint(),
            Self::Unfit(RefusedDocument { id: Some(id), reason: InvalidDocument::NotJson, .. }) => {
                Some(format!(
                    "see the response itself with `vsw show {id} --raw`, and check the API origin with `vsw config show`"
                ))
            }
            Self::Unfit(_) => None,
        }
    }

    /// Returns the hint with the options that select this account.
    pub fn remedy(&self, account: &Account) -> Option<String> {
        self.hint().map(|hint| of_account(hint, account))
    }

    /// Returns the failure of a command that read only this application.
    pub fn into_failure(self, id: ApplicationId, account: &Account) -> Failure {
        match self {
            Self::Api(ApiError::NotFound { problem }) => Failure::NotInAccount {
                id,
                api_key: account.api_key.clone(),
                explanation: problem.explanation(),
            },
            unread => unread.into(),
        }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Api(error) => error.exit(),
            Self::Unfit(_) => Exit::Unreachable,
        }
    }
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Api(error) => error.into(),
            Unread::Unfit(unfit) => unfit.into(),
        }
    }
}

/// Returns the next step after an error of the API, with the options that select this account.
pub fn remedy(error: &ApiError, account: &Account) -> Option<String> {
    error.hint().map(|hint| of_account(hint, account))
}

/// Adds the options that select this account to the commands of a hint.
fn of_account(hint: String, account: &Account) -> String {
    let add = |hint: String, command| hint.replace(&format!("vsw {command}"), &account.command(command, &[]));
    ["config show", "list", "show"].into_iter().fold(hint, add)
}

pub async fn read(client: &Client, id: ApplicationId, deadline: Deadline) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, Admission::Needed, deadline).await?, id)?)
}

/// Reads an application without a wait for the rate limiter, from which the caller already has a turn.
pub async fn read_in_turn(
    client: &Client,
    id: ApplicationId,
    deadline: Deadline,
) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, Admission::Granted, deadline).await?, id)?)
}

/// Maximum number of applications to read, to learn whether a list omits flags.
pub const MOST_PROBES: usize = 10;

/// Why an entry of a list does not show an application's signing state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotShown {
    /// The entry has a voice capability without the flag.
    NoFlag,
    /// The entry has no capabilities member.
    Bare,
}

/// Returns why a list entry does not show the signing state, or `None` if it does.
pub fn left_open(application: &Application) -> Option<NotShown> {
    match application.signing() {
        Signing::Absent => Some(NotShown::NoFlag),
        Signing::NoVoice => {
            let has_capabilities = matches!(application.json().root().member("capabilities"), Ok(Some(_)));
            (!has_capabilities).then_some(NotShown::Bare)
        }
        _ => None,
    }
}

/// Returns the signing state in a list entry; unknown if the entry omits the capabilities.
pub fn listed_signing(entry: &Application) -> SigningState {
    if left_open(entry) == Some(NotShown::Bare) { SigningState::UNKNOWN } else { entry.into() }
}
