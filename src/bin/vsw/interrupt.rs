//! Interrupt: SIGINT and SIGTERM end the process with 130 and 143 as an exit status, wherever it is. Nothing needs to
//! be told: what was in flight stands in the journal already.
//!
//! Two ways, one at a time: the plain one ends the process right in the handler and costs nothing to set up; the
//! attentive one is a thread, for when there is something to be done first (a prompt's terminal to be put back, a
//! child to be waited for).

use std::io::{IsTerminal, Write, stderr, stdin};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, LazyLock, Once};

use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::register_conditional_shutdown;
use signal_hook::iterator::Signals;

use crate::exit::Exit;

/// Whether a signal ends the process at once.
static AT_ONCE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
/// The child that signals are left to; 0 is nobody.
static CHILD: AtomicI32 = AtomicI32::new(0);
static ATTENTIVE: Once = Once::new();

/// From now on the two signals end the process with an exit status.
pub fn watch() {
    for (signal, exit) in [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated)] {
        // Where the handler cannot be set, the signal ends the process as it always did: less well told, no worse.
        let _ = register_conditional_shutdown(signal, i32::from(exit.code()), Arc::clone(&AT_ONCE));
    }
}

/// From now on a signal puts the terminal back as it is now before it ends the process: a prompt is about to switch
/// the echo off and hide the cursor. A prompt that blocks the main thread does not swallow it.
pub fn keep_terminal() {
    ATTENTIVE.call_once(|| {
        let terminal = tcgetattr(stdin()).ok();
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        let attentive = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                match Pid::from_raw(CHILD.load(Ordering::SeqCst)) {
                    Some(child) => pass_on(signal, child),
                    None => end(signal, terminal.as_ref()),
                }
            }
        });
        AT_ONCE.store(attentive.is_err(), Ordering::SeqCst);
    });
}

/// From now on the two signals are a child's to answer, and this process ends when the child has.
pub fn leave_to_child(child: u32) {
    CHILD.store(i32::try_from(child).unwrap_or_default(), Ordering::SeqCst);
    keep_terminal();
}

/// Ctrl-C reaches the child from the terminal; a SIGTERM was sent to this process alone.
fn pass_on(signal: i32, child: Pid) {
    if signal == SIGTERM {
        // A child that has just ended needs no signal.
        let _ = kill_process(child, Signal::TERM);
    }
}

fn end(signal: i32, terminal: Option<&Termios>) {
    if let Some(terminal) = terminal {
        // The process is ending: there is nobody left to tell that this failed.
        let _ = tcsetattr(stdin(), OptionalActions::Now, terminal);
        if stderr().is_terminal() {
            let _ = stderr().write_all(b"\x1b[?25h\n");
        }
    }
    let exit = if signal == SIGTERM { Exit::Terminated } else { Exit::Interrupted };
    #[expect(clippy::exit, reason = "the main thread may be blocked in a prompt or a read")]
    std::process::exit(i32::from(exit.code()));
}
