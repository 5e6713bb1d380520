//! The report of `vsw diff` as text.

use vsw::signing::Signing;

use super::Rendered;
use super::change::diff_text;
use super::pieces::{self, counted, field, heading, hint, number_of, second};
use crate::codes::Code;
use crate::report::comparison::{
    Against, ComparedApplication, Comparison, ComparisonReport, ReferenceSource,
};
use crate::report::{SelectedBy, Selection};
use crate::screen::{Line, Style, Text, shell};
use crate::vocabulary::Word as _;

pub fn render(report: &ComparisonReport) -> Rendered {
    let mut rendered = Rendered::default();
    let is_set = report.selection.as_ref().is_some_and(|selection| selection.source.is_set());
    if !report.shown {
        rendered.result = text(&report.applications);
    }
    if is_set || report.applications.len() > 1 {
        rendered.result.push(Line::new().faint(summary(report)));
    }
    let remedy = report.applications.iter().find_map(|one| one.remedy.clone());
    let selection = report.selection.as_ref().filter(|_| is_set || report.applications.len() > 1);
    if let Some(words) = remedy.or_else(|| next_step(report, selection?)) {
        rendered.notes.push(hint(words));
    }
    let against = report.applications.iter().filter_map(|one| one.against.as_ref());
    if against.into_iter().any(|against| against.masked) {
        rendered.notes.push(
            Line::new()
                .faint("Secrets are masked in a baseline, so changes inside a secret are not detected."),
        );
    }
    if let [one] = report.applications.as_slice() {
        let can_be_on = matches!(one.signing.0, Some(Signing::Absent | Signing::Off | Signing::Invalid));
        let was_on = one.against.as_ref().is_some_and(|before| before.signing.is_on());
        let is_still_reported = one.outcome == Comparison::Accepted && one.detail.is_some();
        if can_be_on && (was_on || is_still_reported) {
            let again = if was_on { " again" } else { "" };
            rendered.notes.push(hint(format!("turn signing on{again}: `vsw enable {}`", one.id)));
        }
    }
    rendered
}

fn next_step(report: &ComparisonReport, selection: &Selection) -> Option<String> {
    let unknown = |one: &&ComparedApplication| one.code == Some(Code::NoSnapshot);
    let ids: Vec<String> = report.applications.iter().filter(unknown).map(|one| one.id.to_string()).collect();
    if ids.is_empty() {
        return None;
    }
    let Some(file) = report.file.as_deref().map(shell::word) else {
        return Some("add `--accept` to record the present documents of all these applications as references; this also accepts what moved".to_owned());
    };
    Some(match pieces::set_options(selection) {
        // `vsw baseline save ID` would use the default account, not that of the fleet file.
        Some(options) if selection.source == SelectedBy::Fleet => {
            format!(
                "add the applications without an entry to the file: `vsw baseline save {options} --file {file}`; the command also updates the other entries"
            )
        }
        _ if ids.len() > MOST_IDS => format!(
            "add the applications without an entry to the file: `vsw baseline save APP --file {file}`"
        ),
        _ => format!(
            "add the applications without an entry to the file: `vsw baseline save {} --file {file}`",
            ids.join(" ")
        ),
    })
}

const MOST_IDS: usize = 10;

/// Omits unchanged applications, and accepted ones without differences or a detail. A single application is
/// never omitted.
pub fn text(applications: &[ComparedApplication]) -> Text {
    let mut text = Text::new();
    if let [one] = applications {
        alone(one, &mut text);
        return text;
    }
    for one in applications {
        if one.outcome == Comparison::Same
            || (one.outcome == Comparison::Accepted && one.differences.is_empty() && one.detail.is_none())
        {
            continue;
        }
        let (mark, style) = mark(one);
        let line = heading((mark, style), one.name.as_deref(), one.id).plain("  ");
        let word = one.code.map_or_else(|| one.outcome.to_word(), |code| code.word().to_owned());
        text.push(line.styled(style, word));
        details(one, &mut text);
    }
    text
}

fn alone(one: &ComparedApplication, text: &mut Text) {
    text.push(heading(mark(one), one.name.as_deref(), one.id));
    let mut signing = Line::new().plain("  signing   ");
    if let Some(before) =
        one.against.as_ref().map(|against| against.signing).filter(|was| *was != one.signing)
    {
        signing = pieces::signing(signing, before).plain(" → ");
    }
    text.push(pieces::signing(signing, one.signing));
    details(one, text);
    if one.against.is_some() && one.differences.is_empty() {
        field(text, "  moved     ", Some("nothing"));
    }
    if let Some(cause) = one.likely_cause {
        text.push(Line::new().plain("  likely    ").styled(Style::Doubtful, cause.to_string()));
    }
    if one.outcome == Comparison::Accepted {
        field(text, "  accepted  ", Some("this document is the reference from now on"));
    }
    if !one.diff.is_empty() {
        text.blank();
        text.extend(diff_text(&one.diff));
    }
}

fn details(one: &ComparedApplication, text: &mut Text) {
    field(text, "  detail    ", one.detail.as_deref());
    field(text, "  against   ", one.against.as_ref().map(reference));
    for member in &one.differences {
        let (before, after) = (member.before.as_deref(), member.after.as_deref());
        text.push(pieces::moved_member("  moved     ", &member.path, before, after));
    }
}

fn mark(one: &ComparedApplication) -> (&'static str, Style) {
    match one.outcome {
        // Accepted, but `vsw status` will still report a signing problem.
        Comparison::Accepted if one.detail.is_some() => ("•", Style::Doubtful),
        Comparison::Same | Comparison::Accepted => ("✓", Style::Good),
        Comparison::Moved => ("✗", Style::Bad),
        Comparison::Unknown => ("?", Style::Doubtful),
    }
}

fn summary(report: &ComparisonReport) -> String {
    let counts = counted(report.summary.iter().map(|(word, count)| (count, word.to_word())));
    let source = match &report.selection {
        Some(Selection { source: SelectedBy::All, .. }) | None => "the account".to_owned(),
        Some(selection) => selection.description(),
    };
    format!("{} from {source}: {counts}", number_of(report.applications.len(), "application", "applications"))
}

pub fn reference(against: &Against) -> String {
    let name = against.name.as_deref().unwrap_or_default();
    let at = against.at.as_deref().map(second).unwrap_or_default();
    match against.kind {
        ReferenceSource::Journal => format!("the document that vsw wrote last, {at}"),
        ReferenceSource::Accepted => format!("the accepted document, {at}"),
        ReferenceSource::FirstSeen => format!("the first document that vsw saw, {at}"),
        ReferenceSource::Snapshot => format!("the snapshot {name}, {at}"),
        ReferenceSource::BaselineFile => format!("the baseline {name}"),
        ReferenceSource::Document => format!("the document {name}"),
    }
}
