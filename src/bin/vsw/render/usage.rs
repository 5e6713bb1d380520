//! Usage: what clap says of a command line, in our own voice: `error:`, `hint:`, JSON where it was asked for. The
//! values of options are never repeated: one of them may be a secret in the wrong place.

use std::ffi::OsString;
use std::io::{ErrorKind as ErrorKindOfStream, Write as _};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::codes::Code;
use crate::exit::Exit;
use crate::render::json;
use crate::screen::Redactions;

/// Says why the command line cannot be taken, or shows the help or version that it asked for.
pub fn usage(error: &clap::Error, line: &[OsString], redactions: &Redactions) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match error.print() {
            Err(failed) if failed.kind() != std::io::ErrorKind::BrokenPipe => Exit::Configuration,
            _ => Exit::Yes,
        };
    }
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let argument = named(ContextKind::InvalidArg);
    let secret = argument.is_some_and(|argument| {
        let name = argument.split('=').next().unwrap_or_default();
        name.contains("secret") || name.contains("password") || name.contains("private-key")
    });
    let (message, hint) = if secret && error.kind() == ErrorKind::UnknownArgument {
        (
            "no secret is taken on the command line, where other processes can read it".to_owned(),
            Some(
                "use --api-secret-file PATH, --signature-secret-file PATH (- for stdin), or the environment"
                    .to_owned(),
            ),
        )
    } else {
        (unrepeated(error, first_line(error)), Some(suggestion(error)))
    };
    let exit = Exit::Usage;
    if wants_json(line) {
        let document = json::error(Code::Usage, redactions.apply(message), hint, exit.code());
        let safe = crate::screen::sanitize::safe_json(&document);
        return match writeln!(std::io::stdout(), "{safe}") {
            Err(failed) if failed.kind() != ErrorKindOfStream::BrokenPipe => Exit::Configuration,
            _ => exit,
        };
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(std::io::stderr(), "{}", error.render());
    } else {
        let message = crate::screen::sanitize::safe(&message);
        let message = redactions.apply(crate::screen::sanitize::no_annotation(&message).into_owned());
        let _ = writeln!(std::io::stderr(), "error: {message}\nhint: {}", hint.unwrap_or_default());
    }
    exit
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
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let (argument, value) = (named(ContextKind::InvalidArg), named(ContextKind::InvalidValue));
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
