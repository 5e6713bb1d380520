//! Fast path of parsing: builds only the command that a line names, because building all commands takes most
//! of a short run's time.
//!
//! Invariant: each command takes the same arguments as in the tree of all commands.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args as _, Command, FromArgMatches as _, Subcommand as _};

use super::{
    Args, Global, audit, baseline, call, change, decode, fleet, listen, probe, send, setup, sign, verify,
    watch,
};
use crate::vocabulary::VERSION;

/// Returns the arguments or the text of `--version`. Returns `None` for help, errors and commands not in
/// `COMMANDS`: the caller then parses with all commands.
pub(super) fn parse(line: &[OsString]) -> Option<Result<Args, clap::Error>> {
    let command = line.iter().skip(1).find_map(|word| command(word.to_str()?));
    let program = Global::augment_args(Command::new("vsw").version(VERSION)).subcommands(command);
    match program.subcommand_required(true).try_get_matches_from(line) {
        Ok(matches) => Args::from_arg_matches(&matches).ok().map(Ok),
        Err(version) if version.kind() == ErrorKind::DisplayVersion => Some(Err(version)),
        Err(_) => None,
    }
}

type WithArguments = fn(Command) -> Command;

const COMMANDS: &[(&str, WithArguments)] = &[
    ("enable", change::Switch::augment_args),
    ("disable", change::Switch::augment_args),
    ("status", change::Status::augment_args),
    ("watch", watch::Watch::augment_args),
    ("show", change::Show::augment_args),
    ("list", change::List::augment_args),
    ("history", change::History::augment_args),
    ("apply", change::Apply::augment_args),
    ("rollback", change::Rollback::augment_args),
    ("fleet", fleet::Fleet::augment_subcommands),
    ("diff", baseline::Diff::augment_args),
    ("baseline", baseline::BaselineCommand::augment_subcommands),
    ("verify", verify::Verify::augment_args),
    ("decode", decode::Decode::augment_args),
    ("sign", sign::Sign::augment_args),
    ("audit", audit::Audit::augment_args),
    ("trigger", send::Trigger::augment_args),
    ("replay", send::Replay::augment_args),
    ("listen", listen::Listen::augment_args),
    ("call", call::Call::augment_args),
    ("probe", probe::Probe::augment_args),
    ("login", setup::Login::augment_args),
    ("logout", std::convert::identity),
    ("whoami", std::convert::identity),
    ("doctor", setup::Doctor::augment_args),
    ("config", setup::Config::augment_subcommands),
    ("sandbox", setup::Sandbox::augment_args),
    ("demo", std::convert::identity),
    ("__complete", setup::Complete::augment_args),
    ("exit-codes", std::convert::identity),
];

fn command(name: &str) -> Option<Command> {
    let (name, with_arguments) = COMMANDS.iter().find(|(known, _)| *known == name)?;
    let command = with_arguments(Command::new(*name));
    // In the tree of all commands, the derive macro sets `subcommand_required`.
    let needs_subcommand = command.has_subcommands() && !command.is_args_conflicts_with_subcommands_set();
    Some(command.subcommand_required(needs_subcommand))
}

#[cfg(test)]
mod tests {
    use clap::{Arg, CommandFactory as _, Parser as _};

    use super::*;

    fn shape(command: &Command) -> String {
        let plain = |arg: &Arg| format!("{:?}", arg.clone().help(None::<&str>).long_help(None::<&str>));
        let arguments: Vec<String> = command.get_arguments().map(plain).collect();
        let groups: Vec<_> = command.get_groups().collect();
        let inside: Vec<_> = command.get_subcommands().map(|one| (one.get_name(), shape(one))).collect();
        let required =
            (command.is_subcommand_required_set(), command.is_args_conflicts_with_subcommands_set());
        format!("{arguments:#?} {groups:#?} {inside:#?} {required:?}")
    }

    #[test]
    fn each_command_takes_the_same_arguments_as_in_the_whole_tree() {
        let tree = Args::command();
        for (name, _) in COMMANDS {
            let whole = tree.find_subcommand(name).unwrap_or_else(|| panic!("{name} is no command"));
            assert_eq!(command(name).map(|fast| shape(&fast)), Some(shape(whole)), "{name}");
        }
    }

    #[test]
    fn a_command_is_not_confused_with_the_value_of_an_option() {
        let line = |words: &str| words.split(' ').map(OsString::from).collect::<Vec<_>>();
        for words in ["vsw --profile list status", "vsw status --profile list", "vsw --json status list"] {
            let whole = Args::of(&line(words)).map(|args| format!("{args:?}"));
            assert!(whole.is_ok_and(|whole| whole.contains("Status(")), "{words}");
        }
        let version = |parsed: Result<Args, clap::Error>| parsed.err().map(|error| error.to_string());
        let whole = Args::try_parse_from(line("vsw --version"));
        assert_eq!(parse(&line("vsw --version")).and_then(version), version(whole));
        for words in ["vsw", "vsw status --help", "vsw statsu", "vsw status --nope"] {
            assert!(parse(&line(words)).is_none(), "{words}");
        }
    }
}
