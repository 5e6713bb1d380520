//! Stream: a result that comes line by line, each a JSON object, and may be longer than memory.

use std::io::{self, BufWriter, Stdout, Write};

use super::{Screen, StdoutError};

/// stdout for one line after the other.
pub struct Stream<'s> {
    screen: &'s Screen,
    stdout: BufWriter<Stdout>,
}

/// Bytes that are kept together before they are written.
const BUFFER: usize = 64 * 1024;

impl Screen {
    pub fn stream(&self) -> Stream<'_> {
        Stream { screen: self, stdout: BufWriter::with_capacity(BUFFER, io::stdout()) }
    }
}

impl Stream<'_> {
    /// One line, made safe and freed of our own secrets.
    pub fn line(&mut self, json: &str) -> Result<(), StdoutError> {
        writeln!(self.stdout, "{}", self.screen.safe_json(json)).map_err(StdoutError)
    }

    /// What is still kept together.
    pub fn flush(&mut self) -> Result<(), StdoutError> {
        self.stdout.flush().map_err(StdoutError)
    }
}
