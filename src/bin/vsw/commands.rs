//! Commands: one file each, a plain function each. This file only knows which is which, and which of them may speak
//! to the API: an offline command is handed no client.

mod exit_codes;

use crate::args::Command;
use crate::context::Context;
use crate::failure::Failure;
use crate::report::Report;

pub fn run(command: Command, context: &Context) -> Result<Report, Failure> {
    match command {
        Command::ExitCodes => Ok(exit_codes::run()),
        _ => {
            let _ = context;
            Err(Failure::usage("not yet", "wait"))
        }
    }
}
