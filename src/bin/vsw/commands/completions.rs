//! `vsw completions`: prints a shell's completion script. The scripts contain no commands or options: they
//! run `vsw __complete` for the candidates.

use crate::args::setup::Shell;
use crate::report::Report;

pub fn run(shell: Shell) -> Report {
    let script = match shell {
        Shell::Bash => include_str!("../../../../completions/vsw.bash"),
        Shell::Elvish => include_str!("../../../../completions/vsw.elv"),
        Shell::Fish => include_str!("../../../../completions/vsw.fish"),
        Shell::Zsh => include_str!("../../../../completions/_vsw"),
    };
    Report::Bytes(script.as_bytes().to_vec())
}
