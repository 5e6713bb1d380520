//! Interrupt: SIGINT and SIGTERM end the process with 130 and 143 as an exit status, wherever it is. Nothing needs to
//! be told: what was in flight stands in the journal already.
//!
//! Two ways, one at a time: the plain one ends the process right in the handler and costs nothing to set up; the
//! attentive one is a thread, for when there is something to be done first (a prompt's terminal to be put back, a
//! child to be waited for). A command that starts a child holds the two signals: the child answers them, and this
//! process ends when it has.

use std::io::{IsTerminal, Write, stderr, stdin};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, LazyLock, Once};
use std::time::Duration;

use rustix::process::{Pid, Signal, getpgrp, kill_process};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown};
use signal_hook::iterator::Signals;

use crate::exit::Exit;

/// Whether a signal ends the process at once.
static AT_ONCE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
static ATTENTIVE: Once = Once::new();
/// Who the two signals are for: this process, nobody at the moment, a run that is to end well, or (above 0) the child
/// of that number.
static ADDRESSEE: AtomicI32 = AtomicI32::new(OURSELVES);
/// The last signal that was held; 0 is none.
static HELD: AtomicI32 = AtomicI32::new(0);

/// Whether a SIGHUP came that nobody has asked about yet.
static HUNG_UP: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// How often it is asked whether a signal came.
const LOOK: Duration = Duration::from_millis(50);
const OURSELVES: i32 = 0;
const NOBODY: i32 = -1;
const RUN: i32 = -2;

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
                let addressee = ADDRESSEE.load(Ordering::SeqCst);
                if addressee == OURSELVES || (addressee == RUN && held().is_some()) {
                    end(signal, terminal.as_ref());
                }
                HELD.store(signal, Ordering::SeqCst);
                pass_on(signal);
            }
        });
        AT_ONCE.store(attentive.is_err(), Ordering::SeqCst);
    });
}

/// From now on the two signals end nothing by themselves: whoever holds them asks [`held`] between its steps.
pub fn hold() {
    ADDRESSEE.store(NOBODY, Ordering::SeqCst);
    keep_terminal();
}

/// Leaves the two signals to a run for as long as the returned guard lives: the first one is its own to answer, by
/// asking [`held`]; the second ends the process at once.
pub fn leave_to_run() -> Left {
    let before = ADDRESSEE.swap(RUN, Ordering::SeqCst);
    keep_terminal();
    Left { before }
}

/// The two signals are a run's or a child's; dropped, they are whose they were: they end the process, are held, or are
/// another run's that this one is a part of.
#[must_use]
pub struct Left {
    before: i32,
}

impl Drop for Left {
    fn drop(&mut self) {
        ADDRESSEE.store(self.before, Ordering::SeqCst);
    }
}

/// From now on SIGHUP ends nothing: it asks for what was read at the start to be read again, and [`hung_up`] tells.
pub fn heed_hangup() {
    // Where the handler cannot be set, the signal ends the process as it always did.
    let _ = register(SIGHUP, Arc::clone(&HUNG_UP));
}

/// Did a SIGHUP come since this was last asked?
pub fn hung_up() -> bool {
    HUNG_UP.swap(false, Ordering::SeqCst)
}

/// What comes of some work, or nothing as soon as a signal is held: only for work that may be left at any point.
pub async fn unless_held<T>(work: impl Future<Output = T>) -> Option<T> {
    let signal = async {
        while held().is_none() {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::select! {
        done = work => Some(done),
        () = signal => None,
    }
}

/// How this process is to end, if a signal came while they were held or a run's.
pub fn held() -> Option<Exit> {
    match HELD.load(Ordering::SeqCst) {
        0 => None,
        signal => Some(exit_of(signal)),
    }
}

/// Leaves the two signals to a child for as long as the returned guard lives; one that came just before is passed on.
/// They have to be held before: when the child has ended its number may soon be another process's.
pub fn leave_to_child(child: u32) -> Left {
    let before = ADDRESSEE.swap(i32::try_from(child).unwrap_or(NOBODY), Ordering::SeqCst);
    match HELD.load(Ordering::SeqCst) {
        0 => {}
        signal => pass_on(signal),
    }
    Left { before }
}

/// Ctrl-C reaches the child from the terminal as it reached this process; any other signal was sent to this one alone.
fn pass_on(signal: i32) {
    let addressee = ADDRESSEE.load(Ordering::SeqCst);
    let Some(child) = Some(addressee).filter(|&child| child > 0).and_then(Pid::from_raw) else { return };
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
    if let Some(terminal) = terminal {
        // The process is ending: there is nobody left to tell that this failed.
        let _ = tcsetattr(stdin(), OptionalActions::Now, terminal);
        if stderr().is_terminal() {
            let _ = stderr().write_all(b"\x1b[?25h\n");
        }
    }
    #[expect(clippy::exit, reason = "the main thread may be blocked in a prompt or a read")]
    std::process::exit(i32::from(exit_of(signal).code()));
}

fn exit_of(signal: i32) -> Exit {
    if signal == SIGTERM { Exit::Terminated } else { Exit::Interrupted }
}
