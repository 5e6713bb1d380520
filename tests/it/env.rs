//! `TestEnv`: an isolated environment for each test, without the machine's variables.
//!
//! ```ignore
//! let env = TestEnv::new();
//! env.write("home/.config/vsw/config.toml", "…");
//! let output = env.vsw(["whoami", "--json"]).env("VONAGE_API_KEY", "abcd1234").stdin("…").run();
//! assert_eq!(output.expect(0).json()["profile"], "default");
//! ```

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub const VSW: &str = env!("CARGO_BIN_EXE_vsw");

pub struct TestEnv {
    root: TempDir,
}

/// A command that has not started: `vsw` or another program.
#[must_use = "nothing runs before `run`"]
pub struct Vsw {
    command: Command,
    stdin: Vec<u8>,
}

#[derive(Debug)]
pub struct Output {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl TestEnv {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a directory for the test");
        for directory in ["home", "work"] {
            fs::create_dir(root.path().join(directory)).expect("a directory in it");
        }
        Self { root }
    }

    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn config_file(&self) -> PathBuf {
        self.path("home/.config/vsw/config.toml")
    }

    /// Writes a file with mode 0600, and creates its parent directories.
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a directory above")).expect("its directories");
        fs::write(&path, content).expect("the file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode");
        path
    }

    pub fn read(&self, path: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(path)).expect("a file to read")
    }

    pub fn mode(&self, path: impl AsRef<Path>) -> u32 {
        fs::metadata(self.path(path)).expect("a file").permissions().mode() & 0o777
    }

    /// Returns the paths of everything except directories, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        let (mut files, mut directories) = (Vec::new(), vec![self.root.path().to_path_buf()]);
        while let Some(directory) = directories.pop() {
            for entry in fs::read_dir(directory).expect("a directory") {
                let entry = entry.expect("an entry");
                let kind = entry.file_type().expect("its kind");
                if kind.is_dir() { directories.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        files.sort();
        files
    }

    pub fn vsw<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Vsw {
        self.command(VSW, args)
    }

    pub fn vsw_under<S: AsRef<OsStr>>(&self, umask: &str, args: impl IntoIterator<Item = S>) -> Vsw {
        let script = format!("umask {umask}; exec {VSW} \"$@\"");
        let words = ["-c", &script, "sh"].map(OsString::from).into_iter();
        self.command("/bin/sh", words.chain(args.into_iter().map(|arg| arg.as_ref().to_owned())))
    }

    pub fn command<S: AsRef<OsStr>>(&self, program: &str, args: impl IntoIterator<Item = S>) -> Vsw {
        let mut command = Command::new(program);
        command
            .args(args)
            .current_dir(self.path("work"))
            .env_clear()
            .env("HOME", self.path("home"))
            .env("PATH", "/usr/bin:/bin");
        Vsw { command, stdin: Vec::new() }
    }
}

impl Vsw {
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn envs<'v>(self, variables: impl IntoIterator<Item = (&'v str, &'v str)>) -> Self {
        variables.into_iter().fold(self, |vsw, (name, value)| vsw.env(name, value))
    }

    pub fn stdin(mut self, stdin: impl AsRef<[u8]>) -> Self {
        stdin.as_ref().clone_into(&mut self.stdin);
        self
    }

    #[must_use = "look at the exit code: `expect(0)`"]
    pub fn run(self) -> Output {
        let Self { mut command, stdin } = self;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("a process");
        let mut pipe = child.stdin.take().expect("its stdin");
        // Write in a thread: if the program fills its output pipe before it reads on, a write here would
        // block forever. Some programs do not read stdin, so ignore errors.
        std::thread::spawn(move || drop(pipe.write_all(&stdin)));
        let output = child.wait_with_output().expect("its end");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8 output");
        Output {
            code: output.status.code().expect("an exit code, not a signal"),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Returns the command without the text for its stdin.
    pub fn into_command(self) -> Command {
        self.command
    }
}

impl Output {
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}
