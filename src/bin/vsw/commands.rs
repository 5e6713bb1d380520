//! Commands: one file each, a plain function each. This file only knows which is which, and which of them may speak
//! to the API: an offline command is handed no client.

mod config;
mod exit_codes;
mod login;
mod logout;
mod whoami;

use crate::args::Command;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::Report;

pub fn run(command: Command, context: &Context) -> Result<Report, Failure> {
    match command {
        Command::Login(login) => login::run(&login, context),
        Command::Logout => logout::run(context),
        Command::Whoami => whoami::run(&Online::connect(context)?),
        Command::Config(config) => config::run(&config, context),
        Command::ExitCodes => Ok(exit_codes::run()),
        _ => {
            let _ = context;
            Err(Failure::usage("not yet", "wait"))
        }
    }
}
