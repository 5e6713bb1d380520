//! Usage: prints clap's errors in the program's own form, as text or JSON.
//!
//! Security: the invalid value of an option is left out, because it may be a misplaced secret.

use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::num::{IntErrorKind, ParseIntError};
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory as _};

use similar::get_close_matches;

use crate::args::Args;
use crate::codes::Code;
use crate::exit::Exit;
use crate::render::json;
use crate::screen::{Redactions, sanitize};

pub fn usage(error: &clap::Error, line: &[OsString], redactions: &Redactions) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return if_written(error.print(), Exit::Yes);
    }
    let name = named(error, ContextKind::InvalidArg).split('=').next().unwrap_or_default();
    let names_a_secret = ["secret", "password", "private-key"].iter().any(|word| name.contains(word));
    let is_secret = names_a_secret && !name.ends_with("-file");
    let (message, hint) = if is_secret && error.kind() == ErrorKind::UnknownArgument {
        (
            "secrets are not accepted on the command line, where other processes can read them".to_owned(),
            "set `VONAGE_SIGNATURE_SECRET` to a signature secret, or `VONAGE_API_SECRET` to an API secret; for a secret in a file, use `--signature-secret-file FILE` or `--api-secret-file FILE`"
                .to_owned(),
        )
    } else {
        (without_value(error, line, first_line(error)), suggestion(error, line))
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

/// A closed pipe is not a failure.
fn if_written(written: io::Result<()>, exit: Exit) -> Exit {
    match written {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => Exit::Configuration,
        _ => exit,
    }
}

fn named(error: &clap::Error, kind: ContextKind) -> &str {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text,
        _ => "",
    }
}

/// Takes suggested names from clap's definitions, not from the user's input.
fn suggestion(error: &clap::Error, line: &[OsString]) -> String {
    if error.kind() == ErrorKind::ValueValidation {
        let argument = named(error, ContextKind::InvalidArg);
        if is_application(argument) || argument.starts_with("--point ") {
            return "copy an id or a name from `vsw list`".to_owned();
        }
        // Name the Dashboard first: not every command with such an option has the credentials that `vsw list` needs.
        if error.source().is_some_and(|reason| reason.to_string().contains("is not an application id")) {
            return "copy the id from the Dashboard's list of applications, or from `vsw list`".to_owned();
        }
    }
    let (path, command) = command_of(line);
    let help = format!("`{} --help`", path.join(" "));
    let similar = |kind| match error.get(kind)? {
        ContextValue::String(name) => Some(name.as_str()),
        // clap sorts names by similarity, the most similar last.
        ContextValue::Strings(names) => names.last().map(String::as_str),
        _ => None,
    };
    if error.kind() == ErrorKind::InvalidSubcommand {
        let word = named(error, ContextKind::InvalidSubcommand);
        let elsewhere = || subcommand_called(word, &Args::command(), "vsw");
        let nearby = || Some(format!("{} {}", path.join(" "), nearest_subcommand(word, &command)?));
        return match other_words(word).or_else(elsewhere).or_else(nearby) {
            Some(meant) => format!("did you mean `{meant}`? {help} lists all commands"),
            None => format!("{help} lists all commands"),
        };
    }
    if error.kind() == ErrorKind::UnknownArgument {
        if path == ["vsw", "trigger"] && named(error, ContextKind::InvalidArg) == "--event" {
            return "write the event as an argument, such as `vsw trigger answered`".to_owned();
        }
        if let Some(option) = with_one_dash(line, &command) {
            return format!("did you mean `{option}`? {help} lists all options");
        }
        if let Some(instead) = instead_of_argument(line, &path).filter(|_| is_positional(error)) {
            return format!("{instead}; {help} lists all options");
        }
    }
    if error.kind() == ErrorKind::ArgumentConflict && path == ["vsw", "watch"] {
        let pair = [named(error, ContextKind::InvalidArg), named(error, ContextKind::PriorArg)];
        if pair.contains(&"--all") && pair.contains(&"--heal") {
            return "name the applications that `--heal` may change: `--fleet FILE`, or ids or names"
                .to_owned();
        }
    }
    match similar(ContextKind::SuggestedArg).or_else(|| similar(ContextKind::SuggestedValue)) {
        Some(meant) => format!("did you mean `{meant}`? {help} lists all options"),
        None if command.has_subcommands() && !named(error, ContextKind::InvalidArg).starts_with('-') => {
            format!("{help} lists all commands")
        }
        None => format!("{help} lists all options and values"),
    }
}

/// Finds the command by its words, because the line may be invalid after it.
fn command_of(line: &[OsString]) -> (Vec<String>, Command) {
    let (mut path, mut command) = (vec!["vsw".to_owned()], Args::command());
    let globals: Vec<Arg> = command.get_arguments().cloned().collect();
    let mut is_value = false;
    for word in line.iter().skip(1).filter_map(|word| word.to_str()) {
        let option = word.strip_prefix("--");
        let defined = |arg: &&Arg| arg.get_long().is_some_and(|long| Some(long) == option);
        let argument = command.get_arguments().chain(&globals).find(defined);
        let takes_value = argument.is_some_and(|arg| arg.get_action().takes_values());
        if let Some(inner) = command.find_subcommand(word).filter(|_| !is_value).cloned() {
            path.push(inner.get_name().to_owned());
            command = inner;
        }
        is_value = takes_value;
    }
    (path, command)
}

/// Searches at any depth. `path` is the path of `within`.
fn subcommand_called(name: &str, within: &Command, path: &str) -> Option<String> {
    within.get_subcommands().filter(|command| !command.is_hide_set()).find_map(|command| {
        let path = format!("{path} {}", command.get_name());
        if command.get_name() == name { Some(path) } else { subcommand_called(name, command, &path) }
    })
}

fn other_words(word: &str) -> Option<String> {
    let meant = match word {
        "version" => "vsw --version",
        "on" => "vsw enable",
        "off" => "vsw disable",
        "log" | "logs" => "vsw audit",
        _ => return None,
    };
    Some(meant.to_owned())
}

/// The comparison is stricter than clap's, which suggests `config` for `on`.
fn nearest_subcommand(word: &str, within: &Command) -> Option<String> {
    let visible = within.get_subcommands().filter(|command| !command.is_hide_set());
    let names: Vec<&str> = visible.map(Command::get_name).collect();
    // The comparison is slow, and the text may have any length.
    let near = if word.len() > 40 { Vec::new() } else { get_close_matches(word, &names, 1, 0.7) };
    near.first().map(|name| (*name).to_owned())
}

/// Finds an option that was written with one hyphen: `-all`.
fn with_one_dash(line: &[OsString], command: &Command) -> Option<String> {
    let globals = Args::command();
    let longs = || command.get_arguments().chain(globals.get_arguments()).filter_map(Arg::get_long);
    let mut words = line.iter().filter_map(|word| word.to_str()?.strip_prefix('-'));
    words.find_map(|word| longs().find(|long| *long == word)).map(|long| format!("--{long}"))
}

fn instead_of_argument(line: &[OsString], path: &[String]) -> Option<String> {
    let words: Vec<&str> = line.iter().skip(2).filter_map(|word| word.to_str()).collect();
    let words = || words.iter().copied().filter(|word| !word.starts_with('-'));
    Some(match path.get(1..)?.join(" ").as_str() {
        "verify" => {
            "name a captured request with `--request-file FILE`, or a body with `--body-file FILE`".to_owned()
        }
        "list" => "select applications with `--name PATTERN`".to_owned(),
        "explain" => match Code::nearest(&words().collect::<Vec<_>>().join("-")).first() {
            Some(code) => format!("did you mean `vsw explain {code}`? A code is written with hyphens"),
            None => "a code is written with hyphens, like `too-old`".to_owned(),
        },
        "show" | "rollback" | "history" => "quote a name of several words: \"Support line\"".to_owned(),
        _ => return None,
    })
}

fn is_positional(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::UnknownArgument && !named(error, ContextKind::InvalidArg).starts_with('-')
}

/// Repeats the argument only if it names a file. Other text may be a misplaced secret.
fn unexpected(argument: &str, line: &[OsString]) -> String {
    let (path, command) = command_of(line);
    let taken = match command.get_positionals().count() {
        0 => "no arguments",
        1 => "one argument",
        _ => "fewer arguments",
    };
    let which = if Path::new(argument).is_file() { format!(" `{argument}`") } else { String::new() };
    format!("unexpected argument{which}: `{}` takes {taken}", path.join(" "))
}

/// Removes an invalid value, which may be a misplaced secret. The name or id of an application stays.
fn without_value(error: &clap::Error, line: &[OsString], message: String) -> String {
    let (argument, value) = (named(error, ContextKind::InvalidArg), named(error, ContextKind::InvalidValue));
    if is_positional(error) {
        return unexpected(argument, line);
    }
    if error.kind() == ErrorKind::ValueValidation && is_application(argument) {
        // Keep only the reason, which already contains the value.
        let reason = message.split_once(&format!(" for '{argument}': ")).map(|(_, reason)| reason.to_owned());
        return reason.unwrap_or(message);
    }
    if value.is_empty() || is_application(argument) {
        return with_plain_reason(error, &message);
    }
    with_plain_reason(
        error,
        &message.replace(&format!(" '{value}'"), "").replace(&format!("`{value}`"), "it"),
    )
}

/// Replaces the reasons of number parsers, such as `0 is not in 1..=100`.
fn with_plain_reason(error: &clap::Error, message: &str) -> String {
    let Some(reason) = error.source() else { return message.to_owned() };
    let plain = match (reason.downcast_ref::<ParseIntError>(), reason.to_string().split_once(" is not in ")) {
        (Some(number), _) if *number.kind() == IntErrorKind::PosOverflow => {
            "the number is too large".to_owned()
        }
        (Some(_), _) => "expected a whole number".to_owned(),
        (None, Some((_, range))) => format!("expected a number from {}", range.replace("..=", " to ")),
        (None, None) => return message.to_owned(),
    };
    message.replace(&reason.to_string(), &plain)
}

fn is_application(argument: &str) -> bool {
    matches!(argument, "[APP]..." | "<APP>" | "[APP]")
}

fn first_line(error: &clap::Error) -> String {
    let rendered = error.render().to_string();
    let message: Vec<&str> = rendered.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    message.join(" ").trim_start_matches("error: ").to_owned()
}

/// Searches the words, because the line may be invalid.
fn wants_json(line: &[OsString]) -> bool {
    let words: Vec<&str> = line.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    words.iter().any(|&word| word == "--json" || word == "--format=json")
        || words.windows(2).any(|pair| pair == ["--format", "json"])
}
