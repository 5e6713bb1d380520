//! Round: checks, reports and heals once. Rounds run one at a time. [`Rounds`] and the metrics keep the state
//! for the next round.

mod healing;
mod telling;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use vsw::application::ApplicationId;

use super::Stop;
use super::hook::Hook;
use super::metrics_state::MetricsState;
use super::target::Target;
use crate::api::ByStatus;
use crate::args::watch::Watch;
use crate::codes::Code;
use crate::config::Account;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::check::{Check, Keep};
use crate::flow::heal::{Healer, wants_healing};
use crate::flow::memory::Memory;
use crate::flow::select::Targets;
use crate::report::status::{CheckedApplication, StatusReport, Verdict};
use crate::report::watch::{
    DriftReport, EventCode, EventKind, Key, LastRound, RoundNote, WatchEvent, WatchedApplication,
};
use crate::watch::{ChangeLimit, FlapDetector};
use healing::HealCandidate;

pub struct Rounds<'w> {
    watch: &'w Watch,
    context: &'w Context,
    healer: Option<Healer<'w>>,
    metrics: Arc<MetricsState>,
    hook: Option<Hook>,
    flap_detector: FlapDetector,
    change_limit: ChangeLimit,
    /// Number of rounds, including the present one.
    pub number: u32,
    pub exit: Exit,
    /// Whether the list was incomplete in the last round.
    list_is_incomplete: bool,
    /// Number of healings that `--max-changes` held back in the last round.
    held_back: usize,
    /// Per application, why its last healing failed. A repeated failure is not reported again.
    unhealed: BTreeMap<Key, Option<Code>>,
    /// The report for the `--on-drift` command at the end of the round.
    drift: DriftReport,
    /// The requests of each profile that the metrics already include.
    counted: HashMap<String, ByStatus>,
}

#[derive(Default)]
struct RoundResults {
    candidates: Vec<HealCandidate>,
    exit: Exit,
    /// Set if an event could not be written: the watch must end.
    stop: Option<Stop>,
}

type Problem = (Code, String);

impl<'w> Rounds<'w> {
    pub fn new(
        watch: &'w Watch,
        context: &'w Context,
        healer: Option<Healer<'w>>,
        metrics: Arc<MetricsState>,
        hook: Option<Hook>,
    ) -> Self {
        Self {
            watch,
            context,
            healer,
            metrics,
            hook,
            flap_detector: FlapDetector::default(),
            change_limit: ChangeLimit::new(watch.max_changes),
            number: 0,
            exit: Exit::Yes,
            list_is_incomplete: false,
            held_back: 0,
            unhealed: BTreeMap::new(),
            drift: DriftReport::default(),
            counted: HashMap::new(),
        }
    }

    pub fn round(&mut self, target: &Target, missed: u32) -> Result<Exit, Stop> {
        self.number += 1;
        let began = self.context.now();
        let took = self.context.stopwatch();
        self.end_pauses(began);
        let mut results = RoundResults::default();
        let checked = self.check(target, &mut results);
        if let Some(stop) = results.stop.take() {
            return Err(stop);
        }
        Stop::on_signal()?;
        let now = self.context.now();
        let (mut note, problem) = self.overview(checked, &mut results)?;
        let unseen = self.report_list_changes(note.complete, problem, now)?;
        if note.selection.is_none() {
            note.summary.set(Verdict::Unknown, unseen);
        }
        let candidates = std::mem::take(&mut results.candidates);
        let healed = self.heal(target, candidates, &mut results)?;
        note.summary.set(Verdict::Drift, note.summary.of(Verdict::Drift).saturating_sub(healed));
        note.summary.add(Verdict::Ok, healed);
        note.took_ms = u64::try_from(took().as_millis()).unwrap_or(u64::MAX);
        note.requests = self.count_requests(target);
        note.missed = missed;
        note.exit = results.exit.code();
        self.publish(&note, began, now);
        self.exit = results.exit;
        let drift = std::mem::take(&mut self.drift);
        if let Some(hook) = self.hook.as_ref().filter(|_| !drift.is_empty()) {
            hook.call(drift);
        }
        self.report(EventKind::Round, |event| event.checked = Some(note))?;
        Stop::on_signal()?;
        Ok(self.exit)
    }

    fn overview(
        &self,
        checked: Result<StatusReport, Failure>,
        results: &mut RoundResults,
    ) -> Result<(RoundNote, Option<Problem>), Stop> {
        let mut note = RoundNote::default();
        let (exit, problem) = match checked {
            Ok(report) => {
                (note.summary, note.selection) = (report.summary, Some(report.selection));
                note.complete = report.complete;
                (report.incomplete, report.code.map(|code| (code, report.detail.unwrap_or_default())))
            }
            // In the first round, a problem that only the user can fix ends the watch.
            Err(failure)
                if self.number == 1 && matches!(failure.exit(), Exit::Usage | Exit::Configuration) =>
            {
                return Err(Stop::Failed(Box::new(failure)));
            }
            Err(failure) => (failure.exit(), Some((failure.code(), failure.to_string()))),
        };
        results.exit = Exit::of_survey([results.exit, exit]);
        Ok((note, problem))
    }

    fn publish(&self, note: &RoundNote, began: Timestamp, now: Timestamp) {
        let RoundNote { took_ms, missed, complete, summary, .. } = note;
        let mut state = self.metrics.lock();
        state.rounds += 1;
        state.missed += u64::from(*missed);
        state.last_round = Some(LastRound { began, took_ms: *took_ms, complete: *complete });
        if *complete && (summary.of(Verdict::Unknown) < summary.all() || summary.all() == 0) {
            state.last_good = Some(now);
            state.last_good_after = Some(self.metrics.elapsed());
        }
    }

    fn check(&mut self, target: &Target, results: &mut RoundResults) -> Result<StatusReport, Failure> {
        let metrics = Arc::clone(&self.metrics);
        let saw_on = move |account: &Account, id: ApplicationId| {
            let mut state = metrics.lock();
            let key = (state.account(&account.profile), id);
            state.applications.get(&key).is_some_and(|entry| entry.was_on)
        };
        // Read the journal in each round: other runs and healing add to it.
        let memory = Memory::of(self.context, target.reviewed.as_ref(), Some(&saw_on));
        let check = Check::new(&self.watch.checking, &target.accounts, &memory, self.context);
        match &target.selected {
            Targets::Each { ids, source } => {
                let report = check.each(ids, *source);
                report.applications.iter().for_each(|checked| self.evaluated(target, checked, results));
                Ok(report)
            }
            Targets::Set(set) => check.set(set, Keep::First, &mut |checked| {
                self.evaluated(target, checked, results);
                Ok(())
            }),
        }
    }

    fn evaluated(&mut self, target: &Target, checked: &CheckedApplication, results: &mut RoundResults) {
        let now = self.context.now();
        let name = checked.name.as_deref().map(|name| self.context.screen.sanitize(name));
        let (key, news, entry, was_bad) = {
            let mut state = self.metrics.lock();
            let key = (state.account(&checked.profile), checked.id);
            let was_bad = state.applications.get(&key).is_some_and(|entry| entry.is_bad);
            let news = state.record(key, checked, name, self.number, now);
            (key, news, state.applications.get(&key).cloned(), was_bad)
        };
        if checked.verdict == Verdict::Ok {
            self.flap_detector.record_ok(key, now);
            self.unhealed.remove(&key);
        }
        let candidate = HealCandidate::of(key, checked, target);
        match candidate.filter(|_| self.healer.is_some() && wants_healing(checked)) {
            Some(candidate) => results.candidates.push(candidate),
            None => results.exit = Exit::of_survey([results.exit, checked.exit]),
        }
        let (Some(news), Some(entry), None) = (news, entry, &results.stop) else { return };
        let mut event = WatchEvent::new(news, now.to_string(), self.number);
        (event.code, event.detail) = (checked.code.map(EventCode::Of), checked.detail.clone());
        event.application = Some(WatchedApplication::of(checked, &entry));
        // A drift report does not mention an unknown state, so it omits the recovery from an unknown state.
        if news != EventKind::Recovered || was_bad {
            self.drift.add(&event);
        }
        results.stop = self.write(&event).err();
    }

    /// Reports changes of the list since the last round. Returns the number of known applications that an
    /// incomplete list lacks.
    fn report_list_changes(
        &mut self,
        complete: bool,
        problem: Option<Problem>,
        now: Timestamp,
    ) -> Result<usize, Stop> {
        if !complete {
            let unseen = self.metrics.lock().mark_unseen(self.number, now);
            if !std::mem::replace(&mut self.list_is_incomplete, true) {
                self.report(EventKind::Unknown, |event| {
                    event.count = Some(unseen);
                    let (code, detail) = problem.unzip();
                    (event.code, event.detail) = (code.map(EventCode::Of), detail);
                })?;
            }
            return Ok(unseen);
        }
        if std::mem::replace(&mut self.list_is_incomplete, false) {
            self.report(EventKind::Recovered, |event| {
                event.detail = Some("the list of applications can be read completely again".to_owned());
            })?;
        }
        let gone = self.metrics.lock().remove_gone(self.number);
        for ((account, id), entry) in gone {
            let profile = self.metrics.lock().profile(account).to_owned();
            self.report(EventKind::Gone, |event| {
                event.application = Some(WatchedApplication::of_state(&profile, id, &entry));
            })?;
        }
        Ok(0)
    }

    /// Adds each account's new requests to the metrics. Returns the number of requests since the last round.
    fn count_requests(&mut self, target: &Target) -> u64 {
        let mut state = self.metrics.lock();
        let mut requests = 0;
        for online in &target.accounts {
            let profile = online.account.profile.as_str();
            let now = online.client.by_status();
            let before = self.counted.insert(profile.to_owned(), now).unwrap_or_default();
            let number = usize::from(state.account(profile));
            let Some(account) = state.accounts.get_mut(number) else { continue };
            account.rate = online.client.rate_limiter.rate();
            for (sum, more) in account.answers.iter_mut().zip(now.since(before)) {
                *sum += more;
                requests += more;
            }
        }
        requests
    }

    fn end_pauses(&self, now: Timestamp) {
        for entry in self.metrics.lock().applications.values_mut() {
            entry.paused_until = entry.paused_until.filter(|until| now < *until);
        }
    }
}
