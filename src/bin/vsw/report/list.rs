//! `ListReport`: the account's applications (`vsw/list/1`).

use serde::Serialize;
use vsw::application::ApplicationId;

/// All applications of an account, in the API's order.
#[derive(Debug, Serialize)]
pub struct ListReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub requests: u32,
    pub count: usize,
    pub applications: Vec<ListedApplication>,
}

/// One of them, as its entry in the list says.
#[derive(Debug, Serialize)]
pub struct ListedApplication {
    pub profile: String,
    pub id: ApplicationId,
    pub name: Option<String>,
    pub signing: &'static str,
    /// Why its state is unknown; null where it is known.
    pub code: Option<&'static str>,
}
