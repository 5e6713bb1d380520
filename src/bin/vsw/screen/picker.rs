//! The layout of a list to choose from on the terminal.
//!
//! Names are shortened so that an item's bytes, not only its width, fit the line: dialoguer repaints longer
//! items incorrectly.

use std::fmt;

use console::{Alignment, measure_text_width, pad_str, truncate_str};
use dialoguer::theme::{ColorfulTheme, Theme};
use fuzzy_matcher::FuzzyMatcher as _;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::ColorMode;

pub struct Choice {
    pub name: String,
    /// Distinguishes items of the same name; never shortened.
    pub rest: String,
}

const MARGIN: usize = 3;

pub(super) fn lines(choices: &[Choice], columns: usize) -> Vec<String> {
    let widest = |part: fn(&Choice) -> &String| {
        choices.iter().map(|choice| measure_text_width(part(choice))).max().unwrap_or_default()
    };
    let free = columns.saturating_sub(MARGIN + widest(|choice| &choice.rest));
    let column = widest(|choice| &choice.name).min(free);
    choices.iter().map(|choice| line(choice, column, columns)).collect()
}

fn line(choice: &Choice, column: usize, columns: usize) -> String {
    let line = |width| {
        // At width 0, `truncate_str` would still add an ellipsis.
        let name = if width == 0 { "".into() } else { truncate_str(&choice.name, width, "…") };
        format!("{}{}", pad_str(&name, column, Alignment::Left, None), choice.rest)
    };
    (1..=column).rev().map(line).find(|line| line.len() <= columns).unwrap_or_else(|| line(0))
}

/// Returns the typed text, or a part before the cursor if the text is too wide. Also returns the cursor's
/// position in the result.
fn window(typed: &str, cursor: usize, columns: usize) -> (&str, usize) {
    if measure_text_width(typed) <= columns {
        return (typed, cursor);
    }
    let before = typed.get(..cursor).unwrap_or(typed);
    let starts = before.char_indices().map(|(start, _)| start).chain([before.len()]);
    let fits = |start: &usize| before.get(*start..).is_some_and(|part| measure_text_width(part) <= columns);
    let shown = starts.into_iter().find(fits).and_then(|start| before.get(start..)).unwrap_or_default();
    (shown, shown.len())
}

/// A theme that reports if no item matches the typed text.
pub(super) struct PickerTheme<'i> {
    pub items: &'i [String],
    pub color: ColorMode,
    pub columns: usize,
}

const NO_MATCH: &str = "  (no match)";
const PROMPT_MARGIN: usize = 6;

impl PickerTheme<'_> {
    fn has_match(&self, typed: &str) -> bool {
        let matcher = SkimMatcherV2::default();
        self.items.iter().any(|item| matcher.fuzzy_match(item, typed).is_some())
    }

    fn theme(&self) -> Box<dyn Theme> {
        match self.color {
            ColorMode::Some => Box::new(ColorfulTheme::default()),
            ColorMode::None => Box::new(dialoguer::theme::SimpleTheme),
        }
    }
}

impl Theme for PickerTheme<'_> {
    fn format_fuzzy_select_prompt(
        &self,
        f: &mut dyn fmt::Write,
        prompt: &str,
        typed: &str,
        cursor: usize,
    ) -> fmt::Result {
        let used = measure_text_width(prompt) + PROMPT_MARGIN + NO_MATCH.len();
        let (shown, at) = window(typed, cursor, self.columns.saturating_sub(used));
        self.theme().format_fuzzy_select_prompt(f, prompt, shown, at)?;
        if self.has_match(typed) { Ok(()) } else { f.write_str(NO_MATCH) }
    }

    fn format_fuzzy_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        active: bool,
        highlight: bool,
        matcher: &SkimMatcherV2,
        typed: &str,
    ) -> fmt::Result {
        self.theme().format_fuzzy_select_prompt_item(f, text, active, highlight, matcher, typed)
    }

    fn format_input_prompt_selection(
        &self,
        f: &mut dyn fmt::Write,
        prompt: &str,
        chosen: &str,
    ) -> fmt::Result {
        self.theme().format_input_prompt_selection(f, prompt, chosen.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(names: &[&str], columns: usize) -> Vec<String> {
        let rest = "  00000000-0000-4000-8000-000000000001".to_owned();
        let choice = |name: &&str| Choice { name: (*name).to_owned(), rest: rest.clone() };
        lines(&names.iter().map(choice).collect::<Vec<_>>(), columns)
    }

    #[test]
    fn a_typed_text_wider_than_the_terminal_shows_the_part_before_the_cursor() {
        assert_eq!(window("abc", 1, 3), ("abc", 1));
        assert_eq!(window("abcdef", 6, 3), ("def", 3));
        assert_eq!(window("abcdef", 2, 3), ("ab", 2));
        assert_eq!(window("予約予約", 12, 5), ("予約", 6));
        assert_eq!(window("予約", 6, 1), ("", 0));
    }

    #[test]
    fn an_item_takes_one_line_and_keeps_its_id() {
        let long = "予約のリマインダー".repeat(9);
        for columns in [41, 60, 80, 200] {
            for line in shown(&["Short", &long, "é"], columns) {
                assert!(line.ends_with("000000000001"), "{line}");
                assert!(measure_text_width(&line) + MARGIN <= columns && line.len() <= columns, "{line}");
            }
        }
        // Too narrow for an id. An id is not cut: two items could look the same.
        assert!(shown(&["Short"], 20).iter().all(|line| line.ends_with("000000000001")));
        let column = |line: &String| line.find("  0000");
        let lines = shown(&["Short", "Longer name"], 80);
        assert_eq!(column(&lines[0]), column(&lines[1]));
        assert!(lines[0].starts_with("Short "), "{lines:?}");
    }
}
