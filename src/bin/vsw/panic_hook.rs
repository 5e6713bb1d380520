//! Crash: a panic is a defect of ours. It ends the process with 70 and says where, never what: a panic's payload may
//! hold anything, a secret too.

use std::io::Write as _;

use crate::exit::Exit;
use crate::vocabulary::VERSION;

pub fn end_with_a_bug_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        // Nothing is left to be done about a stderr that fails.
        let _ = writeln!(
            std::io::stderr(),
            "error: a defect in vsw {VERSION} at {place}\nhint: run `vsw history` if it was changing an application, and report this line",
        );
        #[expect(clippy::exit, reason = "a panic has nobody to return to")]
        std::process::exit(i32::from(Exit::Bug.code()));
    }));
}
