//! The result of `vsw list` (`vsw/list/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// Lists applications in the API's order.
#[derive(Debug, Serialize)]
pub struct ListReport {
    pub requests: u32,
    /// Whether the whole list was read. If not, `code` and `detail` give the reason.
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    /// The number of applications that the API states.
    pub total: Option<usize>,
    pub count: usize,
    #[serde(skip)]
    pub hint: Option<String>,
    /// The number of applications read, including those that `--name` leaves out.
    #[serde(skip)]
    pub read: usize,
    /// The number of listed applications whose signing state the API's list does not show.
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
    /// Why vsw cannot use the application's document. Stays `None` if the list only omits the signing state.
    pub code: Option<Code>,
}

impl ListReport {
    pub fn exit(&self) -> Exit {
        if self.complete { Exit::Yes } else { Exit::Unreachable }
    }
}
