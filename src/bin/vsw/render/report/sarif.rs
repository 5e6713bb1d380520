//! SARIF 2.1.0: each application that is not well is a result, each code a rule. A waiver is a suppression, a run that
//! reached nothing an invocation that did not succeed.
//!
//! A result stands where a fleet file says what the application should be. The fingerprints keep a result the same one
//! when that line moves.

use std::collections::BTreeSet;

use serde::Serialize;

use super::sheet::{Row, Sheet, Standing};
use crate::codes::Code;
use crate::report::{SourceLocation, VERSION};

pub fn text(sheet: &Sheet) -> String {
    let shown: Vec<&Row> = sheet.red().chain(sheet.standing(Standing::Excused)).collect();
    let rules: BTreeSet<&str> = shown.iter().map(|row| row.rule()).collect();
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "vsw",
                    semantic_version: VERSION,
                    rules: rules.iter().map(|code| rule(code)).collect(),
                },
            },
            automation_details: Automation { id: format!("vsw/{}/", sheet.command) },
            invocations: [invocation(sheet)],
            column_kind: "unicodeCodePoints",
            results: shown.iter().map(|row| result(sheet, row, &rules)).collect(),
        }],
    };
    // Texts, numbers and lists cannot fail to be written.
    serde_json::to_string_pretty(&log).unwrap_or_else(|_| "null".to_owned()) + "\n"
}

#[derive(Serialize)]
struct Log<'s> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'s>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'s> {
    tool: Tool<'s>,
    automation_details: Automation,
    invocations: [Invocation<'s>; 1],
    column_kind: &'static str,
    results: Vec<Outcome<'s>>,
}

#[derive(Serialize)]
struct Tool<'s> {
    driver: Driver<'s>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'s> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'s> {
    id: &'s str,
    short_description: Message,
    help: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Automation {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'s> {
    execution_successful: bool,
    exit_code: u8,
    exit_code_description: &'static str,
    end_time_utc: &'s str,
    tool_execution_notifications: Vec<Notification<'s>>,
}

#[derive(Serialize)]
struct Notification<'s> {
    descriptor: Descriptor<'s>,
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
struct Descriptor<'s> {
    id: &'s str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'s> {
    rule_id: &'s str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location<'s>>,
    partial_fingerprints: Fingerprints,
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<Physical>,
    logical_locations: [Logical<'s>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'s> {
    name: &'s str,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints {
    /// The one that GitHub goes by; made from no line, so that no edit of the file makes a result another one.
    primary_location_line_hash: String,
    #[serde(rename = "vswApplication/v1")]
    application: String,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

fn rule(code: &str) -> Rule<'_> {
    let title = Code::from_word(code).map_or(code, |known| known.title());
    Rule {
        id: code,
        short_description: Message { text: title.to_owned() },
        help: Message { text: format!("{title}. More: `vsw explain {code}`") },
    }
}

fn invocation(sheet: &Sheet) -> Invocation<'_> {
    let notification = |id, text: &str| Notification {
        descriptor: Descriptor { id },
        level: "error",
        message: Message { text: without_links(text) },
    };
    let failure = sheet.failure.iter().map(|broken| notification(broken.code.word(), &broken.message));
    let incomplete = sheet.incomplete.iter().map(|why| notification("incomplete", why));
    Invocation {
        execution_successful: sheet.failure.is_none() && sheet.incomplete.is_none(),
        exit_code: sheet.exit.code(),
        exit_code_description: sheet.exit.meaning(),
        end_time_utc: &sheet.at,
        tool_execution_notifications: failure.chain(incomplete).collect(),
    }
}

fn result<'s>(sheet: &'s Sheet, row: &'s Row, rules: &BTreeSet<&str>) -> Outcome<'s> {
    let fingerprint = row.fingerprint();
    let excused = row.waiver.as_ref().filter(|_| row.standing == Standing::Excused);
    let suppressions = excused.map(|waiver| Suppression {
        kind: "external",
        status: "accepted",
        justification: waiver.sentence(),
    });
    Outcome {
        rule_id: row.rule(),
        rule_index: rules.iter().position(|code| *code == row.rule()).unwrap_or_default(),
        // What is not known is no less red for the exit; but it is not known to be wrong.
        level: if row.standing == Standing::Unknown { "warning" } else { "error" },
        message: Message {
            text: without_links(&format!(
                "{} ({}, profile {}): {}",
                row.title(),
                row.id,
                row.profile,
                row.sentence()
            )),
        },
        locations: vec![Location {
            physical_location: physical(sheet, row),
            logical_locations: [Logical {
                name: row.title(),
                fully_qualified_name: format!("{}/{}", row.profile, row.id),
                kind: "resource",
            }],
        }],
        partial_fingerprints: Fingerprints {
            primary_location_line_hash: format!("{}:1", fingerprint.get(..16).unwrap_or(&fingerprint)),
            application: fingerprint,
        },
        suppressions: suppressions.into_iter().collect(),
    }
}

/// Where the application is written down; else the beginning of the file that others are written down in.
fn physical(sheet: &Sheet, row: &Row) -> Option<Physical> {
    let (path, start_line, start_column) = match &row.declared {
        Some(SourceLocation { path, line, column }) => (path.as_str(), *line, *column),
        None => (sheet.fallback_file()?, 1, 1),
    };
    Some(Physical {
        artifact_location: Artifact { uri: uri(path) },
        region: Region { start_line, start_column },
    })
}

/// A message's text may hold links, as `[text](target)`; nothing from outside is to be one.
fn without_links(text: &str) -> String {
    text.replace("](", "]\\u{28}")
}

/// A path as a reference: relative as it is, absolute with its scheme, and every byte that means something else escaped.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference_and_nothing_else() {
        assert_eq!(uri("ops/vsw.toml"), "ops/vsw.toml");
        assert_eq!(uri("/srv/a b/é?#%.toml"), "file:///srv/a%20b/%C3%A9%3F%23%25.toml");
        assert_eq!(uri("http://evil"), "http%3A//evil");
    }

    #[test]
    fn a_message_holds_no_link() {
        assert_eq!(without_links("[a](b) [c]"), "[a]\\u{28}b) [c]");
    }
}
