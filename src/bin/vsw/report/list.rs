//! `ListReport`: the account's applications (`vsw/list/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

use crate::codes::Code;
use crate::exit::Exit;
use crate::vocabulary::SigningState;

/// All applications of an account, in the API's order.
#[derive(Debug, Serialize)]
pub struct ListReport {
    pub requests: u32,
    /// Whether this is all of them. Where it is not, `code` and `detail` say why, and `total` how many there are as
    /// far as the API says.
    pub complete: bool,
    pub code: Option<Code>,
    pub detail: Option<String>,
    pub total: Option<usize>,
    pub count: usize,
    pub applications: Vec<ListedApplication>,
}

/// One of them, as its entry in the list says.
#[derive(Debug, Serialize)]
pub struct ListedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: SigningState,
    /// Why its state is unknown; null where it is known.
    pub code: Option<Code>,
}

impl ListReport {
    /// A part is never passed off as the whole.
    pub fn exit(&self) -> Exit {
        if self.complete { Exit::Yes } else { Exit::Unreachable }
    }
}
