//! JSON: reports and failures as one document. Keys stand in the order of the structs; nothing is left out.

use serde::Serialize;

use crate::codes::Code;
use crate::failure::Failure;
use crate::report::{Report, SourceLocation, VERSION};

#[derive(Serialize)]
struct ErrorDocument {
    schema: &'static str,
    vsw: &'static str,
    code: Code,
    message: String,
    hint: Option<String>,
    exit: u8,
    /// Line and column of what is wrong with a fleet file.
    place: Option<SourceLocation>,
}

#[derive(Serialize)]
struct Document<'r> {
    schema: String,
    vsw: &'static str,
    #[serde(flatten)]
    report: &'r Report,
}

pub fn document(report: &Report) -> String {
    written(&Document { schema: format!("vsw/{}/1", report.name()), vsw: VERSION, report })
}

/// One line of a result that goes on and on.
pub fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

pub fn failure(failure: &Failure) -> String {
    let (message, hint, exit) = (failure.to_string(), failure.hint(), failure.exit().code());
    error_at(failure.code(), message, hint, exit, failure.place())
}

pub fn error(code: Code, message: String, hint: Option<String>, exit: u8) -> String {
    error_at(code, message, hint, exit, None)
}

fn error_at(
    code: Code,
    message: String,
    hint: Option<String>,
    exit: u8,
    place: Option<SourceLocation>,
) -> String {
    written(&ErrorDocument { schema: "vsw/error/1", vsw: VERSION, code, message, hint, exit, place })
}

/// The report structs hold strings, numbers, lists and JSON text that was read as such: none of it can fail to be
/// written, and if one day something could, `null` would be said rather than nothing.
fn written(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| "null".to_owned())
}
