//! The report of `vsw baseline save` as text.

use super::Rendered;
use super::pieces::{self, counted, hint, number_of};
use crate::report::baseline::{BaselineReport, SaveOutcome, SavedApplication};
use crate::screen::{Line, Style, Text, shell};
use crate::vocabulary::{SigningState, Word as _};

const MAX_LINES: usize = 50;

pub fn render(report: &BaselineReport) -> Rendered {
    let mut rendered = Rendered::default();
    let is_listed = |one: &&SavedApplication| one.outcome != SaveOutcome::Unchanged;
    for application in report.applications.iter().filter(is_listed).take(MAX_LINES) {
        one(application, &mut rendered.result);
    }
    let more = report.applications.iter().filter(is_listed).count().saturating_sub(MAX_LINES);
    if more > 0 {
        rendered.result.push(Line::new().faint(format!("… and {more} more")));
    }
    rendered.result.push(Line::new().faint(summary(report)));
    let summary = &report.summary;
    if summary.signing_not_on > 0 {
        let voice = summary.signing_on + summary.signing_not_on;
        let are = if summary.signing_not_on == 1 { "is" } else { "are" };
        rendered.warning = Some(format!(
            "{} of {} {are} not signed; to see which, run `vsw list` (add `--profile NAME` for another account)",
            summary.signing_not_on,
            number_of(voice, "voice application", "voice applications")
        ));
    }
    if report.saves_nothing() && report.has_others() {
        rendered
            .notes
            .push(hint("nothing was written; to save the applications that were read, add `--skip-unread`"));
    } else if report.saves_nothing() {
        if let Some(words) = &report.remedy {
            rendered.notes.push(hint(words.as_str()));
        }
    } else if report.written {
        rendered
            .notes
            .push(hint(format!("review the file and commit it: `git add {}`", shell::word(&report.file))));
    }
    rendered
}

fn one(application: &SavedApplication, text: &mut Text) {
    let (mark, style) = match application.outcome {
        SaveOutcome::Added => ("+", Style::Good),
        SaveOutcome::Changed => ("~", Style::Doubtful),
        SaveOutcome::Unchanged => ("=", Style::Faint),
        SaveOutcome::Removed => ("-", Style::Bad),
        SaveOutcome::Withheld | SaveOutcome::Unread => ("?", Style::Doubtful),
    };
    let name = application.name.as_deref().unwrap_or("(not read)");
    let line = Line::new().styled(style, format!("{mark} {:<9} ", application.outcome.to_word()));
    let line = line.strong(name).plain("  ").faint(application.id.to_string());
    text.push(match application.signing {
        SigningState::UNKNOWN => line,
        signing => pieces::signing(line.plain("  signing "), signing),
    });
    pieces::field(text, "    detail  ", application.detail.as_ref());
    pieces::moved(text, "    moved   ", &application.differences);
}

fn summary(report: &BaselineReport) -> String {
    let summary = &report.summary;
    let nothing = report.saves_nothing();
    let entries = summary.counts.iter().map(|(outcome, count)| {
        (count, if outcome == SaveOutcome::Unread { "not read".to_owned() } else { outcome.to_word() })
    });
    let others = (if nothing { 0 } else { summary.kept }, "others kept".to_owned());
    let (file, counts) = (&report.file, counted(entries.chain([others])));
    match report.written {
        true => format!("wrote {file} ({counts})"),
        false if nothing => format!("did not write {file} ({counts})"),
        false => format!("{file} is up to date ({counts})"),
    }
}
