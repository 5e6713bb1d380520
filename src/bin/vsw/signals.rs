//! Signals: SIGINT and SIGTERM end the process with exit status 130 and 143. The journal already records changes in
//! flight, so the handler does not need to save anything.
//!
//! By default, the handler ends the process at once and needs no thread. If something must happen first
//! (restoring the terminal, writing a report, reading back a change, waiting for a child), a thread handles the signals
//! instead. A command that waits for a child holds both signals: the child handles them, and this process ends after
//! the child. A program that runs beside this process has its own process group, which this process ends.

use std::io::{IsTerminal, Write, stderr, stdin};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Once, OnceLock};
use std::time::Duration;

use rustix::process::{Pid, Signal, getpgrp, kill_process, kill_process_group};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag::{register, register_conditional_shutdown};
use signal_hook::iterator::Signals;

use crate::exit::Exit;

/// Whether a signal ends the process at once.
static AT_ONCE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
static ATTENTIVE: Once = Once::new();
/// The receiver of the two signals: [`OURSELVES`], [`NONE`] for now, a [`RUN`] that ends with its report, or the
/// process id of a child.
static RECEIVER: AtomicI32 = AtomicI32::new(OURSELVES);
/// The last signal that was held, or 0.
static HELD: AtomicI32 = AtomicI32::new(0);
/// The maximum time from a held signal to the end of the process, in milliseconds; 0 for no limit.
static END_WITHIN: AtomicU64 = AtomicU64::new(0);
/// Whether a second signal came while a run handled the first.
static IN_HASTE: AtomicBool = AtomicBool::new(false);
/// Whether the command changes applications, but has not begun to.
static NOTHING_CHANGED: AtomicBool = AtomicBool::new(false);

/// Runs before a signal ends the process.
static LAST_WORDS: OnceLock<Box<LastWords>> = OnceLock::new();
/// Which thread ends the process: [`OPEN`], [`BY_MAIN`] or [`BY_SIGNAL`].
static ENDED: AtomicI32 = AtomicI32::new(OPEN);

/// The number of spinners and bars on the terminal.
static PROGRESS: AtomicI32 = AtomicI32::new(0);

/// The process group that ends with this process, or 0.
static GROUP: AtomicI32 = AtomicI32::new(0);

/// Whether a SIGTERM arrived. A prompt that a SIGTERM interrupts raises SIGINT, which the thread may receive first.
static TERMINATED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether a SIGHUP arrived since the last call of [`hung_up`].
static HUNG_UP: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The interval at which [`until_held`] looks for a signal.
const LOOK: Duration = Duration::from_millis(50);
/// How long a run may take to report after a second signal.
const TO_REPORT: Duration = Duration::from_millis(500);
const OURSELVES: i32 = 0;
const NONE: i32 = -1;
const RUN: i32 = -2;
const OPEN: i32 = 0;
const BY_MAIN: i32 = 1;
const BY_SIGNAL: i32 = 2;

/// Reports that a signal ended the process, with its exit code.
type LastWords = dyn Fn(Interrupted) + Send + Sync;

/// A signal ended the process before the command had a result.
#[derive(Clone, Copy, Debug)]
pub struct Interrupted {
    pub exit: Exit,
    /// Whether the command changes applications, but had not begun to.
    pub nothing_changed: bool,
}

/// Makes SIGINT and SIGTERM end the process with their exit codes, and makes a write beyond `ulimit -f` fail like a
/// write to a full disk.
pub fn watch() {
    // SIGXFSZ gets a handler: if it were ignored, programs that vsw starts would ignore it too. If the handler
    // cannot be installed, the signal keeps its default action, which ends the process.
    let _ = register(SIGXFSZ, Arc::default());
    let _ = register(SIGTERM, Arc::clone(&TERMINATED));
    for (signal, exit) in [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated)] {
        // If the handler cannot be installed, the signal keeps its default action, which also ends the process.
        let _ = register_conditional_shutdown(signal, i32::from(exit.code()), Arc::clone(&AT_ONCE));
    }
}

/// Starts the thread that handles the two signals, unless it runs already. Before the thread ends the process, it
/// restores the terminal as it is now, because a prompt may turn off the echo and hide the cursor. This works
/// even while a prompt blocks the main thread.
pub fn start_thread() {
    ATTENTIVE.call_once(|| {
        let terminal = tcgetattr(stdin()).ok();
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        let attentive = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let addressee = RECEIVER.load(Ordering::SeqCst);
                remove_echo(signal, terminal.as_ref());
                if addressee == OURSELVES {
                    end(signal, terminal.as_ref());
                }
                if addressee == RUN && held().is_some() {
                    IN_HASTE.store(true, Ordering::SeqCst);
                    #[expect(
                        clippy::disallowed_methods,
                        reason = "the signal thread has no runtime to wait in"
                    )]
                    std::thread::sleep(TO_REPORT);
                    if RECEIVER.load(Ordering::SeqCst) == RUN {
                        end(signal, terminal.as_ref());
                    }
                    continue;
                }
                if HELD.swap(signal, Ordering::SeqCst) == 0 {
                    begin_limit(signal);
                }
                forward(signal);
            }
        });
        AT_ONCE.store(attentive.is_err(), Ordering::SeqCst);
    });
}

/// Holds the two signals: they no longer end the process. The caller must poll [`held`] between its steps, or leave the
/// signals to a child.
pub fn hold() {
    RECEIVER.store(NONE, Ordering::SeqCst);
    start_thread();
}

/// Makes a held signal end the process after this time at the latest, even if the main thread waits for the reader of
/// stdout.
pub fn end_within(time: Duration) {
    END_WITHIN.store(u64::try_from(time.as_millis()).unwrap_or(u64::MAX), Ordering::SeqCst);
}

fn begin_limit(signal: i32) {
    let limit = END_WITHIN.load(Ordering::SeqCst);
    if limit > 0 {
        let limit = std::thread::Builder::new().spawn(move || {
            #[expect(clippy::disallowed_methods, reason = "this thread only waits")]
            std::thread::sleep(Duration::from_millis(limit));
            end(signal, None);
        });
        // If no thread can wait, end at once.
        if limit.is_err() {
            end(signal, None);
        }
    }
}

/// Until the process ends, lets the run handle the first signal by polling [`held`]. So a signal after the last change
/// does not end the process before the run's report. After a second signal (see [`in_haste`]), the run must report at
/// once; otherwise the process ends without a report.
pub fn leave_to_run() {
    finish();
    NOTHING_CHANGED.store(false, Ordering::SeqCst);
    RECEIVER.store(RUN, Ordering::SeqCst);
    start_thread();
}

/// Returns the exit code for a signal that was left to a run, which may have ended before the signal arrived.
pub fn left_to_run() -> Option<Exit> {
    held().filter(|_| RECEIVER.load(Ordering::SeqCst) == RUN)
}

/// Until the run begins, the message of a signal states that nothing was changed.
pub fn before_change() {
    NOTHING_CHANGED.store(true, Ordering::SeqCst);
    start_thread();
}

/// Ends the effect of [`before_change`]: a change may be made from now on.
pub fn change_begins() {
    NOTHING_CHANGED.store(false, Ordering::SeqCst);
}

/// Until [`finish`], calls `report` before a signal ends the process. A second signal cuts the report off.
pub fn before_end(report: impl Fn(Interrupted) + Send + Sync + 'static) {
    if LAST_WORDS.set(Box::new(report)).is_ok() {
        start_thread();
    }
}

/// Ends the effect of [`before_end`]: the command has a result, or a run reports its end. If a signal is already ending
/// the process, never returns.
pub fn finish() {
    while ENDED.compare_exchange(OPEN, BY_MAIN, Ordering::SeqCst, Ordering::SeqCst) == Err(BY_SIGNAL) {
        std::thread::park();
    }
}

/// Until [`progress_removed`], a signal that ends the process removes a line of progress.
pub fn progress_shown() {
    PROGRESS.fetch_add(1, Ordering::SeqCst);
    start_thread();
}

pub fn progress_removed() {
    PROGRESS.fetch_sub(1, Ordering::SeqCst);
}

/// A guard during which a child receives the two signals. On drop, the previous receiver gets them back.
#[must_use]
pub struct SignalGuard {
    before: i32,
}

impl Drop for SignalGuard {
    fn drop(&mut self) {
        RECEIVER.store(self.before, Ordering::SeqCst);
    }
}

/// Makes SIGHUP request a reload instead of ending the process; [`hung_up`] returns whether it arrived.
pub fn reload_on_hangup() {
    // If the handler cannot be installed, the signal keeps its default action.
    let _ = register(SIGHUP, Arc::clone(&HUNG_UP));
}

/// Returns whether a SIGHUP arrived since the last call.
pub fn hung_up() -> bool {
    HUNG_UP.swap(false, Ordering::SeqCst)
}

/// Returns the result of `work`, or `None` as soon as a signal is held. The work must be safe to cancel at any point.
pub async fn unless_held<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        () = until_held() => None,
    }
}

/// Waits until a signal is held.
pub async fn until_held() {
    while held().is_none() {
        tokio::time::sleep(LOOK).await;
    }
}

/// Returns the exit code for a signal that arrived while the signals were held, or left to a run or a child.
pub fn held() -> Option<Exit> {
    match HELD.load(Ordering::SeqCst) {
        0 => None,
        signal => Some(exit_of(signal)),
    }
}

/// Takes the signal that ended a session. So the next signal is the first one for the changes that the session makes at
/// its end.
pub fn take() -> Option<Exit> {
    IN_HASTE.store(false, Ordering::SeqCst);
    match HELD.swap(0, Ordering::SeqCst) {
        0 => None,
        signal => Some(exit_of(signal)),
    }
}

/// Returns whether a second signal asked a run to end at once.
pub fn in_haste() -> bool {
    IN_HASTE.load(Ordering::SeqCst)
}

/// Lets a child handle the two signals as long as the returned guard lives, and forwards one that arrived just before.
/// The signals must be held before the child starts, so that none ends this process without the child.
pub fn leave_to_child(child: u32) -> SignalGuard {
    let before = RECEIVER.swap(i32::try_from(child).unwrap_or(NONE), Ordering::SeqCst);
    match HELD.load(Ordering::SeqCst) {
        0 => {}
        signal => forward(signal),
    }
    SignalGuard { before }
}

/// The last process group passed here is killed if a signal ends this process. `None` forgets
/// the group.
pub fn kill_group_on_exit(group: Option<Pid>) {
    GROUP.store(group.map_or(0, |group| group.as_raw_nonzero().get()), Ordering::SeqCst);
}

/// Forwards a signal to the child, except a SIGINT in the foreground: a Ctrl-C from the terminal has reached the child
/// already.
fn forward(signal: i32) {
    let addressee = RECEIVER.load(Ordering::SeqCst);
    let Some(child) = Some(addressee).filter(|&child| child > 0).and_then(Pid::from_raw) else { return };
    if signal == SIGTERM {
        // A child that has just ended needs no signal.
        let _ = kill_process(child, Signal::TERM);
    } else if !is_foreground() {
        let _ = kill_process(child, Signal::INT);
    }
}

/// Returns whether this process group, which includes the child, receives the terminal's Ctrl-C.
fn is_foreground() -> bool {
    std::fs::File::open("/dev/tty")
        .is_ok_and(|terminal| tcgetpgrp(terminal).is_ok_and(|group| group == getpgrp()))
}

/// Removes the `^C` that the terminal echoed. A line of progress fills the width of the terminal, so the echo is on the
/// next line, where the progress would then continue.
fn remove_echo(signal: i32, terminal: Option<&Termios>) {
    let echoes = terminal.is_some_and(|terminal| terminal.local_modes.contains(LocalModes::ECHOCTL));
    if signal == SIGINT && echoes && PROGRESS.load(Ordering::SeqCst) > 0 && is_foreground() {
        let _ = stderr().write_all(b"\r\x1b[2K\x1b[1A\x1b[2K");
    }
}

fn end(signal: i32, terminal: Option<&Termios>) {
    let signal = if TERMINATED.load(Ordering::SeqCst) { SIGTERM } else { signal };
    // A group that has just ended needs no signal.
    let _ = Pid::from_raw(GROUP.load(Ordering::SeqCst)).map(|group| kill_process_group(group, Signal::KILL));
    // A process in the background would be stopped if it changed the terminal.
    let in_background = tcgetpgrp(stdin()).is_ok_and(|group| group != getpgrp());
    if let Some(terminal) = terminal.filter(|_| !in_background) {
        // The process is ending, so a failure cannot be reported.
        let _ = tcsetattr(stdin(), OptionalActions::Now, terminal);
        if stderr().is_terminal() {
            // A question stays readable; a line of progress is removed.
            let line = if PROGRESS.load(Ordering::SeqCst) > 0 { "\r\x1b[2K\x1b[?25h" } else { "\x1b[?25h\n" };
            let _ = stderr().write_all(line.as_bytes());
        }
    }
    if NOTHING_CHANGED.load(Ordering::SeqCst) {
        let _ = stderr().write_all(b"interrupted; nothing was changed\n");
    } else if terminal.is_some() && stderr().is_terminal() {
        let _ = stderr().write_all(b"interrupted\n");
    }
    let exit = exit_of(signal);
    if let Some(report) = LAST_WORDS.get()
        && ENDED.compare_exchange(OPEN, BY_SIGNAL, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    {
        AT_ONCE.store(true, Ordering::SeqCst);
        report(Interrupted { exit, nothing_changed: NOTHING_CHANGED.load(Ordering::SeqCst) });
    }
    #[expect(clippy::exit, reason = "the main thread may be blocked in a prompt or a read")]
    std::process::exit(i32::from(exit.code()));
}

fn exit_of(signal: i32) -> Exit {
    if signal == SIGTERM { Exit::Terminated } else { Exit::Interrupted }
}
