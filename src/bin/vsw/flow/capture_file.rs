//! Capture file: reads deliveries that were recorded with `--capture`, one per line.

use std::io::{BufRead as _, BufReader, Read as _};

use vsw::capture::Capture;

use crate::context::Input;
use crate::failure::Failure;

/// A longer line is cut off, and then rejected as malformed.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// Passes each capture to `take`. Fails at the first malformed line, with an error that ends with `not_done`:
/// for example, "nothing was sent".
pub fn read(input: &Input, not_done: &str, mut take: impl FnMut(Capture)) -> Result<(), Failure> {
    let name = input.to_string();
    let unread = |source| Failure::File { what: name.clone(), source };
    let mut reader = BufReader::new(input.open().map_err(unread)?.0);
    let mut number = 0_u64;
    loop {
        let mut line = Vec::new();
        if reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(unread)? == 0 {
            return Ok(());
        }
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let capture = Capture::read(&line).map_err(|error| {
            let words = format!("{name}, line {number}: {error}; {not_done}");
            Failure::usage(words, "pass lines of `vsw listen --capture`, `vsw gateway --capture` or `vsw sign --output capture`; delete a line that was cut short")
        })?;
        take(capture);
    }
}
