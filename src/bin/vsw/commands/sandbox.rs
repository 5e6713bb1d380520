//! `vsw sandbox`: the stand-in of the Applications API, by itself or around a command.

use std::ffi::{OsStr, OsString};

use crate::args::setup;
use crate::context::Context;
use crate::disk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::sandbox::{Options, Sandbox};
use crate::screen::Text;
use crate::subprocess::Child;

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

/// Runs a command with the environment pointing at the sandbox; its exit is ours.
fn around(
    program: &OsStr,
    arguments: &[OsString],
    sandbox: &Sandbox,
    context: &Context,
) -> Result<Report, Failure> {
    let mut child = Child::of_person(program, arguments, &context.environment);
    for (name, value) in sandbox.environment() {
        child = child.env(name, value);
    }
    // What is done to a sandbox has no place in the journal of real applications, nor among real profiles.
    let folder = tempfile::tempdir().map_err(Failure::NoFolder)?;
    if !context.environment.is_set("VSW_STATE_DIR") {
        child = child.env("VSW_STATE_DIR", folder.path().join("state"));
    }
    if !context.environment.is_set("VSW_CONFIG") {
        let empty = folder.path().join("config.toml");
        // A configuration that is named must exist.
        disk::PRIVATE.write(&empty, b"").map_err(|error| Failure::NoFolder(error.into()))?;
        child = child.env("VSW_CONFIG", empty);
    }
    Ok(Report::Ended(Exit::OfCommand(child.run()?)))
}
