//! Markdown: a page for a pull request or a job summary.
//!
//! Security: all outside text is in code spans, where Markdown has no HTML, links or mentions.

use super::summary::{ApplicationRow, RowStatus, RunError, RunSummary};
use crate::render::human::number_of;
use crate::report::Moved;
use crate::report::status::WaiverNote;
use crate::vocabulary::Word as _;

pub fn text(summary: &RunSummary, room: Option<usize>) -> String {
    let mut page = Page { text: String::new(), room };
    page.push(&format!("### Signed webhooks: {}\n\n", headline(summary)));
    if let Some(RunError { code: Some(known), message, hint }) = &summary.error {
        let hint = hint.as_deref().map(|hint| format!("Hint: {}\n", code(hint))).unwrap_or_default();
        let (known, message) = (code(known.word()), code(message));
        page.push(&format!("No application was checked ({known}): {message}\n\n{hint}"));
        return page.text;
    }
    page.push(&format!("{}\n\n", counted(summary)));
    if let Some(RunError { message, .. }) = &summary.error {
        page.push(&format!("**The check is incomplete:** {}\n\n", code(message)));
    }
    let listed: Vec<&ApplicationRow> =
        summary.with_problem().chain(summary.with_status(RowStatus::Excused)).collect();
    if !listed.is_empty() && page.push(HEAD) {
        let shown = listed.iter().take_while(|row| page.push(&table_row(row))).count();
        if shown < listed.len() {
            page.finish(&format!("\n… and {} more (the page has a size limit).\n", listed.len() - shown));
            return page.text;
        }
        page.push("\n");
    }
    let moved: Vec<&ApplicationRow> = summary.rows.iter().filter(|row| !row.moved.is_empty()).collect();
    if !moved.is_empty() {
        page.details(&moved);
    }
    page.text
}

const HEAD: &str = "| | Application | Id | Profile | Signing | Code | Why |\n|---|---|---|---|---|---|---|\n";

/// Bytes reserved for the note about omitted text and for closing open elements.
const RESERVE: usize = 200;

/// Invariant: `text` never exceeds `room` bytes. Without `room`, its length is not limited.
struct Page {
    text: String,
    room: Option<usize>,
}

impl Page {
    fn push(&mut self, more: &str) -> bool {
        self.push_leaving(RESERVE, more)
    }

    fn finish(&mut self, more: &str) {
        self.push_leaving(0, more);
    }

    fn push_leaving(&mut self, reserve: usize, more: &str) -> bool {
        let fits = self.room.is_none_or(|room| self.text.len() + more.len() + reserve <= room);
        if fits {
            self.text.push_str(more);
        }
        fits
    }

    fn details(&mut self, moved: &[&ApplicationRow]) {
        if !self.push("<details><summary>Changed members</summary>\n\n") {
            return;
        }
        let shown = moved.iter().take_while(|row| self.push(&moved_in(row))).count();
        if shown < moved.len() {
            self.finish(&format!("\n… and in {} more.\n", moved.len() - shown));
        }
        self.finish("\n</details>\n");
    }
}

fn headline(summary: &RunSummary) -> String {
    if let Some(counts) = summary.headline_of_change() {
        return counts;
    }
    let (bad, unknown) =
        (summary.with_status(RowStatus::Bad).count(), summary.with_status(RowStatus::Unknown).count());
    let applications = |count| number_of(count, "application", "applications");
    match (summary.reached_any(), bad, unknown) {
        (false, ..) => "not known".to_owned(),
        (true, 0, 0) if summary.error.is_some() => "not fully known".to_owned(),
        (true, 0, 0) => "no problems".to_owned(),
        (true, 0, _) => format!("{} could not be read", applications(unknown)),
        (true, ..) => format!("{} not as expected", applications(bad)),
    }
}

fn counted(summary: &RunSummary) -> String {
    if let Some(check) = &summary.check {
        return format!(
            "{}, at {}. Exit {} ({}).",
            code(check),
            summary.at,
            summary.exit.code(),
            summary.exit.name()
        );
    }
    let counts = summary.counted();
    format!(
        "{} of {} from {} at {}: {}. Exit {} ({}).",
        summary.known(),
        number_of(summary.count, "application", "applications"),
        code(&summary.source),
        summary.at,
        if counts.is_empty() { "none" } else { &counts },
        summary.exit.code(),
        summary.exit.name(),
    )
}

fn table_row(row: &ApplicationRow) -> String {
    let mark = match row.status {
        RowStatus::Bad => "❌",
        RowStatus::Unknown => "❔",
        _ => "⚪",
    };
    let signing = match row.expected {
        Some(expected) => format!("{}, expected {}", row.signing.word(), expected.to_word()),
        None => row.signing.word().to_owned(),
    };
    let why = row.waiver.as_ref().map(WaiverNote::sentence);
    let why = [row.detail.clone(), row.by.clone(), why].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let cells = [
        format!("{mark} {}", row.word.replace('_', " ")),
        code(row.title()),
        code(&row.id),
        code(&row.profile),
        signing,
        row.code.map(|known| code(known.word())).unwrap_or_default(),
        if why.is_empty() { why } else { code(&why) },
    ];
    format!("| {} |\n", cells.join(" | "))
}

fn moved_in(row: &ApplicationRow) -> String {
    let mut text = format!("- {} {}\n", code(row.title()), code(&row.id));
    for Moved { path, before, after } in &row.moved {
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| "nothing".to_owned(), code);
        text.push_str(&format!("  - {}: {} → {}\n", code(path), value(before), value(after)));
    }
    text
}

/// Returns a code span. A `|` is escaped, because it would end a table cell even there.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\u{7c}");
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // Markdown strips one blank from both ends, and a backtick must not touch the fence.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_can_contain_any_text() {
        let spans = [
            ("plain", "`plain`"),
            ("a|b", "`a\\u{7c}b`"),
            ("a`b``c", "```a`b``c```"),
            ("`a", "`` `a ``"),
            (" a", "`  a `"),
            ("", ""),
        ];
        for (text, span) in spans {
            assert_eq!(code(text), span);
        }
    }
}
