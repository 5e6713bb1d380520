//! `vsw sandbox`: runs a simulated Applications and Voice API, alone or around a command.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::args::setup;
use crate::context::Context;
use crate::disk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::outputs;
use crate::report::Report;
use crate::runtime;
use crate::sandbox::{self, Options, Sandbox};
use crate::screen::{Line, Text};
use crate::signals;
use crate::subprocess::Child;
use crate::vocabulary::count_of;

pub fn run(options: setup::Sandbox, context: &Context) -> Result<Report, Failure> {
    let setup::Sandbox { apps, state, port, pace, signing, command } = options;
    if let Some(state) = &state {
        outputs::refuse_stdout("the state", "--state", state)?;
        sandbox::check_state_file(state, &context.protected())?;
    }
    if let Some(program) = command.first() {
        Child::check(program, &context.environment)?;
    }
    // The sandbox writes a private key to a temporary directory. Without `hold`, a signal would end the
    // process before the directory is removed.
    signals::hold();
    let sandbox = Sandbox::start(&Options { apps, state, port, pace, era: signing })?;
    match command.split_first() {
        Some((program, arguments)) => run_command(program, arguments, &sandbox, context),
        None => {
            context.screen.show(&greeting(&sandbox))?;
            let runtime = runtime::new().map_err(anyhow::Error::from)?;
            runtime.block_on(signals::until_held());
            Ok(Report::Ended(signals::held().unwrap_or(Exit::Interrupted)))
        }
    }
}

fn greeting(sandbox: &Sandbox) -> Text {
    let mut text = Text::new();
    text.push(format!("vsw sandbox listening on {}", sandbox.origin()));
    for (name, value) in sandbox.environment() {
        text.push(format!("export {name}={value}"));
    }
    text
}

/// If this variable is set, `vsw sandbox` runs inside another sandbox.
const OWN_ADDRESS: &str = "VSW_SANDBOX";

fn run_command(
    program: &OsStr,
    arguments: &[OsString],
    sandbox: &Sandbox,
    context: &Context,
) -> Result<Report, Failure> {
    let mut child = Child::of_user(program, arguments, &context.environment);
    for (name, value) in sandbox.environment() {
        child = child.env(name, value);
    }
    child = child.env(OWN_ADDRESS, sandbox.origin());
    // The environment's paths are kept, unless they are those of an outer sandbox.
    let is_nested = context.environment.is_set(OWN_ADDRESS);
    let directory = tempfile::tempdir().map_err(Failure::TemporaryDirectory)?;
    if is_nested || !context.environment.is_set("VSW_STATE_DIR") {
        child = child.env("VSW_STATE_DIR", directory.path().join("state"));
    }
    if is_nested || !context.environment.is_set("VSW_CONFIG") {
        let empty = directory.path().join("config.toml");
        // A named configuration file must exist.
        disk::PRIVATE.write(&empty, b"").map_err(|error| Failure::TemporaryDirectory(error.into()))?;
        child = child.env("VSW_CONFIG", empty);
    }
    let is_watched = context.screen.can_ask();
    if is_watched {
        let name = Path::new(program).file_name().unwrap_or_default();
        // A shell with arguments runs a script.
        let is_shell = arguments.is_empty() && name.to_str().is_some_and(|name| name.ends_with("sh"));
        context.screen.note(&banner(sandbox, is_shell));
        if name == OsStr::new("bash") {
            child = child.env("PROMPT_COMMAND", prompt_command(context.environment.text("PROMPT_COMMAND")));
        }
    }
    let code = child.run()?;
    if is_watched {
        context.screen.note(&Line::new().faint("left the sandbox; it has ended").into());
    }
    Ok(Report::Ended(Exit::OfCommand(code)))
}

fn banner(sandbox: &Sandbox, is_shell: bool) -> Text {
    let count = count_of(sandbox.count(), "made-up application");
    let first = sandbox.first().map(|id| format!("; VONAGE_APPLICATION_ID is {id}")).unwrap_or_default();
    let mut text = Text::new();
    text.push(
        Line::new().strong(format!("vsw sandbox at {}", sandbox.origin())).plain(format!(": {count}{first}")),
    );
    let end = if is_shell { "`exit` ends the sandbox." } else { "the sandbox ends with the command." };
    text.push(Line::new().faint(format!("No real account is reached from here; {end}")));
    text
}

/// Returns a command that marks bash's prompt, even if the startup files set `PS1`.
fn prompt_command(others: Option<&str>) -> String {
    const MARK: &str = "(vsw sandbox) ";
    let own = format!("case $PS1 in \"{MARK}\"*) ;; *) PS1=\"{MARK}$PS1\" ;; esac");
    others.map_or_else(|| own.clone(), |others| format!("{own}; {others}"))
}
