//! `vsw completions`: a shell's completion script.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Args;
use crate::report::Report;

pub fn run(shell: Shell) -> Report {
    let mut script = Vec::new();
    generate(shell, &mut Args::command(), "vsw", &mut script);
    Report::Bytes(script)
}
