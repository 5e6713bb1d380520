//! JSON: reports and failures as one document. Members are in the order of the structs; absent values are null, unless
//! the struct omits them.

use serde::Serialize;

use crate::codes::Code;
use crate::failure::Failure;
use crate::report::{Report, SourceLocation, VERSION};
use crate::screen::{Screen, StdoutError, Stream};

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

/// A document whose list may not fit into memory: its items are written as they are found, the other members after
/// them.
pub struct ListDocument<'s> {
    stream: Stream<'s>,
    name: &'static str,
    list: &'static str,
    is_open: bool,
}

impl<'s> ListDocument<'s> {
    /// Begins a document `vsw/NAME/1` with a member `list`. Nothing is written before the first item.
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

    /// Ends a document that has at least one item, with the other members of the report. The report's own list must be
    /// empty.
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

/// Returns a document on one line, for continuous results.
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

/// Returns the written document. JSON can express everything in a report, so writing does not fail. If writing ever
/// fails, `null` is better than no output.
fn written(json: serde_json::Result<String>) -> String {
    json.unwrap_or_else(|_| "null".to_owned())
}
