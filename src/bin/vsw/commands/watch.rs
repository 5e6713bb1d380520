//! `vsw watch`: repeats the check of `vsw status`. This file schedules the rounds.
//!
//! Invariant: only a `Healer` can change applications, and a `Healer` exists only with `--heal`.

mod hook;
mod metrics_state;
mod round;
mod target;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::args::watch::Watch;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::heal::Healer;
use crate::metrics;
use crate::online::Connector;
use crate::report::Report;
use crate::report::watch::EventKind;
use crate::screen::StdoutError;
use crate::server::{ListenError, Server};
use crate::signals;
use crate::subprocess::Child;
use crate::watch::Schedule;
use hook::{Hook, Shutdown};
use metrics_state::MetricsState;
use round::Rounds;
use target::Target;

pub enum Stop {
    Signal(Exit),
    /// The reader of stdout has left.
    ReaderLeft,
    Failed(Box<Failure>),
}

pub fn run(watch: &Watch, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    let checking = &watch.checking;
    let healer = match watch.heal {
        true => Some(Healer::of(&checking.selectors, checking.pace.concurrency, context)?),
        false => None,
    };
    // Report a mistyped program now, not at the first drift.
    watch.on_drift.as_deref().map(|program| Child::check(program, &context.environment)).transpose()?;
    let target = Target::of(watch, connect)?;
    signals::leave_to_run();
    signals::reload_on_hangup();
    let published = Arc::new(MetricsState::new(watch.every, context));
    let server = watch.metrics.map(|address| serve(address, watch, &published, context)).transpose()?;
    let hook = watch.on_drift.as_ref().map(|program| Hook::start(program, watch, context)).transpose()?;
    let rounds = Rounds::new(watch, context, healer, published, hook);
    let served_at = server.as_ref().map(|server| format!("http://{}/metrics", server.address()));
    let mut watcher = Watcher { watch, connect, target, rounds };
    let ended = watcher.run_rounds(served_at);
    watcher.end(ended)
}

struct Watcher<'w> {
    watch: &'w Watch,
    connect: Connector<'w>,
    target: Target,
    rounds: Rounds<'w>,
}

impl Watcher<'_> {
    /// Repeats rounds until a [`Stop`]. With `--rounds`, returns the exit code of the last round.
    fn run_rounds(&mut self, served_at: Option<String>) -> Result<Exit, Stop> {
        let elapsed = self.connect.context.stopwatch();
        let mut schedule = Schedule::new(self.watch.every, self.watch.jitter);
        let mut next = schedule.first(if self.watch.now { 0.0 } else { fastrand::f64() });
        let words =
            format!("every {}, the first round in {} s", interval(self.watch.every), next.due.as_secs());
        self.rounds.report(EventKind::Started, |event| {
            event.detail = Some(words);
            event.address = served_at;
        })?;
        loop {
            self.wait(&elapsed, next.due)?;
            let exit = self.rounds.round(&self.target, next.missed)?;
            if self.watch.rounds == Some(self.rounds.number) {
                return Ok(exit);
            }
            next = schedule.next(elapsed(), fastrand::f64());
        }
    }

    /// Waits until this time. Meanwhile, handles signals and reports the results of the `--on-drift` program.
    fn wait(&mut self, elapsed: &impl Fn() -> Duration, until: Duration) -> Result<(), Stop> {
        loop {
            Stop::on_signal()?;
            if signals::hung_up() {
                self.reload()?;
            }
            self.rounds.report_results()?;
            let left = until.saturating_sub(elapsed());
            if left.is_zero() {
                return Ok(());
            }
            if let Some(online) = self.target.accounts.first() {
                online.run(async { tokio::time::sleep(left.min(signals::POLL_INTERVAL)).await });
            }
        }
    }

    /// Reads the fleet file, the baseline and the files with secrets again. If this fails, the old target
    /// stays in use.
    fn reload(&mut self) -> Result<(), Stop> {
        match Target::of(self.watch, self.connect) {
            Ok(target) => {
                self.target = target;
                self.rounds.reloaded(None)
            }
            Err(failure) => self.rounds.reloaded(Some(&failure)),
        }
    }

    fn end(self, ended: Result<Exit, Stop>) -> Result<Report, Failure> {
        let (exit, why, shutdown) = match ended {
            Ok(exit) => (exit, "the last round is done", Shutdown::Patiently),
            Err(Stop::Failed(failure)) => return Err(*failure),
            Err(Stop::ReaderLeft) => return Ok(Report::Ended(self.rounds.exit)),
            Err(Stop::Signal(exit @ Exit::Terminated)) => (exit, "received SIGTERM", Shutdown::Now),
            Err(Stop::Signal(exit)) => (exit, "received SIGINT", Shutdown::Now),
        };
        let stop = self.rounds.stop(shutdown, why);
        match stop {
            Err(Stop::Failed(failure)) => Err(*failure),
            _ => Ok(Report::Ended(exit)),
        }
    }
}

fn interval(every: Duration) -> String {
    match every.as_secs() {
        seconds if every.subsec_nanos() == 0 && seconds >= 60 && seconds % 60 == 0 => {
            format!("{} min", seconds / 60)
        }
        _ => format!("{} s", every.as_secs_f64()),
    }
}

impl Stop {
    fn on_signal() -> Result<(), Self> {
        signals::held().map_or(Ok(()), |exit| Err(Self::Signal(exit)))
    }
}

impl From<StdoutError> for Stop {
    fn from(failed: StdoutError) -> Self {
        if failed.reader_left() { Self::ReaderLeft } else { Self::Failed(Box::new(failed.into())) }
    }
}

fn serve(
    address: SocketAddr,
    watch: &Watch,
    published: &Arc<MetricsState>,
    context: &Context,
) -> Result<Server, ListenError> {
    if !address.ip().is_loopback() {
        context
            .screen
            .warn(format!("anyone who can reach {address} can read the metrics, which name applications"));
    }
    metrics::serve(address, &watch.metrics_hosts, Arc::clone(published) as _, metrics::LIMITS)
}
