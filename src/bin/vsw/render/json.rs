//! JSON: reports and failures as one document. Keys stand in the order of the structs; nothing is left out.

use serde::Serialize;

use crate::codes::Code;
use crate::failure::Failure;
use crate::report::{Report, SourceLocation, VERSION};

/// Why there is no report.
#[derive(Serialize)]
pub struct Error {
    pub code: Code,
    pub message: String,
    pub hint: Option<String>,
    pub exit: u8,
    /// Line and column of what is wrong with a fleet file.
    pub place: Option<SourceLocation>,
}

/// What every document begins with, and its own members behind it.
#[derive(Serialize)]
struct Document<T> {
    schema: String,
    vsw: &'static str,
    #[serde(flatten)]
    members: T,
}

impl<T> Document<T> {
    fn new(name: &str, members: T) -> Self {
        Self { schema: format!("vsw/{name}/1"), vsw: VERSION, members }
    }
}

pub fn document(report: &Report) -> String {
    written(serde_json::to_string_pretty(&Document::new(&report.name(), report)))
}

/// A document on one line, of a result that goes on and on.
pub fn line(name: &str, members: &impl Serialize) -> String {
    written(serde_json::to_string(&Document::new(name, members)))
}

pub fn failure(failure: &Failure) -> String {
    error(&Error {
        code: failure.code(),
        message: failure.to_string(),
        hint: failure.hint(),
        exit: failure.exit().code(),
        place: failure.place(),
    })
}

pub fn error(error: &Error) -> String {
    written(serde_json::to_string_pretty(&Document::new("error", error)))
}

/// The report structs hold strings, numbers, lists and JSON text that was read as such: none of it can fail to be
/// written, and if one day something could, `null` would be said rather than nothing.
fn written(json: serde_json::Result<String>) -> String {
    json.unwrap_or_else(|_| "null".to_owned())
}
