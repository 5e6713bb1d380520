//! `ExplainReport`: what a code means, or which codes there are (`vsw/explain/1`).

use serde::Serialize;

/// One code's page, or, where none was asked for, the list of all.
#[derive(Debug, Serialize)]
pub struct ExplainReport {
    pub schema: &'static str,
    pub vsw: &'static str,
    pub code: Option<&'static str>,
    /// What the code is of: `rejection`, `cause`, `application`, `warning`, `failure`.
    pub kind: Option<&'static str>,
    pub title: Option<&'static str>,
    /// Markdown.
    pub text: Option<String>,
    /// All codes where none was asked for, else empty.
    pub codes: Vec<Listed>,
}

/// One row of the list.
#[derive(Debug, Serialize)]
pub struct Listed {
    pub code: &'static str,
    pub kind: &'static str,
    pub title: &'static str,
}
