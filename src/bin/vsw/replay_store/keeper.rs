//! Keeper: the thread that owns the connection to the replay store. Checks the server and its [`Epoch`] (a
//! period without a noticed loss of tokens).
//!
//! Not here: claims of tokens, which other threads send over the same connection.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::Duration;

use redis::Value;
use tokio::sync::{mpsc, watch};
use tokio::time::{interval_at, sleep};
use vsw::tower::Attempt;

use super::commands::Commands;
use super::epoch::{Decision, Epoch, Stored, decide};
use super::error::StoreError;
use super::info::{Info, Run};
use super::session::{Dialer, Session};
use super::shared::{Link, Shared};

pub struct Keeper {
    pub dialer: Dialer,
    pub commands: Arc<Commands>,
    pub shared: Arc<Shared>,
    pub clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    /// The largest clock difference to expect, in seconds: tokens signed up to this long after a noticed loss
    /// are refused.
    pub margin: u64,
    pub tasks: mpsc::Receiver<Task>,
    /// Its sender is dropped with the store, which ends the keeper.
    pub in_use: watch::Receiver<()>,
    /// Tasks to send next, including those that a lost connection left undone.
    pub unsent: Vec<Task>,
    pub known: Option<Known>,
    pub marks: u64,
}

/// A command for the keeper. No delivery waits for its result.
#[derive(Clone, Debug)]
pub enum Task {
    Seen(Attempt),
    Release(Attempt),
}

/// The epoch that this process uses. `birth` is the time of the last known loss of tokens, in seconds since
/// 1970; 0 if none is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub epoch: Epoch,
    pub birth: u64,
}

enum Ended {
    Lost(StoreError),
    Dropped,
}

pub const HEARTBEAT: Duration = Duration::from_secs(1);
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// Pause after an epoch is created, longer than a heartbeat: meanwhile, a process that knows of lost tokens
/// can replace the epoch.
const SETTLING: Duration = Duration::from_millis(1_500);
/// Every Nth heartbeat opens a new connection. N heartbeats must take less time than `Keeper::margin`, or
/// tokens claimed on a former primary could pass again.
const BEATS_PER_VISIT: u32 = 10;
const BATCH: usize = 512;
/// The maximum number of attempts to agree on an epoch. Other processes may change it between the attempts.
const DECISIONS: usize = 8;

impl Keeper {
    /// Sends an error to `first` only if the first connection fails permanently.
    pub async fn run(mut self, first: Sender<Result<(), StoreError>>) {
        let (mut first, mut pause, mut number) = (Some(first), Duration::ZERO, 0);
        let mut in_use = self.in_use.clone();
        loop {
            number += 1;
            let connected = tokio::select! {
                biased;
                _ = in_use.changed() => return,
                connected = self.connect(number) => connected,
            };
            let error = match connected {
                Ok((session, link)) => {
                    self.shared.up(link);
                    if let Some(first) = first.take() {
                        let _ = first.send(Ok(()));
                    }
                    pause = Duration::ZERO;
                    match self.keep(session).await {
                        Ended::Lost(error) => error,
                        Ended::Dropped => return,
                    }
                }
                Err(error) => error,
            };
            self.shared.down(&error);
            if let Some(first) = first.take() {
                let _ = first.send(if error.is_permanent() { Err(error) } else { Ok(()) });
            }
            tokio::select! {
                biased;
                _ = in_use.changed() => return,
                () = sleep(pause) => {}
            }
            pause = (pause * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
        }
    }

    async fn connect(&mut self, number: u64) -> Result<(Session, Link), StoreError> {
        let mut session = self.dialer.open().await?;
        let info = session.info().await?;
        info.check()?;
        self.note(&info);
        self.rehearse(&mut session).await?;
        let (known, note) = self.settle(&mut session, &info.run()).await?;
        let forgotten_until = (known.birth > 0).then(|| known.birth.saturating_add(self.margin));
        let link = Link::new(session.connection(), &known.epoch, forgotten_until, number, note);
        self.known = Some(known);
        Ok((session, link))
    }

    fn note(&self, info: &Info) {
        self.shared.held.store(info.keys, Ordering::Relaxed);
        self.shared.is_full.store(info.is_full(), Ordering::Relaxed);
    }

    async fn rehearse(&self, session: &mut Session) -> Result<(), StoreError> {
        let responses = session.send_all(&self.commands.rehearsal()).await?;
        let errors = responses.iter().flat_map(|response| match response {
            Value::Array(values) => values.as_slice(),
            value => std::slice::from_ref(value),
        });
        let errors = errors.filter_map(|response| match response {
            Value::ServerError(error) => Some(StoreError::from(error)),
            _ => None,
        });
        let mut errors: Vec<StoreError> = errors.collect();
        // A missing permission may cause the other errors, so report it first. A full memory is no error
        // here: each claim reports it.
        let is_permission = |error: &StoreError| matches!(error, StoreError::Permission(_));
        match errors.iter().position(is_permission) {
            Some(first) => Err(errors.swap_remove(first)),
            None if errors.iter().any(|error| matches!(error, StoreError::Full)) => Ok(()),
            None => errors.into_iter().next().map_or(Ok(()), Err),
        }
    }

    async fn settle(
        &mut self,
        session: &mut Session,
        run: &Run,
    ) -> Result<(Known, Option<&'static str>), StoreError> {
        let mut note = None;
        for _ in 0..DECISIONS {
            self.marks += 1;
            let mark = self.commands.mark(self.marks);
            let stored = self.stored_epoch(session).await?;
            let stored = stored.as_deref().map_or(Stored::Absent, Stored::Present);
            let now = (self.clock)();
            let known = self.known.as_ref();
            let mut write = redis::cmd("SET");
            write.arg(self.commands.epoch_key());
            match decide(known.map(|known| &known.epoch), stored, run, now, &mark) {
                Decision::Keep(epoch) => {
                    let birth = match known {
                        Some(known) if known.epoch == epoch => known.birth,
                        // Another process may have set this birth, and its clock may be behind.
                        Some(_) => epoch.birth.max(now),
                        None => epoch.birth,
                    };
                    return Ok((Known { epoch, birth }, note));
                }
                Decision::Create(epoch) => {
                    session.send(write.arg(epoch.to_string()).arg("NX")).await?;
                    note = Some(
                        "the replay store was empty: it is new, or it lost the tokens of earlier deliveries",
                    );
                    sleep(SETTLING).await;
                }
                Decision::Replace(epoch) => drop(session.send(write.arg(epoch.to_string())).await?),
            }
        }
        Err(StoreError::Lost)
    }

    async fn stored_epoch(&self, session: &mut Session) -> Result<Option<Vec<u8>>, StoreError> {
        match session.send(redis::cmd("GET").arg(self.commands.epoch_key())).await? {
            Value::Nil => Ok(None),
            Value::BulkString(text) => Ok(Some(text)),
            _ => Err(StoreError::Foreign("the response to GET is malformed".to_owned())),
        }
    }

    async fn keep(&mut self, mut session: Session) -> Ended {
        #[expect(clippy::disallowed_methods, reason = "a heartbeat is not a deadline of a caller's")]
        let mut beat = interval_at(tokio::time::Instant::now() + HEARTBEAT, HEARTBEAT);
        let shared = Arc::clone(&self.shared);
        let mut beats = 0_u32;
        loop {
            let unsent = std::mem::take(&mut self.unsent);
            if let Err(error) = self.record(&mut session, unsent).await {
                return Ended::Lost(error);
            }
            let mut tasks = Vec::with_capacity(BATCH);
            tokio::select! {
                biased;
                () = shared.alarm.notified() => {}
                _ = beat.tick() => {}
                count = self.tasks.recv_many(&mut tasks, BATCH) => {
                    if count == 0 {
                        return Ended::Dropped;
                    }
                    self.unsent = tasks;
                    continue;
                }
            }
            beats += 1;
            let visited = if beats.is_multiple_of(BEATS_PER_VISIT) { self.visit().await } else { Ok(()) };
            let looked = match visited {
                Ok(()) => self.look(&mut session).await,
                failed => failed,
            };
            if let Err(error) = looked.and_then(|()| shared.responded()) {
                return Ended::Lost(error);
            }
        }
    }

    /// After a failover, the address may lead to another server than the present connection.
    async fn visit(&self) -> Result<(), StoreError> {
        self.look(&mut self.dialer.open().await?).await
    }

    async fn look(&self, session: &mut Session) -> Result<(), StoreError> {
        let info = session.info_again().await?;
        info.check()?;
        self.note(&info);
        let stored = self.stored_epoch(session).await?.as_deref().and_then(Epoch::parse);
        let known = self.known.as_ref().map(|known| &known.epoch);
        let is_same = known == stored.as_ref() && known.is_some_and(|known| info.run().is(&known.run));
        if is_same { Ok(()) } else { Err(StoreError::Lost) }
    }

    /// Sending a task again is safe, because `release` compares the owner, and a second `seen` changes nothing.
    async fn record(&mut self, session: &mut Session, tasks: Vec<Task>) -> Result<(), StoreError> {
        if tasks.is_empty() {
            return Ok(());
        }
        let mut pipeline = redis::pipe();
        for task in &tasks {
            pipeline.add_command(match task {
                Task::Seen(attempt) => self.commands.seen(attempt),
                Task::Release(attempt) => self.commands.release(attempt),
            });
        }
        match session.send_all(&pipeline).await {
            Err(error) => {
                self.unsent = tasks;
                Err(error)
            }
            Ok(responses) => {
                let errors = responses.iter().zip(tasks).filter_map(|(response, task)| match response {
                    Value::ServerError(error) => Some((StoreError::from(error), task)),
                    _ => None,
                });
                let mut result = Ok(());
                for (error, task) in errors {
                    match (&error, &task) {
                        // The token stays pending: it is refused like a seen one.
                        (StoreError::Full, Task::Seen(_)) => {
                            self.shared.leave_pending();
                            continue;
                        }
                        (StoreError::Replica, _) => self.unsent.push(task),
                        _ => self.shared.leave_pending(),
                    }
                    result = Err(error);
                }
                result
            }
        }
    }
}
