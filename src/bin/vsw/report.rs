//! The results of commands, as data. Serialized, they are the JSON contract (`docs/json.md`); `render` turns
//! them into text.

pub mod audit;
pub mod baseline;
pub mod call;
pub mod change;
pub mod codes;
pub mod comparison;
pub mod counts;
pub mod decode;
pub mod demo;
pub mod diff;
pub mod doctor;
pub mod fleet;
pub mod gateway;
pub mod history;
pub mod list;
pub mod listen;
pub mod live_check;
pub mod probe;
pub mod profile;
pub mod relative_time;
pub mod secret;
pub mod send;
pub mod show;
pub mod sign;
pub mod status;
pub mod verify;
pub mod watch;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};
use vsw::application::mask;
use vsw::json::Difference;

use crate::exit::Exit;
use crate::vocabulary::Word as _;

pub use audit::AuditReport;
pub use baseline::BaselineReport;
pub use call::CallReport;
pub use change::ChangeReport;
pub use codes::{ExitCodesReport, ExplainReport};
pub use comparison::ComparisonReport;
pub use decode::DecodeReport;
pub use demo::DemoReport;
pub use doctor::DoctorReport;
pub use fleet::{FleetCheckReport, FleetInitReport};
pub use history::{HistoryReport, PruneReport, RunsReport};
pub use list::ListReport;
pub use live_check::LiveCheckReport;
pub use probe::ProbeReport;
pub use profile::{ConfigReport, LoginReport, LogoutReport, WhoamiReport};
pub use send::SendReport;
pub use show::ShowReport;
pub use sign::{ForgeriesReport, SignReport};
pub use status::StatusReport;
pub use verify::VerifyReport;

pub use crate::vocabulary::VERSION;

/// Not `Debug`: `Bytes` may be the raw document of an application, which must not reach a log.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Report {
    Change(ChangeReport),
    Status(StatusReport),
    Show(ShowReport),
    List(ListReport),
    History(HistoryReport),
    Runs(RunsReport),
    Prune(PruneReport),
    FleetCheck(FleetCheckReport),
    FleetInit(FleetInitReport),
    Comparison(ComparisonReport),
    Baseline(BaselineReport),
    Doctor(DoctorReport),
    LiveCheck(Box<LiveCheckReport>),
    Verify(Box<VerifyReport>),
    Audit(Box<AuditReport>),
    Decode(Box<DecodeReport>),
    Sign(Box<SignReport>),
    Forgeries(ForgeriesReport),
    Probe(Box<ProbeReport>),
    ExitCodes(ExitCodesReport),
    Explain(ExplainReport),
    Send(SendReport),
    Call(Box<CallReport>),
    Login(LoginReport),
    Logout(LogoutReport),
    Whoami(WhoamiReport),
    Config(ConfigReport),
    SecretAdd(secret::StoredReport),
    SecretList(secret::ListReport),
    SecretRetire(secret::StoredReport),
    SecretCheck(secret::CheckReport),
    Demo(DemoReport),
    /// Written unchanged in every format, such as a man page or a completion script.
    Bytes(#[serde(skip)] Vec<u8>),
    /// Nothing is left to print: the command ran another program, a server or a watch, or printed its results itself.
    Ended(#[serde(skip)] Exit),
}

impl Report {
    pub fn exit(&self) -> Exit {
        match self {
            Self::Change(report) => report.exit(),
            Self::Status(report) => report.ended,
            Self::Prune(report) => report.exit(),
            Self::Verify(report) => report.exit(),
            Self::Audit(report) => report.exit(),
            Self::Decode(report) => report.exit(),
            Self::Send(report) => report.exit(),
            Self::Call(report) => report.exit(),
            Self::Probe(report) => report.exit(),
            Self::Demo(report) => report.exit(),
            Self::List(report) => report.exit(),
            Self::SecretCheck(report) => report.exit(),
            Self::Comparison(report) => report.exit(),
            Self::Baseline(report) => report.exit(),
            Self::Doctor(report) => report.exit(),
            Self::LiveCheck(report) => report.exit(),
            Self::Ended(exit) => *exit,
            _ => Exit::Yes,
        }
    }

    /// Returns NAME of the schema `vsw/NAME/1`; empty if the result is not a JSON document.
    pub fn name(&self) -> String {
        let name = match self {
            Self::Change(report) => return report.command.to_word(),
            Self::Status(_) => "status",
            Self::Send(report) => report.command,
            Self::Call(_) => "call",
            Self::Show(_) => "show",
            Self::List(_) => "list",
            Self::History(_) => "history",
            Self::Runs(_) => "history-runs",
            Self::Prune(_) => "history-prune",
            Self::FleetCheck(_) => "fleet-check",
            Self::FleetInit(_) => "fleet-init",
            Self::Comparison(_) => "diff",
            Self::Baseline(_) => "baseline-save",
            Self::Doctor(_) => "doctor",
            Self::LiveCheck(_) => "live-check",
            Self::Verify(_) => "verify",
            Self::Audit(_) => "audit",
            Self::Decode(_) => "decode",
            Self::Sign(_) => "sign",
            Self::Forgeries(_) => "forgeries",
            Self::Probe(_) => "probe",
            Self::ExitCodes(_) => "exit-codes",
            Self::Explain(_) => "explain",
            Self::Login(_) => "login",
            Self::Logout(_) => "logout",
            Self::Whoami(_) => "whoami",
            Self::Config(_) => "config",
            Self::SecretAdd(_) => "config-secret-add",
            Self::SecretList(_) => "config-secret-list",
            Self::SecretRetire(_) => "config-secret-retire",
            Self::SecretCheck(_) => "config-secret-check",
            Self::Demo(_) => "demo",
            Self::Bytes(_) | Self::Ended(_) => "",
        };
        name.to_owned()
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Selection {
    pub source: SelectedBy,
    /// The fleet file or plan, as named by the user, or `./vsw.toml`. `None` if no file selected the applications.
    pub file: Option<String>,
    /// The part that `--shard` selects, such as `2/8`. `None` without `--shard`.
    pub shard: Option<String>,
    /// The patterns of `--name`, for a hint that repeats the selection.
    #[serde(skip)]
    pub names: Vec<String>,
    pub count: usize,
}

/// A location in a fleet file. Line and column start at 1; the column counts characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceLocation {
    pub path: String,
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for SourceLocation {
    /// Writes path and line, such as `vsw.toml:21`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SelectedBy {
    Argument,
    Environment,
    Profile,
    Picker,
    All,
    Fleet,
    Run,
    Plan,
}

impl SelectedBy {
    pub fn is_set(self) -> bool {
        matches!(self, Self::All | Self::Fleet | Self::Run | Self::Plan)
    }
}

impl Selection {
    pub fn of(source: SelectedBy, count: usize) -> Self {
        Self { source, file: None, shard: None, names: Vec::new(), count }
    }

    pub fn description(&self) -> String {
        match (&self.file, self.source) {
            (Some(file), _) => file.clone(),
            (None, SelectedBy::Argument) => "the command line".to_owned(),
            (None, SelectedBy::Environment) => "VONAGE_APPLICATION_ID".to_owned(),
            (None, SelectedBy::Profile) => "the profile".to_owned(),
            (None, SelectedBy::Picker) => "the list".to_owned(),
            (None, source) => source.to_word(),
        }
    }
}

/// Serializes only the paths of changed members; the values are for other outputs.
pub fn paths<S: Serializer>(moved: &[Moved], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(moved.iter().map(|one| BTreeMap::from([("path", &one.path)])))
}

/// A changed member. The values are masked, and cut to [`MAX_CHARS`] characters. `None` means that the member
/// is absent.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Moved {
    pub path: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl From<&Difference> for Moved {
    fn from(difference: &Difference) -> Self {
        let shown = |text: &Option<String>| {
            text.as_ref().map(|text| line_of(&mask::masked_at(&difference.path, text)))
        };
        let (before, after) = (shown(&difference.before), shown(&difference.after));
        // Equal texts differ only in a part that is masked or cut.
        let looks_the_same = before.is_some() && before == after;
        let after = after.map(|after| if looks_the_same { after + diff::ANOTHER_VALUE } else { after });
        Self { path: difference.path.to_string(), before, after }
    }
}

const MAX_CHARS: usize = 60;

fn line_of(text: &str) -> String {
    match text.char_indices().nth(MAX_CHARS) {
        Some(_) => format!("{}…", text.chars().take(MAX_CHARS).collect::<String>()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use vsw::json::{Json, differences};

    use super::*;

    #[test]
    fn a_changed_masked_value_is_marked() {
        let json = |text: &str| Json::parse(text.to_owned()).expect("the test's own JSON");
        let found = differences(&json(r#"{"secret":"x","n":1}"#), &json(r#"{"secret":"y","n":2}"#));
        let moved: Vec<Option<String>> = found.iter().map(|one| Moved::from(one).after).collect();
        assert_eq!(moved, [Some("2".to_owned()), Some("\"***\" (another one)".to_owned())]);
    }
}
