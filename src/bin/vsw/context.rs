//! Context: the program's access to the environment, terminal, directories and clock.
//!
//! Not here: the values of settings (`config`), and requests (`api`).

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

pub struct Context {
    pub global: Global,
    pub screen: Screen,
    pub environment: Environment,
    pub directories: Directories,
    pub stdin: Stdin,
    pub words: Vec<OsString>,
    profiles: RefCell<Option<Rc<Profiles>>>,
    /// The files that no output may replace: vsw's own files, and the inputs of this run that are known so far.
    protected: RefCell<Vec<Protected>>,
    /// The final `protected`, set after the report paths were checked against it.
    checked: Arc<OnceLock<Vec<Protected>>>,
}

impl Context {
    pub fn new(global: Global, line: Vec<OsString>) -> Self {
        let environment = Environment::of_process();
        let directories = Directories::of(&global, &environment);
        let words = line.into_iter().skip(1).collect();
        Self { words, ..Self::of(global, environment, directories) }
    }

    fn of(global: Global, environment: Environment, directories: Directories) -> Self {
        let streams = streams(&global, &environment);
        let screen = Screen::new(streams, redactions(&environment), options(&global));
        let protected = directories.kept.iter().cloned().chain(environment.files()).collect();
        let (stdin, words) = (Stdin::default(), Vec::new());
        let (profiles, protected, checked) = (RefCell::default(), RefCell::new(protected), Arc::default());
        Self { global, screen, environment, directories, stdin, words, profiles, protected, checked }
    }

    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn check_clock(&self) -> Result<(), ClockError> {
        clock::now().map(drop)
    }

    /// Returns the time, rounded to milliseconds.
    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn now(&self) -> Timestamp {
        // The fallback is for a clock that becomes invalid after `check_clock`.
        clock::now().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Returns a function that returns `true` until `patience` has passed.
    pub fn time_left(&self, patience: Duration) -> impl Fn() -> bool + use<> {
        let elapsed = self.stopwatch();
        move || elapsed() < patience
    }

    /// Returns a function that measures the time since this call with a monotonic clock.
    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn stopwatch(&self) -> impl Fn() -> Duration + Send + Sync + use<> {
        #[expect(clippy::disallowed_methods, reason = "only this module reads the clock")]
        let began = Instant::now();
        move || began.elapsed()
    }

    #[expect(
        clippy::unused_self,
        reason = "the clock belongs to the environment that the context represents"
    )]
    pub fn clock(&self) -> impl Fn() -> Timestamp + Send + Sync + use<> {
        || clock::now().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Returns the seconds since 1970, the unit of token claims.
    pub fn now_in_seconds(&self) -> u64 {
        u64::try_from(self.now().as_second()).unwrap_or_default()
    }

    /// Caches the result of `read` until [`Context::forget_profiles`].
    pub fn profiles<E>(&self, read: impl FnOnce() -> Result<Profiles, E>) -> Result<Rc<Profiles>, E> {
        if let Some(profiles) = &*self.profiles.borrow() {
            return Ok(Rc::clone(profiles));
        }
        let profiles = Rc::new(read()?);
        self.profiles.replace(Some(Rc::clone(&profiles)));
        Ok(profiles)
    }

    pub fn forget_profiles(&self) {
        self.profiles.take();
    }

    pub fn protect_inputs(&self, command: &Command) {
        self.global.ca_file.iter().for_each(|path| self.protect(path, "the --ca-file of this run"));
        command.inputs().into_iter().for_each(|(path, what)| self.protect(path, what));
    }

    /// Prevents outputs from replacing this input of the run.
    pub fn protect(&self, path: &Path, what: &str) {
        let mut protected = self.protected.borrow_mut();
        if !protected.iter().any(|known| known.path == path) {
            protected.push(Protected::new(path, what));
        }
    }

    pub fn protected(&self) -> Vec<Protected> {
        self.protected.borrow().clone()
    }

    /// Marks that all inputs are known and the report paths were checked. From now on, a signal handler may
    /// write reports.
    pub fn reports_are_checked(&self) {
        // Only the first call counts.
        let _ = self.checked.set(self.protected());
    }

    /// Returns a function for another thread. That function returns the time and the protected files, or
    /// `None` before [`Context::reports_are_checked`].
    pub fn end_state(&self) -> impl Fn() -> Option<(Timestamp, Vec<Protected>)> + Send + Sync + use<> {
        let checked = Arc::clone(&self.checked);
        move || Some((clock::now().unwrap_or(Timestamp::UNIX_EPOCH), checked.get()?.clone()))
    }

    pub fn actor(&self) -> Actor {
        actor::actor(&self.environment)
    }

    pub fn journal(&self) -> Result<Journal, JournalError> {
        let patience = Duration::from_secs(self.global.timeout);
        Journal::at(self.directories.state.as_deref(), self.screen.redactions().clone(), patience)
    }

    #[expect(clippy::unused_self, reason = "stdin belongs to the environment that the context represents")]
    pub fn stdin_is_terminal(&self) -> bool {
        std::io::stdin().is_terminal()
    }

    pub fn is_read_only(&self) -> bool {
        self.environment.is_on("VSW_READ_ONLY")
    }

    pub fn configuration_file(&self) -> Option<&Path> {
        self.directories.configuration_file.as_deref()
    }
}

#[cfg(test)]
impl Context {
    /// Ignores this machine's configuration file.
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

/// Returns the options that select an account, an origin or files, as shell words. Suggested commands repeat them.
fn options(global: &Global) -> Vec<(&'static str, String)> {
    // Omit a profile or origin with unusual characters: it is probably invalid, and an origin may contain a password.
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

/// Redactions for usage errors that are printed before a [`Context`] exists.
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
