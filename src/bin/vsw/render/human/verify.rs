//! The report of `vsw verify` as text.

use vsw::delivery::Coverage;
use vsw::verify::{Outcome, Verdict};

use super::{Rendered, pieces};
use crate::codes::Code;
use crate::report::verify::VerifyReport;
use crate::screen::{Line, Style};

pub fn render(report: &VerifyReport) -> Rendered {
    let mut rendered = Rendered::default();
    let (style, words) = match report.verdict {
        Verdict::Valid => (Style::Good, "✓ genuine"),
        Verdict::Unsigned => (Style::Bad, "✗ not signed"),
        Verdict::Unchecked => (Style::Doubtful, "? not checked"),
        _ => (Style::Bad, "✗ not genuine"),
    };
    let code = report.code.map(|code| format!("  {code}")).unwrap_or_default();
    // The prefix that passed is genuine; the file as a whole is not.
    let without = match report.bytes_after_body {
        _ if report.verdict != Verdict::Valid => String::new(),
        0 => String::new(),
        1 => ", without the 1 byte after the body".to_owned(),
        count => format!(", without the {count} bytes after the body"),
    };
    rendered.result.push(Line::new().styled(style, words).plain(without).styled(Style::Strong, code));
    for note in &report.notes {
        rendered.result.push(Line::new().plain("  ").plain(&**note));
    }
    for flaw in report.flaws.iter().chain(report.detail.iter().filter(|_| report.flaws.is_empty())) {
        rendered.result.push(Line::new().plain("  ").plain(flaw));
    }
    for (index, cause) in report.explanation.iter().enumerate() {
        let label = if index == 0 { "  why: " } else { "  also: " };
        rendered.result.push(Line::new().styled(Style::Doubtful, label).strong(cause.code.word()));
        rendered.result.push(Line::new().plain("    ").plain(&*cause.detail));
        rendered.result.push(Line::new().plain("    → ").plain(cause.remedy));
    }
    rendered.result.push(event(report));
    let checks = &report.checks;
    for (name, outcome) in [
        ("signature", checks.signature),
        ("claims", checks.claims),
        ("issuer", checks.issuer),
        ("api_key", checks.api_key),
        ("application", checks.application),
        ("payload", checks.payload),
        ("age", checks.age),
    ] {
        let style = match outcome {
            Outcome::Pass => Style::Good,
            Outcome::Fail => Style::Bad,
            Outcome::Skipped => Style::Faint,
        };
        let line = Line::new().plain(format!("  {name:<12}")).styled(style, outcome.word());
        rendered.result.push(match (name, &report.secret) {
            ("signature", Some(secret)) => line.faint(format!("  by the secret of {secret}")),
            ("payload", _) => match report.payload_rule_note {
                Some(note) => line.plain(format!("  {}: {note}", report.payload_rule)),
                None => line,
            },
            _ => line,
        });
    }
    if let Some(hint) = &report.hint {
        // The first cause is more specific than the code of the rejection.
        let cause = report.explanation.first().map(|cause| cause.code.word());
        let code = cause.or(report.code.map(Code::word)).unwrap_or_default();
        rendered.notes.push(pieces::hint(format!("{hint}; see `vsw explain {code}`")));
    }
    rendered
}

/// Renders the event and whether it is signed. An unverified body's event is marked as such.
fn event(report: &VerifyReport) -> Line {
    let line = Line::new().plain(format!("  {:<12}", "event"));
    let line = match report.event {
        Some(event) => line.strong(event.word()),
        None => line.plain(report.claimed_event.word()).faint(" (from the body, unverified)"),
    };
    let words = |coverage: Coverage| match coverage {
        Coverage::Signed => "signed",
        Coverage::Unsigned => "not signed",
        Coverage::Unclear => "unclear",
    };
    let [preview, current] = report.coverage.map(words);
    line.faint(format!("  in the preview: {preview}; today: {current}"))
}
