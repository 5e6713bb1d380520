//! Screen: the only writer and the only asker. Everything that leaves the program as text goes through here, is made
//! safe (`sanitize`) and freed of our own secrets (`redact`) on its way.
//!
//! Not here: what is said (`render`, `failure`), and whether a terminal is there (`context` found that out once).

pub mod log;
mod progress;
mod prompt;
pub mod redact;
pub mod sanitize;
mod stream;
pub mod text;

use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use progress::Waiting;
pub use prompt::{CannotAsk, MayBeEmpty};
pub use redact::Redactions;
pub use stream::Stream;
pub use text::{Line, Style, Text, table};

/// What the two streams are, and how much is wanted on them.
#[derive(Clone, Copy, Debug)]
pub struct Streams {
    pub colour_out: ColorMode,
    pub colour_err: ColorMode,
    /// stdout acts on control characters.
    pub out_is_terminal: bool,
    /// Something may move on stderr.
    pub shows_progress: bool,
    /// The user can be asked.
    pub can_ask: bool,
    /// Only the result, warnings and errors are wanted.
    pub is_quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorMode {
    Some,
    None,
}

/// The terminal, or what stands in its place.
pub struct Screen {
    streams: Streams,
    redactions: Redactions,
    /// The options that a command named in a hint needs to mean the same account: `--profile b `, or nothing.
    options: String,
    held: Mutex<Option<Vec<String>>>,
}

/// stdout could not be written. That a reader left is told only of a result that goes on and on, and is quiet success.
#[derive(Debug, thiserror::Error)]
#[error("stdout could not be written: {0}")]
pub struct StdoutError(#[source] io::Error);

impl StdoutError {
    pub fn reader_left(&self) -> bool {
        self.0.kind() == io::ErrorKind::BrokenPipe
    }
}

impl Screen {
    pub fn new(streams: Streams, redactions: Redactions, options: String) -> Self {
        Self { streams, redactions, options, held: Mutex::new(None) }
    }

    pub fn redactions(&self) -> &Redactions {
        &self.redactions
    }

    /// Whether the result has colours.
    pub fn colour(&self) -> ColorMode {
        self.streams.colour_out
    }

    pub fn can_ask(&self) -> bool {
        self.streams.can_ask
    }

    /// The result, for a person.
    pub fn show(&self, text: &Text) -> Result<(), StdoutError> {
        write_out(self.rendered(text, self.streams.colour_out).as_bytes())
    }

    /// A part of a result that goes on and on; whether its reader is still there.
    ///
    /// # Errors
    /// The reader left, or stdout failed.
    pub fn tell(&self, text: &Text) -> Result<(), StdoutError> {
        try_write_out(self.rendered(text, self.streams.colour_out).as_bytes()).map_err(StdoutError)
    }

    /// The result, for a program: one JSON document.
    pub fn show_json(&self, json: &str) -> Result<(), StdoutError> {
        write_out(format!("{}\n", self.safe_json(json)).as_bytes())
    }

    fn safe_json(&self, json: &str) -> String {
        self.redactions.apply_to_json(sanitize::safe_json(json).into_owned())
    }

    /// The result as its own very bytes; whoever asks for them has made sure what they hold.
    #[expect(clippy::unused_self, reason = "whoever writes has been handed the Screen")]
    pub fn show_bytes(&self, bytes: &[u8]) -> Result<(), StdoutError> {
        write_out(bytes)
    }

    /// Text from outside as it may stand in a question or a report of any format: visible, no beginning of a line that a CI system
    /// obeys, and free of our own secrets.
    pub fn tame(&self, text: &str) -> String {
        self.redactions.apply(sanitize::safe_line(text))
    }

    /// Would these bytes, shown as they are, do something to a terminal that stdout is? Line ends and tabs do nothing.
    pub fn is_harmed_by(&self, bytes: &[u8]) -> bool {
        let is_safe = |line: &str| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            line.split('\t').all(|part| sanitize::safe(part) == part)
        };
        let is_safe = |text: &str| text.split('\n').all(is_safe);
        self.streams.out_is_terminal && !std::str::from_utf8(bytes).is_ok_and(is_safe)
    }

    /// Something beside the result that a person wants to know; `--quiet` leaves it out.
    pub fn note(&self, text: &Text) {
        if !self.streams.is_quiet {
            write_err(&self.with_options(&self.rendered(text, self.streams.colour_err)));
        }
    }

    /// From now on warnings are held and not written: whoever asks for this tells them in words of its own.
    pub fn hold_warnings(&self) {
        self.held().get_or_insert_default();
    }

    /// The warnings that were held so far.
    pub fn held_warnings(&self) -> Vec<String> {
        self.held().clone().unwrap_or_default()
    }

    fn held(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        // Nobody panics while holding it; and a warning is not worth a panic.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something that is probably wrong but stops nothing.
    pub fn warn(&self, warning: impl Into<String>) {
        if let Some(held) = self.held().as_mut() {
            held.push(warning.into());
            return;
        }
        let line = Line::new().styled(Style::Doubtful, "warning: ").plain(warning);
        write_err(&self.rendered(&line.into(), self.streams.colour_err));
    }

    /// What went wrong, and the way out.
    pub fn fail(&self, message: &str, hint: Option<&str>) {
        let mut text = Text::from(Line::new().styled(Style::Bad, "error: ").plain(message));
        if let Some(hint) = hint {
            text.push(Line::new().styled(Style::Good, "hint: ").plain(self.with_options(hint)));
        }
        write_err(&self.rendered(&text, self.streams.colour_err));
    }

    /// A hint as it is to be typed here: its commands with the options that this run was given.
    fn with_options(&self, hint: &str) -> String {
        hint.replace("`vsw ", &format!("`vsw {}", self.options))
    }

    fn rendered(&self, text: &Text, colour: ColorMode) -> String {
        text.lines.iter().map(|line| self.rendered_line(line, colour) + "\n").collect()
    }

    fn rendered_line(&self, line: &Line, colour: ColorMode) -> String {
        let plain: String = line.spans.iter().map(|(_, text)| sanitize::safe(text)).collect();
        let safe = sanitize::no_annotation(&plain);
        let redacted = self.redactions.apply(safe.clone().into_owned());
        // A line that had to be mended as a whole is shown without colour: its spans are no longer its own.
        if colour == ColorMode::None || redacted != plain {
            return redacted.trim_end().to_owned();
        }
        line.spans.iter().map(|(style, text)| coloured(*style, &sanitize::safe(text))).collect()
    }
}

fn coloured(style: Style, text: &str) -> String {
    let code = match style {
        Style::Plain => return text.to_owned(),
        Style::Strong => "1",
        Style::Faint => "2",
        Style::Good => "32",
        Style::Bad => "31;1",
        Style::Doubtful => "33",
    };
    if text.is_empty() { String::new() } else { format!("\u{1b}[{code}m{text}\u{1b}[0m") }
}

fn write_out(bytes: &[u8]) -> Result<(), StdoutError> {
    let written = try_write_out(bytes).map_err(StdoutError);
    written.or_else(|failed| if failed.reader_left() { Ok(()) } else { Err(failed) })
}

fn try_write_out(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush())
}

fn write_err(text: &str) {
    // There is nowhere left to say that stderr failed.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
