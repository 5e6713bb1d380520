//! Writes text and prompts.
//!
//! Invariant: text from outside is sanitized (`sanitize`) and redacted (`redact`), except in [`Screen::show_bytes`].

pub mod log;
mod picker;
mod progress;
mod prompt;
pub mod redact;
pub mod sanitize;
pub mod shell;
mod stream;
pub mod text;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use picker::Choice;
pub use progress::Waiting;
pub use prompt::{MayBeEmpty, PromptError};
pub use redact::Redactions;
pub use stream::Stream;
pub use text::{Line, Style, Text, table};

static HAS_WRITTEN: AtomicBool = AtomicBool::new(false);

#[derive(Clone, Copy, Debug)]
pub struct Streams {
    pub color_out: ColorMode,
    pub color_err: ColorMode,
    /// Whether stdout is a terminal, which acts on control characters.
    pub out_is_terminal: bool,
    pub shows_progress: bool,
    pub can_ask: bool,
    /// Whether only `--no-input` prevents prompts.
    pub no_input: bool,
    pub is_quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorMode {
    Some,
    None,
}

/// The terminal, or the files and pipes in its place.
pub struct Screen {
    streams: Streams,
    redactions: Redactions,
    /// Options that hints insert into their commands, to use the same account and files. Each value is a shell word.
    options: Vec<(&'static str, String)>,
    held: Mutex<Option<Vec<String>>>,
}

/// An error of a write to stdout. A closed pipe is an error only for [`Screen::tell`] and [`Stream`].
#[derive(Debug, thiserror::Error)]
#[error("cannot write to stdout: {0}")]
pub struct StdoutError(#[source] io::Error);

impl StdoutError {
    pub fn reader_left(&self) -> bool {
        self.0.kind() == io::ErrorKind::BrokenPipe
    }
}

impl Screen {
    pub fn new(streams: Streams, redactions: Redactions, options: Vec<(&'static str, String)>) -> Self {
        Self { streams, redactions, options, held: Mutex::new(None) }
    }

    /// Returns a screen for another thread. Warnings that this screen holds are not shared.
    pub fn for_thread(&self) -> Self {
        Self::new(self.streams, self.redactions.clone(), self.options.clone())
    }

    pub fn redactions(&self) -> &Redactions {
        &self.redactions
    }

    pub fn options(&self) -> &[(&'static str, String)] {
        &self.options
    }

    pub fn color(&self) -> ColorMode {
        self.streams.color_out
    }

    pub fn can_ask(&self) -> bool {
        self.streams.can_ask
    }

    pub fn why_not_asked(&self) -> &'static str {
        if self.streams.no_input { "`--no-input` is set" } else { "no terminal is attached" }
    }

    pub fn show(&self, text: &Text) -> Result<(), StdoutError> {
        write_out(self.rendered(text, self.streams.color_out).as_bytes())
    }

    /// Writes a part of a continuous result. Unlike [`Self::show`], fails if the reader closed the pipe.
    pub fn tell(&self, text: &Text) -> Result<(), StdoutError> {
        try_write_out(self.rendered(text, self.streams.color_out).as_bytes()).map_err(StdoutError)
    }

    #[expect(clippy::unused_self, reason = "all screens write to the same stdout")]
    pub fn has_written(&self) -> bool {
        HAS_WRITTEN.load(Ordering::SeqCst)
    }

    pub fn show_json(&self, json: &str) -> Result<(), StdoutError> {
        write_out(format!("{}\n", self.safe_json(json)).as_bytes())
    }

    fn safe_json(&self, json: &str) -> String {
        self.redactions.apply_to_json(sanitize::safe_json(json).into_owned())
    }

    /// Writes the bytes without sanitizing or redacting them.
    #[expect(clippy::unused_self, reason = "only code with a Screen may write")]
    pub fn show_bytes(&self, bytes: &[u8]) -> Result<(), StdoutError> {
        write_out(bytes)
    }

    /// Makes outside text safe for prompts and reports: escapes unsafe characters and workflow commands of
    /// GitHub, and redacts secrets.
    pub fn sanitize(&self, text: &str) -> String {
        self.redactions.apply(sanitize::safe_line(text))
    }

    /// Returns whether stdout is a terminal, and the bytes are not plain text.
    pub fn is_unsafe_for_terminal(&self, bytes: &[u8]) -> bool {
        let is_safe = |line: &str| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            line.split('\t').all(|part| sanitize::safe(part) == part)
        };
        let is_safe = |text: &str| text.split('\n').all(is_safe);
        self.streams.out_is_terminal && !std::str::from_utf8(bytes).is_ok_and(is_safe)
    }

    /// Writes to stderr, unless `--quiet`.
    pub fn note(&self, text: &Text) {
        if !self.streams.is_quiet {
            self.propose(text);
        }
    }

    /// Writes to stderr even with `--quiet`, for example the subject of a prompt.
    pub fn propose(&self, text: &Text) {
        let mut text = text.clone();
        for (_, words) in text.lines.iter_mut().flat_map(|line| &mut line.spans) {
            *words = self.with_options(words);
        }
        write_err(&self.rendered(&text, self.streams.color_err));
    }

    pub fn hint(&self, hint: impl Into<String>) {
        self.note(&Line::new().styled(Style::Good, "hint: ").plain(hint).into());
    }

    /// Collects warnings from now on instead of writing them. The caller reports them.
    pub fn hold_warnings(&self) {
        self.held().get_or_insert_default();
    }

    pub fn held_warnings(&self) -> Vec<String> {
        self.held().clone().unwrap_or_default()
    }

    fn held(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        // A panic elsewhere leaves no half-made warning, so a poisoned lock is harmless.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes or holds a warning about a probable mistake that is not an error.
    pub fn warn(&self, warning: impl Into<String>) {
        if let Some(held) = self.held().as_mut() {
            held.push(warning.into());
            return;
        }
        let line = Line::new().styled(Style::Doubtful, "warning: ").plain(warning);
        write_err(&self.rendered(&line.into(), self.streams.color_err));
    }

    pub fn fail(&self, message: &str, hint: Option<&str>) {
        let mut text = Text::from(Line::new().styled(Style::Bad, "error: ").plain(message));
        if let Some(hint) = hint {
            text.push(Line::new().styled(Style::Good, "hint: ").plain(self.with_options(hint)));
        }
        write_err(&self.rendered(&text, self.streams.color_err));
    }

    /// Adds the missing options of this run to each command in the hint.
    pub fn with_options(&self, hint: &str) -> String {
        const START: &str = "`vsw ";
        let mut pieces = hint.split(START);
        let mut full = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            full.push_str(START);
            let command = piece.split('`').next().unwrap_or_default();
            for (name, value) in self.options.iter().filter(|(name, _)| !command.contains(name)) {
                full.push_str(&format!("{name} {value} "));
            }
            full.push_str(piece);
        }
        full
    }

    fn rendered(&self, text: &Text, color: ColorMode) -> String {
        text.lines.iter().map(|line| self.rendered_line(line, color) + "\n").collect()
    }

    fn rendered_line(&self, line: &Line, color: ColorMode) -> String {
        let plain: String = line.spans.iter().map(|(_, text)| sanitize::safe(text)).collect();
        let safe = sanitize::no_annotation(&plain);
        let redacted = self.redactions.apply(safe.clone().into_owned());
        // After redaction or `no_annotation`, the spans no longer match the text: show it without color.
        if color == ColorMode::None || redacted != plain {
            return redacted.trim_end().to_owned();
        }
        line.spans.iter().map(|(style, text)| colored(*style, &sanitize::safe(text))).collect()
    }
}

fn colored(style: Style, text: &str) -> String {
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
    HAS_WRITTEN.store(true, Ordering::SeqCst);
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush())
}

fn write_err(text: &str) {
    // A failure of stderr cannot be reported anywhere.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
