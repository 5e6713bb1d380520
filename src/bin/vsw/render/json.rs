//! JSON: one document for each report or failure. Absent values are null, unless a struct omits them.

use serde::Serialize;

use crate::codes::Code;
use crate::failure::Failure;
use crate::report::{Report, SourceLocation, VERSION};
use crate::screen::{Screen, StdoutError, Stream};

#[derive(Serialize)]
pub struct Error {
    pub code: Code,
    pub message: String,
    pub hint: Option<String>,
    pub exit: u8,
    /// The location of a mistake in a fleet file; `None` for other errors.
    pub place: Option<SourceLocation>,
}

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

/// A document with a list that may not fit into memory: each item is written as it is found.
pub struct ListDocument<'s> {
    stream: Stream<'s>,
    name: &'static str,
    list: &'static str,
    is_open: bool,
}

impl<'s> ListDocument<'s> {
    /// Writes nothing before the first item.
    pub fn new(name: &'static str, list: &'static str, screen: &'s Screen) -> Self {
        Self { stream: screen.stream(), name, list, is_open: false }
    }

    pub fn item(&mut self, item: &impl Serialize) -> Result<(), StdoutError> {
        let before = if self.is_open { ",".to_owned() } else { self.opening() };
        self.is_open = true;
        // All line feeds are layout: JSON strings contain none.
        let item = self.stream.safe(&written(serde_json::to_string_pretty(item))).replace('\n', "\n    ");
        self.stream.raw(&format!("{before}\n    {item}"))
    }

    /// Writes the rest of the report. The document must have an item, and the report's own list must be empty.
    pub fn end(mut self, report: &Report) -> Result<(), StdoutError> {
        let rest = self.stream.safe(&written(serde_json::to_string_pretty(report)));
        // Only the report's own members are indented by exactly two spaces.
        let rest = rest.replacen(&format!("\n  \"{}\": [],", self.list), "", 1);
        self.stream.raw(&format!("\n  ],{}\n", rest.strip_prefix('{').unwrap_or(&rest)))?;
        self.stream.flush()
    }

    fn opening(&self) -> String {
        let Document { schema, vsw, .. } = Document::new(self.name, ());
        format!("{{\n  \"schema\": \"{schema}\",\n  \"vsw\": \"{vsw}\",\n  \"{}\": [", self.list)
    }
}

pub fn line(name: &str, members: &impl Serialize) -> String {
    written(serde_json::to_string(&Document::new(name, members)))
}

pub fn failure(failure: &Failure, screen: &Screen) -> String {
    error(&Error {
        code: failure.code(),
        message: failure.to_string(),
        hint: failure.hint().map(|hint| screen.with_options(&hint)),
        exit: failure.exit().code(),
        place: failure.place(),
    })
}

pub fn error(error: &Error) -> String {
    written(serde_json::to_string_pretty(&Document::new("error", error)))
}

/// Serializing a report cannot fail.
fn written(json: serde_json::Result<String>) -> String {
    json.unwrap_or_else(|_| "null".to_owned())
}
