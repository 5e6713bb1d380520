//! Pieces: the lines and words that several reports share, so that the same thing looks the same everywhere.

use std::fmt::Display;

use vsw::application::ApplicationId;
use vsw::signing::Signing;

use crate::codes::Code;
use crate::report::Moved;
use crate::screen::{Line, Style, Text};
use crate::vocabulary::SigningState;

pub fn hint(words: impl Into<String>) -> Line {
    Line::new().styled(Style::Good, "hint: ").plain(words)
}

/// A row of a table of two columns.
pub fn row(name: &str, value: impl Into<String>) -> Vec<(Style, String)> {
    vec![(Style::Faint, name.to_owned()), (Style::Plain, value.into())]
}

/// A count with its noun: `1 entry`, `3 entries`.
pub fn number_of<T: Copy + PartialEq + From<u8> + Display>(count: T, one: &str, several: &str) -> String {
    let noun = if count == T::from(1) { one } else { several };
    format!("{count} {noun}")
}

/// The counts that are not zero: `3 changed, 1 failed`.
pub fn counted<T: Copy + Default + PartialOrd + ToString>(
    counts: impl IntoIterator<Item = (T, impl ToString)>,
) -> String {
    let some = counts.into_iter().filter(|(count, _)| *count > T::default());
    some.map(|(count, word)| format!("{} {}", count.to_string(), word.to_string()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// An application with the mark of what was found.
pub fn heading((mark, style): (&str, Style), name: Option<&str>, id: ApplicationId) -> Line {
    let line = Line::new().styled(style, mark).plain(" ").strong(name.unwrap_or("(not read)"));
    line.plain("  ").faint(id.to_string())
}

/// The line with what signing is at its end.
pub fn signing(line: Line, state: SigningState) -> Line {
    line.styled(style_of(state), state.word())
}

pub fn style_of(state: SigningState) -> Style {
    match state.0 {
        Some(Signing::On) => Style::Good,
        None | Some(Signing::Absent | Signing::Invalid) => Style::Doubtful,
        _ => Style::Bad,
    }
}

/// A line with that value behind that label, if there is one.
pub fn field(text: &mut Text, label: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        text.push(Line::new().plain(label).plain(value));
    }
}

/// A line for each member that moved, behind that label.
pub fn moved<'m>(text: &mut Text, label: &str, members: impl IntoIterator<Item = &'m Moved>) {
    for Moved { path, before, after } in members {
        text.push(moved_member(label, path, before.as_deref(), after.as_deref()));
    }
}

pub fn moved_member(label: &str, path: &str, before: Option<&str>, after: Option<&str>) -> Line {
    let line = Line::new().plain(label).plain(path).plain("  ");
    line.plain(before.unwrap_or("(nothing)")).plain(" → ").plain(after.unwrap_or("(nothing)"))
}

/// A time to the second: enough for a person, the report has the rest.
pub fn second(at: &str) -> String {
    at.get(..19).map_or_else(|| at.to_owned(), |second| format!("{second}Z"))
}

/// The command to run next, for what went wrong with an application.
pub fn way_out(code: Code, id: ApplicationId) -> String {
    match code {
        Code::Unauthorized => "see which credentials are used, and from where: `vsw config show`".to_owned(),
        Code::NotFound => "see the account's applications: `vsw list`".to_owned(),
        Code::NoVoice => {
            "give the application a voice capability first, in the Dashboard or with the API".to_owned()
        }
        Code::StateUnwritable => {
            "a change keeps a snapshot first: name a writable folder with --state-dir DIR or VSW_STATE_DIR"
                .to_owned()
        }
        Code::StateUnsafe => {
            "name a folder that is yours alone with --state-dir DIR or VSW_STATE_DIR".to_owned()
        }
        Code::UnexpectedDocument | Code::DuplicateMember | Code::PrivateKeyPresent => {
            format!("look at it: `vsw show {id}`")
        }
        Code::Refused => format!("look at what is there: `vsw show {id}`"),
        Code::Unreachable => format!("try again later; `vsw -v status {id}` shows each request"),
        _ => format!("see what is there now: `vsw status {id}`"),
    }
}
