//! Hint: the next step, if the command line does not seem to fit the log, or if deliveries were rejected for an unknown
//! cause.

use vsw::audit::{Audit, DeliveryStatus, Layout, Places, REDACTED, TEXT_BEFORE_JSON, Totals};
use vsw::capture::ParseLineError;
use vsw::verify::Code;

use crate::report::audit::AuditReport;
use crate::screen::shell;

/// Returns the first hint that applies: about lines that cannot be read, missing tokens, or rejections.
pub fn of(report: &AuditReport, audit: &Audit<'_>, totals: &Totals) -> Option<String> {
    if let Some(prefixed) = report.broken.iter().find(|broken| broken.detail == TEXT_BEFORE_JSON) {
        let file = prefixed.file.as_deref().map_or_else(|| "FILE".to_owned(), shell::word);
        return Some(format!(
            "remove the text before each JSON object: `sed 's/^[^{{]*//' {file} | vsw audit`"
        ));
    }
    if totals.broken.iter().any(|broken| broken.reason == REDACTED) {
        return Some(KEEP.to_owned());
    }
    let format = match &audit.layout {
        // A log that is cut off may end in its only line.
        Layout::Capture => (report.incomplete.is_none() && is_foreign(totals)).then(|| FOREIGN.to_owned()),
        Layout::Foreign(places) => has_absent_body(places, totals).then(|| GET.to_owned()),
    };
    // A cause is more specific than these, and names its page.
    let of_verdicts =
        || report.sampled_cause.is_none().then(|| no_token(audit, totals).or_else(|| page(totals)));
    format.or_else(|| of_verdicts().flatten())
}

/// Returns whether the log, read in vsw's own format, seems to have another one: every line is broken. If a line
/// has its body as JSON, the signed bytes are lost, and options that name the body's place would not help.
fn is_foreign(totals: &Totals) -> bool {
    let parsed_body = ParseLineError::ParsedBody.to_string();
    totals.read > 0
        && totals.total.of(DeliveryStatus::Broken) == totals.read
        && !totals.broken.iter().any(|broken| broken.reason == parsed_body)
}

/// Returns whether a line has no body, or null, as API Gateway writes a GET, while every line is read as a POST.
fn has_absent_body(places: &Places, totals: &Totals) -> bool {
    let path = &places.body;
    let absent = [format!("no value at {path}"), format!("the value at {path} is not a string")];
    places.request.is_none() && totals.broken.iter().any(|broken| absent.contains(&broken.reason))
}

/// Returns where the tokens were expected, if all deliveries that were checked are unsigned.
fn no_token(audit: &Audit<'_>, totals: &Totals) -> Option<String> {
    let [unsigned, expected, broken] =
        [DeliveryStatus::Unsigned, DeliveryStatus::UnsignedExpected, DeliveryStatus::Broken]
            .map(|status| totals.total.of(status));
    if unsigned + expected == 0 || unsigned + expected + broken + totals.outside_times < totals.read {
        return None;
    }
    Some(match &audit.layout {
        Layout::Foreign(Places { authorization, .. }) => format!(
            "no line has a token at {authorization}: check `--authorization`, also for upper and lower case"
        ),
        Layout::Capture => {
            let header = audit.verifier.header();
            format!(
                "no line has a token in the header {header}: check that the log keeps it, or name another with `--header-name`"
            )
        }
    })
}

/// Returns the page of the most frequent code.
fn page(totals: &Totals) -> Option<String> {
    let (code, _) = totals.total.rejected.iter().max_by_key(|(_, count)| **count)?;
    Some(format!("see `vsw explain {}`", Code::word(*code)))
}

const KEEP: &str =
    "let the logger keep the Authorization header (in Caddy: `log_credentials`), and protect the log";

const FOREIGN: &str =
    "for a log in another format, name the places in each line: `--authorization`, `--body`, `--received-at`";

const GET: &str =
    "a delivery by GET has no body: name its method and its URL or query, `--method POINTER --url POINTER`";
