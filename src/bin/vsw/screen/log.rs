//! Log: what `-v` and `-vv` show, a line for each request. It goes the way of all text: made safe, freed of secrets.

use std::io::{self, Write};

use tracing::Level;

use super::{Redactions, sanitize};

/// Starts logging to stderr; nothing at verbosity 0, requests at 1, their details at 2 and above.
pub fn start(verbosity: u8, redactions: Redactions) {
    let level = match verbosity {
        0 => return,
        1 => Level::INFO,
        _ => Level::DEBUG,
    };
    let logger = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .with_target(false)
        .without_time()
        .with_writer(move || LineWriter(redactions.clone()))
        .finish();
    // Only this program's own words: a library that logs a header would log a secret.
    let ours = tracing_subscriber::filter::Targets::new().with_target("vsw", level);
    let logger = tracing_subscriber::layer::SubscriberExt::with(logger, ours);
    // A second start in one process leaves the first one in place.
    let _ = tracing::subscriber::set_global_default(logger);
}

struct LineWriter(Redactions);

impl Write for LineWriter {
    /// The formatter hands over whole lines.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let mut stderr = io::stderr().lock();
        for line in text.lines() {
            writeln!(stderr, "{}", self.0.apply(sanitize::safe_line(line)))?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
