//! The results of `vsw exit-codes` (`vsw/exit-codes/1`) and `vsw explain` (`vsw/explain/1`).

use serde::Serialize;

use crate::codes::{Code, Kind};

#[derive(Debug, Serialize)]
pub struct ExitCodesReport {
    pub codes: Vec<ExitCode>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExitCode {
    pub code: u8,
    pub name: &'static str,
    pub meaning: &'static str,
}

#[derive(Debug, Serialize)]
pub struct ExplainReport {
    pub code: Option<Code>,
    pub kind: Option<Kind>,
    pub title: Option<&'static str>,
    /// The page of the requested code in Markdown. `None` if no code was requested.
    pub text: Option<String>,
    /// All codes. Empty if one code was requested.
    pub codes: Vec<Listed>,
}

#[derive(Debug, Serialize)]
pub struct Listed {
    pub code: Code,
    pub kind: Kind,
    pub title: &'static str,
}
