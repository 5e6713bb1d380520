//! Usage: what clap says of a command line, in our own voice: `error:`, `hint:`, JSON where it was asked for. The
//! values of options are never repeated: one of them may be a secret in the wrong place.

use std::ffi::OsString;
use std::io::{self, Write as _};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::codes::Code;
use crate::exit::Exit;
use crate::render::json;
use crate::screen::{Redactions, sanitize};

/// Says why the command line cannot be taken, or shows the help or version that it asked for.
pub fn usage(error: &clap::Error, line: &[OsString], redactions: &Redactions) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return if_written(error.print(), Exit::Yes);
    }
    let name = named(error, ContextKind::InvalidArg).split('=').next().unwrap_or_default();
    let secret = ["secret", "password", "private-key"].iter().any(|word| name.contains(word));
    let (message, hint) = if secret && error.kind() == ErrorKind::UnknownArgument {
        (
            "no secret is taken on the command line, where other processes can read it".to_owned(),
            "use --api-secret-file PATH, --signature-secret-file PATH (- for stdin), or the environment"
                .to_owned(),
        )
    } else {
        (unrepeated(error, first_line(error)), suggestion(error))
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

/// That exit, unless stdout failed. A reader that left is quiet success.
fn if_written(written: io::Result<()>, exit: Exit) -> Exit {
    match written {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => Exit::Configuration,
        _ => exit,
    }
}

/// What the error says of itself there, or nothing.
fn named(error: &clap::Error, kind: ContextKind) -> &str {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text,
        _ => "",
    }
}

/// What was probably meant, or where to look. The names are ours, not the person's words.
fn suggestion(error: &clap::Error) -> String {
    let meant =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg].into_iter().find_map(
            |kind| match error.get(kind)? {
                ContextValue::String(name) => Some(name.clone()),
                ContextValue::Strings(names) => names.first().cloned(),
                _ => None,
            },
        );
    match meant {
        Some(name) => format!("did you mean `{name}`? `vsw --help` has them all"),
        None => "see `vsw --help`, or `vsw COMMAND --help`".to_owned(),
    }
}

/// The message without the value that it complains of: a secret may have slipped into that place. What stands for an
/// application, and a mistyped command, is repeated: people need to see it.
fn unrepeated(error: &clap::Error, message: String) -> String {
    let (argument, value) = (named(error, ContextKind::InvalidArg), named(error, ContextKind::InvalidValue));
    if error.kind() == ErrorKind::UnknownArgument && !argument.starts_with('-') {
        return message.replace(&format!(" '{argument}'"), "");
    }
    if value.is_empty() || argument == "[APP]..." || argument == "<APP>" || argument == "[APP]" {
        return message;
    }
    message.replace(&format!(" '{value}'"), "").replace(&format!("`{value}`"), "it")
}

/// The message itself, without clap's prefix, tips and usage lines.
fn first_line(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let message: Vec<&str> = rendered.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    message.join(" ").trim_start_matches("error: ").to_owned()
}

/// `--json`, `--format json` or `--format=json` anywhere on the line, even on one that cannot be parsed.
fn wants_json(line: &[OsString]) -> bool {
    let words: Vec<&str> = line.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    words.iter().any(|&word| word == "--json" || word == "--format=json")
        || words.windows(2).any(|pair| pair == ["--format", "json"])
}
