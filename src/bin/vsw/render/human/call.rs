//! The report of `vsw call` as text.

use super::Rendered;
use super::pieces::{hint, number_of, row};
use crate::report::call::{CallEvent, CallReport, CallVerification};
use crate::screen::{Line, Style, table};
use crate::vocabulary::DeliveryVerdict;

pub fn render(report: &CallReport) -> Rendered {
    let mut rendered = Rendered::default();
    let CallReport { to, from, .. } = report;
    let made =
        Line::new().styled(Style::Good, "✓ ").plain("called ").strong(to).plain(format!(" from {from}"));
    rendered.result.push(made);
    let mut rows = vec![row("  call", &report.uuid)];
    rows.extend(report.conversation_uuid.as_ref().map(|id| row("  conversation", id)));
    rows.push(row("  application", report.application.to_string()));
    rows.push(row("  api url", &report.api_url));
    rendered.result.extend(table(rows));
    match &report.verification {
        Some(verification) => {
            rendered.result.push(result(verification));
            if let Some(step) = next_step(report, verification) {
                rendered.notes.push(hint(step));
            }
        }
        None => {
            rendered.notes.push(hint("`vsw call --verify` reports which of a call's webhooks are signed"));
        }
    }
    rendered
}

fn result(verification: &CallVerification) -> Line {
    let CallVerification { events, summary, ended, .. } = verification;
    let seconds = (verification.waited_ms + 500) / 1000;
    let all = summary.signed + summary.unsigned + summary.rejected;
    let signed = match number_of(all, "event", "events") {
        _ if all == 0 => format!("no event of the call arrived within {seconds} s"),
        events => format!("{} of {events} of the call signed", summary.signed),
    };
    let is_complete = ended.is_some();
    let is_good = is_complete && summary.signed == all;
    let (style, mark) = match is_good {
        true => (Style::Good, "✓ "),
        false if summary.signed == all && all > 0 => (Style::Doubtful, "• "),
        false => (Style::Bad, "✗ "),
    };
    let mut line = Line::new().styled(style, mark).strong(signed);
    let is_unsigned = |event: &&CallEvent| event.verdict == DeliveryVerdict::Unsigned;
    let unsigned: Vec<&str> = events.iter().filter(is_unsigned).map(|event| event.event.word()).collect();
    let is_rejected = |event: &&CallEvent| !event.signed && !is_unsigned(event);
    let rejected: Vec<&str> = events.iter().filter(is_rejected).map(|event| event.event.word()).collect();
    for (names, words) in [(unsigned, "; unsigned: "), (rejected, "; rejected: ")] {
        if !names.is_empty() {
            line = line.plain(words).plain(names.join(", "));
        }
    }
    match (verification.interrupted, all) {
        (Some(_), _) if !is_complete => line.plain("; interrupted, and the call may go on"),
        (None, 1..) if !is_complete => line.plain(format!("; the call did not end within {seconds} s")),
        _ => line,
    }
}

fn next_step(report: &CallReport, verification: &CallVerification) -> Option<String> {
    let summary = verification.summary;
    if verification.interrupted.is_some() {
        None
    } else if verification.events.is_empty() {
        Some(format!(
            "nothing reached {}: check that the tunnel forwards to this machine while `vsw call` waits",
            verification.event_url
        ))
    } else if summary.unsigned > 0 {
        let id = report.application;
        Some(format!("check whether signing is on: `vsw status {id}`; turn it on: `vsw enable {id}`"))
    } else if summary.rejected > 0 {
        Some("compare the signature secret with the secret in the Dashboard of the application's account; if both are the same, check whether the tunnel changes body or headers".into())
    } else if verification.ended.is_none() {
        Some("allow more time with `--within TIME`".to_owned())
    } else {
        None
    }
}
