//! The report of `vsw verify` as text.

use vsw::delivery::{Coverage, Product};
use vsw::verify::{Outcome, Verdict};

use super::{Rendered, pieces};
use crate::codes::Code;
use crate::report::verify::VerifyReport;
use crate::screen::{Line, Style, Text};

pub fn render(report: &VerifyReport) -> Rendered {
    let mut rendered = Rendered::default();
    let (style, words) = match report.verdict {
        Verdict::Valid => (Style::Good, "✓ genuine"),
        Verdict::Unsigned => (Style::Bad, "✗ not signed"),
        Verdict::Unchecked => (Style::Doubtful, "? not checked"),
        _ => (Style::Bad, "✗ not genuine"),
    };
    let code = report.code.map(|code| format!("  {code}")).unwrap_or_default();
    rendered.result.push(Line::new().styled(style, words).styled(Style::Strong, code));
    for flaw in report.flaws.iter().chain(report.detail.iter().filter(|_| report.flaws.is_empty())) {
        rendered.result.push(Line::new().plain("  ").plain(flaw));
    }
    for cause in &report.explanation {
        rendered.result.push(Line::new().styled(Style::Doubtful, "  why: ").strong(cause.code.word()));
        rendered.result.push(Line::new().plain("    ").plain(&*cause.detail));
        rendered.result.push(Line::new().plain("    → ").plain(cause.remedy));
    }
    rendered.result.extend(webhook(report));
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

/// Prints the product and, for a call, the event and whether it is signed. Those of an unverified body are marked.
fn webhook(report: &VerifyReport) -> Text {
    let marked = |name: &str, word: &'static str| {
        let line = Line::new().plain(format!("  {name:<12}"));
        match report.checks.payload {
            Outcome::Pass => line.strong(word),
            _ => line.plain(word).faint(" (from the body, unverified)"),
        }
    };
    let mut text = Text::from(marked("product", report.product.word()));
    if report.product != Product::Voice {
        return text;
    }
    let words = |coverage: Coverage| match coverage {
        Coverage::Signed => "signed",
        Coverage::Unsigned => "not signed",
        Coverage::Unclear => "unclear",
    };
    let [preview, current] = report.coverage.map(words);
    let event = marked("event", report.event.unwrap_or(report.claimed_event).word());
    text.push(event.faint(format!("  in the preview: {preview}; today: {current}")));
    text
}
