//! Interrupt: SIGINT and SIGTERM end the process with 130 and 143 as an exit status, wherever it is, with the
//! terminal put back as it was. Nothing needs to be told: what was in flight stands in the journal already.

use std::io::Write;
use std::sync::atomic::{AtomicI32, Ordering};

use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::exit::Exit;

/// Starts the thread that waits for the two signals. A prompt or a read that blocks the main thread does not
/// swallow them.
pub fn watch() {
    let terminal = tcgetattr(std::io::stdin()).ok();
    // Without the thread, the two signals end the process as they always did: no worse, only less well told.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match Pid::from_raw(CHILD.load(Ordering::SeqCst)) {
                Some(child) => pass_on(signal, child),
                None => end(signal, terminal.as_ref()),
            }
        }
    });
}

/// From now on the two signals are a child's to answer, and this process ends when the child has.
pub fn leave_to_child(child: u32) {
    CHILD.store(i32::try_from(child).unwrap_or_default(), Ordering::SeqCst);
}

/// The child that signals are left to; 0 is nobody.
static CHILD: AtomicI32 = AtomicI32::new(0);

/// Ctrl-C reaches the child from the terminal; a SIGTERM was sent to this process alone.
fn pass_on(signal: i32, child: Pid) {
    if signal == SIGTERM {
        // A child that has just ended needs no signal.
        let _ = kill_process(child, Signal::TERM);
    }
}

fn end(signal: i32, terminal: Option<&Termios>) {
    restore(terminal);
    let exit = if signal == SIGTERM { Exit::Terminated } else { Exit::Interrupted };
    #[expect(clippy::exit, reason = "the main thread may be blocked in a prompt or a read")]
    std::process::exit(i32::from(exit.code()));
}

/// A prompt switches the echo off and hides the cursor.
fn restore(terminal: Option<&Termios>) {
    let Some(terminal) = terminal else { return };
    // The process is ending: there is nobody left to tell that this failed.
    let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, terminal);
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        let _ = std::io::stderr().write_all(b"\x1b[?25h\n");
    }
}
