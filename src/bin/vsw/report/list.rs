//! The result of `vsw list` (`vsw/list/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// In the API's order.
#[derive(Debug, Serialize)]
pub struct ListReport {
    pub requests: u32,
    /// If false, `code` and `detail` give the reason. `total` is the API's number in either case.
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub total: Option<usize>,
    pub count: usize,
    #[serde(skip)]
    pub hint: Option<String>,
    /// Includes applications that `--name` leaves out.
    #[serde(skip)]
    pub read: usize,
    /// Listed applications whose signing the list does not show.
    #[serde(skip)]
    pub unshown: usize,
    pub applications: Vec<ListedApplication>,
}

#[derive(Debug, Serialize)]
pub struct ListedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    /// Null if the state is known, or if the list does not show it.
    pub code: Option<Code>,
}

impl ListReport {
    pub fn exit(&self) -> Exit {
        if self.complete { Exit::Yes } else { Exit::Unreachable }
    }
}
