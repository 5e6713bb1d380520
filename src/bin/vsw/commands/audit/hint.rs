//! Hint: suggests the next step after an audit.

use vsw::audit::{Audit, BrokenKind, DeliveryStatus, Layout, Places, Totals};
use vsw::verify::Code;

use crate::report::audit::AuditReport;
use crate::screen::shell;

pub fn of(report: &AuditReport, audit: &Audit<'_>, totals: &Totals) -> Option<String> {
    let first = |kind| totals.broken.iter().position(|broken| broken.kind == kind);
    if let Some(prefixed) = first(BrokenKind::TextBeforeJson) {
        let file = report.broken.get(prefixed).and_then(|broken| broken.file.as_deref());
        let file = file.map_or_else(|| "FILE".to_owned(), shell::word);
        return Some(format!(
            "remove the text before each JSON object: `sed 's/^[^{{]*//' {file} | vsw audit`, with the same options (unpack a compressed log first)"
        ));
    }
    if first(BrokenKind::TokenRedacted).is_some() {
        return Some(KEEP.to_owned());
    }
    let format = match &audit.layout {
        // If all lines are broken, the log probably has another format, with two exceptions. An incomplete
        // log may be one cut-off line. A line whose body is found to be parsed is in vsw's own format.
        Layout::Capture => {
            (report.incomplete.is_none() && is_foreign(totals) && first(BrokenKind::BodyParsed).is_none())
                .then(|| FOREIGN.to_owned())
        }
        // Without a receive time, every line is broken.
        Layout::Foreign(Places { received_at: None, .. }) if audit.now.is_none() && totals.read > 0 => {
            Some(NO_TIME.to_owned())
        }
        Layout::Foreign(Places { body, .. }) if first(BrokenKind::BodyParsed).is_some() => {
            let deeper = shell::word(&format!("{body}/content"));
            Some(format!(
                "check `--body`: if the raw body is deeper in the line, name its place, such as `--body {deeper}`"
            ))
        }
        // Without `--method`, a GET is read as a POST, whose body is then missing.
        Layout::Foreign(Places { request: None, .. }) => {
            first(BrokenKind::BodyAbsent).map(|_| GET.to_owned())
        }
        Layout::Foreign(_) => None,
    };
    // A cause that explains most of the sampled deliveries is more specific than the hints of `no_token` and `page`.
    let of_verdicts =
        || report.sampled_cause.is_none().then(|| no_token(audit, totals).or_else(|| page(totals)));
    format.or_else(|| of_verdicts().flatten())
}

fn is_foreign(totals: &Totals) -> bool {
    totals.read > 0 && totals.total.of(DeliveryStatus::Broken) == totals.read
}

/// Returns a hint if every delivery that was checked is unsigned.
fn no_token(audit: &Audit<'_>, totals: &Totals) -> Option<String> {
    let [unsigned, expected, broken] =
        [DeliveryStatus::Unsigned, DeliveryStatus::UnsignedExpected, DeliveryStatus::Broken]
            .map(|status| totals.total.of(status));
    if unsigned + expected == 0 || unsigned + expected + broken + totals.outside_times < totals.read {
        return None;
    }
    Some(match &audit.layout {
        Layout::Foreign(Places { authorization, .. }) => format!(
            "no checked line has a token at {authorization}: check `--authorization`, which is case-sensitive; if the webhooks had no token, check signing with `vsw status`"
        ),
        Layout::Capture => {
            let header = audit.verifier.header();
            format!(
                "no checked line has a token in the header {header}: check that the log keeps this header; if the webhooks had no token, check signing with `vsw status`"
            )
        }
    })
}

fn page(totals: &Totals) -> Option<String> {
    let (code, _) = totals.total.rejected.iter().max_by_key(|(_, count)| **count)?;
    Some(format!("see `vsw explain {}`", Code::word(*code)))
}

const KEEP: &str = "let the logger keep the header with the token, usually Authorization (in Caddy: `log_credentials`), and protect the log";

const FOREIGN: &str = "for a log in another format, pass `--authorization POINTER --body POINTER --received-at POINTER`; if the lines have no time, pass `--now TIME`";

const NO_TIME: &str =
    "name the place of the receive time: `--received-at POINTER`; if the lines have none, pass `--now TIME`";

const GET: &str = "check `--body`; if the log has deliveries by GET, which have no body, pass `--method POINTER --url POINTER`";
