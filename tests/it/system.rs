//! Differences between Linux and other Unix systems, for tests.

use std::path::Path;
use std::process::Command;

use crate::skip::not_tested;

/// Runs `mkfifo`, because rustix has no function for a FIFO on macOS.
pub fn make_fifo(path: &Path, mode: &str) {
    let made = Command::new("mkfifo").args(["-m", mode]).arg(path).status();
    assert!(made.expect("mkfifo").success(), "{}", path.display());
}

/// Returns whether the process runs. A zombie does not.
pub fn is_running(id: &str) -> bool {
    // A minimal Linux has no `ps`, and macOS has no `/proc`.
    if Path::new("/proc/self/stat").exists() {
        let state = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        return !state.is_empty() && !state.contains(") Z ");
    }
    let state = Command::new("ps").args(["-o", "state=", "-p", id]).output().expect("ps").stdout;
    !state.trim_ascii().is_empty() && !state.trim_ascii().starts_with(b"Z")
}

/// Returns whether this system has a device that is always full. If not, prints `what` as not tested.
pub fn has_full_device(what: &str) -> bool {
    let has = Path::new("/dev/full").exists();
    if !has {
        not_tested(&format!("{what}: there is no /dev/full"));
    }
    has
}
