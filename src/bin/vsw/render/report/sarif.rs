//! SARIF 2.1.0: each application that is not well is a result, each code a rule. A waiver is a suppression, a run that
//! reached nothing an invocation that did not succeed.
//!
//! A result stands where a fleet file says what the application should be. The fingerprints keep a result the same one
//! when that line moves.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::sheet::{ApplicationRow, RunSummary, Standing};
use crate::codes::Code;
use crate::report::VERSION;
use crate::report::status::WaiverNote;

pub fn text(sheet: &RunSummary) -> String {
    let shown: Vec<&ApplicationRow> = sheet.red().chain(sheet.standing(Standing::Excused)).collect();
    let rules: BTreeSet<&str> = shown.iter().map(|row| row.rule()).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "vsw",
                    "semanticVersion": VERSION,
                    "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
                },
            },
            "automationDetails": { "id": format!("vsw/{}/", sheet.command) },
            "invocations": [invocation(sheet)],
            "columnKind": "unicodeCodePoints",
            "results": shown.iter().map(|row| result(sheet, row, &rules)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    let title = Code::from_word(code).map_or(code, |known| known.title());
    json!({
        "id": code,
        "shortDescription": { "text": title },
        "help": { "text": format!("{title}. More: `vsw explain {code}`") },
    })
}

fn invocation(sheet: &RunSummary) -> Value {
    let notifications = sheet.trouble.iter().map(|trouble| {
        json!({
            "descriptor": { "id": trouble.word() },
            "level": "error",
            "message": { "text": without_links(&trouble.message) },
        })
    });
    json!({
        "executionSuccessful": sheet.trouble.is_none(),
        "exitCode": sheet.exit.code(),
        "exitCodeDescription": sheet.exit.meaning(),
        "endTimeUtc": sheet.at.to_string(),
        "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
    })
}

fn result(sheet: &RunSummary, row: &ApplicationRow, rules: &BTreeSet<&str>) -> Value {
    let fingerprint = row.fingerprint();
    let excused = row.waiver.iter().filter(|_| row.standing == Standing::Excused);
    let suppression = |waiver: &WaiverNote| json!({ "kind": "external", "status": "accepted", "justification": waiver.sentence() });
    json!({
        "ruleId": row.rule(),
        "ruleIndex": rules.iter().position(|code| *code == row.rule()).unwrap_or_default(),
        // What is not known is no less red for the exit; but it is not known to be wrong.
        "level": if row.standing == Standing::Unknown { "warning" } else { "error" },
        "message": { "text": without_links(&row.line()) },
        "locations": [location(sheet, row)],
        "partialFingerprints": {
            // The one that GitHub goes by; made from no line, so that no edit of the file makes a result another one.
            "primaryLocationLineHash": format!("{}:1", fingerprint.get(..16).unwrap_or(&fingerprint)),
            "vswApplication/v1": fingerprint,
        },
        "suppressions": excused.map(suppression).collect::<Vec<_>>(),
    })
}

/// Where the application is written down; else the beginning of the file that others are written down in.
fn location(sheet: &RunSummary, row: &ApplicationRow) -> Value {
    let logical = json!([{
        "name": row.title(),
        "fullyQualifiedName": format!("{}/{}", row.profile, row.id),
        "kind": "resource",
    }]);
    let Some((path, line, column)) = sheet.place(Some(row)) else {
        return json!({ "logicalLocations": logical });
    };
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(path) },
            "region": { "startLine": line, "startColumn": column },
        },
        "logicalLocations": logical,
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
