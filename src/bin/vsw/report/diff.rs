//! Diff: two documents as the lines that differ and a few around them, secrets masked. For reading only.
//!
//! One member a line and no commas, so that one changed member is one changed line, whatever stands behind it.

use similar::{ChangeTag, TextDiff};
use vsw::application::mask;
use vsw::json::Json;

/// One line of a unified diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Where a stretch of lines stands: `@@ -18,6 +18,7 @@`
    Place(String),
    Same(String),
    Removed(String),
    Inserted(String),
}

/// How many equal lines are shown around a difference.
const CONTEXT: usize = 3;

pub fn lines(before: &Json, after: &Json) -> Vec<Line> {
    let (before, after) = (shown(before), shown(after));
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    let diff = TextDiff::from_slices(&before, &after);
    let mut lines = Vec::new();
    for stretch in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(Line::Place(stretch.header().to_string()));
        for change in stretch.iter_changes() {
            let text = shortened(change.value());
            lines.push(match change.tag() {
                ChangeTag::Equal => Line::Same(text),
                ChangeTag::Delete => Line::Removed(text),
                ChangeTag::Insert => Line::Inserted(text),
            });
        }
    }
    lines
}

/// A document's lines with its secrets masked.
pub fn shown(document: &Json) -> Vec<String> {
    // A masked document is JSON, since what is put in a string's place is a string.
    Json::parse(mask::masked(document)).map(|masked| masked.lines()).unwrap_or_default()
}

/// A key or a certificate is one long line that nobody reads; its ends tell two of them apart.
fn shortened(line: &str) -> String {
    let length = line.chars().count();
    if length <= LONGEST {
        return line.to_owned();
    }
    let start: String = line.chars().take(LONGEST - 20).collect();
    let end: String = line.chars().skip(length - 16).collect();
    format!("{start} … {end}")
}

/// Lines longer than this are shortened, in characters.
const LONGEST: usize = 100;
