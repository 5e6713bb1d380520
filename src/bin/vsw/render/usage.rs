//! Prints clap's errors in the program's own form: `error:`, `hint:`, or JSON with `--json`. Values of options are never
//! repeated, because one of them may be a misplaced secret.

use std::ffi::OsString;
use std::io::{self, Write as _};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::codes::Code;
use crate::exit::Exit;
use crate::render::json;
use crate::screen::{Redactions, sanitize};

/// Prints why the command line is invalid, or the requested help or version.
pub fn usage(error: &clap::Error, line: &[OsString], redactions: &Redactions) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return if_written(error.print(), Exit::Yes);
    }
    let name = named(error, ContextKind::InvalidArg).split('=').next().unwrap_or_default();
    let secret = ["secret", "password", "private-key"].iter().any(|word| name.contains(word));
    let (message, hint) = if secret && error.kind() == ErrorKind::UnknownArgument {
        (
            "secrets are not accepted on the command line, where other processes can read them".to_owned(),
            "use `--api-secret-file FILE`, `--signature-secret-file FILE` (`-` for stdin), or the environment"
                .to_owned(),
        )
    } else {
        (without_value(error, first_line(error)), suggestion(error))
    };
    let exit = Exit::Usage;
    if wants_json(line) {
        let message = redactions.apply(message);
        let document =
            json::Error { code: Code::Usage, message, hint: Some(hint), exit: exit.code(), place: None };
        let written = writeln!(io::stdout(), "{}", sanitize::safe_json(&json::error(&document)));
        return if_written(written, exit);
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(io::stderr(), "{}", error.render());
    } else {
        let message = redactions.apply(sanitize::safe_line(&message));
        let _ = writeln!(io::stderr(), "error: {message}\nhint: {hint}");
    }
    exit
}

/// Returns the exit, unless writing to stdout failed. A closed pipe is not a failure.
fn if_written(written: io::Result<()>, exit: Exit) -> Exit {
    match written {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => Exit::Configuration,
        _ => exit,
    }
}

/// Returns the error's text of this kind, or an empty string.
fn named(error: &clap::Error, kind: ContextKind) -> &str {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text,
        _ => "",
    }
}

/// Returns a hint: a similar name, or where to look. Names come from clap's definitions, not from the user's input.
fn suggestion(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::ValueValidation && is_application(named(error, ContextKind::InvalidArg)) {
        return "copy an id or a name from `vsw list`".to_owned();
    }
    let meant =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].into_iter().find_map(
            |kind| match error.get(kind)? {
                ContextValue::String(name) => Some(name.clone()),
                ContextValue::Strings(names) => names.first().cloned(),
                _ => None,
            },
        );
    match meant {
        Some(name) => format!("did you mean `{name}`? `vsw --help` lists all commands"),
        None => "see `vsw --help`, or `vsw COMMAND --help`".to_owned(),
    }
}

/// Removes the invalid value from the message, because it may be a misplaced secret. Application ids and mistyped
/// commands stay, because users need to see them.
fn without_value(error: &clap::Error, message: String) -> String {
    let (argument, value) = (named(error, ContextKind::InvalidArg), named(error, ContextKind::InvalidValue));
    if error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-') {
        return message.replace(&format!(" '{argument}'"), "");
    }
    if value.is_empty() || is_application(argument) {
        return message;
    }
    message.replace(&format!(" '{value}'"), "").replace(&format!("`{value}`"), "it")
}

fn is_application(argument: &str) -> bool {
    matches!(argument, "[APP]..." | "<APP>" | "[APP]")
}

/// Returns the message without clap's prefix, tips and usage.
fn first_line(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let message: Vec<&str> = rendered.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    message.join(" ").trim_start_matches("error: ").to_owned()
}

/// `--json`, `--format json` or `--format=json` anywhere on the line, even if it cannot be parsed.
fn wants_json(line: &[OsString]) -> bool {
    let words: Vec<&str> = line.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    words.iter().any(|&word| word == "--json" || word == "--format=json")
        || words.windows(2).any(|pair| pair == ["--format", "json"])
}
