//! `vsw sandbox`: a stand-in of the Applications API, on its own or around a command.

use std::ffi::{OsStr, OsString};

use crate::args::setup;
use crate::context::Context;
use crate::disk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::outputs;
use crate::report::Report;
use crate::sandbox::{self, Options, Sandbox};
use crate::screen::Text;
use crate::subprocess::Child;

pub fn run(options: setup::Sandbox, context: &Context) -> Result<Report, Failure> {
    let setup::Sandbox { apps, state, port, command } = options;
    if let Some(state) = &state {
        outputs::refuse_stdout("the state", "--state", state)?;
        sandbox::check_state_file(state, &context.protected())?;
    }
    let sandbox = Sandbox::start(&Options { apps, state, port })?;
    match command.split_first() {
        Some((program, arguments)) => run_command(program, arguments, &sandbox, context),
        None => {
            context.screen.show(&greeting(&sandbox))?;
            sandbox.wait();
            Ok(Report::Ended(Exit::Yes))
        }
    }
}

/// Returns its address and the settings for other programs.
fn greeting(sandbox: &Sandbox) -> Text {
    let mut text = Text::new();
    text.push(format!("vsw sandbox listening on {}", sandbox.origin()));
    for (name, value) in sandbox.environment() {
        text.push(format!("export {name}={value}"));
    }
    text
}

/// Runs a command with an environment that points at the sandbox, and exits with its code.
fn run_command(
    program: &OsStr,
    arguments: &[OsString],
    sandbox: &Sandbox,
    context: &Context,
) -> Result<Report, Failure> {
    let mut child = Child::of_person(program, arguments, &context.environment);
    for (name, value) in sandbox.environment() {
        child = child.env(name, value);
    }
    // Keep changes of a sandbox out of the real journal, and its profile out of the real ones.
    let directory = tempfile::tempdir().map_err(Failure::TemporaryDirectory)?;
    if !context.environment.is_set("VSW_STATE_DIR") {
        child = child.env("VSW_STATE_DIR", directory.path().join("state"));
    }
    if !context.environment.is_set("VSW_CONFIG") {
        let empty = directory.path().join("config.toml");
        // A named configuration must exist.
        disk::PRIVATE.write(&empty, b"").map_err(|error| Failure::TemporaryDirectory(error.into()))?;
        child = child.env("VSW_CONFIG", empty);
    }
    Ok(Report::Ended(Exit::OfCommand(child.run()?)))
}
