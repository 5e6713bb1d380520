//! Context: the reader of environment, terminal, directories and clock; made at the start and passed to the commands.
//! The few other reads of the clock and the environment state their reason.
//!
//! Not here: the value and source of settings (`config`), and requests (`api`).

mod actor;
mod clock;
mod directories;
mod environment;
mod input;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::args::{Color, Command, Global};
use crate::disk::Protected;
use crate::journal::{Actor, Journal, JournalError};
use crate::profiles::Profiles;
use crate::screen::{ColorMode, Redactions, Screen, Streams, shell};

pub use clock::ClockError;
pub use directories::Directories;
pub use environment::Environment;
pub use input::{Input, Stdin, StdinClaimed, without_line_end};

/// The environment of the program, as found at its start.
pub struct Context {
    pub global: Global,
    pub screen: Screen,
    pub environment: Environment,
    pub directories: Directories,
    pub stdin: Stdin,
    /// The words of the command line after the program's name.
    pub words: Vec<OsString>,
    profiles: RefCell<Option<Rc<Profiles>>>,
    /// What no output may replace: vsw's own files, and the inputs of this run that are known so far.
    protected: RefCell<Vec<Protected>>,
    /// The final `protected`, set after the reports were checked against it.
    checked: Arc<OnceLock<Vec<Protected>>>,
}

impl Context {
    pub fn new(global: Global, line: Vec<OsString>) -> Self {
        let environment = Environment::of_process();
        let directories = Directories::of(&global, &environment);
        let words = line.into_iter().skip(1).collect();
        Self { words, ..Self::of(global, environment, directories) }
    }

    /// Returns a context with a given environment.
    fn of(global: Global, environment: Environment, directories: Directories) -> Self {
        let streams = streams(&global, &environment);
        let screen = Screen::new(streams, redactions(&environment), options(&global));
        let protected = directories.kept.iter().cloned().chain(environment.files()).collect();
        let (stdin, words) = (Stdin::default(), Vec::new());
        let (profiles, protected, checked) = (RefCell::default(), RefCell::new(protected), Arc::default());
        Self { global, screen, environment, directories, stdin, words, profiles, protected, checked }
    }

    /// Checks the clock, on which reports, journal lines and verdicts depend.
    ///
    /// # Errors
    /// Fails if it shows a time before 1970 or after 9999-12-30T22:00:00Z.
    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn check_clock(&self) -> Result<(), ClockError> {
        clock::now().map(drop)
    }

    /// Returns the current time, rounded to milliseconds.
    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn now(&self) -> Timestamp {
        // The clock was valid at the start: the fallback applies only if the clock is changed in the run.
        clock::now().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Returns a function that reports whether less than `patience` has passed since now, for work that must not keep
    /// the user waiting.
    pub fn time_left(&self, patience: Duration) -> impl Fn() -> bool + use<> {
        let elapsed = self.stopwatch();
        move || elapsed() < patience
    }

    /// Returns a function that reports the time passed since now, even if the clock is changed.
    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn stopwatch(&self) -> impl Fn() -> Duration + Send + Sync + use<> {
        #[expect(clippy::disallowed_methods, reason = "only this module reads the clock")]
        let began = Instant::now();
        move || began.elapsed()
    }

    /// Returns a clock for another thread, rounded to milliseconds.
    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn clock(&self) -> impl Fn() -> Timestamp + Send + Sync + use<> {
        || clock::now().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Returns the current time in whole seconds since 1970, the unit of token claims.
    pub fn now_in_seconds(&self) -> u64 {
        u64::try_from(self.now().as_second()).unwrap_or_default()
    }

    /// Returns the profiles of the configuration file. Keeps the result of `read` until [`Context::forget_profiles`].
    ///
    /// # Errors
    /// Fails if `read` fails.
    pub fn profiles<E>(&self, read: impl FnOnce() -> Result<Profiles, E>) -> Result<Rc<Profiles>, E> {
        if let Some(profiles) = &*self.profiles.borrow() {
            return Ok(Rc::clone(profiles));
        }
        let profiles = Rc::new(read()?);
        self.profiles.replace(Some(Rc::clone(&profiles)));
        Ok(profiles)
    }

    /// Makes the next call of [`Context::profiles`] read the file again.
    pub fn forget_profiles(&self) {
        self.profiles.take();
    }

    /// Protects `--ca-file` and the inputs of [`Command::inputs`].
    pub fn protect_inputs(&self, command: &Command) {
        self.global.ca_file.iter().for_each(|path| self.protect(path, "the --ca-file of this run"));
        command.inputs().into_iter().for_each(|(path, what)| self.protect(path, what));
    }

    /// Protects an input of this run from being replaced by an output.
    pub fn protect(&self, path: &Path, what: &str) {
        let mut protected = self.protected.borrow_mut();
        if !protected.iter().any(|known| known.path == path) {
            protected.push(Protected::new(path, what));
        }
    }

    /// Returns what no output may replace.
    pub fn protected(&self) -> Vec<Protected> {
        self.protected.borrow().clone()
    }

    /// Notes that every input is known and the reports were checked. From now on, a run writes reports even after a
    /// signal: the function of [`Context::end_state`] returns `Some`.
    pub fn reports_are_checked(&self) {
        // Only the first call counts.
        let _ = self.checked.set(self.protected());
    }

    /// Returns a function for another thread. Its result: the time and what no report may replace; `None` until
    /// [`Context::reports_are_checked`].
    pub fn end_state(&self) -> impl Fn() -> Option<(Timestamp, Vec<Protected>)> + Send + Sync + use<> {
        let checked = Arc::clone(&self.checked);
        move || Some((clock::now().unwrap_or(Timestamp::UNIX_EPOCH), checked.get()?.clone()))
    }

    /// Returns the user and machine of this run, for the journal.
    pub fn actor(&self) -> Actor {
        actor::actor(&self.environment)
    }

    /// Returns the journal in the state directory.
    ///
    /// # Errors
    /// Fails if no state directory can be located; it need not exist.
    pub fn journal(&self) -> Result<Journal, JournalError> {
        let patience = Duration::from_secs(self.global.timeout);
        Journal::at(self.directories.state.as_deref(), self.screen.redactions().clone(), patience)
    }

    /// Returns whether stdin is a terminal, so that the user would have to type the input.
    #[expect(clippy::unused_self, reason = "stdin belongs to the environment that the context represents")]
    pub fn stdin_is_terminal(&self) -> bool {
        std::io::stdin().is_terminal()
    }

    /// Returns whether `VSW_READ_ONLY` refuses writes.
    pub fn is_read_only(&self) -> bool {
        self.environment.is_on("VSW_READ_ONLY")
    }

    /// Returns the configuration path, by flag, environment or platform; the file may be missing.
    pub fn configuration_file(&self) -> Option<&Path> {
        self.directories.configuration_file.as_deref()
    }
}

#[cfg(test)]
impl Context {
    /// Returns a context from a command line and variables, without this machine's configuration file.
    pub fn for_test(line: &[&str], variables: &[(&str, &str)]) -> Self {
        use clap::Parser as _;
        let words = ["vsw"].iter().chain(line).chain(&["exit-codes"]);
        let args = crate::args::Args::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        let environment = Environment::for_test(variables);
        let mut directories = Directories::of(&args.global, &environment);
        if directories.configuration_source == crate::profiles::Source::Platform {
            directories.configuration_file = None;
        }
        Self::of(args.global, environment, directories)
    }
}

/// Returns the options of this command line that select an account, an origin or files, as shell words, so that
/// suggested commands can repeat them.
fn options(global: &Global) -> Vec<(&'static str, String)> {
    // Omit a profile or an origin with unusual characters: it is probably invalid, and the origin may contain a
    // password.
    let is_plain = |value: &&String| {
        value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/[]".contains(&byte))
    };
    let given = [("--profile", &global.profile), ("--api-url", &global.api_url)]
        .map(|(name, value)| Some((name, shell::word(value.as_ref().filter(is_plain)?))));
    let path = |path: &PathBuf| shell::word(&path.display().to_string());
    let files =
        [("--config", &global.config), ("--state-dir", &global.state_dir), ("--ca-file", &global.ca_file)]
            .map(|(name, value)| Some((name, value.as_ref().map(path)?)));
    given.into_iter().chain(files).flatten().collect()
}

/// Returns the secrets to redact in a usage error, which is printed before a context exists.
pub fn secrets_of_environment() -> Redactions {
    redactions(&Environment::of_process())
}

fn redactions(environment: &Environment) -> Redactions {
    let redactions = Redactions::default();
    environment.secrets().for_each(|secret| redactions.add_lines(secret));
    redactions
}

fn streams(global: &Global, environment: &Environment) -> Streams {
    let (out, err) = (std::io::stdout().is_terminal(), std::io::stderr().is_terminal());
    let dumb = environment.text("TERM").is_some_and(|term| term == "dumb");
    let color = |terminal: bool| {
        let wanted = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if environment.is_set("NO_COLOR") => false,
            Color::Auto if environment.is_on("CLICOLOR_FORCE") => true,
            Color::Auto => terminal && !dumb,
        };
        if wanted { ColorMode::Some } else { ColorMode::None }
    };
    Streams {
        color_out: color(out),
        color_err: color(err),
        out_is_terminal: out,
        shows_progress: err && !dumb && !global.quiet,
        can_ask: std::io::stdin().is_terminal() && err && !global.no_input,
        no_input: std::io::stdin().is_terminal() && err && global.no_input,
        is_quiet: global.quiet,
    }
}
