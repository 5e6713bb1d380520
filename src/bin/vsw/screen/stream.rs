//! Stream: writes a JSON result to stdout in pieces, because the result may be large.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::Ordering;

use super::{HAS_WRITTEN, Screen, StdoutError};

pub struct Stream<'s> {
    screen: &'s Screen,
    stdout: BufWriter<Stdout>,
}

const BUFFER: usize = 64 * 1024;

impl Screen {
    pub fn stream(&self) -> Stream<'_> {
        Stream { screen: self, stdout: BufWriter::with_capacity(BUFFER, io::stdout()) }
    }
}

impl Stream<'_> {
    pub fn line(&mut self, json: &str) -> Result<(), StdoutError> {
        self.raw(&(self.screen.safe_json(json) + "\n"))
    }

    pub fn safe(&self, json: &str) -> String {
        self.screen.safe_json(json)
    }

    /// Writes a text unchanged. It must be vsw's own, or come from [`Self::safe`].
    pub fn raw(&mut self, text: &str) -> Result<(), StdoutError> {
        HAS_WRITTEN.store(true, Ordering::SeqCst);
        self.stdout.write_all(text.as_bytes()).map_err(StdoutError)
    }

    pub fn flush(&mut self) -> Result<(), StdoutError> {
        self.stdout.flush().map_err(StdoutError)
    }
}
