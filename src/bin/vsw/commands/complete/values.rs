//! Values: candidates for option values and arguments, by the name of the value in the help (`APP`).
//!
//! Invariant: writes nothing and makes no network requests.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, Command, ValueHint};
use clap_complete::engine::ValueCompleter as _;
use clap_complete::{ArgValueCompleter, CompletionCandidate, PathCompleter};
use vsw::application::ApplicationId;
use vsw::delivery::Event;

use super::output::fits;
use crate::args::application::ApplicationRef;
use crate::args::report::ReportFormat;
use crate::codes::Code;
use crate::context::Context;
use crate::disk;
use crate::journal::{Intent, Journal, Record};
use crate::profiles::document;

#[derive(Clone, Default)]
pub struct Known {
    journal: Option<Journal>,
    configuration_file: Option<PathBuf>,
    /// The words of the command line, with ids in canonical form.
    words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Applications,
    Names,
    Snapshots,
    SnapshotsAndFiles,
    Runs,
    Plans,
    Codes,
    Events,
    Profiles,
    /// `NAME=PROFILE`
    AccountProfiles,
    /// `FORMAT=FILE`
    Reports,
    /// `API_KEY=FILE`, or a file alone
    SecretFiles,
    Files,
    Directories,
    Programs,
}

impl Known {
    pub fn of(context: Option<&Context>, words: &[String]) -> Self {
        let Some(context) = context else { return Self::default() };
        let word =
            |word: &String| word.parse().map_or_else(|_| word.clone(), |id: ApplicationId| id.to_string());
        Self {
            journal: context.journal().ok(),
            configuration_file: context.configuration_file().map(Path::to_path_buf),
            words: words.iter().map(word).collect(),
        }
    }

    fn records(&self) -> Vec<Record> {
        let history = self.journal.as_ref().and_then(|journal| journal.read_end(JOURNAL_BYTES).ok());
        let mut records = history.map_or_else(Vec::new, |history| history.records);
        records.reverse();
        records
    }

    /// Returns the ids and unique names in the journal. Adds ids last seen with signing on, if at most
    /// [`MOST_IDS`] match.
    fn applications(&self, typed: &OsStr) -> Vec<CompletionCandidate> {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for record in self.records() {
            let (id, name) = match record {
                Record::Change { intent, .. } => (intent.application, intent.name),
                Record::Seen(seen) | Record::Accepted(seen) => (seen.application, seen.name),
            };
            names.entry(id).or_insert(name);
        }
        names.retain(|id, _| id.parse::<ApplicationId>().is_ok());
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, name) in &names {
            by_name.entry(name.clone()).or_default().push(id.clone());
        }
        names.retain(|id, _| fits(id, typed));
        let typed = typed.to_str().unwrap_or_default();
        let seen =
            self.journal.as_ref().map(|journal| journal.ids_last_seen(typed, MOST_IDS + 1, SEEN_BYTES));
        let seen = seen.unwrap_or_default();
        if seen.len() <= MOST_IDS {
            for id in seen {
                names.entry(id.to_string()).or_default();
            }
        }
        let ids = names.into_iter().map(|(id, name)| described(id, name));
        // A name of several applications is ambiguous and selects none.
        let is_name = |name: &str| matches!(name.parse(), Ok(ApplicationRef::Name(_)));
        let unique = by_name.into_iter().filter(|(name, ids)| ids.len() == 1 && is_name(name));
        ids.chain(unique.map(|(name, ids)| described(name, ids.concat()))).collect()
    }

    fn names(&self) -> Vec<CompletionCandidate> {
        let names = self.records().into_iter().map(|record| match record {
            Record::Change { intent, .. } => intent.name,
            Record::Seen(seen) | Record::Accepted(seen) => seen.name,
        });
        names.collect::<BTreeSet<String>>().into_iter().map(CompletionCandidate::new).collect()
    }

    /// If the command line has an id or a known name, returns only the snapshots of these applications.
    fn snapshots(&self) -> Vec<CompletionCandidate> {
        let records = self.records().into_iter().filter_map(|record| match record {
            Record::Change { intent, .. } => Some(intent),
            Record::Seen(_) | Record::Accepted(_) => None,
        });
        let changes: Vec<Intent> = records.collect();
        let ids = self.words.iter().filter(|word| word.parse::<ApplicationId>().is_ok());
        let by_name = changes.iter().filter(|intent| self.words.contains(&intent.name));
        let named: BTreeSet<String> = ids.chain(by_name.map(|intent| &intent.application)).cloned().collect();
        changes
            .into_iter()
            .filter(|intent| named.is_empty() || named.contains(&intent.application))
            .map(|intent| described(intent.snapshot, format!("before {} of {}", intent.command, intent.name)))
            .collect()
    }

    fn runs(&self) -> Vec<CompletionCandidate> {
        let changes = self.records().into_iter().filter_map(|record| match record {
            Record::Change { intent, .. } => Some((intent.run, intent.command)),
            Record::Seen(_) | Record::Accepted(_) => None,
        });
        let mut found = BTreeSet::new();
        let runs = changes.filter(|(run, _)| found.insert(run.clone()));
        runs.map(|(run, command)| described(run, command)).collect()
    }

    fn plans(&self) -> Vec<CompletionCandidate> {
        let mut plans =
            self.journal.as_ref().map_or_else(Vec::new, |journal| journal.planned_runs(MOST_PLANS));
        plans.sort_unstable_by(|one, other| other.cmp(one));
        plans.into_iter().map(CompletionCandidate::new).collect()
    }

    fn profiles(&self) -> Vec<CompletionCandidate> {
        let read =
            |path: &PathBuf| document::read(&disk::read_text(path, CONFIGURATION_BYTES).ok()?, path).ok();
        let profiles = self.configuration_file.as_ref().and_then(read);
        let profiles = profiles.into_iter().flat_map(|read| read.profiles);
        profiles.map(|(name, profile)| described(name, profile.api_key.unwrap_or_default())).collect()
    }

    fn values(&self, source: Source, typed: &OsStr) -> Vec<CompletionCandidate> {
        let after = after_equals(typed);
        let mut values = match source {
            Source::Applications => self.applications(typed),
            Source::Names => self.names(),
            Source::Snapshots | Source::SnapshotsAndFiles => self.snapshots(),
            Source::Runs => self.runs(),
            Source::Plans => self.plans(),
            Source::Codes => Code::ALL.iter().map(|code| described(code.word(), code.title())).collect(),
            Source::Events => Event::ALL.iter().map(|event| CompletionCandidate::new(event.word())).collect(),
            Source::Profiles => self.profiles(),
            Source::Reports if after.is_none() => ReportFormat::words().map(report).collect(),
            _ => Vec::new(),
        };
        values.retain(|value| value.get_value().to_str().is_some_and(|value| fits(value, typed)));
        match (source, after) {
            (Source::SnapshotsAndFiles | Source::SecretFiles, None) => values.extend(files(typed)),
            (Source::SecretFiles | Source::Reports, Some((before, file))) => {
                values.extend(files(OsStr::new(file)).into_iter().map(|value| value.add_prefix(before)));
            }
            (Source::AccountProfiles, Some((before, profile))) => {
                let profiles = self.values(Source::Profiles, OsStr::new(profile));
                values.extend(profiles.into_iter().map(|value| value.add_prefix(before)));
            }
            _ => {}
        }
        values
    }
}

pub fn with_completers(command: Command, known: &Known) -> Command {
    let known = Arc::new(known.clone());
    let command = command.mut_args(|arg| match source(&arg) {
        None => arg,
        Some(Source::Files) => arg.value_hint(ValueHint::FilePath),
        Some(Source::Directories) => arg.value_hint(ValueHint::DirPath),
        Some(Source::Programs) => arg.value_hint(ValueHint::ExecutablePath),
        Some(source) => {
            let known = Arc::clone(&known);
            arg.add(ArgValueCompleter::new(move |typed: &OsStr| known.values(source, typed)))
        }
    });
    command.mut_subcommands(|inside| with_completers(inside, &known))
}

fn source(arg: &Arg) -> Option<Source> {
    let name = arg.get_value_names()?.first()?.as_str();
    Some(match (name, arg.get_id().as_str()) {
        ("APP", _) => Source::Applications,
        ("PATTERN", _) => Source::Names,
        ("SNAPSHOT", _) => Source::Snapshots,
        ("SNAPSHOT|FILE", _) => Source::SnapshotsAndFiles,
        ("RUN", "resume") => Source::Plans,
        ("RUN", _) => Source::Runs,
        ("CODE", _) => Source::Codes,
        ("EVENTS", _) => Source::Events,
        ("NAME", "profile") => Source::Profiles,
        ("NAME[=PROFILE]", _) => Source::AccountProfiles,
        ("FORMAT[=FILE]", _) => Source::Reports,
        ("[API_KEY=]FILE", _) => Source::SecretFiles,
        ("FILE" | "CAPTURE", _) => Source::Files,
        ("DIR", _) => Source::Directories,
        ("PROGRAM", _) => Source::Programs,
        _ => return None,
    })
}

fn report(word: String) -> CompletionCandidate {
    CompletionCandidate::new(if word == "github" { word } else { word + "=" })
}

fn after_equals(typed: &OsStr) -> Option<(&str, &str)> {
    let typed = typed.to_str()?;
    typed.split_at_checked(typed.find('=')? + 1)
}

fn files(typed: &OsStr) -> Vec<CompletionCandidate> {
    PathCompleter::file().current_dir(".").complete(typed)
}

fn described(value: impl Into<String>, about: impl Into<String>) -> CompletionCandidate {
    CompletionCandidate::new(value.into()).help(Some(about.into().into()))
}

/// Enough for about 1,500 records, which are read in a few milliseconds.
const JOURNAL_BYTES: u64 = 1024 * 1024;
/// Enough for about 80,000 ids.
const SEEN_BYTES: usize = 4 * 1024 * 1024;
/// A longer list makes shells slow.
const MOST_IDS: usize = 1000;
const MOST_PLANS: usize = 10_000;
const CONFIGURATION_BYTES: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::args::Args;

    /// The names of values without a completer: mostly numbers, times, free text, and choices that clap
    /// completes itself.
    const NOT_COMPLETED: &[&str] = &[
        "ADDR",
        "ADDR:PORT",
        "ARG",
        "BYTES",
        "COMMAND",
        "DAYS",
        "ERA",
        "EVENT",
        "EVENT,...",
        "EVENT|call",
        "FACTOR",
        "FINDINGS",
        "FORM",
        "FORMAT",
        "junit[=FILE]",
        "HOST",
        "HOST[:PORT]",
        "HOW",
        "I/N",
        "KEY",
        "KIND",
        "KIND,...",
        "LANG",
        "METHOD",
        "N",
        "NAME",
        "NAME=JSON",
        "NAME=VALUE",
        "NUMBER",
        "PERCENT",
        "POINTER",
        "PORT",
        "PRODUCT",
        "PROPERTY",
        "SECONDS",
        "SHELL",
        "STORE",
        "TEXT",
        "TIME",
        "TOKEN",
        "URL",
        "VERDICTS",
        "WHEN",
        "WORDS",
        "[/PATH=]APP",
        "[/PATH=]KEY",
        "[/PATH=]URL",
        "[ADDRESS:]PORT",
    ];

    #[test]
    fn every_value_is_completed_or_listed_above() {
        let mut to_do = vec![Args::command()];
        let (mut completed, mut others) = (0, BTreeSet::new());
        while let Some(command) = to_do.pop() {
            to_do.extend(command.get_subcommands().cloned());
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let name =
                    arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
                match source(arg) {
                    Some(_) => completed += 1,
                    None => drop(others.insert(name.to_owned())),
                }
            }
        }
        assert!(completed > 40, "{completed}");
        assert_eq!(others, NOT_COMPLETED.iter().map(|&name| name.to_owned()).collect());
    }
}
