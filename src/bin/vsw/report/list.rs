//! `ListReport`: the account's applications (`vsw/list/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// The applications of an account, in the API's order.
#[derive(Debug, Serialize)]
pub struct ListReport {
    pub requests: u32,
    /// Whether the list is complete. If not, `code` and `detail` give the reason. `total` is the API's number, if any,
    /// in either case.
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub total: Option<usize>,
    pub count: usize,
    /// The next step if the list is incomplete.
    #[serde(skip)]
    pub hint: Option<String>,
    /// Number of applications read, with those that `--name` leaves out.
    #[serde(skip)]
    pub read: usize,
    /// Number of `applications` whose signing the list does not show.
    #[serde(skip)]
    pub unshown: usize,
    pub applications: Vec<ListedApplication>,
}

/// One application, as in its list entry.
#[derive(Debug, Serialize)]
pub struct ListedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    /// Why the signing state is unknown; null if it is known, or if the list does not show it.
    pub code: Option<Code>,
}

impl ListReport {
    /// Returns the exit code: 5 if the list is incomplete.
    pub fn exit(&self) -> Exit {
        if self.complete { Exit::Yes } else { Exit::Unreachable }
    }
}
