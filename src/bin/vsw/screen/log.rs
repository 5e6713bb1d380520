//! The output of `-v` and `-vv`: a line per event, sanitized and redacted like all text.

use std::io::{self, Write};

use tracing::Level;

use super::{Redactions, sanitize};

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
        // The default would call `eprintln!` after a failed write to stderr, and so panic.
        .log_internal_errors(false)
        .with_writer(move || LineWriter(redactions.clone()))
        .finish();
    // Log only this program's events: a library might log a header and so a secret.
    let ours = tracing_subscriber::filter::Targets::new().with_target("vsw", level);
    let logger = tracing_subscriber::layer::SubscriberExt::with(logger, ours);
    // A second call in one process keeps the first logger.
    let _ = tracing::subscriber::set_global_default(logger);
}

struct LineWriter(Redactions);

impl Write for LineWriter {
    /// The formatter passes one event per call.
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
