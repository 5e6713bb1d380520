//! Execution: makes the changes of a plan, several at a time, shows the progress, and stops cleanly on a signal.

use std::num::NonZeroUsize;

use vsw::application::ApplicationId;
use vsw::change::Goal;

use super::change::{Changer, Desired};
use super::concurrent::{self, Event};
use super::resume::Earlier;
use crate::exit::Exit;
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::screen::{Line, Screen, Style};
use crate::signals;
use crate::vocabulary::Outcome;

/// One change to make.
pub struct Task<'t> {
    /// The changer of the application's account.
    pub changer: &'t Changer<'t>,
    pub id: ApplicationId,
    pub desired: Desired<'t>,
    /// What an earlier part of the same run did to this application.
    pub earlier: Option<Earlier<'t>>,
}

impl<'t> Task<'t> {
    pub fn of_plan(changer: &'t Changer<'t>, goal: Goal, planned: &'t Planned) -> Self {
        Self { changer, id: planned.id, desired: Desired::Planned(goal, planned), earlier: None }
    }
}

/// Makes the changes and reports them in the order of the tasks. With several tasks, this function handles signals.
pub fn execute(tasks: &[Task<'_>], concurrency: NonZeroUsize, screen: &Screen) -> Vec<ChangedApplication> {
    let Some(first) = tasks.first() else { return Vec::new() };
    let online = first.changer.online;
    let bar = screen.working(tasks.len());
    let mut failed = 0;
    let mut ended: Vec<Option<ChangedApplication>> = tasks.iter().map(|_| None).collect();
    let work = async |place: usize| (place, one(tasks, place).await);
    let left = online.run(concurrent::each(0..tasks.len(), concurrency, work, |event| match event {
        Event::Done((place, changed)) => {
            let is_bad = matches!(
                changed.as_ref().map(|changed| changed.outcome),
                Some(Outcome::Failed | Outcome::Unconfirmed | Outcome::Conflict)
            );
            failed += usize::from(is_bad);
            bar.done(failed);
            if let Some(slot) = ended.get_mut(place) {
                *slot = changed;
            }
        }
        Event::Stopping(under_way) => bar.suspended(|| {
            let words = format!(
                "stopping: {under_way} running changes get up to 5 s to end; send the signal again to stop at once"
            );
            screen.note(&Line::new().styled(Style::Doubtful, words).into());
        }),
    }));
    drop(bar);
    let exit = signals::held().unwrap_or(Exit::Interrupted);
    for place in left.not_begun.into_iter().chain(left.cut_off) {
        if let (Some(slot), Some(task)) = (ended.get_mut(place), tasks.get(place)) {
            *slot = Some(task.changer.left(task.id, exit));
        }
    }
    ended.into_iter().flatten().collect()
}

async fn one(tasks: &[Task<'_>], place: usize) -> Option<ChangedApplication> {
    let task = tasks.get(place)?;
    if let Some(earlier) = &task.earlier
        && let Some(settled) = task.changer.settled_earlier(task.id, &task.desired, earlier).await
    {
        return Some(settled);
    }
    Some(task.changer.change(task.id, &task.desired).await)
}
