//! The lines that differ between two documents, with masked secrets, for display only.
//!
//! Lines have no commas, so that a new last member changes no other line.

use std::collections::HashSet;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};
use vsw::application::mask;
use vsw::json::Json;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// For example `@@ -18,6 +18,7 @@`.
    HunkHeader(String),
    Same(String),
    Removed(String),
    Inserted(String),
    Omitted(usize),
}

/// Marks an inserted line that looks like a removed line but differs.
pub const ANOTHER_VALUE: &str = " (another one)";

const CONTEXT: usize = 3;

/// After this time, the rest of the documents is shown as removed and inserted.
const DIFF_TIMEOUT: Duration = Duration::from_millis(200);

const MAX_LINES: usize = 2_000;

/// Compares lines in which different secrets have different masks. The returned lines have the usual mask.
pub fn lines(before: &Json, after: &Json) -> Vec<Line> {
    let (shown_before, shown_after) = (shown(before), shown(after));
    let (before, after) =
        (lines_of(mask::masked_distinctly(before)), lines_of(mask::masked_distinctly(after)));
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    let diff = TextDiff::configure().timeout(DIFF_TIMEOUT).diff_slices(&before, &after);
    let line = |lines: &[String], index: Option<usize>| {
        index.and_then(|index| lines.get(index)).map(|line| shortened(line)).unwrap_or_default()
    };
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(Line::HunkHeader(hunk.header().to_string()));
        let (mut removed, mut removed_shown) = (HashSet::new(), HashSet::new());
        for change in hunk.iter_changes() {
            lines.push(match change.tag() {
                ChangeTag::Equal => {
                    removed.clear();
                    removed_shown.clear();
                    Line::Same(line(&shown_after, change.new_index()))
                }
                ChangeTag::Delete => {
                    let text = line(&shown_before, change.old_index());
                    removed.insert(change.value());
                    removed_shown.insert(text.clone());
                    Line::Removed(text)
                }
                ChangeTag::Insert => {
                    let text = line(&shown_after, change.new_index());
                    let looks_the_same = removed_shown.contains(&text) && !removed.contains(change.value());
                    Line::Inserted(if looks_the_same { text + ANOTHER_VALUE } else { text })
                }
            });
        }
    }
    if lines.len() > MAX_LINES {
        let more = lines.len() - MAX_LINES;
        lines.truncate(MAX_LINES);
        lines.push(Line::Omitted(more));
    }
    lines
}

fn shown(document: &Json) -> Vec<String> {
    lines_of(mask::masked(document))
}

fn lines_of(masked: String) -> Vec<String> {
    // A masked document is still JSON: values are replaced with strings.
    Json::parse(masked).map(|masked| masked.lines()).unwrap_or_default()
}

fn shortened(line: &str) -> String {
    let length = line.chars().count();
    if length <= MAX_LINE_CHARS {
        return line.to_owned();
    }
    let start: String = line.chars().take(MAX_LINE_CHARS - 20).collect();
    let end: String = line.chars().skip(length - 16).collect();
    format!("{start} … {end}")
}

const MAX_LINE_CHARS: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str) -> Vec<Line> {
        let json = |text: &str| Json::parse(text.to_owned()).expect("the test's own JSON");
        lines(&json(before), &json(after))
    }

    fn changes(lines: Vec<Line>) -> Vec<Line> {
        lines.into_iter().filter(|line| !matches!(line, Line::Same(_) | Line::HunkHeader(_))).collect()
    }

    #[test]
    fn equal_documents_have_no_difference() {
        assert_eq!(diff(r#"{"a":1,"secret":{"b":1}}"#, r#"{ "a": 1, "secret": {"b": 1} }"#), []);
    }

    #[test]
    fn a_changed_secret_is_a_changed_line() {
        for (before, after, line) in [
            (r#"{"secret":"x","a":1}"#, r#"{"secret":"y","a":1}"#, r#"  "secret": "***""#),
            (r#"{"secret":{"x":1}}"#, r#"{"secret":[2]}"#, r#"  "secret": "***""#),
            (r#"{"url":"https://h?k=1"}"#, r#"{"url":"https://h?k=2"}"#, r#"  "url": "https://h?k=***""#),
            (r#"{"url":"https://me:1@h"}"#, r#"{"url":"https://you:2@h"}"#, r#"  "url": "https://***@h""#),
        ] {
            let expected = [Line::Removed(line.to_owned()), Line::Inserted(format!("{line}{ANOTHER_VALUE}"))];
            assert_eq!(changes(diff(before, after)), expected);
        }
    }

    #[test]
    fn a_difference_in_the_hidden_part_is_marked() {
        let key = |middle: &str| format!(r#"["{}{middle}{}"]"#, "a".repeat(200), "b".repeat(200));
        let changed = changes(diff(&key("1"), &key("2")));
        let [Line::Removed(before), Line::Inserted(after)] = changed.as_slice() else {
            panic!("expected one removed and one inserted line: {changed:?}");
        };
        assert_eq!(*after, format!("{before}{ANOTHER_VALUE}"));
    }

    #[test]
    fn only_values_that_look_equal_are_marked() {
        assert_eq!(
            changes(diff(r#"{"a":1,"secret":"x"}"#, r#"{"a":2,"secret":"x"}"#)),
            [Line::Removed(r#"  "a": 1"#.to_owned()), Line::Inserted(r#"  "a": 2"#.to_owned())]
        );
        assert_eq!(
            changes(diff(r#"{"secret":"x"}"#, r#"{"secret":"x","token":"y"}"#)),
            [Line::Inserted(r#"  "token": "***""#.to_owned())]
        );
    }

    #[test]
    fn a_diff_of_20000_lines_is_truncated() {
        let numbers = |from: u32| {
            let numbers: Vec<String> = (from..from + 20_000).map(|number| number.to_string()).collect();
            format!("[{}]", numbers.join(","))
        };
        let (before, after) = (numbers(0), numbers(1_000_000));
        // No timing assertion (shared machine). Without `DIFF_TIMEOUT`, this test would take much longer.
        let lines = diff(&before, &after);
        assert_eq!(lines.len(), MAX_LINES + 1);
        // One hunk header, two brackets, and the 20,000 numbers of each document.
        assert_eq!(lines.last(), Some(&Line::Omitted(40_003 - MAX_LINES)));
    }
}
