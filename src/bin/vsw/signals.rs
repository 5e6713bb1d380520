//! Signals: how SIGINT and SIGTERM end the process.
//!
//! By default, a signal handler ends the process at once. If something must happen first, a thread handles
//! the signals.

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

static AT_ONCE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));
static THREAD_STARTED: Once = Once::new();
/// What handles a signal: [`OURSELVES`] (the signal thread), [`NONE`] (it is only recorded), [`RUN`] (the
/// command's work), or a child, by its process id.
static RECEIVER: AtomicI32 = AtomicI32::new(OURSELVES);
/// The signal that [`held`] reports, or 0.
static HELD: AtomicI32 = AtomicI32::new(0);
/// The maximum time from a held signal to the end of the process, in milliseconds; 0 for no limit.
static END_WITHIN: AtomicU64 = AtomicU64::new(0);
/// Whether a second signal arrived while a run handled the first.
static SECOND_SIGNAL: AtomicBool = AtomicBool::new(false);
/// Whether the command will change applications, but has not yet begun.
static NOTHING_CHANGED: AtomicBool = AtomicBool::new(false);

static END_REPORT: OnceLock<Box<EndReport>> = OnceLock::new();
/// Which thread prints the process's last output: [`BY_MAIN`], [`BY_SIGNAL`], or none yet ([`OPEN`]). The
/// other thread prints nothing.
static ENDED: AtomicI32 = AtomicI32::new(OPEN);

/// The number of spinners and progress bars on the terminal.
static PROGRESS_LINES: AtomicI32 = AtomicI32::new(0);

/// A process group to kill when a signal ends this process, or 0.
static GROUP_TO_KILL: AtomicI32 = AtomicI32::new(0);

/// Whether a SIGTERM arrived. If so, the exit status is that of SIGTERM, even if the prompt library
/// (dialoguer) also raises SIGINT.
static TERMINATED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether a SIGHUP arrived since the last call of [`hung_up`].
static HUNG_UP: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// How often to check for a signal.
pub const POLL_INTERVAL: Duration = Duration::from_millis(50);
/// The time for a run's report after a second signal.
const TO_REPORT: Duration = Duration::from_millis(500);
const OURSELVES: i32 = 0;
const NONE: i32 = -1;
const RUN: i32 = -2;
const OPEN: i32 = 0;
const BY_MAIN: i32 = 1;
const BY_SIGNAL: i32 = 2;

type EndReport = dyn Fn(Interrupted) + Send + Sync;

#[derive(Clone, Copy, Debug)]
pub struct Interrupted {
    pub exit: Exit,
    pub nothing_changed: bool,
}

/// Installs the signal handlers. That of SIGXFSZ makes a write beyond `ulimit -f` fail instead of ending the process.
pub fn watch() {
    // Handle SIGXFSZ instead of ignoring it: child processes would inherit an ignored signal.
    let _ = register(SIGXFSZ, Arc::default());
    let _ = register(SIGTERM, Arc::clone(&TERMINATED));
    for (signal, exit) in [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated)] {
        // Ignore an error: the default action also ends the process.
        let _ = register_conditional_shutdown(signal, i32::from(exit.code()), Arc::clone(&AT_ONCE));
    }
}

/// Starts the signal thread. Before the thread ends the process, it restores the terminal, because a prompt
/// may have turned off the echo.
pub fn start_thread() {
    THREAD_STARTED.call_once(|| {
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
                    SECOND_SIGNAL.store(true, Ordering::SeqCst);
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

/// From now on, SIGINT and SIGTERM are only recorded. The caller must poll [`held`], or leave the signals to a child.
pub fn hold() {
    RECEIVER.store(NONE, Ordering::SeqCst);
    start_thread();
}

/// Limits the time from a held signal to the end of the process.
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
        if limit.is_err() {
            end(signal, None);
        }
    }
}

/// Leaves the first signal to the run (the command's work), which must poll [`held`]. A second signal ends
/// the process after [`TO_REPORT`], the time for the run's report.
pub fn leave_to_run() {
    finish();
    NOTHING_CHANGED.store(false, Ordering::SeqCst);
    RECEIVER.store(RUN, Ordering::SeqCst);
    start_thread();
}

/// Like [`held`], but `None` unless signals are left to a run.
pub fn left_to_run() -> Option<Exit> {
    held().filter(|_| RECEIVER.load(Ordering::SeqCst) == RUN)
}

/// Until [`change_begins`], a signal's message states that nothing was changed.
pub fn before_change() {
    NOTHING_CHANGED.store(true, Ordering::SeqCst);
    start_thread();
}

pub fn change_begins() {
    NOTHING_CHANGED.store(false, Ordering::SeqCst);
}

/// Until [`finish`], a signal calls `report` before it ends the process. A second signal does not wait for `report`.
pub fn before_end(report: impl Fn(Interrupted) + Send + Sync + 'static) {
    if END_REPORT.set(Box::new(report)).is_ok() {
        start_thread();
    }
}

/// Ends the effect of [`before_end`]. Never returns if a signal has already begun the report.
pub fn finish() {
    while ENDED.compare_exchange(OPEN, BY_MAIN, Ordering::SeqCst, Ordering::SeqCst) == Err(BY_SIGNAL) {
        std::thread::park();
    }
}

/// Until [`progress_removed`], a signal also removes the progress line from the terminal.
pub fn progress_shown() {
    PROGRESS_LINES.fetch_add(1, Ordering::SeqCst);
    start_thread();
}

pub fn progress_removed() {
    PROGRESS_LINES.fetch_sub(1, Ordering::SeqCst);
}

/// While this guard lives, a child receives SIGINT and SIGTERM.
#[must_use]
pub struct SignalGuard {
    before: i32,
}

impl Drop for SignalGuard {
    fn drop(&mut self) {
        RECEIVER.store(self.before, Ordering::SeqCst);
    }
}

/// Makes SIGHUP request a reload ([`hung_up`]) instead of ending the process.
pub fn reload_on_hangup() {
    let _ = register(SIGHUP, Arc::clone(&HUNG_UP));
}

pub fn hung_up() -> bool {
    HUNG_UP.swap(false, Ordering::SeqCst)
}

/// Cancels `work` and returns `None` if a signal is held. So `work` must be safe to cancel at any point.
pub async fn unless_held<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        () = until_held() => None,
    }
}

pub async fn until_held() {
    while held().is_none() {
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Returns the exit code for a recorded signal, if any.
pub fn held() -> Option<Exit> {
    match HELD.load(Ordering::SeqCst) {
        0 => None,
        signal => Some(exit_of(signal)),
    }
}

/// Returns the exit code like [`held`], and forgets the signal.
pub fn take() -> Option<Exit> {
    SECOND_SIGNAL.store(false, Ordering::SeqCst);
    match HELD.swap(0, Ordering::SeqCst) {
        0 => None,
        signal => Some(exit_of(signal)),
    }
}

pub fn in_haste() -> bool {
    SECOND_SIGNAL.load(Ordering::SeqCst)
}

/// Leaves SIGINT and SIGTERM to a child while the guard lives. Call [`hold`] before starting the child, so
/// that no signal is lost.
pub fn leave_to_child(child: u32) -> SignalGuard {
    let before = RECEIVER.swap(i32::try_from(child).unwrap_or(NONE), Ordering::SeqCst);
    match HELD.load(Ordering::SeqCst) {
        0 => {}
        signal => forward(signal),
    }
    SignalGuard { before }
}

/// Sets the process group to kill if a signal ends this process; `None` clears it.
pub fn kill_group_on_exit(group: Option<Pid>) {
    GROUP_TO_KILL.store(group.map_or(0, |group| group.as_raw_nonzero().get()), Ordering::SeqCst);
}

/// Forwards a signal to the child, except SIGINT in the foreground: the terminal sends it to the child too.
fn forward(signal: i32) {
    let addressee = RECEIVER.load(Ordering::SeqCst);
    let Some(child) = Some(addressee).filter(|&child| child > 0).and_then(Pid::from_raw) else { return };
    if signal == SIGTERM {
        let _ = kill_process(child, Signal::TERM);
    } else if !is_foreground() {
        let _ = kill_process(child, Signal::INT);
    }
}

fn is_foreground() -> bool {
    std::fs::File::open("/dev/tty")
        .is_ok_and(|terminal| tcgetpgrp(terminal).is_ok_and(|group| group == getpgrp()))
}

/// Erases the progress line and the `^C` that the terminal echoes. The `^C` is on the next line, because the
/// progress library (indicatif) fills its line with spaces.
fn remove_echo(signal: i32, terminal: Option<&Termios>) {
    let echoes = terminal.is_some_and(|terminal| terminal.local_modes.contains(LocalModes::ECHOCTL));
    if signal == SIGINT && echoes && PROGRESS_LINES.load(Ordering::SeqCst) > 0 && is_foreground() {
        let _ = stderr().write_all(b"\r\x1b[2K\x1b[1A\x1b[2K");
    }
}

fn end(signal: i32, terminal: Option<&Termios>) {
    let signal = if TERMINATED.load(Ordering::SeqCst) { SIGTERM } else { signal };
    let _ = Pid::from_raw(GROUP_TO_KILL.load(Ordering::SeqCst))
        .map(|group| kill_process_group(group, Signal::KILL));
    // The system would stop a background process that changes the terminal.
    let in_background = tcgetpgrp(stdin()).is_ok_and(|group| group != getpgrp());
    if let Some(terminal) = terminal.filter(|_| !in_background) {
        let _ = tcsetattr(stdin(), OptionalActions::Now, terminal);
        if stderr().is_terminal() {
            // Remove a progress line, but keep a question readable.
            let line =
                if PROGRESS_LINES.load(Ordering::SeqCst) > 0 { "\r\x1b[2K\x1b[?25h" } else { "\x1b[?25h\n" };
            let _ = stderr().write_all(line.as_bytes());
        }
    }
    if NOTHING_CHANGED.load(Ordering::SeqCst) {
        let _ = stderr().write_all(b"interrupted; nothing was changed\n");
    } else if terminal.is_some() && stderr().is_terminal() {
        let _ = stderr().write_all(b"interrupted\n");
    }
    let exit = exit_of(signal);
    if let Some(report) = END_REPORT.get()
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
