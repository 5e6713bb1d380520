//! `vsw completions`: prints a shell's completion script. A script gets its candidates from `vsw __complete`,
//! so it lists neither commands nor options.

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
