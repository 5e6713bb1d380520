//! The report of `vsw verify` as text.

use vsw::delivery::{Coverage, Event, Product};
use vsw::verify::{Cause, Outcome, PayloadRule, Verdict};

use super::{Rendered, pieces};
use crate::codes::Code;
use crate::report::verify::{Explained, Sent, VerifyReport};
use crate::screen::{Line, Style, Text, shell};

pub fn render(report: &VerifyReport) -> Rendered {
    let mut rendered = Rendered::default();
    rendered.result.push(verdict(report));
    for note in &report.notes {
        rendered.result.push(Line::new().plain("  ").plain(&**note));
    }
    for flaw in report.flaws.iter().chain(report.detail.iter().filter(|_| report.flaws.is_empty())) {
        rendered.result.push(Line::new().plain("  ").plain(flaw));
    }
    rendered.result.extend(causes(report));
    rendered.result.extend(webhook(report));
    rendered.result.extend(checks(report));
    // The first cause is more specific than the rejection's code.
    let cause = report.explanation.first().map(|cause| cause.code.word());
    if let (Some(hint), Some(code)) = (&report.hint, cause.or(report.code.map(Code::word))) {
        // The text above already shows a next step.
        let has_remedy = report.sent.is_some()
            || report.no_cause.is_some()
            || report.explanation.iter().any(|cause| cause.code != Cause::DiagnosisCutShort);
        let remedy = if has_remedy { String::new() } else { format!("{hint}; ") };
        rendered.notes.push(pieces::hint(format!("{remedy}see `vsw explain {code}`")));
    }
    rendered
}

fn verdict(report: &VerifyReport) -> Line {
    let sent =
        report.sent.as_ref().map(|sent| format!("✗ too old, but genuine when it was sent {}", sent.relative));
    let (style, words) = match report.verdict {
        Verdict::Valid => (Style::Good, "✓ genuine"),
        Verdict::Unsigned => (Style::Bad, "✗ not signed"),
        Verdict::Unchecked => (Style::Doubtful, "? not checked"),
        _ => (Style::Bad, sent.as_deref().unwrap_or("✗ not genuine")),
    };
    let code = report.code.map(|code| format!("  {code}")).unwrap_or_default();
    // Only the body is genuine, not the bytes that follow it in the file.
    let without = match report.bytes_after_body {
        _ if report.verdict != Verdict::Valid && sent.is_none() => String::new(),
        0 => String::new(),
        1 => "; not verified: 1 byte after the body".to_owned(),
        count => format!("; not verified: the {count} bytes after the body"),
    };
    Line::new().styled(style, words.to_owned()).plain(without).styled(Style::Strong, code)
}

fn causes(report: &VerifyReport) -> Text {
    let mut text = Text::new();
    if let Some(Sent { time, proof, .. }) = &report.sent {
        let words = match proof {
            Some(proof) => proof.iter().map(|word| shell::word(word)).collect::<Vec<_>>().join(" "),
            None => format!("repeat the command with the same input and `{time}`"),
        };
        text.push(Line::new().styled(Style::Good, "  proof: ").plain(words));
    }
    if let Some(no_cause) = report.no_cause {
        text.push(Line::new().plain("  ").plain(no_cause));
    }
    // Omit `ClockKept` (a stored token): the proof above already shows that the token was genuine when sent.
    let is_told = |cause: &&Explained| report.sent.is_some() && cause.code == Cause::ClockKept;
    let causes: Vec<&Explained> = report.explanation.iter().filter(|cause| !is_told(cause)).collect();
    text.extend(causes_below(&causes, "  ", if report.sent.is_none() { "why: " } else { "also: " }));
    text
}

pub(super) fn causes_below(causes: &[&Explained], indent: &str, first: &str) -> Text {
    let mut text = Text::new();
    let mut remedies = Vec::new();
    for (at, cause) in causes.iter().enumerate() {
        let label = if at == 0 { first } else { "also: " };
        text.push(Line::new().plain(indent).styled(Style::Doubtful, label).strong(cause.code.word()));
        text.push(Line::new().plain(indent).plain("  ").plain(&*cause.detail));
        if !remedies.contains(&cause.remedy) {
            text.push(Line::new().plain(indent).plain("  → ").plain(cause.remedy));
            remedies.push(cause.remedy);
        }
    }
    text
}

fn checks(report: &VerifyReport) -> Text {
    let mut text = Text::new();
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
        let line = Line::new().plain(format!("  {name:<12}"));
        let line = match outcome {
            Outcome::Pass => line.styled(Style::Good, outcome.word()),
            Outcome::Fail => line.styled(Style::Bad, outcome.word()),
            Outcome::Skipped => line.styled(Style::Faint, not_checked(name, report)),
        };
        text.push(match (name, &report.secret) {
            ("signature", Some(secret)) => line.faint(format!("  by the secret of {secret}")),
            ("payload", _) => match report.payload_rule_note {
                Some(note) => line.plain(format!("  {}: {note}", report.payload_rule)),
                None => line,
            },
            _ => line,
        });
    }
    text
}

fn not_checked(name: &str, report: &VerifyReport) -> String {
    let Some(claims) = &report.claims else { return "not checked".to_owned() };
    match (name, &claims.api_key, &claims.application_id) {
        ("api_key", Some(key), _) => format!("not checked without --expect-api-key; the token names {key}"),
        ("api_key", None, _) => "not checked without --expect-api-key".to_owned(),
        ("application", _, Some(id)) => {
            format!("not checked without --expect-application; the token names {id}")
        }
        ("application", _, None) => "not checked without --expect-application".to_owned(),
        ("age", ..) => "not checked (--max-age 0)".to_owned(),
        _ => "not checked".to_owned(),
    }
}

fn webhook(report: &VerifyReport) -> Text {
    let is_get = report.payload_rule == PayloadRule::Query.word();
    let source = if is_get { " (from the query, unverified)" } else { " (from the body, unverified)" };
    let marked = |name: &str, word: &'static str| {
        let line = Line::new().plain(format!("  {name:<12}"));
        match report.checks.payload {
            Outcome::Pass => line.strong(word),
            _ => line.plain(word).faint(source),
        }
    };
    let mut text = Text::from(marked("product", report.product.word()));
    if report.product != Product::Voice {
        return text;
    }
    let event = report.event.unwrap_or(report.claimed_event);
    let line = marked("event", event.word());
    text.push(match event {
        Event::Unknown => line,
        _ => line.faint(format!("  {}", coverage(report.coverage))),
    });
    text
}

fn coverage([preview, current]: [Coverage; 2]) -> String {
    let now = match current {
        Coverage::Signed => "a kind that Vonage signs",
        Coverage::Unsigned => "a kind that Vonage does not sign",
        Coverage::Unclear => "unclear whether Vonage signs this kind",
    };
    let then = match preview {
        _ if preview == current => return now.to_owned(),
        Coverage::Signed => "did",
        Coverage::Unsigned => "did not",
        Coverage::Unclear => "is unclear",
    };
    format!("{now}; the Developer Preview {then}")
}
