//! Human: reports as text for a person. One file per report or group of related reports.

mod applications;
pub mod audit;
mod baseline;
mod call;
mod capture;
mod change;
mod codes;
mod comparison;
mod decode;
pub mod demo;
mod doctor;
mod fleet;
mod history;
mod listen;
mod live_check;
mod pieces;
mod probe;
mod profile;
mod secret;
mod send;
mod sign;
mod status;
mod verify;
mod watch;

use crate::report::Report;
use crate::screen::{Screen, StdoutError, Text};

pub use capture::{curl as curl_command, verify as verify_command};
pub use change::{diff_text, proposal as proposal_text, withheld as withheld_text};
pub use comparison::text as compared_text;
pub use listen::{
    pointing as pointing_text, proposed as proposed_addresses, rejection as rejection_text,
    restored as restored_text, text as listen_text,
};
pub use live_check::about as live_check_text;
pub use pieces::{counted, number_of, remedy, set_options};
pub use send::sent as sent_text;
pub use sign::bytes as delivery;
pub use status::{by as changed_by, is_worth_showing, sentence as status_sentence, text as checked_text};
pub use watch::text as event_text;

#[derive(Default)]
pub struct Rendered {
    pub result: Text,
    /// JSON that is printed instead of `result`, and instead of a `--report` for stdout.
    pub document: Option<String>,
    pub notes: Text,
    /// Why the command did less than requested.
    pub error: Option<String>,
    pub warning: Option<String>,
}

impl From<Text> for Rendered {
    fn from(result: Text) -> Self {
        Self { result, ..Self::default() }
    }
}

/// `instead` is the report in a format of `--report`; it replaces the result on stdout.
pub fn show(report: &Report, instead: Option<&str>, screen: &Screen) -> Result<(), StdoutError> {
    let rendered = match report {
        Report::Change(report) => change::render(report),
        Report::Status(report) => status::render(report),
        Report::Show(report) => applications::shown(report),
        Report::List(report) => applications::listed(report),
        Report::History(report) => history::render(report),
        Report::Runs(report) => history::runs(report),
        Report::Prune(report) => history::pruned(report).into(),
        Report::FleetCheck(report) => fleet::checked(report).into(),
        Report::FleetInit(report) => fleet::written(report),
        Report::Comparison(report) => comparison::render(report),
        Report::Baseline(report) => baseline::render(report),
        Report::Doctor(report) => doctor::render(report),
        Report::LiveCheck(report) => live_check::render(report),
        Report::Verify(report) => verify::render(report),
        Report::Audit(report) => audit::render(report),
        Report::Decode(report) => decode::render(report),
        Report::Forgeries(report) => sign::forgeries(report).into(),
        Report::Call(report) => call::render(report),
        Report::Send(report) => send::summary(report),
        Report::Probe(report) => probe::render(report),
        Report::Login(report) => profile::stored(report),
        Report::Logout(report) => profile::removed(report).into(),
        Report::Whoami(report) => profile::whoami(report).into(),
        Report::Config(report) => profile::settings(report).into(),
        Report::SecretAdd(report) => secret::added(report),
        Report::SecretList(report) => secret::listed(report),
        Report::SecretRetire(report) => secret::retired(report),
        Report::SecretCheck(report) => secret::checked(report),
        Report::Demo(report) => demo::render(report),
        Report::ExitCodes(report) => codes::exits(report).into(),
        Report::Explain(report) => codes::explained(report).into(),
        // `render::finish` handles these.
        Report::Bytes(_) | Report::Sign(_) | Report::Ended(_) => Rendered::default(),
    };
    let shown = match (rendered.document, instead) {
        (Some(document), _) => screen.show_json(&document),
        (None, Some(text)) => screen.show_bytes(text.as_bytes()),
        (None, None) => screen.show(&rendered.result),
    };
    if let Some(warning) = rendered.warning {
        screen.warn(warning);
    }
    if let Some(error) = rendered.error {
        screen.fail(&error, None);
    }
    if shown.is_ok() {
        screen.note(&rendered.notes);
    }
    shown
}
