//! Read: reads one application by GET, and finds out what an entry of the applications' list omits.

use vsw::application::{Application, ApplicationId, InvalidDocument, RefusedDocument};
use vsw::signing::Signing;

use crate::api::{Admission, ApiError, Client, Deadline};
use crate::codes::Code;
use crate::config::Account;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::vocabulary::SigningState;

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

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Api(_) => None,
            Self::Unfit(unfit) => unfit.name.as_deref(),
        }
    }

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

    /// Returns [`Unread::hint`] with the options that select this account.
    pub fn remedy(&self, account: &Account) -> Option<String> {
        self.hint().map(|hint| of_account(hint, account))
    }

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

pub fn remedy(error: &ApiError, account: &Account) -> Option<String> {
    error.hint().map(|hint| of_account(hint, account))
}

/// Adds the options that select this account to the commands in a hint.
fn of_account(hint: String, account: &Account) -> String {
    let add = |hint: String, command| hint.replace(&format!("vsw {command}"), &account.command(command, &[]));
    ["config show", "list", "show"].into_iter().fold(hint, add)
}

pub async fn read(client: &Client, id: ApplicationId, deadline: Deadline) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, Admission::Needed, deadline).await?, id)?)
}

/// Does not wait for the rate limiter, because the caller already did.
pub async fn read_in_turn(
    client: &Client,
    id: ApplicationId,
    deadline: Deadline,
) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, Admission::Granted, deadline).await?, id)?)
}

/// Maximum number of GETs to find out whether lists omit the flag.
pub const MOST_PROBES: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotShown {
    /// The list's entry has a voice capability without the flag.
    NoFlag,
    /// The list's entry has no `capabilities` member.
    Bare,
}

/// Returns what a list's entry omits, or `None` if it shows the signing state.
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

/// Returns [`SigningState::UNKNOWN`] if the list's entry omits the capabilities.
pub fn listed_signing(entry: &Application) -> SigningState {
    if left_open(entry) == Some(NotShown::Bare) { SigningState::UNKNOWN } else { entry.into() }
}
