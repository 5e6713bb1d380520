//! JSON: reports and failures as one document. Members are in the order of the structs; absent values are null, unless
//! the struct omits them.

use serde::Serialize;

use crate::codes::Code;
use crate::failure::Failure;
use crate::report::{Report, SourceLocation, VERSION};

/// The reason why there is no report.
#[derive(Serialize)]
pub struct Error {
    pub code: Code,
    pub message: String,
    pub hint: Option<String>,
    pub exit: u8,
    /// The location of a mistake in a fleet file.
    pub place: Option<SourceLocation>,
}

/// The common members of every document, followed by its own.
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

/// Returns a document on one line, for continuous results.
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

/// Returns the written document. Reports contain only strings, numbers, lists and parsed JSON text, so writing cannot
/// fail. If it ever does, `null` is better than no output.
fn written(json: serde_json::Result<String>) -> String {
    json.unwrap_or_else(|_| "null".to_owned())
}
