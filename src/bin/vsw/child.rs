//! Child: the one place where another program is started. Its words are its words, without a shell; what it inherits
//! is said; and while it runs, SIGINT and SIGTERM are its own to answer.
//!
//! Not here: what is started and why (`commands`).

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::context::Environment;
use crate::failure::Failure;
use crate::interrupt;

/// A program about to be started.
pub struct Child {
    command: Command,
    name: String,
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that starts programs")]
impl Child {
    /// A program that a person named. It has this process's environment, except for what names a real account.
    pub fn of_person(program: &OsStr, arguments: &[OsString], environment: &Environment) -> Self {
        let mut command = Command::new(program);
        command.args(arguments);
        for name in environment.names().filter(|name| is_of_an_account(name)) {
            command.env_remove(name);
        }
        Self { command, name: program.to_string_lossy().into_owned() }
    }

    /// This very program, in an environment that is empty and without anything to read on stdin.
    pub fn of_ourselves(arguments: &[&str]) -> Result<Self, Failure> {
        let name = "vsw".to_owned();
        let program = std::env::current_exe()
            .map_err(|source| Failure::NotStarted { program: name.clone(), source })?;
        let mut command = Command::new(program);
        command.args(arguments).env_clear().stdin(Stdio::null());
        Ok(Self { command, name })
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it to its end on this process's own streams. As a shell tells it: a program that a signal ended has 128
    /// and the signal's number.
    pub fn run(mut self) -> Result<u8, Failure> {
        interrupt::hold();
        let mut child = self.command.spawn().map_err(|source| self.not_started(source))?;
        let _signals = interrupt::leave_to_child(child.id());
        child.wait().map(code_of).map_err(|source| self.not_started(source))
    }

    /// Runs it to its end and hands over what it writes as it comes, both streams in the order in which it wrote.
    pub fn run_into(mut self, mut hear: impl FnMut(&[u8]) -> Result<(), Failure>) -> Result<u8, Failure> {
        interrupt::hold();
        let (mut output, mut child) = self.spawn_on_a_pipe().map_err(|source| self.not_started(source))?;
        let _signals = interrupt::leave_to_child(child.id());
        // This side's ends of the pipe would keep it from ending.
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut piece = [0; 4096];
        let mut heard = Ok(());
        loop {
            match output.read(&mut piece) {
                Ok(0) => break,
                // What cannot be handed on is still read: a child whose pipe is shut ends in its own way.
                Ok(length) => heard = heard.and_then(|()| hear(piece.get(..length).unwrap_or_default())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => return Err(self.not_started(source)),
            }
        }
        let status = child.wait().map_err(|source| self.not_started(source))?;
        heard.map(|()| code_of(status))
    }

    fn spawn_on_a_pipe(&mut self) -> io::Result<(io::PipeReader, std::process::Child)> {
        let (reader, writer) = io::pipe()?;
        let child = self.command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
        Ok((reader, child))
    }

    fn not_started(&self, source: io::Error) -> Failure {
        Failure::NotStarted { program: self.name.clone(), source }
    }
}

/// Variables that name a real account, in whole or in part.
fn is_of_an_account(name: &str) -> bool {
    ["VONAGE_", "NEXMO_", "VSW_PROFILE", "VSW_API_URL"].iter().any(|prefix| name.starts_with(prefix))
}

fn code_of(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
