//! Markdown: a page for a pull request or a step's summary: one sentence, a table of what is not well, what moved.
//!
//! Everything from outside stands in code spans, where Markdown has no HTML, no links, no mentions and no references;
//! a `|` would end a table's cell even there, and is written as an escape.

use super::sheet::{ApplicationRow, RunSummary, Standing, Trouble};
use crate::render::human::number_of;
use crate::report::Moved;
use crate::report::status::WaiverNote;
use crate::vocabulary::Word as _;

/// The page, in no more than `room` bytes if there is a limit.
pub fn text(sheet: &RunSummary, room: Option<usize>) -> String {
    let mut page = Page { text: String::new(), room };
    page.push(&format!("### Signed webhooks: {}\n\n", headline(sheet)));
    if let Some(Trouble { code: Some(known), message, hint }) = &sheet.trouble {
        let hint = hint.as_deref().map(|hint| format!("Hint: {}\n", code(hint))).unwrap_or_default();
        let (known, message) = (code(known.word()), code(message));
        page.push(&format!("No application was reached ({known}): {message}\n\n{hint}"));
        return page.text;
    }
    page.push(&format!("{}\n\n", counted(sheet)));
    if let Some(Trouble { message, .. }) = &sheet.trouble {
        page.push(&format!("**Not all was looked at:** {}\n\n", code(message)));
    }
    let unwell: Vec<&ApplicationRow> = sheet.red().chain(sheet.standing(Standing::Excused)).collect();
    if !unwell.is_empty() && page.push(HEAD) {
        let shown = unwell.iter().take_while(|row| page.push(&table_row(row))).count();
        if shown < unwell.len() {
            page.finish(&format!(
                "\n… and {} more, for which there is no room here.\n",
                unwell.len() - shown
            ));
            return page.text;
        }
        page.push("\n");
    }
    let moved: Vec<&ApplicationRow> = sheet.rows.iter().filter(|row| !row.moved.is_empty()).collect();
    if !moved.is_empty() {
        page.details(&moved);
    }
    page.text
}

const HEAD: &str = "| | Application | Id | Profile | Signing | Code | Why |\n|---|---|---|---|---|---|---|\n";

/// Kept for the sentence that says what was left out, and for closing what is open.
const RESERVE: usize = 200;

/// The text so far, which never outgrows its room.
struct Page {
    text: String,
    room: Option<usize>,
}

impl Page {
    /// Adds that, if there is room for it.
    fn push(&mut self, more: &str) -> bool {
        self.push_leaving(RESERVE, more)
    }

    /// Adds a last word, which the reserve is for.
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
        if !self.push("<details><summary>What moved</summary>\n\n") {
            return;
        }
        let shown = moved.iter().take_while(|row| self.push(&moved_in(row))).count();
        if shown < moved.len() {
            self.finish(&format!("\n… and in {} more.\n", moved.len() - shown));
        }
        self.finish("\n</details>\n");
    }
}

fn headline(sheet: &RunSummary) -> String {
    let (bad, unknown) = (sheet.standing(Standing::Bad).count(), sheet.standing(Standing::Unknown).count());
    let applications = |count| number_of(count, "application", "applications");
    match (sheet.reached_any(), bad, unknown) {
        (false, ..) => "not known".to_owned(),
        (true, 0, 0) if sheet.trouble.is_some() => "not fully known".to_owned(),
        (true, 0, 0) => "all is well".to_owned(),
        (true, 0, _) => format!("{} could not be read", applications(unknown)),
        (true, ..) => format!("{} not as expected", applications(bad)),
    }
}

fn counted(sheet: &RunSummary) -> String {
    let counts = sheet.counted();
    format!(
        "{} of {} applications from {} at {}: {}. Exit {} ({}).",
        sheet.reached(),
        sheet.count,
        code(&sheet.source),
        sheet.at,
        if counts.is_empty() { "none" } else { &counts },
        sheet.exit.code(),
        sheet.exit.name(),
    )
}

fn table_row(row: &ApplicationRow) -> String {
    let mark = match row.standing {
        Standing::Bad => "❌",
        Standing::Unknown => "❔",
        _ => "⚪",
    };
    let signing = match row.expected {
        Some(expected) => format!("{}, expected {}", row.signing.word(), expected.to_word()),
        None => row.signing.word().to_owned(),
    };
    let why = row.waiver.as_ref().map(WaiverNote::sentence);
    let why = [row.detail.clone(), why].into_iter().flatten().collect::<Vec<_>>().join("; ");
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
    let mut said = format!("- {} {}\n", code(row.title()), code(&row.id));
    for Moved { path, before, after } in &row.moved {
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| "nothing".to_owned(), code);
        said.push_str(&format!("  - {}: {} → {}\n", code(path), value(before), value(after)));
    }
    said
}

/// The text as a code span: with a fence longer than any row of backticks in it.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\u{7c}");
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A blank at each end is taken off again; what begins or ends with a backtick or a blank needs it.
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_holds_whatever_it_is_given() {
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
