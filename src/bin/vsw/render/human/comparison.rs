//! The report of `vsw diff` as text.

use vsw::signing::Signing;

use super::Rendered;
use super::change::diff_text;
use super::pieces::{self, heading, hint, second};
use crate::report::comparison::{ComparisonReport, ReferenceSource};
use crate::screen::{Line, Style};

pub fn render(report: &ComparisonReport) -> Rendered {
    let mut rendered = Rendered::default();
    let text = &mut rendered.result;
    let moved = !report.differences.is_empty();
    let mark = if moved { ("✗", Style::Bad) } else { ("✓", Style::Good) };
    text.push(heading(mark, Some(&report.name), report.id));
    let before = report.against.signing;
    let mut signing = Line::new().plain("  signing   ");
    if before != report.signing {
        signing = pieces::signing(signing, before).plain(" → ");
    }
    text.push(pieces::signing(signing, report.signing));
    text.push(Line::new().plain("  against   ").plain(against(report)));
    for member in &report.differences {
        let (before, after) = (member.before.as_deref(), member.after.as_deref());
        text.push(pieces::moved_member("  moved     ", &member.path, before, after));
    }
    if !moved {
        text.push(Line::new().plain("  moved     ").plain("nothing"));
    }
    if let Some(cause) = report.likely_cause {
        text.push(Line::new().plain("  likely    ").styled(Style::Doubtful, cause.to_string()));
    }
    if moved {
        text.blank();
        text.extend(diff_text(&report.diff));
    }
    if report.against.masked {
        rendered.notes.push(
            Line::new()
                .faint("Secrets are masked in a baseline, so changes inside a secret are not detected."),
        );
    }
    let can_be_on = matches!(report.signing.0, Some(Signing::Absent | Signing::Off | Signing::Invalid));
    if before.is_on() && can_be_on {
        rendered.notes.push(hint(format!("turn signing on again: `vsw enable {}`", report.id)));
    }
    rendered
}

fn against(report: &ComparisonReport) -> String {
    let against = &report.against;
    let name = against.name.as_deref().unwrap_or_default();
    let at = against.at.as_deref().map(second).unwrap_or_default();
    match against.kind {
        ReferenceSource::Journal => format!("the last document with signing on, {at}"),
        ReferenceSource::Snapshot => format!("the snapshot {name}, {at}"),
        ReferenceSource::BaselineFile => format!("the baseline {name}"),
        ReferenceSource::Document => format!("the document {name}"),
    }
}
