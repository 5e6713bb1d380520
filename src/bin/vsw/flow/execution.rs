//! Execution: makes the changes of a run, several at a time, and stops after a signal.

use std::num::NonZeroUsize;

use vsw::application::ApplicationId;
use vsw::change::Goal;

use super::change::{Changer, Desired};
use super::concurrent::{self, Event};
use super::resume::Earlier;
use super::run::Mode;
use crate::config::Account;
use crate::exit::Exit;
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::screen::Screen;
use crate::signals;
use crate::vocabulary::Outcome;

pub struct Task<'t> {
    pub changer: &'t Changer<'t>,
    pub id: ApplicationId,
    pub desired: Desired<'t>,
    /// In a resumed run, the journal's records of this change. `None` if there are none.
    pub earlier: Option<Earlier<'t>>,
}

impl<'t> Task<'t> {
    pub fn of_plan(changer: &'t Changer<'t>, goal: Goal, planned: &'t Planned) -> Self {
        Self { changer, id: planned.id, desired: Desired::Planned(goal, planned), earlier: None }
    }

    fn in_flight(&self) -> Option<InFlight> {
        Some((self.id, self.changer.in_flight(self.id)?))
    }

    fn label(&self) -> String {
        match &self.desired {
            Desired::Planned(_, Planned { name: Some(name), .. }) => name.clone(),
            Desired::Earlier(restoration) => restoration.earlier.name().to_owned(),
            Desired::Planned(..) | Desired::Flag(_) | Desired::Addresses(_) => self.id.to_string(),
        }
    }
}

type InFlight = (ApplicationId, String);

const NAMED: usize = 5;

/// Returns the reports in the order of the tasks.
pub fn execute(tasks: &[Task<'_>], concurrency: NonZeroUsize, screen: &Screen) -> Vec<ChangedApplication> {
    let Some(first) = tasks.first() else { return Vec::new() };
    // A dry run changes nothing, so a signal may end it at once.
    if first.changer.run.mode == Mode::ForReal {
        signals::leave_to_run();
    }
    let online = first.changer.online;
    let bar = match tasks {
        [task] => screen.waiting(format!("changing {}", task.label())),
        tasks => screen.working(tasks.len()),
    };
    let mut failed = 0;
    let mut ended: Vec<Option<ChangedApplication>> = tasks.iter().map(|_| None).collect();
    let work = async |place: usize| (place, one(tasks, place).await);
    let in_flight = |place: usize| tasks.get(place).and_then(Task::in_flight);
    let must_end = |place| in_flight(place).is_some();
    let tell = |event: Event<usize, (usize, Option<ChangedApplication>)>| match event {
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
        Event::Stopping(places) => {
            let pending: Vec<_> = places
                .into_iter()
                .filter_map(|place| Some((&tasks.get(place)?.changer.online.account, in_flight(place)?)))
                .collect();
            bar.suspended(|| screen.warn(stopping(&pending)));
        }
    };
    let left = online.run(concurrent::each_to_end(0..tasks.len(), concurrency, work, must_end, tell));
    drop(bar);
    let exit = signals::held().unwrap_or(Exit::Interrupted);
    for place in left.not_begun.into_iter().chain(left.cut_off) {
        if let (Some(slot), Some(task)) = (ended.get_mut(place), tasks.get(place)) {
            *slot = Some(task.changer.report_interrupted(task.id, exit));
        }
    }
    ended.into_iter().flatten().collect()
}

pub fn execute_one(task: Task<'_>, screen: &Screen) -> Option<ChangedApplication> {
    execute(&[task], NonZeroUsize::MIN, screen).pop()
}

/// Returns the message after a signal, for the applications whose read-back is awaited.
fn stopping(pending: &[(&Account, InFlight)]) -> String {
    let names: Vec<&str> = pending.iter().take(NAMED).map(|(_, (_, name))| name.as_str()).collect();
    let more = match pending.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let mut of_accounts: Vec<(&Account, Vec<ApplicationId>)> = Vec::new();
    for (account, (id, _)) in pending {
        match of_accounts.iter_mut().find(|(known, _)| std::ptr::eq(*known, *account)) {
            Some((_, ids)) => ids.push(*id),
            None => of_accounts.push((account, vec![*id])),
        }
    }
    let checks = of_accounts.iter().map(|(account, ids)| format!("`{}`", account.command("status", ids)));
    format!(
        "interrupted: waiting up to 5 s for the read-back of {}{more}; if a second signal ends the run first, \
         check with {}",
        names.join(", "),
        checks.collect::<Vec<_>>().join(" and ")
    )
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
