//! The report of `vsw probe` as text: a table of the deliveries sent, then the holes in the handler's verification.

use super::{Rendered, pieces};
use crate::exit::Exit;
use crate::report::probe::{ForgerySent, Hole, ProbeOutcome, ProbeReport, When};
use crate::screen::{Line, Style, Text, table};

/// A URL instead of a path, because an installed program has no `docs` directory.
const HANDLERS: &str =
    concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/docs/handlers.md");

pub fn render(report: &ProbeReport) -> Rendered {
    let mut rendered = Rendered::default();
    rendered.result.push(Line::new().strong(format!("{} {}", report.method, report.target)));
    rendered.result.extend(sent(report));
    for hole in &report.holes {
        rendered.result.extend(hole_lines(hole, report));
    }
    rendered.result.push(conclusion(report));
    if let Some(detail) = &report.detail {
        rendered.error = Some(detail.clone());
    }
    if let Some(hint) = &report.hint {
        rendered.notes.push(pieces::hint(hint.clone()));
    }
    for reason in reasons(report) {
        let of_reason = report.skipped.iter().filter(|one| one.reason == reason);
        let kinds: Vec<&str> = of_reason.map(|one| one.kind.word()).collect();
        rendered.notes.push(Line::new().faint(format!("not sent: {} ({reason})", kinds.join(", "))));
    }
    if !report.holes.is_empty() {
        let words = format!("{HANDLERS} has correct handlers for common frameworks");
        rendered.notes.push(pieces::hint(words));
    }
    rendered
}

fn reasons(report: &ProbeReport) -> Vec<&str> {
    let mut reasons: Vec<&str> = Vec::new();
    for skipped in &report.skipped {
        if !reasons.contains(&&*skipped.reason) {
            reasons.push(&skipped.reason);
        }
    }
    reasons
}

fn sent(report: &ProbeReport) -> Text {
    let genuine = |when| {
        let words = if when == When::Before { "genuine, before" } else { "genuine, after" };
        let of_time = report.genuine.iter().filter(move |one| one.when == when);
        of_time.map(move |one| {
            let (mark, style, word) = match one.taken {
                true => ("✓", Style::Good, "accepted"),
                false => ("✗", Style::Bad, "not accepted"),
            };
            let about = one.answer.error.clone().unwrap_or_default();
            vec![
                (style, format!("{mark} {words}")),
                (Style::Plain, one.answer.word()),
                (style, word.to_owned()),
                (Style::Faint, about),
            ]
        })
    };
    let replay = Some(&report.replay).filter(|replay| replay.was_sent()).map(|replay| {
        let (mark, style, word) = match replay.outcome {
            ProbeOutcome::Accepted if report.strict => ("✗", Style::Bad, "accepted"),
            ProbeOutcome::Accepted => ("!", Style::Doubtful, "accepted"),
            _ => ("✓", Style::Good, "refused"),
        };
        vec![
            (style, format!("{mark} replay")),
            (Style::Plain, replay.answer.word()),
            (style, word.to_owned()),
            (Style::Faint, "the first genuine delivery again".to_owned()),
        ]
    });
    let rows = genuine(When::Before)
        .chain(report.forgeries.iter().map(forgery))
        .chain(replay)
        .chain(genuine(When::After));
    table(rows.collect())
}

fn forgery(sent: &ForgerySent) -> Vec<(Style, String)> {
    let (mark, style, word) = match sent.outcome {
        ProbeOutcome::Refused => ("✓", Style::Good, "refused"),
        ProbeOutcome::Accepted => ("✗", Style::Bad, "accepted"),
        ProbeOutcome::Error => ("✗", Style::Bad, "failed"),
    };
    let about = sent.answer.error.clone().unwrap_or_else(|| sent.kind.about().to_owned());
    vec![
        (style, format!("{mark} {}", sent.kind.word())),
        (Style::Plain, sent.answer.word()),
        (style, word.to_owned()),
        (Style::Faint, about),
    ]
}

fn hole_lines(hole: &Hole, report: &ProbeReport) -> Text {
    let is_failure = hole.word != "replay" || report.strict;
    let (mark, style) = if is_failure { ("✗ ", Style::Bad) } else { ("! ", Style::Doubtful) };
    let mut text = Text::from(Line::new().styled(style, mark).strong("the handler ").strong(&*hole.about));
    text.push(Line::new().plain("  shown by ").plain(hole.kinds.join(", ")));
    if let Some(code) = hole.code {
        text.push(Line::new().plain("  → ").plain(format!("vsw explain {code}")));
    }
    text
}

fn conclusion(report: &ProbeReport) -> Line {
    let sent = report.forgeries.len();
    let summary = report.summary;
    let counts = [(summary.refused, "refused"), (summary.accepted, "accepted"), (summary.errors, "failed")];
    if !report.is_conclusive() {
        let words = "? the probe proves nothing: a genuine delivery was not accepted";
        return Line::new().styled(Style::Doubtful, words);
    }
    let replay = match (report.accepts_replay(), report.strict) {
        (true, true) => "; a replay was accepted",
        (true, false) => "; a replay was accepted (a failure with --strict)",
        (false, _) => "",
    };
    let line = match report.exit() {
        Exit::Yes => Line::new().styled(Style::Good, "✓ no forgery was accepted"),
        _ => {
            let holes = report.holes.iter().filter(|hole| hole.word != "replay" || report.strict).count();
            Line::new().styled(Style::Bad, format!("✗ {}", pieces::number_of(holes as u64, "hole", "holes")))
        }
    };
    line.plain(format!("  ({} of {sent} forgeries{replay})", pieces::counted(counts)))
}
