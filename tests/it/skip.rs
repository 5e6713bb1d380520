//! Functions for tests that this machine cannot run: such a test prints why, and passes.

use std::io::Write as _;
use std::process::Command;

/// Writes to stderr directly: `eprintln!` is captured if the test passes.
pub fn not_tested(why: &str) {
    let _ = writeln!(std::io::stderr(), "NOT TESTED: {why}");
}

/// Returns whether strace works here. If not, prints `what` as not tested.
pub fn can_trace(what: &str) -> bool {
    let trace = Command::new("/usr/bin/strace").args(["-o", "/dev/null", "true"]).status();
    let can = trace.is_ok_and(|status| status.success());
    if !can {
        not_tested(&format!("{what}: /usr/bin/strace is missing or may not trace"));
    }
    can
}
