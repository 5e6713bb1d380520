//! `ExitCodesReport`: what each exit status means (`vsw/exit-codes/1`).

use serde::Serialize;

/// The table.
#[derive(Debug, Serialize)]
pub struct ExitCodesReport {
    pub codes: Vec<ExitCode>,
}

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct ExitCode {
    pub code: u8,
    pub name: &'static str,
    pub meaning: &'static str,
}
