//! Interrupt: SIGINT and SIGTERM end the process with 130 and 143 as an exit status, wherever it is, with the
//! terminal put back as it was. Nothing needs to be told: what was in flight stands in the journal already.
//!
//! A command that starts another one holds the two back: the child answers them, and this process ends when it has.

use std::io::Write;
use std::sync::atomic::{AtomicI32, Ordering};

use rustix::process::{Pid, Signal, getpgrp, kill_process};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::exit::Exit;

/// Who the two signals are for: this process, nobody at the moment, or (above 0) the child of that number.
static ADDRESSEE: AtomicI32 = AtomicI32::new(OURSELVES);
/// The last signal that was held back; 0 is none.
static HELD: AtomicI32 = AtomicI32::new(0);

const OURSELVES: i32 = 0;
const NOBODY: i32 = -1;

/// Starts the thread that waits for the two signals. A prompt or a read that blocks the main thread does not
/// swallow them.
pub fn watch() {
    let terminal = tcgetattr(std::io::stdin()).ok();
    // Without the thread, the two signals end the process as they always did: no worse, only less well told.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if ADDRESSEE.load(Ordering::SeqCst) == OURSELVES {
                end(signal, terminal.as_ref());
            }
            HELD.store(signal, Ordering::SeqCst);
            pass_on(signal);
        }
    });
}

/// From now on the two signals end nothing by themselves: whoever holds them asks [`held`] between its steps.
pub fn hold() {
    ADDRESSEE.store(NOBODY, Ordering::SeqCst);
}

/// How this process is to end, if a signal came while they were held.
pub fn held() -> Option<Exit> {
    match HELD.load(Ordering::SeqCst) {
        0 => None,
        signal => Some(exit_of(signal)),
    }
}

/// Leaves the two signals to a child for as long as the returned guard lives; one that came before it is passed on.
pub fn leave_to_child(child: u32) -> LeftToChild {
    ADDRESSEE.store(i32::try_from(child).unwrap_or(NOBODY), Ordering::SeqCst);
    match HELD.load(Ordering::SeqCst) {
        0 => {}
        signal => pass_on(signal),
    }
    LeftToChild
}

/// The two signals are a child's; dropped, they are held.
#[must_use]
pub struct LeftToChild;

impl Drop for LeftToChild {
    fn drop(&mut self) {
        // The child's number may be another process's by now.
        hold();
    }
}

/// Ctrl-C reaches the child from the terminal as it reached this process; anything else was sent to this one alone.
fn pass_on(signal: i32) {
    let child = match ADDRESSEE.load(Ordering::SeqCst) {
        OURSELVES | NOBODY => None,
        child => Pid::from_raw(child),
    };
    let Some(child) = child else { return };
    if signal == SIGTERM {
        // A child that has just ended needs no signal.
        let _ = kill_process(child, Signal::TERM);
    } else if !in_the_foreground() {
        let _ = kill_process(child, Signal::INT);
    }
}

/// Whether this process's group, and so the child, is the one that a terminal's Ctrl-C goes to.
fn in_the_foreground() -> bool {
    std::fs::File::open("/dev/tty")
        .is_ok_and(|terminal| tcgetpgrp(terminal).is_ok_and(|group| group == getpgrp()))
}

fn end(signal: i32, terminal: Option<&Termios>) {
    restore(terminal);
    std::process::exit(i32::from(exit_of(signal).code()));
}

fn exit_of(signal: i32) -> Exit {
    if signal == SIGTERM { Exit::Terminated } else { Exit::Interrupted }
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
