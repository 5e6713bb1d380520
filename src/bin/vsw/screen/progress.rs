//! Spinners and bars on stderr. Nothing is shown if stderr is not a terminal.

use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::Screen;
use crate::signals;

/// A spinner or bar, removed on drop.
pub struct Waiting(ProgressBar);

const APPLICATIONS: &str = "{bar:30} {pos} of {len}, {rate}, {eta} left{msg}";
const BYTES: &str = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
const BYTES_WITHOUT_END: &str = "{spinner} {bytes}, {bytes_per_sec}";

impl Screen {
    pub fn waiting(&self, what: impl Into<String>) -> Waiting {
        Waiting(self.bar(None, "{spinner} {msg}").with_message(self.sanitize(&what.into())))
    }

    /// `length` is in bytes. Without it, shows a spinner with the rate instead of a bar.
    pub fn reading(&self, length: Option<u64>) -> Waiting {
        Waiting(self.bar(length, if length.is_some() { BYTES } else { BYTES_WITHOUT_END }))
    }

    pub fn working(&self, applications: usize) -> Waiting {
        Waiting(self.bar(Some(applications as u64), APPLICATIONS))
    }

    fn bar(&self, length: Option<u64>, template: &str) -> ProgressBar {
        if !self.streams.shows_progress {
            return ProgressBar::hidden();
        }
        let bar = length.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("rate", rate));
        }
        signals::progress_shown();
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A failure only hides the rate.
    let _ = write!(out, "{:.1}/s", state.per_sec());
}

impl Waiting {
    /// `failed` is the number of failures so far.
    pub fn done(&self, failed: usize) {
        self.0.inc(1);
        if failed > 0 {
            self.0.set_message(format!(", {failed} failed"));
        }
    }

    /// The caller must pass only vsw's own words: the message is not sanitized.
    pub fn set_message(&self, message: String) {
        self.0.set_message(message);
    }

    pub fn suspended<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    pub fn counting(&self, reader: impl Read + Send + 'static) -> Box<dyn Read + Send> {
        Box::new(self.0.wrap_read(reader))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.finish_and_clear();
        if !self.0.is_hidden() {
            signals::progress_removed();
        }
    }
}
