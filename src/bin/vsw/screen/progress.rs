//! Progress: what moves on stderr while something takes long. Nothing where stderr is no terminal.

use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::Screen;

/// A spinner or a bar; it goes when this is dropped.
pub struct Waiting(ProgressBar);

const APPLICATIONS: &str = "{bar:30} {pos} of {len}, {rate}, {eta} left{msg}";
const BYTES: &str = "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
const BYTES_WITHOUT_END: &str = "{spinner} {bytes}, {bytes_per_sec}";

impl Screen {
    /// A spinner for as long as the returned guard lives.
    pub fn waiting(&self, what: impl Into<String>) -> Waiting {
        Waiting(self.bar(None, "{spinner} {msg}").with_message(self.tame(&what.into())))
    }

    /// A bar for reading so many bytes, or an unknown number of them, with rate and time left.
    pub fn reading(&self, length: Option<u64>) -> Waiting {
        Waiting(self.bar(length, if length.is_some() { BYTES } else { BYTES_WITHOUT_END }))
    }

    /// A bar for so many applications, with rate and time left.
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
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }
}

/// How many a second, as a person says it.
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A rate that cannot be written is left out.
    let _ = write!(out, "{:.1}/s", state.per_sec());
}

impl Waiting {
    /// One more is done, and so many have failed until now.
    pub fn done(&self, failed: usize) {
        self.0.inc(1);
        if failed > 0 {
            self.0.set_message(format!(", {failed} failed"));
        }
    }

    /// Says how far it is. The words are ours: nothing from outside stands in them.
    pub fn says(&self, words: String) {
        self.0.set_message(words);
    }

    /// Writes something else without the bar in between.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// A reader whose bytes move the bar.
    pub fn counting(&self, reader: impl Read + Send + 'static) -> Box<dyn Read + Send> {
        Box::new(self.0.wrap_read(reader))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
