//! What each exit status means (`vsw/exit-codes/1`); what a code means, or which codes there are (`vsw/explain/1`).

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

/// One code's page, or, where none was asked for, the list of all.
#[derive(Debug, Serialize)]
pub struct ExplainReport {
    pub code: Option<Code>,
    pub kind: Option<Kind>,
    pub title: Option<&'static str>,
    /// Markdown.
    pub text: Option<String>,
    /// All codes where none was asked for, else empty.
    pub codes: Vec<Listed>,
}

/// One row of the list.
#[derive(Debug, Serialize)]
pub struct Listed {
    pub code: Code,
    pub kind: Kind,
    pub title: &'static str,
}
