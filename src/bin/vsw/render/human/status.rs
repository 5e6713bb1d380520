//! The report of `vsw status` as text.

use serde_json::value::RawValue;

use super::Rendered;
use super::comparison::reference;
use super::pieces::{self, counted, field, heading, hint, remedy, second};
use crate::codes::Code;
use crate::exit::Exit;
use crate::report::SelectedBy;
use crate::report::comparison::ReferenceSource;
use crate::report::status::{
    ChangedBy, CheckedApplication, Compared, ExpectedSigning, FoundProblem, PointedWebhooks, StatusReport,
    UnmatchedEntry, Verdict,
};
use crate::screen::{Line, Style, Text, shell};

pub fn render(report: &StatusReport) -> Rendered {
    let mut rendered = Rendered::default();
    if !report.shown {
        let is_set = report.selection.source.is_set();
        let is_listed = |one: &&CheckedApplication| !is_set || is_worth_showing(one);
        for application in report.applications.iter().filter(is_listed) {
            if is_set {
                one_line(application, &mut rendered.result);
            } else {
                one(application, &mut rendered.result);
            }
        }
    }
    for UnmatchedEntry { name, declared, .. } in report.unmatched.iter().filter(|entry| !entry.is_exact) {
        let words = format!("! the entry `{name}` applies to no application");
        rendered.result.push(Line::new().styled(Style::Doubtful, words).faint(format!("  {declared}")));
    }
    if report.selection.source.is_set() {
        rendered.result.push(Line::new().faint(comparison(report)));
    }
    let (mark, style) = overall(report);
    rendered.result.push(Line::new().styled(style, mark).plain(" ").plain(found(report)));
    if let Some(detail) = &report.detail {
        rendered.error = Some(format!("the check is incomplete: {detail}"));
    }
    let with_problem = report.applications.iter().find(|one| one.has_problem());
    let of_application = || with_problem.and_then(|one| Some(next_step(report, one, one.code?)));
    // The remedy of an incomplete check comes first: while it is incomplete, a command that
    // changes the set would fail.
    let step = report.remedy.clone().or_else(of_application);
    if let Some(words) = step {
        rendered.notes.push(hint(words));
    }
    rendered
}

fn next_step(report: &StatusReport, application: &CheckedApplication, code: Code) -> String {
    match code {
        Code::FlagAbsent | Code::FlagInvalid if application.expected == ExpectedSigning::Off => {
            format!("turn signing off: `vsw disable {}`", application.id)
        }
        Code::FlagDropped | Code::FlagAbsent | Code::FlagOff | Code::FlagInvalid => {
            let again = if application.last_confirmed_at.is_some() { " again" } else { "" };
            match pieces::set_options(&report.selection) {
                // `vsw enable ID` would use the account of the environment or profile, not that of the fleet
                // file.
                Some(options) if report.selection.source == SelectedBy::Fleet => {
                    format!("turn signing on as the fleet file requires: `vsw enable {options}`")
                }
                Some(options) if report.summary.of(Verdict::Drift) > 1 => {
                    format!("turn signing on in all of them: `vsw enable {options}`")
                }
                _ => format!("turn signing on{again}: `vsw enable {}`", unsigned(report)),
            }
        }
        Code::Moved => acceptance(report, application),
        Code::Unlisted => {
            let file = report.selection.file.as_deref().unwrap_or("vsw.toml");
            let added = match report.summary.of(Verdict::Unlisted) {
                0 | 1 => application.id.to_string(),
                several => format!("the {several} unlisted applications"),
            };
            format!("add {added} to {file}, or set `unlisted = \"report\"` there")
        }
        Code::FlagOn => format!("turn signing off: `vsw disable {}`", application.id),
        Code::WebhookAddress
        | Code::WebhookMethod
        | Code::RtcFlagDropped
        | Code::RtcFlagAbsent
        | Code::RtcFlagOff
        | Code::RtcFlagOn
        | Code::RtcFlagInvalid => correction(report, application),
        _ => application.remedy.clone().unwrap_or_else(|| remedy(code, application.id)),
    }
}

/// Returns the next step for a problem that `vsw enable` and `vsw disable` do not correct.
fn correction(report: &StatusReport, application: &CheckedApplication) -> String {
    if let Some(pointed) = &application.pointed {
        return match pointed.running {
            true => "end vsw listen: it restores the webhooks".to_owned(),
            false => format!("restore the webhooks: `{}`", pointed.command),
        };
    }
    let expectation = match &application.declared {
        Some(declared) => format!(", or edit {} at line {}", declared.path, declared.line),
        None => String::new(),
    };
    let moves = match application.differences.is_empty() {
        false => format!("; `vsw diff {}` shows what moved", of_account(report, application)),
        true => String::new(),
    };
    format!("correct application {} in the Dashboard or with the API{expectation}{moves}", application.id)
}

fn acceptance(report: &StatusReport, application: &CheckedApplication) -> String {
    let selected = of_account(report, application);
    let is_reviewed =
        application.against.as_ref().is_some_and(|one| one.kind == ReferenceSource::BaselineFile);
    let accept = match (&report.baseline, is_reviewed) {
        (Some(file), true) => format!("vsw baseline save {selected} --file {}", shell::word(file)),
        _ => format!("vsw diff {selected} --accept"),
    };
    format!("show the change: `vsw diff {selected}`; if all of the change is intended, run `{accept}`")
}

/// Returns the id or, with a fleet file, the option that selects the whole file. A command with only an id
/// could use another account than the application's.
fn of_account(report: &StatusReport, application: &CheckedApplication) -> String {
    match (report.selection.source, &report.selection.file) {
        (SelectedBy::Fleet, Some(file)) => format!("--fleet {}", shell::word(file)),
        _ => application.id.to_string(),
    }
}

pub fn is_worth_showing(checked: &CheckedApplication) -> bool {
    !matches!(checked.verdict, Verdict::Ok | Verdict::Skipped)
        || !checked.differences.is_empty()
        || checked.pointed.is_some()
        || checked.reference_error.is_some()
}

fn unsigned(report: &StatusReport) -> String {
    let is_unsigned = |one: &&CheckedApplication| {
        let code = one.code.filter(|_| one.verdict == Verdict::Drift);
        matches!(code, Some(Code::FlagDropped | Code::FlagAbsent | Code::FlagOff | Code::FlagInvalid))
    };
    let ids = report.applications.iter().filter(is_unsigned).map(|one| one.id.to_string());
    ids.collect::<Vec<_>>().join(" ")
}

pub fn text(application: &CheckedApplication) -> Text {
    let mut text = Text::new();
    one_line(application, &mut text);
    text
}

fn one_line(application: &CheckedApplication, text: &mut Text) {
    let (mark, style) = mark(application);
    let line = heading((mark, style), application.name.as_deref(), application.id).plain("  ");
    let line = line.styled(style, application.code.map_or(application.signing.word(), Code::word));
    text.push(match &application.declared {
        Some(declared) => line.faint(format!("  {declared}")),
        None => line,
    });
    let is_failing_unlisted = application.verdict == Verdict::Unlisted && application.has_problem();
    if application.verdict == Verdict::Unknown || is_failing_unlisted {
        field(text, "  detail    ", Some(application.detail.as_deref().unwrap_or_default()));
    }
    if application.reference_error.is_some() && application.verdict != Verdict::Unknown {
        field(text, "  compared  ", Some(against(application)));
    }
    below(application, text);
}

fn one(application: &CheckedApplication, text: &mut Text) {
    text.push(heading(mark(application), application.name.as_deref(), application.id));
    let dropped = if application.code == Some(Code::FlagDropped) { " (dropped)" } else { "" };
    let signing = pieces::signing(Line::new().plain("  signing   "), application.signing);
    text.push(signing.styled(Style::Bad, dropped));
    field(text, "  detail    ", application.detail.as_ref());
    field(text, "  code      ", application.code.map(Code::word));
    if let Some(declared) = application.declared.as_ref().filter(|_| application.verdict != Verdict::Ok) {
        text.push(Line::new().plain("  declared  ").faint(declared.to_string()));
    }
    if application.verdict != Verdict::Unknown {
        field(text, "  compared  ", Some(against(application)));
    }
    below(application, text);
}

/// Returns `None` if the signing state already shows the problem.
fn problem(problem: &FoundProblem) -> Option<Line> {
    let steps: Vec<&str> = problem.path.rsplit('/').take(2).collect();
    let label = match steps.as_slice() {
        ["address", webhook] => (*webhook).to_owned(),
        ["http_method", webhook] => format!("{webhook} method"),
        [_, "rtc"] => "rtc flag".to_owned(),
        _ => return None,
    };
    let shown = |value: &RawValue| {
        serde_json::from_str::<String>(value.get()).unwrap_or_else(|_| value.get().to_owned())
    };
    let (expected, actual) = (shown(&problem.expected), problem.actual.as_deref().map(shown));
    let masked = if actual.as_ref() == Some(&expected) { " (they differ in the masked part)" } else { "" };
    let actual = actual.as_deref().unwrap_or("(nothing)");
    Some(Line::new().plain(format!("  {label}  expected {expected}  actual {actual}{masked}")))
}

fn below(application: &CheckedApplication, text: &mut Text) {
    application.problems.iter().filter_map(problem).for_each(|line| text.push(line));
    if let Some(waiver) = application.waiver.as_ref() {
        let ended = if waiver.ended { "ended, was " } else { "" };
        let words = format!("{ended}until {}: {} ({})", waiver.until, waiver.reason, waiver.owner);
        field(text, "  waiver    ", Some(words));
    }
    let last_on = application.last_confirmed_at.as_deref().filter(|_| application.verdict != Verdict::Ok);
    field(text, "  last on   ", last_on.map(|at| last_sighting(second(at), application)));
    field(text, "  pointed   ", application.pointed.as_ref().map(PointedWebhooks::sentence));
    let is_shown = application.code.is_some() || !application.differences.is_empty();
    field(text, "  by        ", application.by.as_ref().filter(|_| is_shown).map(by));
    pieces::moved(text, "  moved     ", application.differences.iter().take(MOST_MOVED));
    if let Some(more) = application.differences.len().checked_sub(MOST_MOVED).filter(|more| *more > 0) {
        let id = application.id;
        field(text, "  moved     ", Some(format!("and {more} more: `vsw diff {id}` shows them")));
    }
}

/// Returns when signing was last seen on. Unless vsw changed it, signing may have been on later, because
/// observations are recorded once an hour.
fn last_sighting(at: String, application: &CheckedApplication) -> String {
    if application.signing.is_on() || application.by.is_some() {
        at
    } else {
        format!("{at} or up to an hour later (recorded once an hour)")
    }
}

const MOST_MOVED: usize = 10;

/// Describes a change by vsw, for example `vsw disable (ada) at 2026-11-28T21:17:46Z`.
pub fn by(by: &ChangedBy) -> String {
    let user = by.user.as_deref().map(|user| format!(" ({user})")).unwrap_or_default();
    format!("vsw {}{user} at {}", by.command, second(&by.at))
}

fn against(application: &CheckedApplication) -> String {
    if let Some(error) = &application.reference_error {
        return format!("only the signing flags: {error}");
    }
    match (&application.against, application.compared) {
        (Some(known), Compared::Document) => format!("with {}", reference(known)),
        (Some(known), _) => format!("with {}, only in the members that the list shows", reference(known)),
        (None, _) => "only the signing flags: no earlier document is known".to_owned(),
    }
}

fn mark(application: &CheckedApplication) -> (&'static str, Style) {
    match application.verdict {
        Verdict::Ok => ("✓", Style::Good),
        Verdict::Unknown => ("?", Style::Doubtful),
        Verdict::Unlisted if application.has_problem() => ("✗", Style::Bad),
        Verdict::Drift => ("✗", Style::Bad),
        Verdict::Skipped | Verdict::Waived | Verdict::Unlisted => ("•", Style::Faint),
    }
}

fn overall(report: &StatusReport) -> (&'static str, Style) {
    let is_bad = report.ended == Exit::No || report.tally.not_signed > 0;
    match report.complete && report.summary.of(Verdict::Unknown) == 0 {
        _ if is_bad => ("✗", Style::Bad),
        true => ("✓", Style::Good),
        false => ("?", Style::Doubtful),
    }
}

pub fn sentence(report: &StatusReport) -> String {
    format!("{} {}", overall(report).0, found(report))
}

fn found(report: &StatusReport) -> String {
    let StatusReport { tally, summary, selection, .. } = report;
    let noun = if tally.voice == 1 { "voice application" } else { "voice applications" };
    let signed = match tally.not_signed {
        0 => format!("{} of {} {noun} signed", tally.signed, tally.voice),
        not_signed => format!("{not_signed} of {} {noun} not signed", tally.voice),
    };
    let others = if tally.other == 1 { "with another problem" } else { "with other problems" };
    let counts = [
        (tally.without_voice, "without voice"),
        (tally.unsigned_as_expected, "unsigned as expected"),
        (summary.of(Verdict::Waived), "waived"),
        (tally.other, others),
        (tally.moved, "moved"),
        (summary.of(Verdict::Unknown), "unknown"),
        (summary.of(Verdict::Unlisted), "unlisted"),
    ];
    let rest = [signed, counted(counts)].into_iter().filter(|part| !part.is_empty());
    let read = summary.all() - summary.of(Verdict::Unknown);
    let source = match (&selection.file, selection.source) {
        (None, SelectedBy::All) => "the account".to_owned(),
        _ => selection.description(),
    };
    let shard = selection.shard.as_ref().map(|shard| format!(", part {shard}")).unwrap_or_default();
    format!(
        "{} (checked {read} of {} from {source}{shard})",
        rest.collect::<Vec<_>>().join(", "),
        selection.count
    )
}

fn comparison(report: &StatusReport) -> String {
    let tally = &report.tally;
    let baseline = format!("with {}", report.baseline.as_deref().unwrap_or("the baseline"));
    let compared = counted_after([
        (baseline.as_str(), tally.with_baseline),
        ("with the journal's documents", tally.with_journal),
        ("only in the members of the account's list (`--read get` compares all members)", tally.partly),
    ]);
    match (compared.is_empty(), tally.flags_only) {
        (true, _) => {
            "compared only the signing flags, because vsw has no usable earlier documents; `vsw baseline save` records documents for later checks"
                .to_owned()
        }
        (false, 0) => format!("compared {compared}"),
        (false, flags) => {
            format!("compared {compared}; only the signing flags (no usable earlier document): {flags}")
        }
    }
}

/// Joins the counts that are not zero, for example `with a: 3, with b: 1`.
fn counted_after<'w>(counts: impl IntoIterator<Item = (&'w str, usize)>) -> String {
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(word, count)| format!("{word}: {count}")).collect::<Vec<_>>().join(", ")
}
