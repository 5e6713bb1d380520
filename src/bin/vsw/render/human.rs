//! Human: reports as text that a person enjoys: what was found, what was done, what is now. One file a report.

mod applications;
pub mod audit;
mod baseline;
mod change;
mod codes;
mod comparison;
mod decode;
pub mod demo;
mod doctor;
mod fleet;
mod history;
mod pieces;
mod profile;
mod secret;
mod sign;
mod status;
mod verify;
mod watch;

use super::RunInfo;
use crate::report::Report;
use crate::screen::{Screen, StdoutError, Text};

pub use change::{diff_text, proposal as proposal_text};
pub use pieces::{counted, number_of};
pub use sign::bytes as delivery;
pub use status::text as checked_text;
pub use watch::text as event_text;

/// A report as text: what goes to stdout, and what is said beside it on stderr.
#[derive(Default)]
pub struct Said {
    pub result: Text,
    pub beside: Text,
    /// What keeps this from being all: an error beside the result.
    pub error: Option<String>,
    pub warning: Option<String>,
}

impl From<Text> for Said {
    fn from(result: Text) -> Self {
        Self { result, ..Self::default() }
    }
}

pub fn show(report: &Report, occasion: &RunInfo, screen: &Screen) -> Result<(), StdoutError> {
    let said = match report {
        Report::Change(report) => change::said(report),
        Report::Status(report) => status::said(report),
        Report::Show(report) => applications::shown(report),
        Report::List(report) => applications::listed(report),
        Report::History(report) => history::said(report),
        Report::Runs(report) => history::runs(report),
        Report::Prune(report) => history::pruned(report).into(),
        Report::FleetCheck(report) => fleet::checked(report).into(),
        Report::FleetInit(report) => fleet::written(report),
        Report::Comparison(report) => comparison::said(report),
        Report::Baseline(report) => baseline::said(report),
        Report::Doctor(report) => doctor::said(report),
        Report::Verify(report) => verify::said(report),
        Report::Audit(report) => audit::said(report),
        Report::Decode(report) => decode::said(report),
        Report::Forgeries(report) => sign::forgeries(report).into(),
        Report::Login(report) => profile::stored(report).into(),
        Report::Logout(report) => profile::removed(report).into(),
        Report::Whoami(report) => profile::whoami(report).into(),
        Report::Config(report) => profile::settings(report).into(),
        Report::SecretAdd(report) => secret::added(report),
        Report::SecretList(report) => secret::listed(report),
        Report::SecretRetire(report) => secret::retired(report),
        Report::SecretCheck(report) => secret::checked(report),
        Report::Demo(report) => demo::said(report),
        Report::ExitCodes(report) => codes::exits(report).into(),
        Report::Explain(report) => codes::explained(report).into(),
        // `render::finish` shows these as they are.
        Report::Bytes(_) | Report::Sign(_) | Report::Ended(_) => Said::default(),
    };
    let shown = if occasion.replaces_result() { Ok(()) } else { screen.show(&said.result) };
    if let Some(warning) = said.warning {
        screen.warn(warning);
    }
    if let Some(error) = said.error {
        screen.fail(&error, None);
    }
    screen.note(&said.beside);
    shown
}
