//! Hook: runs the `--on-drift` command with drift reports, one call at a time. A failure of the command does
//! not end the watch.

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
use crate::runtime;
use crate::screen::Redactions;
use crate::signals;
use crate::subprocess::{Child, Ended};

pub struct Hook {
    orders: Option<Sender<DriftReport>>,
    results: Receiver<HookResult>,
    end: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

pub enum HookResult {
    Line(String),
    Done,
    Failed(CallFailure, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    Patiently,
    Now,
}

struct Caller {
    program: OsString,
    words: Vec<OsString>,
    environment: Environment,
    redactions: Redactions,
    patience: Duration,
    end: Arc<AtomicBool>,
    results: Sender<HookResult>,
}

/// Maximum size of a call's output that is shown, in bytes.
const MAX_OUTPUT: usize = 64 * 1024;

impl Hook {
    pub fn start(program: &OsStr, watch: &Watch, context: &Context) -> Result<Self, Failure> {
        let not_started =
            |source| Failure::NotStarted { program: program.to_string_lossy().into_owned(), source };
        let (orders, waiting) = channel();
        let (sender, results) = channel();
        let end = Arc::new(AtomicBool::new(false));
        let caller = Caller {
            program: program.to_owned(),
            words: watch.on_drift_args.clone(),
            environment: context.environment.clone(),
            redactions: context.screen.redactions().clone(),
            patience: watch.on_drift_timeout,
            end: Arc::clone(&end),
            results: sender,
        };
        let runtime = runtime::new().map_err(not_started)?;
        let thread = std::thread::Builder::new()
            .name("on-drift".to_owned())
            .spawn(move || caller.serve(&waiting, &runtime))
            .map_err(not_started)?;
        Ok(Self { orders: Some(orders), results, end, thread: Some(thread) })
    }

    /// Queues the report. The command gets it when no call is running.
    pub fn call(&self, report: DriftReport) {
        // Sending fails only if the thread panicked. The panic was already reported.
        let _ = self.orders.as_ref().map(|orders| orders.send(report));
    }

    /// Returns the results that arrived since this method was last called.
    pub fn results(&self) -> Vec<HookResult> {
        self.results.try_iter().collect()
    }

    /// Waits for the running and the pending call. [`Shutdown::Now`] ends the running call soon, and reports
    /// the pending one as not started.
    pub fn finish(&mut self, shutdown: Shutdown) {
        self.end.store(shutdown == Shutdown::Now, Ordering::SeqCst);
        drop(self.orders.take());
        // A panic of the thread was already reported.
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
            let result = if self.end.load(Ordering::SeqCst) {
                HookResult::Failed(
                    CallFailure::NotStarted,
                    "the watch ended before the command could run".to_owned(),
                )
            } else {
                runtime.block_on(self.call(&report))
            };
            // Cannot fail: the receiver outlives this thread.
            let _ = self.results.send(result);
        }
    }

    async fn call(&self, report: &DriftReport) -> HookResult {
        let input = self.redactions.apply_to_json(json_line("drift", report)) + "\n";
        let mut lines = Lines { left: Some(MAX_OUTPUT), begun: Vec::new(), results: &self.results };
        let child = Child::of_user(&self.program, &self.words, &self.environment);
        let ended =
            child.run_beside(input.as_bytes(), self.patience, self.ending(), |piece| lines.add(piece)).await;
        lines.end();
        match ended {
            Ok(Ended::ByItself(0)) => HookResult::Done,
            Ok(Ended::ByItself(code)) => {
                HookResult::Failed(CallFailure::Failed, format!("the command exited with code {code}"))
            }
            Ok(Ended::TimeIsUp) => {
                let seconds = self.patience.as_secs_f64();
                HookResult::Failed(
                    CallFailure::TimedOut,
                    format!("the command was ended after its time limit of {seconds} s"),
                )
            }
            Ok(Ended::Interrupted) => HookResult::Failed(
                CallFailure::Interrupted,
                "the command was ended because the watch ended".to_owned(),
            ),
            Err(failure) => HookResult::Failed(CallFailure::NotStarted, failure.to_string()),
        }
    }

    async fn ending(&self) {
        while !self.end.load(Ordering::SeqCst) {
            tokio::time::sleep(signals::POLL_INTERVAL).await;
        }
    }
}

struct Lines<'l> {
    /// Number of further bytes to show; `None` after the output exceeded the limit.
    left: Option<usize>,
    begun: Vec<u8>,
    results: &'l Sender<HookResult>,
}

impl Lines<'_> {
    fn add(&mut self, piece: &[u8]) {
        for &byte in piece {
            match self.left {
                None => return,
                Some(0) => {
                    self.left = None;
                    self.end();
                    let _ = self.results.send(HookResult::Line("(further output is not shown)".to_owned()));
                    return;
                }
                Some(left) => self.left = Some(left - 1),
            }
            if byte == b'\n' { self.end() } else { self.begun.push(byte) }
        }
    }

    fn end(&mut self) {
        if !self.begun.is_empty() {
            let line = std::mem::take(&mut self.begun);
            let _ = self.results.send(HookResult::Line(String::from_utf8_lossy(&line).into_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_omitted_output_is_reported() {
        for (output, shown) in [("ab\ncd", "ab|cd"), ("ab\ncde", "ab|cd|(further output is not shown)")] {
            let (results, lines) = channel();
            let mut output_lines = Lines { left: Some(5), begun: Vec::new(), results: &results };
            output.bytes().for_each(|byte| output_lines.add(&[byte]));
            output_lines.end();
            let lines: Vec<String> = lines
                .try_iter()
                .map(|line| match line {
                    HookResult::Line(line) => line,
                    _ => panic!("not a line"),
                })
                .collect();
            assert_eq!(lines.join("|"), shown);
        }
    }
}
