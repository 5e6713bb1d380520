//! `vsw sandbox`: the stand-in of the Applications API, by itself or around a command.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};

use crate::args::setup;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::sandbox::{Options, Sandbox};
use crate::screen::Text;

pub fn run(options: setup::Sandbox, context: &Context) -> Result<Report, Failure> {
    let setup::Sandbox { apps, state, port, command } = options;
    let sandbox = Sandbox::start(&Options { apps, state, port })?;
    match command.split_first() {
        Some((program, arguments)) => around(program, arguments, &sandbox, context),
        None => {
            context.screen.show(&greeting(&sandbox))?;
            sandbox.wait();
            Ok(Report::Ended(Exit::Yes))
        }
    }
}

/// Where it listens, and what to tell other programs.
fn greeting(sandbox: &Sandbox) -> Text {
    let mut text = Text::new();
    text.push(format!("vsw sandbox listening on {}", sandbox.origin()));
    for (name, value) in sandbox.environment() {
        text.push(format!("export {name}={value}"));
    }
    text
}

/// Runs a command with the environment pointing at the sandbox; its exit is ours. Ctrl-C is the command's to answer:
/// it gets it from the terminal as we do.
fn around(
    program: &OsString,
    arguments: &[OsString],
    sandbox: &Sandbox,
    context: &Context,
) -> Result<Report, Failure> {
    let failed = |source| Failure::File { what: program.to_string_lossy().into_owned(), source };
    let state = tempfile::tempdir().map_err(failed)?;
    #[expect(clippy::disallowed_methods, reason = "the one command that starts another, as it was told to")]
    let mut command = Command::new(program);
    command.args(arguments);
    for name in context.environment.names().filter(|name| is_of_an_account(name)) {
        command.env_remove(name);
    }
    command.envs(sandbox.environment());
    if !context.environment.is_set("VSW_STATE_DIR") {
        // What is done to a sandbox has no place in the journal of real applications.
        command.env("VSW_STATE_DIR", state.path());
    }
    let mut child = command.spawn().map_err(failed)?;
    crate::interrupt::leave_to_child(child.id());
    let status = child.wait().map_err(failed)?;
    Ok(Report::Ended(Exit::OfCommand(code_of(status))))
}

/// Variables that name a real account, in whole or in part.
fn is_of_an_account(name: &str) -> bool {
    ["VONAGE_", "NEXMO_", "VSW_PROFILE", "VSW_API_URL"].iter().any(|prefix| name.starts_with(prefix))
}

/// As a shell tells it: a command that a signal ended has 128 and the signal's number.
fn code_of(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
