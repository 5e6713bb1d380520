//! `vsw man`: the man pages of the program and its commands. `clap_mangen` renders a part of each page, and
//! this module the rest.

use std::io::{self, Write as _};
use std::path::Path;

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;

use crate::args::Args;
use crate::context::Context;
use crate::disk::{self, Replace};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::vocabulary::VERSION;

/// The date in the pages. A constant, so that one version always writes the same pages.
const DATE: &str = "2026-11-29";

const ENVIRONMENT: &[(&str, &str)] = &[
    ("VONAGE_API_KEY, VONAGE_API_SECRET", "Credentials of the account."),
    ("VONAGE_SIGNATURE_SECRET", "Signature secret of the account's webhooks."),
    ("VONAGE_APPLICATION_ID", "Default application."),
    ("VSW_PROFILE", "As --profile, but VONAGE_API_KEY takes precedence."),
    ("VSW_CONFIG", "As --config."),
    ("VSW_STATE_DIR", "As --state-dir."),
    ("VSW_API_URL", "As --api-url."),
    ("VSW_READ_ONLY", "If 1, refuse every change."),
    ("NO_COLOR, CLICOLOR_FORCE", "Turn colors off or on."),
    ("HTTPS_PROXY, NO_PROXY", "Proxy for requests to the API, and its exceptions."),
];

const FILES: &[(&str, &str)] = &[
    ("$XDG_CONFIG_HOME/vsw/config.toml", "Configuration file: profiles and credentials."),
    ("$XDG_STATE_HOME/vsw/", "Journal and snapshots."),
    ("vsw.toml", "Fleet file: applications and their expected state."),
    ("vsw.baseline.json", "Baseline file: applications as they were reviewed."),
];

pub fn run(dir: Option<&Path>, context: &Context) -> Result<Report, Failure> {
    let command = Args::command().disable_help_subcommand(true);
    let unwritable = |what: String| move |source| Failure::File { what, source };
    let pages = pages(command);
    let names: Vec<String> = pages.iter().map(|page| page.words.join("-")).collect();
    let Some(dir) = dir else {
        let main = pages.first().map_or(Ok(Vec::new()), |main| page(main, &names));
        return Ok(Report::Bytes(main.map_err(unwritable("cannot render the man page".to_owned()))?));
    };
    if dir == Path::new("-") {
        return Err(Failure::usage(
            "the man pages cannot be written to stdout (`vsw man -`)",
            "name a directory, or print the main page: `vsw man`",
        ));
    }
    let protected = context.protected();
    let replace = Replace { protected: &protected, ..disk::PUBLIC };
    let path = |name: &str| dir.join(format!("{name}.1"));
    disk::refuse_protected(dir, &protected)
        .map_err(io::Error::from)
        .and_then(|()| std::fs::create_dir_all(dir))
        .map_err(unwritable(dir.display().to_string()))?;
    for path in names.iter().map(|name| path(name)) {
        replace.check(&path).map_err(io::Error::from).map_err(unwritable(path.display().to_string()))?;
    }
    let mut written = String::new();
    for (one, name) in pages.iter().zip(&names) {
        let path = path(name);
        page(one, &names)
            .and_then(|page| Ok(replace.write(&path, &page)?))
            .map_err(unwritable(path.display().to_string()))?;
        written.push_str(&format!("{}\n", path.display()));
    }
    Ok(Report::Bytes(written.into_bytes()))
}

struct Page {
    /// The words of the command line: `vsw`, `config`, `show`.
    words: Vec<String>,
    command: Command,
}

/// Returns the pages sorted by name, so `vsw` is the first.
fn pages(program: Command) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut to_do = vec![Page { words: vec!["vsw".to_owned()], command: program }];
    while let Some(page) = to_do.pop() {
        let inside = page
            .command
            .get_subcommands()
            .filter(|inside| !inside.is_hide_set() && inside.get_name() != "help");
        to_do.extend(inside.map(|inside| {
            let words = page.words.iter().cloned().chain([inside.get_name().to_owned()]).collect();
            Page { words, command: inside.clone() }
        }));
        pages.push(page);
    }
    pages.sort_by(|a, b| a.words.cmp(&b.words));
    pages
}

fn page(page: &Page, names: &[String]) -> io::Result<Vec<u8>> {
    // clap requires `'static` names: leak a few dozen, once.
    let name: &'static str = Box::leak(page.words.join("-").into_boxed_str());
    let help = page.command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let (details, examples) = help.split_once("EXAMPLES:\n").unwrap_or((&help, ""));
    let command = page.command.clone().name(name).display_name(name).bin_name(page.words.join(" "));
    let command = command.mut_args(|arg| arg.hide_short_help(false));
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    let title = name.to_uppercase();
    writeln!(text, ".TH {title} 1 {DATE} \"vsw {VERSION}\" \"vsw manual\"")?;
    man.render_name_section(&mut text)?;
    writeln!(text, ".SH SYNOPSIS\n{}", synopsis(&page.words.join(" "), &command))?;
    man.render_description_section(&mut text)?;
    for paragraph in details.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        writeln!(text, ".PP\n{}", escaped(paragraph))?;
    }
    man.render_options_section(&mut text)?;
    if page.words.len() > 1 {
        writeln!(text, ".PP\nThe global options are described in\n.BR vsw (1).")?;
    }
    if command.get_subcommands().next().is_some() {
        writeln!(text, ".SH COMMANDS")?;
        for inside in command.get_subcommands().filter(|inside| !inside.is_hide_set()) {
            let about = inside.get_about().map(ToString::to_string).unwrap_or_default();
            let page = escaped(&format!("{name}-{}", inside.get_name()));
            writeln!(text, ".TP\n.BR {page} (1)\n{}", escaped(&about))?;
        }
    }
    let main = "\n  # See vsw at work, without an account\n  vsw demo\n\n  # Connect your account\n  vsw login\n\n  \
                # Check the default application\n  vsw status";
    let examples = if page.words.len() == 1 { main } else { examples };
    if !examples.is_empty() {
        writeln!(text, ".SH EXAMPLES")?;
        for example in examples.trim_matches('\n').split("\n\n") {
            let lines: Vec<&str> = example.lines().map(str::trim).collect();
            if let [comment, line] = lines[..] {
                let comment = escaped(comment.trim_start_matches("# "));
                writeln!(text, ".PP\n{comment}:\n.PP\n.nf\n.RS 4\n{}\n.RE\n.fi", escaped(line))?;
            }
        }
    }
    definitions(&mut text, "ENVIRONMENT", ENVIRONMENT)?;
    definitions(&mut text, "FILES", FILES)?;
    writeln!(text, ".SH EXIT STATUS")?;
    for exit in Exit::ALL {
        writeln!(text, ".TP\n{}\n{}: {}.", exit.code(), escaped(exit.name()), escaped(exit.meaning()))?;
    }
    let near = names.iter().filter(|other| *other != name && related(name, other, names));
    let near: Vec<String> = near.map(|name| format!(".BR {} (1)", escaped(name))).collect();
    writeln!(text, ".SH SEE ALSO\n{}", near.join(" ,\n"))?;
    Ok(tidied(&String::from_utf8_lossy(&text)).into_bytes())
}

fn related(name: &str, other: &str, names: &[String]) -> bool {
    let is_above =
        |above: &str, page: &str| page.strip_prefix(above).is_some_and(|rest| rest.starts_with('-'));
    let above = |page: &str| {
        names.iter().filter(|above| is_above(above, page)).max_by_key(|above| above.len()).cloned()
    };
    let group = |group: &&&[&str]| group.contains(&name.trim_start_matches("vsw-"));
    let mut near = GROUPS.iter().filter(group).flat_map(|group| group.iter());
    other == "vsw"
        || above(other).as_deref() == Some(name)
        || above(name).as_deref() == Some(other)
        || near.any(|near| other.strip_prefix("vsw-") == Some(near))
}

/// Commands of a group refer to each other in SEE ALSO.
const GROUPS: &[&[&str]] = &[
    &["enable", "disable", "status", "watch", "rollback", "apply", "history"],
    &["show", "list", "diff", "history"],
    &["verify", "decode", "sign", "audit", "explain"],
    &["verify", "listen", "gateway", "trigger", "replay", "probe", "call", "sign"],
    &["fleet", "baseline", "status", "diff"],
    &["login", "logout", "whoami", "config", "doctor"],
    &["sandbox", "demo"],
    &["completions", "man", "exit-codes"],
    &["exit-codes", "explain"],
];

fn synopsis(name: &str, command: &Command) -> String {
    let mut words = vec![format!("\\fB{}\\fR", escaped(name))];
    let is_shown = |arg: &&Arg| !arg.is_hide_set() && !arg.is_global_set();
    let value = |arg: &Arg| {
        let names = arg.get_value_names().unwrap_or_default().iter().map(|name| escaped(name));
        format!("\\fI{}\\fR", names.collect::<Vec<_>>().join(" "))
    };
    let many =
        |arg: &Arg| if arg.get_num_args().is_some_and(|range| range.max_values() > 1) { "..." } else { "" };
    for arg in command.get_positionals().filter(is_shown) {
        let value = format!("{}{}", value(arg), many(arg));
        words.push(if arg.is_required_set() { value } else { format!("[{value}]") });
    }
    if command.get_subcommands().any(|inside| !inside.is_hide_set()) {
        words.push("\\fICOMMAND\\fR".to_owned());
    }
    let has_name = |arg: &&Arg| arg.get_long().is_some_and(|long| long != "help" && long != "version");
    for arg in command.get_opts().filter(is_shown).filter(has_name) {
        let long = escaped(&format!("--{}", arg.get_long().unwrap_or_default()));
        words.push(match arg.get_action().takes_values() {
            true => format!("[\\fB{long}\\fR {}]", value(arg)),
            false => format!("[\\fB{long}\\fR]"),
        });
    }
    words.join("\n")
}

fn definitions(text: &mut Vec<u8>, title: &str, rows: &[(&str, &str)]) -> io::Result<()> {
    writeln!(text, ".SH {title}")?;
    rows.iter().try_for_each(|(name, about)| writeln!(text, ".TP\n.B {}\n{}", escaped(name), escaped(about)))
}

/// Escapes characters that roff would interpret.
fn escaped(text: &str) -> String {
    let text = text.trim().replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    text.lines()
        .map(|line| if line.starts_with('.') { format!("\\&{line}\n") } else { format!("{line}\n") })
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// Fixes what `mandoc -Tlint` reports: trailing spaces, empty lines, needless breaks, and text lines of over
/// 79 bytes.
fn tidied(page: &str) -> String {
    let mut text = String::new();
    let mut filled = true;
    let mut before = "";
    for line in page.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if (line == ".br" && before == ".br") || (line == ".PP" && before.starts_with(".SH")) {
            continue;
        }
        before = line;
        match line {
            ".nf" => filled = false,
            ".fi" => filled = true,
            _ => {}
        }
        let mut rest = line;
        while filled && !rest.starts_with('.') && rest.len() > 79 {
            let Some((head, tail)) = broken(rest) else { break };
            text.push_str(head);
            text.push('\n');
            rest = tail;
        }
        text.push_str(rest);
        text.push('\n');
    }
    text
}

/// Breaks a line after at most 79 bytes. The rest must not begin like a roff request.
fn broken(line: &str) -> Option<(&str, &str)> {
    let spaces =
        line.match_indices(' ').map(|(at, _)| line.split_at(at)).take_while(|(head, _)| head.len() <= 79);
    spaces
        .filter_map(|(head, tail)| Some((head, tail.strip_prefix(' ')?)))
        .filter(|(_, tail)| !tail.starts_with(['.', '\'']))
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_a_group() {
        for page in pages(Args::command()) {
            if let [_, name] = &page.words[..] {
                assert!(GROUPS.iter().any(|group| group.contains(&name.as_str())), "{name}");
            }
        }
    }
}
