//! The report of a change as text.

use std::time::Duration;

use super::Rendered;
use super::pieces::{self, counted, field, heading, hint, number_of, remedy};
use crate::codes::Code;
use crate::report::change::{ChangeCommand, ChangeReport, ChangedApplication, Proposal};
use crate::report::{SelectedBy, diff};
use crate::screen::{Line, Style, Text, shell};
use crate::vocabulary::{Outcome, Word as _};

pub fn render(report: &ChangeReport) -> Rendered {
    let mut rendered = Rendered::default();
    let is_set = report.selection.source.is_set();
    let mut in_short = 0;
    for application in &report.applications {
        match application.outcome {
            // A skipped application gets its reason, because the user may have expected a change.
            Outcome::Skipped if is_set && application.code != Some(Code::NoVoice) => {
                short(application, &mut rendered.result);
                field(&mut rendered.result, "  skipped   ", application.detail.as_ref());
            }
            Outcome::NotAttempted if application.code == Some(Code::MaxChanges) => {
                in_short += 1;
                if in_short <= IN_SHORT {
                    short(application, &mut rendered.result);
                }
            }
            Outcome::Unchanged | Outcome::Skipped | Outcome::NotAttempted if is_set => {}
            Outcome::Changed | Outcome::WouldChange
                if is_set
                    && application.added.is_empty()
                    && (report.interrupted.is_none() || application.detail.is_none()) =>
            {
                in_short += 1;
                if in_short <= IN_SHORT {
                    short(application, &mut rendered.result);
                }
            }
            _ => one(application, &mut rendered.result),
        }
    }
    if in_short > IN_SHORT {
        rendered
            .result
            .push(Line::new().faint(format!("… and {} more; `--json` lists all", in_short - IN_SHORT)));
    }
    if report.applications.len() > 1 || (is_set && !report.applications.is_empty()) {
        if !rendered.result.is_empty() {
            rendered.result.blank();
        }
        rendered.result.push(summary(report));
    }
    let held_back = report.applications.iter().filter(|one| one.code == Some(Code::MaxChanges)).count();
    if held_back > 0 {
        let count = number_of(held_back, "application", "applications");
        let exceeding = match report.command {
            ChangeCommand::Apply => format!("the plan lists {count}"),
            _ => format!("{count} would change"),
        };
        rendered.error = Some(format!("{exceeding}, more than `--max-changes` allows; nothing was changed"));
    }
    notes(report, &mut rendered.notes);
    rendered
}

fn short(application: &ChangedApplication, text: &mut Text) {
    let line = heading(mark(application.outcome), application.name.as_deref(), application.id);
    let line = pieces::signing(line.plain("  "), application.before);
    text.push(match application.outcome {
        Outcome::Changed => pieces::signing(line.plain(" → "), application.after),
        Outcome::WouldChange if application.after != application.before => {
            pieces::signing(line.plain(" → "), application.after)
        }
        _ => line,
    });
    moved_before(application, text);
}

fn one(application: &ChangedApplication, text: &mut Text) {
    let (mark, style) = mark(application.outcome);
    text.push(heading((mark, style), application.name.as_deref(), application.id));
    let signing = pieces::signing(Line::new().plain("  signing   "), application.before);
    text.push(match application.outcome {
        Outcome::Changed | Outcome::Unconfirmed | Outcome::Failed
            if application.snapshot.is_some() && application.before != application.after =>
        {
            pieces::signing(signing.plain(" → "), application.after)
        }
        _ => signing,
    });
    text.push(Line::new().plain("  outcome   ").styled(style, sentence(application.outcome)));
    field(text, "  code      ", application.code.map(Code::word));
    field(text, "  detail    ", application.detail.as_ref());
    // In a dry run, the diff below shows these members.
    if application.outcome != Outcome::WouldChange {
        pieces::moved(text, "  moved     ", &application.differences);
    }
    pieces::moved(text, "  added     ", &application.added);
    moved_before(application, text);
    if let Some(snapshot) = &application.snapshot {
        text.push(Line::new().plain("  snapshot  ").faint(snapshot));
    }
    if !application.diff.is_empty() {
        text.blank();
        text.extend(diff_text(&application.diff));
    }
}

fn moved_before(application: &ChangedApplication, text: &mut Text) {
    let error = application.reference_error.as_deref();
    pieces::moved_before(text, &application.moved_since_reference, error);
}

fn mark(outcome: Outcome) -> (&'static str, Style) {
    match outcome {
        Outcome::Changed | Outcome::Unchanged => ("✓", Style::Good),
        Outcome::WouldChange | Outcome::Skipped | Outcome::NotAttempted => ("•", Style::Doubtful),
        Outcome::Unconfirmed => ("?", Style::Doubtful),
        Outcome::Conflict | Outcome::Failed => ("✗", Style::Bad),
    }
}

fn sentence(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Changed => "changed, and confirmed by reading it back",
        Outcome::Unchanged => "nothing to do",
        Outcome::WouldChange => "would change (dry run; nothing was changed)",
        Outcome::Skipped => "skipped",
        Outcome::Conflict => "conflict: nothing was written",
        Outcome::Unconfirmed => "unconfirmed",
        Outcome::Failed => "failed",
        Outcome::NotAttempted => "not attempted",
    }
}

fn summary(report: &ChangeReport) -> String {
    let counts = report.summary.iter().map(|(outcome, count)| {
        let word = match outcome {
            Outcome::Conflict => "in conflict".to_owned(),
            outcome => outcome.to_word().replace('_', " "),
        };
        (count, word)
    });
    format!("{} of {}: {}", report.applications.len(), report.selection.count, counted(counts))
}

const IN_SHORT: usize = 1_000;

/// Adds the next step for the most urgent outcome only.
fn notes(report: &ChangeReport, text: &mut Text) {
    let mut hint = |words: String| text.push(hint(words));
    let with = |wanted: Outcome| report.applications.iter().find(|application| application.outcome == wanted);
    if let Some(application) = with(Outcome::NotAttempted) {
        hint(if application.code == Some(Code::MaxChanges) {
            "to review the changes, repeat the command with `--dry-run` instead of `--max-changes` and `--plan`; then raise `--max-changes`"
                .to_owned()
        } else {
            unfinished(report)
        });
    } else if let (Some(plan), Some(_)) = (&report.plan, with(Outcome::WouldChange)) {
        hint(format!("make these changes: `vsw apply {}`", shell::word(plan)));
    } else if let Some(application) = with(Outcome::Unconfirmed) {
        let id = application.id;
        hint(match application.code {
            // The change may not have been made: suggest no undo.
            Some(code @ Code::NotApplied) => remedy(code, id),
            _ => format!("show the current state: `vsw show {id}`; undo: `vsw rollback {id}`"),
        });
    } else if let Some(application) = with(Outcome::Failed) {
        let by_code = || application.code.map(|code| remedy(code, application.id));
        if let Some(words) = application.remedy.clone().or_else(by_code) {
            hint(words);
        }
    } else if let Some(application) = with(Outcome::Conflict) {
        let by_command = || {
            match report.command {
            ChangeCommand::Rollback => format!(
                "inspect the application with `vsw show {}`; to restore the snapshot anyway, add `--overwrite`",
                application.id
            ),
            ChangeCommand::Apply => {
                "make a new plan for the applications in conflict; to change them without a new plan, add `--overwrite`"
                    .to_owned()
            }
            _ => format!("check the current state: `vsw status {}`", application.id),
        }
        };
        hint(application.remedy.clone().unwrap_or_else(by_command));
    } else if let Some(plan) = &report.plan {
        text.push(Line::new().faint(format!("the plan {plan} lists no applications: none needs a change")));
    } else if report.command != ChangeCommand::Rollback && report.summary.of(Outcome::Changed) > 0 {
        changed(report, text);
    }
}

fn changed(report: &ChangeReport, text: &mut Text) {
    let turns_on = report.resume_with == ChangeCommand::Enable.to_word();
    let consequence: &[&str] = if turns_on { &SIGNED_NOW } else { &UNSIGNED_NOW };
    for line in consequence.iter().filter(|_| report.selection.source != SelectedBy::Run) {
        text.push(Line::new().faint(*line));
    }
    match report.applications.as_slice() {
        [one] if !report.selection.source.is_set() => {
            if !turns_on {
                text.push(hint(format!("undo: `vsw rollback {}`", one.id)));
            }
        }
        _ => text.push(hint(format!("undo: `vsw rollback --run {}`", report.run))),
    }
    // The journal lacks the options that selected the applications of a resumed run.
    if turns_on && report.command == ChangeCommand::Enable && report.selection.source != SelectedBy::Run {
        let again = pieces::set_options(&report.selection).unwrap_or_else(|| signed(report));
        text.push(hint(format!("detect when signing is turned off: run `vsw status {again}` in CI")));
    }
}

fn unfinished(report: &ChangeReport) -> String {
    let left = |one: &&ChangedApplication| one.outcome == Outcome::NotAttempted;
    let ids: Vec<String> = report.applications.iter().filter(left).map(|one| one.id.to_string()).collect();
    match report.command {
        // Only a run over a set can be resumed, because only its plan is stored.
        _ if report.can_be_resumed() => {
            format!("resume the run: `vsw {} --resume {}`", report.resume_with, report.run)
        }
        ChangeCommand::Enable | ChangeCommand::Disable
            if !report.selection.source.is_set() && ids.len() < report.applications.len() =>
        {
            format!("change the others: `vsw {} {}`", report.command.to_word(), ids.join(" "))
        }
        _ => "run the same command again".to_owned(),
    }
}

fn signed(report: &ChangeReport) -> String {
    let on = report.applications.iter().filter(|application| application.after.is_on());
    on.map(|application| application.id.to_string()).collect::<Vec<_>>().join(" ")
}

const SIGNED_NOW: [&str; 2] = [
    "Signed from now on: every voice event, the answer and the fallback webhook.",
    "Signing alone blocks nothing: your handler must verify each webhook. `vsw probe URL` tests it.",
];

const UNSIGNED_NOW: [&str; 2] = [
    "Unsigned from now on: every voice event, the answer and the fallback webhook. A handler that",
    "requires a signature rejects them.",
];

pub fn proposal(proposal: &Proposal) -> Text {
    let mut text = Text::new();
    let mut counts = vec![format!("{} to change", proposal.to_change)];
    if proposal.already_as_requested > 0 {
        counts.push(format!("{} already as requested", proposal.already_as_requested));
    }
    counts.extend(proposal.skipped.iter().map(|(code, count)| format!("{count} skipped ({code})")));
    text.push(Line::new().strong(format!("Plan of vsw {}: ", proposal.command)).plain(counts.join(", ")));
    for (profile, api_key, origin, count) in &proposal.accounts {
        text.push(Line::new().faint(format!("  {profile} ({api_key} at {origin}): {count} to change")));
    }
    for (name, id, before) in &proposal.first {
        let line = Line::new().plain("  • ").strong(name.as_str()).plain("  ").faint(id.as_str());
        let line = pieces::signing(line.plain("  "), *before).plain(" → ");
        text.push(pieces::signing(line, proposal.after));
    }
    let more = proposal.to_change - proposal.first.len().min(proposal.to_change);
    if more > 0 {
        text.push(Line::new().faint(format!("  … and {more} more")));
    }
    let takes = proposal.takes.map_or_else(String::new, |takes| format!(", about {}", duration_text(takes)));
    text.push(Line::new().styled(Style::Faint, format!("  {} requests{takes}", proposal.requests)));
    text
}

/// Shown above the question of `vsw apply`, for an application whose document is withheld from the plan file,
/// usually because of a secret.
pub fn withheld(application: &ChangedApplication) -> Text {
    let mut text = Text::new();
    text.blank();
    let name = application.name.as_deref();
    text.push(
        heading(("•", Style::Doubtful), name, application.id)
            .plain("  the plan file lacks this application's document; the change:"),
    );
    text.extend(diff_text(&application.diff));
    text
}

fn duration_text(time: Duration) -> String {
    match time.as_secs() {
        0 => "a second".to_owned(),
        seconds @ 1..120 => format!("{seconds} s"),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3600),
    }
}

pub fn diff_text(lines: &[diff::Line]) -> Text {
    let mut text = Text::new();
    if lines.is_empty() {
        return text;
    }
    text.push(Line::new().faint("--- before (one member per line, without commas)"));
    text.push(Line::new().faint("+++ after"));
    for line in lines {
        text.push(match line {
            diff::Line::HunkHeader(header) => Line::new().faint(header),
            diff::Line::Same(line) => Line::new().plain(format!(" {line}")),
            diff::Line::Removed(line) => Line::new().styled(Style::Bad, format!("-{line}")),
            diff::Line::Inserted(line) => Line::new().styled(Style::Good, format!("+{line}")),
            diff::Line::Omitted(count) => Line::new().faint(format!("… and {count} more lines")),
        });
    }
    text
}
