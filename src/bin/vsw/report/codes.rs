//! The meaning of each exit code (`vsw/exit-codes/1`), and the page of a code or the list of codes (`vsw/explain/1`).

use serde::Serialize;

use crate::codes::{Code, Kind};

/// The table of exit codes.
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

/// The page of one code, or the list of all codes if none was requested.
#[derive(Debug, Serialize)]
pub struct ExplainReport {
    pub code: Option<Code>,
    pub kind: Option<Kind>,
    pub title: Option<&'static str>,
    /// Markdown.
    pub text: Option<String>,
    /// All codes if none was requested, else empty.
    pub codes: Vec<Listed>,
}

/// One row of the list.
#[derive(Debug, Serialize)]
pub struct Listed {
    pub code: Code,
    pub kind: Kind,
    pub title: &'static str,
}
