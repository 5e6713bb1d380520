//! Read: one application, by one GET and its retries, as a document that is fit to be judged.

use std::time::Duration;

use vsw::application::{Application, ApplicationId, Unfit};

use crate::api::{ApiError, Client, Deadline};
use crate::exit::Exit;

/// Why an application could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It was not even asked for.
    #[error("the API asked to be left alone for {} s, which is longer than --timeout", .0.as_secs().max(1))]
    Closed(Duration),
}

impl Unread {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Api(error) => error.code(),
            Self::Unfit(unfit) => unfit.code(),
            Self::Closed(_) => "unreachable",
        }
    }

    pub fn exit(&self) -> Exit {
        match self {
            Self::Api(error) => error.exit(),
            Self::Unfit(_) | Self::Closed(_) => Exit::Unreachable,
        }
    }
}

pub async fn read(client: &Client, id: ApplicationId, deadline: Deadline) -> Result<Application, Unread> {
    Ok(Application::read(client.get(id, deadline).await?, id)?)
}

/// The same right before a PUT: nothing is waited for between the two.
pub async fn read_to_put(
    client: &Client,
    id: ApplicationId,
    deadline: Deadline,
) -> Result<Application, Unread> {
    Ok(Application::read(client.get_to_put(id, deadline).await?, id)?)
}
