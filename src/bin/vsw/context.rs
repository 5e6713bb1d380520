//! Context: the one reader of environment, terminal, folders and clock; made once, handed to every command.
//!
//! Not here: what a setting's value is and where it came from (`config`), and any request (`api`).

mod actor;
mod directories;
mod environment;
mod input;

use std::cell::OnceCell;
use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::args::{Color, Global};
use crate::journal::{Actor, Journal, JournalError};
use crate::profiles::Profiles;
use crate::screen::{ColorMode, Redactions, Screen, Streams};

pub use directories::Directories;
pub use environment::Environment;
pub use input::{Input, Stdin, StdinClaimed, without_line_end};

/// The world as it was found when the program started.
pub struct Context {
    pub global: Global,
    pub screen: Screen,
    pub environment: Environment,
    pub folders: Directories,
    pub stdin: Stdin,
    profiles: OnceCell<Profiles>,
}

impl Context {
    pub fn new(global: Global) -> Self {
        let environment = Environment::of_process();
        let folders = Directories::of(&global, &environment);
        Self::of(global, environment, folders)
    }

    /// The context of a world that is known already.
    fn of(global: Global, environment: Environment, folders: Directories) -> Self {
        let streams = streams(&global, &environment);
        let screen = Screen::new(streams, redactions(&environment), options(&global));
        Self { global, screen, environment, folders, stdin: Stdin::default(), profiles: OnceCell::new() }
    }

    /// What time it is, to the millisecond. Everything else is handed the time.
    #[expect(clippy::unused_self, reason = "the clock belongs to the world that the context stands for")]
    pub fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place that looks at the clock")]
        let now = Timestamp::now();
        now.round(jiff::Unit::Millisecond).unwrap_or(now)
    }

    /// Says, when it is asked, whether less than that has gone by since now. For work that must not make a person wait.
    pub fn time_left(&self, patience: Duration) -> impl Fn() -> bool + use<> {
        let elapsed = self.stopwatch();
        move || elapsed() < patience
    }

    /// Says, when it is asked, how much time has gone by since now, whatever becomes of the clock.
    #[expect(clippy::unused_self, reason = "the clock belongs to the world that the context stands for")]
    pub fn stopwatch(&self) -> impl Fn() -> Duration + Send + Sync + use<> {
        #[expect(clippy::disallowed_methods, reason = "a beginning is made where the clock is")]
        let began = Instant::now();
        move || began.elapsed()
    }

    /// The same in whole seconds since 1970, as tokens have it.
    pub fn now_in_seconds(&self) -> u64 {
        u64::try_from(self.now().as_second()).unwrap_or_default()
    }

    /// The profiles of the configuration file; `read` reads them, once per run.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn profiles<E>(&self, read: impl FnOnce() -> Result<Profiles, E>) -> Result<&Profiles, E> {
        if let Some(profiles) = self.profiles.get() {
            return Ok(profiles);
        }
        let profiles = read()?;
        Ok(self.profiles.get_or_init(|| profiles))
    }

    /// Who runs this, for the journal.
    pub fn actor(&self) -> Actor {
        actor::actor(&self.environment)
    }

    /// The journal in the state folder.
    ///
    /// # Errors
    /// This machine has no place for one.
    pub fn journal(&self) -> Result<Journal, JournalError> {
        Journal::at(self.folders.state.as_deref(), self.screen.redactions().clone())
    }

    /// Whether somebody would have to type what a command reads from stdin.
    #[expect(clippy::unused_self, reason = "stdin belongs to the world that the context stands for")]
    pub fn stdin_is_terminal(&self) -> bool {
        std::io::stdin().is_terminal()
    }

    /// Is every write refused: to applications, and of profiles?
    pub fn is_read_only(&self) -> bool {
        self.environment.is_on("VSW_READ_ONLY")
    }

    /// Where the configuration is, by flag, environment or platform; it need not be there.
    pub fn configuration_file(&self) -> Option<&Path> {
        self.folders.configuration_file.as_deref()
    }
}

#[cfg(test)]
impl Context {
    /// A world made of a command line and variables: no home, no terminal, nothing of this machine.
    pub fn imagined(line: &[&str], variables: &[(&str, &str)]) -> Self {
        use clap::Parser as _;
        let words = ["vsw"].iter().chain(line).chain(&["exit-codes"]);
        let args = crate::args::Args::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        let environment = Environment::imagined(variables);
        let mut folders = Directories::of(&args.global, &environment);
        if folders.configuration_source == crate::profiles::Source::Platform {
            folders.configuration_file = None;
        }
        Self::of(args.global, environment, folders)
    }
}

/// The options that say which account is meant, as they would be typed again; nothing where there were none, or where
/// one would have to be quoted.
fn options(global: &Global) -> String {
    let is_plain = |value: &&String| {
        value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/[]".contains(&byte))
    };
    let given = [("--profile", &global.profile), ("--api-url", &global.api_url)];
    given
        .iter()
        .filter_map(|(name, value)| Some(format!("{name} {} ", value.as_ref().filter(is_plain)?)))
        .collect()
}

/// The secrets that a wrong command line may repeat, before there is a context.
pub fn secrets_of_environment() -> Redactions {
    redactions(&Environment::of_process())
}

fn redactions(environment: &Environment) -> Redactions {
    let redactions = Redactions::default();
    environment.secrets().for_each(|secret| redactions.add(secret));
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
        is_quiet: global.quiet,
    }
}
