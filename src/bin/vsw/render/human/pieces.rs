//! Pieces: lines and words that several reports share.

use std::fmt::Display;

use vsw::application::ApplicationId;
use vsw::signing::Signing;

use crate::codes::Code;
use crate::report::{Moved, SelectedBy, Selection};
use crate::screen::{Line, Style, Text, shell};
use crate::vocabulary::SigningState;

pub fn hint(words: impl Into<String>) -> Line {
    Line::new().styled(Style::Good, "hint: ").plain(words)
}

pub fn row(name: &str, value: impl Into<String>) -> Vec<(Style, String)> {
    vec![(Style::Faint, name.to_owned()), (Style::Plain, value.into())]
}

pub fn number_of<T: Copy + PartialEq + From<u8> + Display>(count: T, one: &str, several: &str) -> String {
    let noun = if count == T::from(1) { one } else { several };
    format!("{count} {noun}")
}

/// Omits zero counts: `3 changed, 1 failed`.
pub fn counted<T: Copy + Default + PartialOrd + ToString>(
    counts: impl IntoIterator<Item = (T, impl ToString)>,
) -> String {
    let some = counts.into_iter().filter(|(count, _)| *count > T::default());
    some.map(|(count, word)| format!("{} {}", count.to_string(), word.to_string()))
        .collect::<Vec<_>>()
        .join(", ")
}

pub fn heading((mark, style): (&str, Style), name: Option<&str>, id: ApplicationId) -> Line {
    let line = Line::new().styled(style, mark).plain(" ").strong(name.unwrap_or("(not read)"));
    line.plain("  ").faint(id.to_string())
}

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

pub fn field(text: &mut Text, label: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        text.push(Line::new().plain(label).plain(value));
    }
}

pub fn moved<'m>(text: &mut Text, label: &str, members: impl IntoIterator<Item = &'m Moved>) {
    for Moved { path, before, after } in members {
        text.push(moved_member(label, path, before.as_deref(), after.as_deref()));
    }
}

/// Shows the members that others changed before this change, or why they are unknown.
pub fn moved_before(text: &mut Text, moved: &[Moved], error: Option<&str>) {
    if let Some(error) = error {
        field(text, "  moved     ", Some(format!("what moved before this change is unknown: {error}")));
    }
    if !moved.is_empty() {
        let words = "these members moved before this change; later checks compare with the new values:";
        field(text, "  moved     ", Some(words));
        self::moved(text, "    ", moved);
    }
}

pub fn moved_member(label: &str, path: &str, before: Option<&str>, after: Option<&str>) -> Line {
    let line = Line::new().plain(label).plain(path).plain("  ");
    line.plain(before.unwrap_or("(nothing)")).plain(" → ").plain(after.unwrap_or("(nothing)"))
}

pub fn second(at: &str) -> String {
    at.get(..19).map_or_else(|| at.to_owned(), |second| format!("{second}Z"))
}

/// Returns the options that select the same applications again, or `None` unless `--all` or a fleet file
/// selected them.
pub fn set_options(selection: &Selection) -> Option<String> {
    let mut options = match (selection.source, &selection.file) {
        (SelectedBy::Fleet, Some(file)) => format!("--fleet {}", shell::word(file)),
        (SelectedBy::All, _) => "--all".to_owned(),
        _ => return None,
    };
    for name in &selection.names {
        options.push_str(&format!(" --name {}", shell::quoted(name)));
    }
    if let Some(shard) = &selection.shard {
        options.push_str(&format!(" --shard {shard}"));
    }
    Some(options)
}

pub fn remedy(code: Code, id: ApplicationId) -> String {
    match code {
        Code::Unauthorized => "check the credentials and their sources with `vsw config show`".to_owned(),
        Code::NotFound => "list the account's applications: `vsw list`".to_owned(),
        Code::NoVoice => {
            "give the application a voice capability first, in the Dashboard or with the API".to_owned()
        }
        Code::NoWebhooks => {
            "first give the application an answer URL or event URL, in the Dashboard or with the API".to_owned()
        }
        Code::StateUnwritable => {
            "every change first stores a snapshot: name a writable directory with `--state-dir DIR` or VSW_STATE_DIR"
                .to_owned()
        }
        Code::StateUnsafe => {
            "name a directory that only you can access with `--state-dir DIR` or VSW_STATE_DIR".to_owned()
        }
        Code::UnexpectedDocument | Code::DuplicateMember => {
            format!("inspect the document: `vsw show {id} --raw`")
        }
        Code::PrivateKeyPresent => {
            "treat the key as leaked and create a new key pair; see `vsw explain private-key-present`".to_owned()
        }
        Code::Refused => format!("inspect the application: `vsw show {id}`"),
        // Not "retry later": that does not help against an untrusted certificate or a wrong proxy.
        Code::Unreachable => format!("`vsw doctor` checks the connection; `vsw -v status {id}` shows each request"),
        Code::SnapshotChanged => {
            format!("review the application with `vsw show {id}`, then make it the reference: `vsw diff {id} --accept`")
        }
        // Not `vsw status`: after a `disable` that was not applied, it would report "on" as good.
        Code::NotApplied => format!("look again in a minute: `vsw show {id}`"),
        _ => format!("check the current state: `vsw status {id}`"),
    }
}
