//! Panic hook: a panic is a bug in `vsw`. It ends the process with 70 and prints the location, never the payload, which
//! may contain a secret.

use std::io::Write as _;

use crate::exit::Exit;
use crate::vocabulary::VERSION;

pub fn end_with_a_bug_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        // A failure of stderr cannot be reported anywhere.
        let _ = writeln!(
            std::io::stderr(),
            "error: bug in vsw {VERSION} at {place}\nhint: report this line; if a change was running, check it with `vsw history`",
        );
        #[expect(clippy::exit, reason = "a panic hook cannot return an exit code")]
        std::process::exit(i32::from(Exit::Bug.code()));
    }));
}
