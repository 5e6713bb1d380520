//! A change, as text.

use super::{Said, style_of, way_out};
use crate::report::change::{ChangeReport, ChangedApplication, Outcome};
use crate::report::diff;
use crate::screen::{Line, Style, Text};

pub fn said(report: &ChangeReport) -> Said {
    let mut said = Said::default();
    let is_set = matches!(report.selection.source, "all" | "fleet" | "plan" | "run");
    let mut in_short = 0;
    for application in &report.applications {
        match application.outcome {
            // Of a set, what needs nothing is counted, and what went well has a line.
            // Why one is left alone that somebody may wait for.
            Outcome::Skipped if is_set && application.code != Some("no-voice") => {
                short(application, &mut said.result);
                if let Some(detail) = &application.detail {
                    said.result.push(Line::new().plain("  skipped   ").plain(detail));
                }
            }
            Outcome::Unchanged | Outcome::Skipped | Outcome::NotAttempted if is_set => {}
            Outcome::Changed | Outcome::WouldChange if is_set && application.added.is_empty() => {
                in_short += 1;
                if in_short <= IN_SHORT {
                    short(application, &mut said.result);
                }
            }
            _ => one(application, &mut said.result),
        }
    }
    if in_short > IN_SHORT {
        said.result
            .push(Line::new().faint(format!("… and {} more; --json has them all", in_short - IN_SHORT)));
    }
    if report.applications.len() > 1 || is_set {
        said.result.blank();
        said.result.push(summary(report));
    }
    beside(report, &mut said.beside);
    said
}

/// One application of many, on one line.
fn short(application: &ChangedApplication, text: &mut Text) {
    let (mark, style) = mark(application.outcome);
    let name = application.name.as_deref().unwrap_or("(not read)");
    let line =
        Line::new().styled(style, mark).plain(" ").strong(name).plain("  ").faint(application.id.to_string());
    let line = line.plain("  ").styled(style_of(application.before), application.before);
    text.push(match application.outcome {
        Outcome::Changed => line.plain(" → ").styled(style_of(application.after), application.after),
        _ => line,
    });
}

fn one(application: &ChangedApplication, text: &mut Text) {
    let (mark, style) = mark(application.outcome);
    let name = application.name.as_deref().unwrap_or("(not read)");
    let heading =
        Line::new().styled(style, mark).plain(" ").strong(name).plain("  ").faint(application.id.to_string());
    text.push(heading);
    let signing = Line::new().plain("  signing   ").styled(style_of(application.before), application.before);
    text.push(match application.outcome {
        Outcome::Changed | Outcome::Unconfirmed if application.before != application.after => {
            signing.plain(" → ").styled(style_of(application.after), application.after)
        }
        _ => signing,
    });
    text.push(Line::new().plain("  outcome   ").styled(style, sentence(application)));
    if let Some(code) = application.code {
        text.push(Line::new().plain("  code      ").plain(code));
    }
    if let Some(detail) = &application.detail {
        text.push(Line::new().plain("  detail    ").plain(detail));
    }
    for moved in &application.moved {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
        if application.outcome != Outcome::WouldChange {
            let line = Line::new().plain("  moved     ").plain(&moved.path).plain("  ");
            text.push(line.plain(value(&moved.before)).plain(" → ").plain(value(&moved.after)));
        }
    }
    if let Some(snapshot) = &application.snapshot {
        text.push(Line::new().plain("  snapshot  ").faint(snapshot));
    }
    if !application.diff.is_empty() {
        text.blank();
        text.extend(diff_text(&application.diff));
    }
}

fn mark(outcome: Outcome) -> (&'static str, Style) {
    match outcome {
        Outcome::Changed | Outcome::Unchanged => ("✓", Style::Good),
        Outcome::WouldChange | Outcome::Skipped | Outcome::NotAttempted => ("•", Style::Doubtful),
        Outcome::Unconfirmed => ("?", Style::Doubtful),
        Outcome::Conflict | Outcome::Failed => ("✗", Style::Bad),
    }
}

fn sentence(application: &ChangedApplication) -> &'static str {
    match application.outcome {
        Outcome::Changed => "changed, and confirmed by reading it back",
        Outcome::Unchanged => "nothing to do",
        Outcome::WouldChange => "would change (dry run: nothing was sent)",
        Outcome::Skipped => "skipped",
        Outcome::Conflict => "conflict: nothing was written",
        Outcome::Unconfirmed => "unconfirmed",
        Outcome::Failed => "failed",
        Outcome::NotAttempted => "not attempted",
    }
}

fn summary(report: &ChangeReport) -> String {
    let summary = &report.summary;
    let counts = [
        (summary.changed, "changed"),
        (summary.unchanged, "unchanged"),
        (summary.would_change, "would change"),
        (summary.skipped, "skipped"),
        (summary.conflict, "in conflict"),
        (summary.unconfirmed, "unconfirmed"),
        (summary.failed, "failed"),
        (summary.not_attempted, "not attempted"),
    ];
    let said: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    format!("{} of {}: {}", report.applications.len(), report.selection.count, said.join(", "))
}

/// So many applications of a set that went well have a line each; nobody reads more.
const IN_SHORT: usize = 1_000;

/// What to know and to do next.
fn beside(report: &ChangeReport, text: &mut Text) {
    let mut hint = |words: String| text.push(Line::new().styled(Style::Good, "hint: ").plain(words));
    let with = |wanted: Outcome| report.applications.iter().find(|application| application.outcome == wanted);
    if report.summary.not_attempted > 0 {
        hint(if with(Outcome::NotAttempted).is_some_and(|one| one.code == Some("max-changes")) {
            let many = report.summary.not_attempted;
            format!(
                "{many} would be changed; look at them with --dry-run, then allow so many with --max-changes"
            )
        } else {
            let command = report.schema.split('/').nth(1).unwrap_or("enable");
            let command = if command == "apply" { "enable" } else { command };
            format!("go on with it: `vsw {command} --resume {}`", report.run)
        });
    } else if let Some(plan) = &report.plan {
        hint(format!("make these changes: `vsw apply {plan}`"));
    } else if let Some(application) = with(Outcome::Unconfirmed) {
        hint(format!(
            "see what is there now: `vsw show {}`; undo: `vsw rollback {}`",
            application.id, application.id
        ));
    } else if let Some(application) = with(Outcome::Failed) {
        if let Some(words) = application.code.map(|code| way_out(code, application.id)) {
            hint(words);
        }
    } else if let Some(application) = with(Outcome::Conflict) {
        hint(match report.schema {
            "vsw/rollback/1" => format!(
                "look with `vsw show {}`; --overwrite puts the snapshot back all the same",
                application.id
            ),
            "vsw/apply/1" => "what moved is left alone; make a new plan for it".to_owned(),
            _ => format!("see what is there now: `vsw status {}`", application.id),
        });
    } else if report.schema == "vsw/rollback/1" && report.summary.unchanged == report.applications.len() {
        hint("signing is left as it is now; --exact puts the snapshot's own value back too".to_owned());
    } else if report.schema == "vsw/enable/1" && report.summary.changed > 0 {
        for line in SIGNED_NOW {
            text.push(Line::new().faint(line));
        }
        let again = match (report.selection.source, &report.selection.file) {
            ("fleet", Some(file)) => format!("--fleet {file}"),
            ("all" | "run", _) => "--all".to_owned(),
            _ => {
                let on = report.applications.iter().filter(|application| application.after == "on");
                on.map(|application| application.id.to_string()).collect::<Vec<_>>().join(" ")
            }
        };
        let words = format!("keep it on: run `vsw status {again}` in CI");
        text.push(Line::new().styled(Style::Good, "hint: ").plain(words));
    }
}

/// Which webhooks come signed once the flag is on.
const SIGNED_NOW: [&str; 5] = [
    "Signed from now on: every voice event, the answer and the fallback webhook; in",
    "the Developer Preview only started, ringing, answered, completed, busy,",
    "cancelled, unanswered, rejected, failed and record.",
    "Signing stops nobody by itself: the handler must verify each webhook, answer 401",
    "to a wrong signature and 503 to none. `vsw verify` shows how it is done.",
];

/// A unified diff, coloured where there is colour.
pub fn diff_text(lines: &[diff::Line]) -> Text {
    let mut text = Text::new();
    if lines.is_empty() {
        return text;
    }
    text.push(Line::new().faint("--- before"));
    text.push(Line::new().faint("+++ after"));
    for line in lines {
        text.push(match line {
            diff::Line::Place(place) => Line::new().faint(place),
            diff::Line::Same(line) => Line::new().plain(format!(" {line}")),
            diff::Line::Removed(line) => Line::new().styled(Style::Bad, format!("-{line}")),
            diff::Line::Inserted(line) => Line::new().styled(Style::Good, format!("+{line}")),
            diff::Line::More(count) => Line::new().faint(format!("… and {count} more lines")),
        });
    }
    text
}
