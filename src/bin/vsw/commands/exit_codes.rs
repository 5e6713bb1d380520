//! `vsw exit-codes`: the table.

use crate::exit::Exit;
use crate::report::exit_codes::{ExitCode, ExitCodesReport};
use crate::report::{Report, VERSION};

pub fn run() -> Report {
    let codes =
        Exit::ALL.map(|exit| ExitCode { code: exit.code(), name: exit.name(), meaning: exit.meaning() });
    Report::ExitCodes(ExitCodesReport { schema: "vsw/exit-codes/1", vsw: VERSION, codes: codes.to_vec() })
}
