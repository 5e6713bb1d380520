//! Hook: the command that is told of drift. It runs beside the watch, one call at a time; what happens while it runs is
//! told by the next one. Whatever it does, the watch goes on.

use std::ffi::{OsStr, OsString};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::args::watch::Watch;
use crate::context::{Context, Environment};
use crate::failure::Failure;
use crate::render::json_line;
use crate::report::watch::{CallFailure, DriftReport};
use crate::screen::Redactions;
use crate::subprocess::{Child, Ended};

/// The thread that starts it.
pub struct Hook {
    orders: Option<Sender<DriftReport>>,
    heard: Receiver<HookResult>,
    end: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What came of it.
pub enum HookResult {
    /// A line that it wrote.
    Line(String),
    Done,
    /// It did not do what it was to do: in one word, and in a sentence.
    Failed(CallFailure, String),
}

/// How much time it has when the watch ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    Patiently,
    Now,
}

/// Everything that a call needs, on its own thread.
struct Caller {
    program: OsString,
    words: Vec<OsString>,
    environment: Environment,
    redactions: Redactions,
    patience: Duration,
    end: Arc<AtomicBool>,
    heard: Sender<HookResult>,
}

/// More of what one call writes is not shown.
const MOST_HEARD: usize = 64 * 1024;
/// How often it is asked whether the watch ends.
const LOOK: Duration = Duration::from_millis(50);

impl Hook {
    /// # Errors
    /// No thread can be had.
    pub fn start(program: &OsStr, watch: &Watch, context: &Context) -> Result<Self, Failure> {
        let not_started =
            |source| Failure::NotStarted { program: program.to_string_lossy().into_owned(), source };
        let (orders, waiting) = channel();
        let (tell, heard) = channel();
        let end = Arc::new(AtomicBool::new(false));
        let caller = Caller {
            program: program.to_owned(),
            words: watch.on_drift_args.clone(),
            environment: context.environment.clone(),
            redactions: context.screen.redactions().clone(),
            patience: watch.on_drift_timeout,
            end: Arc::clone(&end),
            heard: tell,
        };
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(not_started)?;
        let thread = std::thread::Builder::new()
            .name("on-drift".to_owned())
            .spawn(move || caller.serve(&waiting, &runtime))
            .map_err(not_started)?;
        Ok(Self { orders: Some(orders), heard, end, thread: Some(thread) })
    }

    /// Tells of it as soon as there is nothing under way.
    pub fn call(&self, report: DriftReport) {
        // The thread ends only when this does.
        let _ = self.orders.as_ref().map(|orders| orders.send(report));
    }

    /// What was heard since this was last asked.
    pub fn heard(&self) -> Vec<HookResult> {
        self.heard.try_iter().collect()
    }

    /// Waits for what is under way, and for what waits behind it where there is time.
    pub fn finish(&mut self, hurry: Shutdown) {
        self.end.store(hurry == Shutdown::Now, Ordering::SeqCst);
        drop(self.orders.take());
        // A thread that panicked has said so already.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        self.finish(Shutdown::Now);
    }
}

impl Caller {
    fn serve(&self, waiting: &Receiver<DriftReport>, runtime: &Runtime) {
        while let Ok(mut report) = waiting.recv() {
            for later in waiting.try_iter() {
                report.extend(later);
            }
            let heard = if self.end.load(Ordering::SeqCst) {
                HookResult::Failed(
                    CallFailure::NotStarted,
                    "the watch ended before the command was told".to_owned(),
                )
            } else {
                runtime.block_on(self.call(&report))
            };
            // Whoever does not listen any more needs not hear.
            let _ = self.heard.send(heard);
        }
    }

    async fn call(&self, report: &DriftReport) -> HookResult {
        let input = self.redactions.apply_to_json(json_line("drift", report)) + "\n";
        let mut lines = Lines { left: MOST_HEARD, begun: Vec::new(), heard: &self.heard };
        let child = Child::of_person(&self.program, &self.words, &self.environment);
        let ended =
            child.run_beside(input.as_bytes(), self.patience, self.ending(), |piece| lines.hear(piece)).await;
        lines.end();
        match ended {
            Ok(Ended::ByItself(0)) => HookResult::Done,
            Ok(Ended::ByItself(code)) => {
                HookResult::Failed(CallFailure::Failed, format!("the command ended with {code}"))
            }
            Ok(Ended::TimeIsUp) => {
                let seconds = self.patience.as_secs_f64();
                HookResult::Failed(
                    CallFailure::TimedOut,
                    format!("the command was ended: it may take {seconds} s"),
                )
            }
            Err(failure) => HookResult::Failed(CallFailure::NotStarted, failure.to_string()),
        }
    }

    async fn ending(&self) {
        while !self.end.load(Ordering::SeqCst) {
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// What a call writes, line by line.
struct Lines<'l> {
    left: usize,
    begun: Vec<u8>,
    heard: &'l Sender<HookResult>,
}

impl Lines<'_> {
    fn hear(&mut self, piece: &[u8]) {
        for &byte in piece {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            if byte == b'\n' { self.end() } else { self.begun.push(byte) }
        }
        if self.left == 0 {
            self.end();
            let _ = self.heard.send(HookResult::Line("(and more, which is not shown)".to_owned()));
        }
    }

    fn end(&mut self) {
        if !self.begun.is_empty() {
            let line = std::mem::take(&mut self.begun);
            let _ = self.heard.send(HookResult::Line(String::from_utf8_lossy(&line).into_owned()));
        }
    }
}
