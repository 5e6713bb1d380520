//! `vsw exit-codes`: prints the table of exit codes.

use crate::exit::Exit;
use crate::report::Report;
use crate::report::codes::{ExitCode, ExitCodesReport};

pub fn run() -> Report {
    let codes =
        Exit::ALL.map(|exit| ExitCode { code: exit.code(), name: exit.name(), meaning: exit.meaning() });
    Report::ExitCodes(ExitCodesReport { codes: codes.to_vec() })
}
