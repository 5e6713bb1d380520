//! Healing: decides which applications of a round are healed, and reports the results.

use super::{RoundResults, Rounds};
use crate::codes::Code;
use crate::commands::watch::Stop;
use crate::commands::watch::target::Target;
use crate::exit::Exit;
use crate::flow::heal::{beyond_healing, healing_of};
use crate::plan::Planned;
use crate::report::change::ChangedApplication;
use crate::report::status::CheckedApplication;
use crate::report::watch::{EventCode, EventKind, HealingNote, Key, WatchState, WatchedApplication};
use crate::vocabulary::{Outcome, Word as _};
use crate::watch::HealDecision;

pub struct HealCandidate {
    key: Key,
    planned: Planned,
    /// The first problem that healing does not fix.
    rest: Option<Code>,
    /// The check's exit code. It counts for the round unless healing leaves the application without a problem.
    exit: Exit,
}

impl HealCandidate {
    pub fn of(key: Key, checked: &CheckedApplication, target: &Target) -> Option<Self> {
        let online = target.accounts.iter().find(|online| online.account.profile == checked.profile)?;
        let planned = healing_of(checked, online);
        Some(Self { key, planned, rest: beyond_healing(checked), exit: checked.exit })
    }
}

impl Rounds<'_> {
    /// Returns the number of healed applications without another problem.
    pub(super) fn heal(
        &mut self,
        target: &Target,
        candidates: Vec<HealCandidate>,
        results: &mut RoundResults,
    ) -> Result<usize, Stop> {
        let chosen = self.choose(candidates, results)?;
        let (Some(healer), false) = (&self.healer, chosen.is_empty()) else { return Ok(0) };
        let plan = chosen.iter().map(|one| one.planned.clone()).collect();
        let healed = match healer.heal(&target.accounts, plan) {
            Ok(healed) => healed,
            Err(failure) => {
                results.exit = Exit::of_survey(chosen.iter().map(|one| one.exit).chain([results.exit]));
                self.report(EventKind::HealFailed, |event| {
                    event.count = Some(chosen.len());
                    (event.code, event.detail) =
                        (Some(EventCode::Of(failure.code())), Some(failure.to_string()));
                })?;
                return Ok(0);
            }
        };
        let mut well = 0;
        for changed in &healed.applications {
            let one = chosen
                .iter()
                .find(|one| one.planned.id == changed.id && one.planned.profile == changed.profile);
            let Some(one) = one else { continue };
            if self.conclude(one, changed, &healed.run)? {
                well += 1;
            } else {
                results.exit = Exit::of_survey([results.exit, one.exit]);
            }
        }
        Ok(well)
    }

    /// Returns the applications to heal in this round. Omits those whose healing is paused, and those beyond
    /// the limit of changes per hour.
    fn choose(
        &mut self,
        candidates: Vec<HealCandidate>,
        results: &mut RoundResults,
    ) -> Result<Vec<HealCandidate>, Stop> {
        let now = self.context.now();
        let mut left = self.change_limit.left(now);
        let (mut chosen, mut held_back) = (Vec::new(), 0);
        for one in candidates {
            match self.flap_detector.dropped(one.key, now) {
                HealDecision::Heal if left > 0 => {
                    left -= 1;
                    chosen.push(one);
                    continue;
                }
                HealDecision::Heal => held_back += 1,
                HealDecision::Pause { drops, until } => {
                    let application = {
                        let mut state = self.metrics.lock();
                        state.fights += 1;
                        if let Some(entry) = state.applications.get_mut(&one.key) {
                            entry.paused_until = Some(until);
                        }
                        application(&state, one.key)
                    };
                    self.report(EventKind::Fighting, |event| {
                        event.detail = Some(format!(
                            "signing went off {drops} times soon after vsw turned it on; vsw pauses healing until {until}: find the person or program that changes the flag"
                        ));
                        event.application = application;
                        let (drops, until) = (Some(drops), Some(until.to_string()));
                        event.healing = Some(HealingNote { drops, until, ..HealingNote::default() });
                    })?;
                }
                HealDecision::Paused => {}
            }
            results.exit = Exit::of_survey([results.exit, one.exit]);
        }
        self.metrics.lock().held_back += held_back as u64;
        if held_back > 0 && held_back != self.held_back {
            let most = self.watch.max_changes;
            self.report(EventKind::HeldBack, |event| {
                event.count = Some(held_back);
                event.detail = Some(format!(
                    "applications not healed: {held_back}; --max-changes allows {most} changes within an hour"
                ));
            })?;
        }
        self.held_back = held_back;
        Ok(chosen)
    }

    /// A repeated failure is reported only once. Returns whether the application has no problem now.
    fn conclude(
        &mut self,
        one: &HealCandidate,
        changed: &ChangedApplication,
        run: &str,
    ) -> Result<bool, Stop> {
        let now = self.context.now();
        let is_on = matches!(changed.outcome, Outcome::Changed | Outcome::Unchanged) && changed.after.is_on();
        if changed.snapshot.is_some() {
            self.change_limit.spend(now);
        }
        if changed.outcome == Outcome::Changed {
            self.flap_detector.healed(one.key, now);
        }
        let application = {
            let mut state = self.metrics.lock();
            *state.heals.entry(changed.outcome.to_word()).or_default() += 1;
            if is_on {
                state.record_healing(one.key, one.rest, now);
            }
            application(&state, one.key)
        };
        let is_news = if is_on {
            self.unhealed.remove(&one.key);
            true
        } else {
            self.unhealed.insert(one.key, changed.code) != Some(changed.code)
        };
        if is_news {
            let kind = if is_on { EventKind::Healed } else { EventKind::HealFailed };
            self.report(kind, |event| {
                (event.code, event.detail) = (changed.code.map(EventCode::Of), changed.detail.clone());
                event.application = application;
                event.healing = Some(HealingNote {
                    run: Some(run.to_owned()),
                    outcome: Some(changed.outcome),
                    snapshot: changed.snapshot.clone(),
                    moved_since_reference: changed.moved_since_reference.clone(),
                    reference_error: changed.reference_error.clone(),
                    ..HealingNote::default()
                });
            })?;
        }
        Ok(is_on && one.rest.is_none())
    }
}

fn application(state: &WatchState, key: Key) -> Option<WatchedApplication> {
    let entry = state.applications.get(&key)?;
    Some(WatchedApplication::of_state(state.profile(key.0), key.1, entry))
}
