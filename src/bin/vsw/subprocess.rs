//! Subprocess: the only module that starts other programs. It uses no shell.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Read};
use std::os::fd::AsFd as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::fs::{Access, access};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::unix::pipe::Receiver;

use crate::context::Environment;
use crate::failure::Failure;
use crate::screen::shell;
use crate::signals;

pub struct Child {
    command: Command,
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The program ended, with this exit status as a shell reports it.
    ByItself(u8),
    /// The program did not end within its timeout.
    TimeIsUp,
    /// The program had to end because this process ends.
    Interrupted,
}

/// The C library's default if PATH is not set.
const USUAL_PATH: &str = "/bin:/usr/bin";
const TERM_TO_KILL: Duration = Duration::from_secs(2);
/// The maximum wait for output after the program has ended. The wait is limited because a descendant outside
/// the process group may keep the pipe open.
const OUTPUT_TIMEOUT: Duration = Duration::from_millis(200);
/// How long the program may continue after this process was asked to end.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(3);

#[expect(clippy::disallowed_methods, reason = "the only place that starts programs")]
impl Child {
    /// Prepares the user's program, without the environment variables of a Vonage account.
    pub fn of_user(program: &OsStr, arguments: &[OsString], environment: &Environment) -> Self {
        let mut command = Command::new(program);
        command.args(arguments);
        for name in environment.names().filter(|name| is_of_an_account(name)) {
            command.env_remove(name);
        }
        Self { command, name: program.to_string_lossy().into_owned() }
    }

    /// Fails if the program is missing or not executable.
    pub fn check(program: &OsStr, environment: &Environment) -> Result<(), Failure> {
        let is_path = program.as_encoded_bytes().contains(&b'/');
        let found: Vec<PathBuf> = if is_path {
            vec![PathBuf::from(program)]
        } else {
            let path = environment.raw("PATH").unwrap_or(OsStr::new(USUAL_PATH));
            std::env::split_paths(path).map(|directory| directory.join(program)).collect()
        };
        let files: Vec<&PathBuf> = found.iter().filter(|path| path.is_file()).collect();
        if files.iter().any(|path| access(*path, Access::EXEC_OK).is_ok()) {
            return Ok(());
        }
        let name = program.to_string_lossy();
        let words = || name.contains(char::is_whitespace);
        let reason = match (files.is_empty(), is_path) {
            (false, _) => "it is not executable".to_owned(),
            (true, _) if words() => "vsw takes the whole text as the name of a program".to_owned(),
            (true, true) => "no such file".to_owned(),
            (true, false) if Path::new(program).is_file() => {
                format!(
                    "no such program in PATH; to run the file in this directory, write `{}`",
                    shell::word(&format!("./{name}"))
                )
            }
            (true, false) => "no such program in PATH".to_owned(),
        };
        let kind = if files.is_empty() { ErrorKind::NotFound } else { ErrorKind::PermissionDenied };
        Err(Failure::NotStarted { program: name.into_owned(), source: io::Error::new(kind, reason) })
    }

    pub fn of_vsw(arguments: &[&str]) -> Result<Self, Failure> {
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

    pub fn in_directory(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Runs the program on this process's streams. Returns the exit status as a shell reports it.
    pub fn run(mut self) -> Result<u8, Failure> {
        signals::hold();
        let not_started = |source| Failure::NotStarted { program: self.name.clone(), source };
        let mut child = self.command.spawn().map_err(not_started)?;
        let _signals = signals::leave_to_child(child.id());
        child.wait().map(code_of).map_err(not_started)
    }

    /// Like [`Self::run`], but passes stdout and stderr to `hear`, in the order written.
    pub fn run_into(mut self, mut hear: impl FnMut(&[u8]) -> Result<(), Failure>) -> Result<u8, Failure> {
        signals::hold();
        let not_started = |source| Failure::NotStarted { program: self.name.clone(), source };
        let (mut output, writer) = io::pipe().map_err(not_started)?;
        let other = writer.try_clone().map_err(not_started)?;
        let mut child = self.command.stdout(other).stderr(writer).spawn().map_err(not_started)?;
        let _signals = signals::leave_to_child(child.id());
        // Close this process's writers; otherwise reading would never end.
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut piece = [0; 4096];
        let mut heard = Ok(());
        loop {
            match output.read(&mut piece) {
                Ok(0) => break,
                // Keep reading after `hear` failed: the child must not see a closed pipe.
                Ok(length) => heard = heard.and_then(|()| hear(piece.get(..length).unwrap_or_default())),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(source) => return Err(not_started(source)),
            }
        }
        let status = child.wait().map_err(not_started)?;
        heard.map(|()| code_of(status))
    }

    /// Starts the program in its own process group, without input. Its stdout and stderr both go to this
    /// process's stderr.
    pub fn start(mut self) -> Result<Background, Failure> {
        let not_started = |source| Failure::NotStarted { program: self.name.clone(), source };
        let stderr = io::stderr().as_fd().try_clone_to_owned().map_err(not_started)?;
        self.command.stdin(Stdio::null()).stdout(stderr).process_group(0);
        let child = tokio::process::Command::from(self.command).spawn().map_err(not_started)?;
        let group = Group::of(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw));
        Ok(Background { child, group })
    }

    /// Runs the program in its own process group, which is ended after the timeout `patience`, or soon after
    /// `end` completes.
    pub async fn run_beside(
        mut self,
        input: &[u8],
        patience: Duration,
        end: impl Future<Output = ()>,
        mut hear: impl FnMut(&[u8]),
    ) -> Result<Ended, Failure> {
        let not_started = |source| Failure::NotStarted { program: self.name.clone(), source };
        let (reader, writer) = io::pipe().map_err(not_started)?;
        let other = writer.try_clone().map_err(not_started)?;
        self.command.stdin(Stdio::piped()).stdout(other).stderr(writer).process_group(0);
        let mut command = tokio::process::Command::from(self.command);
        let mut child = command.spawn().map_err(not_started)?;
        // Close this process's writers; otherwise reading would never end.
        drop(command);
        let mut output = Receiver::from_owned_fd(reader.into()).map_err(not_started)?;
        let group = Group::of(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw));
        let stdin = child.stdin.take();
        let feed = async {
            // Ignore the error: a program may stop reading early. Dropping `stdin` ends its input.
            if let Some(mut stdin) = stdin {
                let _ = stdin.write_all(input).await;
            }
        };
        let listen = async {
            let mut piece = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut piece).await {
                hear(piece.get(..length).unwrap_or_default());
            }
        };
        tokio::pin!(feed, listen, end);
        let mut time = Box::pin(tokio::time::sleep(patience));
        let (mut fed, mut heard, mut ending, mut asked) = (false, false, false, None);
        let status = loop {
            tokio::select! {
                status = child.wait() => break status.map_err(not_started)?,
                () = &mut feed, if !fed => fed = true,
                () = &mut listen, if !heard => heard = true,
                () = &mut end, if !ending => {
                    ending = true;
                    time.set(tokio::time::sleep(SHUTDOWN_GRACE));
                }
                () = &mut time => {
                    let signal = if asked.is_some() { Signal::KILL } else { Signal::TERM };
                    asked.get_or_insert(if ending { Ended::Interrupted } else { Ended::TimeIsUp });
                    group.signal(signal);
                    time.set(tokio::time::sleep(TERM_TO_KILL));
                }
            }
        };
        // Kills the processes that the program left behind.
        drop(group);
        if !heard {
            let _ = tokio::time::timeout(OUTPUT_TIMEOUT, listen).await;
        }
        Ok(asked.unwrap_or_else(|| Ended::ByItself(code_of(status))))
    }
}

/// A running program. Dropping it kills the process group.
pub struct Background {
    child: tokio::process::Child,
    group: Group,
}

impl Background {
    /// Returns the exit status as a shell reports it.
    pub async fn ended(&mut self) -> u8 {
        self.child.wait().await.map_or(1, code_of)
    }

    pub async fn stop(mut self) {
        self.group.signal(Signal::TERM);
        let _ = tokio::time::timeout(TERM_TO_KILL, self.ended()).await;
    }
}

/// A process group, killed on drop or if a signal ends this process.
struct Group(Option<Pid>);

impl Group {
    fn of(group: Option<Pid>) -> Self {
        signals::kill_group_on_exit(group);
        Self(group)
    }

    fn signal(&self, signal: Signal) {
        let _ = self.0.map(|group| kill_process_group(group, signal));
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        signals::kill_group_on_exit(None);
    }
}

fn is_of_an_account(name: &str) -> bool {
    ["VONAGE_", "NEXMO_", "VSW_PROFILE", "VSW_API_URL"].iter().any(|prefix| name.starts_with(prefix))
}

fn code_of(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
