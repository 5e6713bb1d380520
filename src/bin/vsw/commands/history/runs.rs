//! Runs: the runs of the journal, their results, and whether a run can be resumed.

use std::collections::HashMap;

use crate::journal::{Intent, Journal, JournalHistory, Outcome, Record};
use crate::plan::{Plan, Planned};
use crate::report::history::{RunEntry, RunsReport};
use crate::vocabulary::Outcome as Ended;

pub fn report(journal: &Journal, past: &JournalHistory, limit: usize) -> RunsReport {
    let mut runs: Vec<(RunEntry, Newest<'_>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for record in &past.records {
        let Record::Change { intent, outcome } = record else { continue };
        let place = *places.entry(&intent.run).or_insert_with(|| {
            runs.push((begun(intent), Newest::new()));
            runs.len() - 1
        });
        if let Some((run, newest)) = runs.get_mut(place) {
            run.ended = outcome.as_ref().map_or(intent.at, |outcome| outcome.at).to_string();
            newest.insert((&intent.account, &intent.origin, &intent.application), outcome.as_ref());
        }
    }
    let total = runs.len();
    let counted = runs.into_iter().skip(total.saturating_sub(limit)).map(|(mut run, newest)| {
        for outcome in newest.values() {
            count(&mut run, *outcome);
        }
        // Only a run with a stored plan can be resumed. Changes of named applications and rollbacks have no plan.
        let plan = journal.plan(&run.run).ok().and_then(|text| Plan::of_text(text.as_bytes(), &run.run).ok());
        run.planned = plan.as_ref().map(|plan| plan.applications.len());
        for planned in plan.iter().flat_map(|plan| &plan.applications) {
            let is_conflict = planned.settled.as_ref().is_some_and(|settled| settled.is(&Ended::Conflict));
            run.conflict += usize::from(is_conflict);
            run.resumable |= planned.settled.is_none() && !is_confirmed(planned, &newest);
        }
        run
    });
    RunsReport { state: journal.directory().display().to_string(), total, runs: counted.collect() }
}

/// The last outcome by account, origin and application, so that a change that `--resume` sent again counts once.
type Newest<'p> = HashMap<(&'p str, &'p str, &'p str), Option<&'p Outcome>>;

fn is_confirmed(planned: &Planned, newest: &Newest<'_>) -> bool {
    let id = planned.id.to_string();
    let outcome = newest.get(&(planned.account.as_str(), planned.origin.as_str(), id.as_str()));
    outcome.copied().flatten().is_some_and(Outcome::is_confirmed)
}

fn begun(intent: &Intent) -> RunEntry {
    RunEntry {
        run: intent.run.clone(),
        command: intent.command.clone(),
        began: intent.at.to_string(),
        ended: intent.at.to_string(),
        by: intent.by.clone(),
        ..RunEntry::default()
    }
}

fn count(run: &mut RunEntry, outcome: Option<&Outcome>) {
    *match outcome {
        Some(outcome) if outcome.is_withdrawn() => return,
        Some(outcome) if outcome.outcome.is(&Ended::Changed) => &mut run.changed,
        Some(outcome) if outcome.outcome.is(&Ended::Unconfirmed) => &mut run.unconfirmed,
        Some(_) => &mut run.failed,
        None => &mut run.interrupted,
    } += 1;
}
