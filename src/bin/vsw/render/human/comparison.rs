//! What moved in an application, as text.

use super::change::diff_text;
use super::{Said, style_of};
use crate::report::comparison::{ComparisonReport, MovedMember};
use crate::screen::{Line, Style};

pub fn said(report: &ComparisonReport) -> Said {
    let mut said = Said::default();
    let text = &mut said.result;
    let moved = !report.differences.is_empty();
    let (style, mark) = if moved { (Style::Bad, "✗") } else { (Style::Good, "✓") };
    text.push(
        Line::new()
            .styled(style, mark)
            .plain(" ")
            .strong(&report.name)
            .plain("  ")
            .faint(report.id.to_string()),
    );
    let before = report.against.signing;
    let mut signing = Line::new().plain("  signing   ");
    if before != report.signing {
        signing = signing.styled(style_of(before), before).plain(" → ");
    }
    text.push(signing.styled(style_of(report.signing), report.signing));
    text.push(Line::new().plain("  against   ").plain(against(report)));
    for member in &report.differences {
        text.push(line(member));
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
        said.beside.push(
            Line::new().faint("Secrets are masked in a baseline: what moved inside of one is not seen."),
        );
    }
    if before == "on" && matches!(report.signing, "absent" | "off" | "invalid") {
        said.beside.push(
            Line::new()
                .styled(Style::Good, "hint: ")
                .plain(format!("switch it on again: `vsw enable {}`", report.id)),
        );
    }
    said
}

fn against(report: &ComparisonReport) -> String {
    let against = &report.against;
    let name = against.name.as_deref().unwrap_or_default();
    // Seconds are enough for a person; the report has the rest.
    let at =
        against.at.as_deref().map(|at| at.get(..19).map_or_else(|| at.to_owned(), |at| format!("{at}Z")));
    let at = at.unwrap_or_default();
    match against.kind {
        "journal" => format!("what was there when signing was last known to be on, {at}"),
        "snapshot" => format!("the snapshot {name}, {at}"),
        "baseline" => format!("the baseline {name}"),
        _ => format!("the document {name}"),
    }
}

fn line(member: &MovedMember) -> Line {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
    let line = Line::new().plain("  moved     ").plain(&member.path).plain("  ");
    line.plain(value(&member.before)).plain(" → ").plain(value(&member.after))
}
