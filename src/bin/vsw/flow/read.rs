//! Read: one application, by one GET and its retries, as a document that is fit to be judged.

use vsw::application::{Application, ApplicationId, InvalidDocument};
use vsw::signing::Signing;

use crate::api::{ApiError, Client, Deadline, Turn};
use crate::codes::Code;
use crate::exit::Exit;
use crate::failure::Failure;

/// Why an application could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Unfit(#[from] InvalidDocument),
}

impl Unread {
    pub fn code(&self) -> Code {
        match self {
            Self::Api(error) => error.code(),
            Self::Unfit(unfit) => unfit.into(),
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

pub async fn read(client: &Client, id: ApplicationId, deadline: Deadline) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, Turn::ToTake, deadline).await?, id)?)
}

/// The same of whoever has taken a turn at the API: nothing is waited for.
pub async fn read_in_turn(
    client: &Client,
    id: ApplicationId,
    deadline: Deadline,
) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, Turn::Taken, deadline).await?, id)?)
}

/// How an entry of a list can leave open what its application's own document says of signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// It has a voice capability without the flag.
    NoFlag,
    /// It says nothing of capabilities.
    Bare,
}

/// What an application's entry in a list leaves open of its own document, where it does.
pub fn left_open(application: &Application) -> Option<Open> {
    match application.signing() {
        Signing::Absent => Some(Open::NoFlag),
        Signing::NoVoice => {
            let says_of_them = matches!(application.json().root().member("capabilities"), Ok(Some(_)));
            (!says_of_them).then_some(Open::Bare)
        }
        _ => None,
    }
}
