//! SARIF 2.1.0: a result for each application with a problem, even a waived one.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::summary::{ApplicationRow, RowStatus, RunSummary};
use crate::codes::Code;
use crate::report::VERSION;
use crate::report::status::WaiverNote;

pub fn text(summary: &RunSummary) -> String {
    let shown: Vec<&ApplicationRow> =
        summary.with_problem().chain(summary.with_status(RowStatus::Excused)).collect();
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
            "automationDetails": { "id": format!("vsw/{}/", summary.command) },
            "invocations": [invocation(summary)],
            "columnKind": "unicodeCodePoints",
            "results": shown.iter().map(|row| result(summary, row, &rules)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str) -> Value {
    // The rule of a row without a code is named by its outcome, which `vsw explain` does not know.
    let (title, help) = match Code::from_word(code) {
        Some(known) => (known.title(), format!("{}. More: `vsw explain {code}`", known.title())),
        None => (code, code.to_owned()),
    };
    json!({ "id": code, "shortDescription": { "text": title }, "help": { "text": help } })
}

fn invocation(summary: &RunSummary) -> Value {
    let notifications = summary.error.iter().map(|error| {
        json!({
            "descriptor": { "id": error.word() },
            "level": "error",
            "message": { "text": without_links(&error.message) },
        })
    });
    json!({
        "executionSuccessful": summary.error.is_none(),
        "exitCode": summary.exit.code(),
        "exitCodeDescription": summary.exit.meaning(),
        "endTimeUtc": summary.at.to_string(),
        "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
    })
}

fn result(summary: &RunSummary, row: &ApplicationRow, rules: &BTreeSet<&str>) -> Value {
    let fingerprint = row.fingerprint();
    let excused = row.waiver.iter().filter(|_| row.status == RowStatus::Excused);
    let suppression = |waiver: &WaiverNote| json!({ "kind": "external", "status": "accepted", "justification": waiver.sentence() });
    json!({
        "ruleId": row.rule(),
        "ruleIndex": rules.iter().position(|code| *code == row.rule()).unwrap_or_default(),
        // An unknown state fails the run too, but is not known to be wrong.
        "level": if row.status == RowStatus::Unknown { "warning" } else { "error" },
        "message": { "text": without_links(&row.line()) },
        "locations": [location(summary, row)],
        "partialFingerprints": {
            // GitHub matches results by this fingerprint, so an edit of the fleet file must not change it.
            "primaryLocationLineHash": format!("{}:1", fingerprint.get(..16).unwrap_or(&fingerprint)),
            "vswApplication/v1": fingerprint,
        },
        "suppressions": excused.map(suppression).collect::<Vec<_>>(),
    })
}

fn location(summary: &RunSummary, row: &ApplicationRow) -> Value {
    let logical = json!([{
        "name": row.title(),
        "fullyQualifiedName": format!("{}/{}", row.profile, row.id),
        "kind": "resource",
    }]);
    let Some((path, line, column)) = summary.place(Some(row)) else {
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

/// Escapes `](`, so that outside text cannot create a SARIF link, `[text](target)`.
fn without_links(text: &str) -> String {
    text.replace("](", "]\\u{28}")
}

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
    fn paths_become_uri_references() {
        assert_eq!(uri("ops/vsw.toml"), "ops/vsw.toml");
        assert_eq!(uri("/srv/a b/é?#%.toml"), "file:///srv/a%20b/%C3%A9%3F%23%25.toml");
        assert_eq!(uri("http://evil"), "http%3A//evil");
    }

    #[test]
    fn messages_contain_no_link() {
        assert_eq!(without_links("[a](b) [c]"), "[a]\\u{28}b) [c]");
    }
}
