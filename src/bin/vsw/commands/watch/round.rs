//! Round: what each round checks, reports and heals. One round runs at a time; state for the next one is in the
//! metrics.

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
    DriftReport, EventCode, Happened, Key, LastRound, RoundNote, WatchEvent, WatchedApplication,
};
use crate::watch::{ChangeLimit, FlapDetector};
use healing::Wanting;

/// The state that lasts from round to round.
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
    /// The exit code of the last round.
    pub exit: Exit,
    /// A list cannot be read completely, and that was reported.
    is_dark: bool,
    /// Number of changes held back, as last reported.
    held_back: usize,
    /// Why attempted healings failed, as last reported.
    unhealed: BTreeMap<Key, Option<Code>>,
    /// The report for the command at the end of the round.
    drift: DriftReport,
    /// The requests of each profile that were already counted.
    counted: HashMap<String, ByStatus>,
}

/// The results of a round so far.
#[derive(Default)]
struct Gathered {
    wanting: Vec<Wanting>,
    exit: Exit,
    /// The reader of the events has left.
    stop: Option<Stop>,
}

/// Why a check is incomplete: a code and a sentence.
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
            is_dark: false,
            held_back: 0,
            unhealed: BTreeMap::new(),
            drift: DriftReport::default(),
            counted: HashMap::new(),
        }
    }

    /// Checks everything once, reports changes, and heals.
    ///
    /// # Errors
    /// Fails if the watch must end.
    pub fn round(&mut self, target: &Target, missed: u32) -> Result<Exit, Stop> {
        self.number += 1;
        let began = self.context.now();
        let took = self.context.stopwatch();
        self.end_pauses(began);
        let mut gathered = Gathered::default();
        let checked = self.check(target, &mut gathered);
        if let Some(stop) = gathered.stop.take() {
            return Err(stop);
        }
        Stop::on_signal()?;
        let now = self.context.now();
        let (mut note, problem) = self.overview(checked, &mut gathered)?;
        let dark = self.look_at_the_list(note.complete, problem, now)?;
        if note.selection.is_none() {
            note.summary.set(Verdict::Unknown, dark);
        }
        let wanting = std::mem::take(&mut gathered.wanting);
        let healed = self.heal(target, wanting, &mut gathered)?;
        note.summary.set(Verdict::Drift, note.summary.of(Verdict::Drift).saturating_sub(healed));
        note.summary.add(Verdict::Ok, healed);
        note.took_ms = u64::try_from(took().as_millis()).unwrap_or(u64::MAX);
        note.requests = self.count_requests(target);
        note.missed = missed;
        note.exit = gathered.exit.code();
        self.publish(&note, began, now);
        self.exit = gathered.exit;
        let drift = std::mem::take(&mut self.drift);
        if let Some(hook) = self.hook.as_ref().filter(|_| !drift.is_empty()) {
            hook.call(drift);
        }
        self.tell(Happened::Round, |event| event.checked = Some(note))?;
        Stop::on_signal()?;
        Ok(self.exit)
    }

    /// Returns the result of a check, and why it is incomplete.
    fn overview(
        &self,
        checked: Result<StatusReport, Failure>,
        gathered: &mut Gathered,
    ) -> Result<(RoundNote, Option<Problem>), Stop> {
        let mut note = RoundNote::default();
        let (exit, problem) = match checked {
            Ok(report) => {
                (note.summary, note.selection) = (report.summary, Some(report.selection));
                note.complete = report.complete;
                (report.incomplete, report.code.map(|code| (code, report.detail.unwrap_or_default())))
            }
            // At the start, report problems that only the user can fix; later rounds do not repeat them.
            Err(failure)
                if self.number == 1 && matches!(failure.exit(), Exit::Usage | Exit::Configuration) =>
            {
                return Err(Stop::Failed(Box::new(failure)));
            }
            Err(failure) => (failure.exit(), Some((failure.code(), failure.to_string()))),
        };
        gathered.exit = Exit::of_survey([gathered.exit, exit]);
        Ok((note, problem))
    }

    fn publish(&self, note: &RoundNote, began: Timestamp, now: Timestamp) {
        let RoundNote { took_ms, missed, complete, summary, .. } = note;
        let mut board = self.metrics.board();
        board.rounds += 1;
        board.missed += u64::from(*missed);
        board.last_round = Some(LastRound { began, took_ms: *took_ms, complete: *complete });
        if *complete && (summary.of(Verdict::Unknown) < summary.all() || summary.all() == 0) {
            board.last_good = Some(now);
            board.last_good_after = Some(self.metrics.elapsed());
        }
    }

    fn check(&mut self, target: &Target, gathered: &mut Gathered) -> Result<StatusReport, Failure> {
        let metrics = Arc::clone(&self.metrics);
        let saw_on = move |account: &Account, id: ApplicationId| {
            let mut board = metrics.board();
            let key = (board.account(&account.profile), id);
            board.applications.get(&key).is_some_and(|standing| standing.was_on)
        };
        // Grows during the round, by changes elsewhere and by healing.
        let memory = Memory::of(self.context, target.reviewed.as_ref(), Some(&saw_on));
        let check = Check::new(&self.watch.checking, &target.accounts, &memory, self.context);
        match &target.selected {
            Targets::Each { ids, source } => {
                let report = check.each(ids, *source);
                report.applications.iter().for_each(|checked| self.evaluated(target, checked, gathered));
                Ok(report)
            }
            Targets::Set(set) => check.set(set, Keep::First, &mut |checked| {
                self.evaluated(target, checked, gathered);
                Ok(())
            }),
        }
    }

    /// Records an application as this round finds it.
    fn evaluated(&mut self, target: &Target, checked: &CheckedApplication, gathered: &mut Gathered) {
        let now = self.context.now();
        let name = checked.name.as_deref().map(|name| self.context.screen.sanitize(name));
        let (key, news, standing, was_bad) = {
            let mut board = self.metrics.board();
            let key = (board.account(&checked.profile), checked.id);
            let was_bad = board.applications.get(&key).is_some_and(|standing| standing.is_bad);
            let news = board.see(key, checked, name, self.number, now);
            (key, news, board.applications.get(&key).cloned(), was_bad)
        };
        if checked.verdict == Verdict::Ok {
            self.flap_detector.well(key, now);
            self.unhealed.remove(&key);
        }
        match Wanting::of(key, checked, target).filter(|_| self.healer.is_some() && wants_healing(checked)) {
            Some(wanting) => gathered.wanting.push(wanting),
            None => gathered.exit = Exit::of_survey([gathered.exit, checked.exit]),
        }
        let (Some(news), Some(standing), None) = (news, standing, &gathered.stop) else { return };
        let mut event = WatchEvent::new(news, now.to_string(), self.number);
        (event.code, event.detail) = (checked.code.map(EventCode::Of), checked.detail.clone());
        event.application = Some(WatchedApplication::of(checked, &standing));
        // The command never heard about this application, which was unknown for a while and is fine again.
        if news != Happened::Recovered || was_bad {
            self.drift.add(&event);
        }
        gathered.stop = self.write(&event).err();
    }

    /// Counts the applications that an incomplete list does not show as unknown. Returns their number.
    fn look_at_the_list(
        &mut self,
        complete: bool,
        problem: Option<Problem>,
        now: Timestamp,
    ) -> Result<usize, Stop> {
        if !complete {
            let unseen = self.metrics.board().unseen(self.number, now);
            if !std::mem::replace(&mut self.is_dark, true) {
                self.tell(Happened::Unknown, |event| {
                    event.count = Some(unseen);
                    let (code, detail) = problem.unzip();
                    (event.code, event.detail) = (code.map(EventCode::Of), detail);
                })?;
            }
            return Ok(unseen);
        }
        if std::mem::replace(&mut self.is_dark, false) {
            self.tell(Happened::Recovered, |event| {
                event.detail = Some("the list can be read completely again".to_owned());
            })?;
        }
        let gone = self.metrics.board().gone(self.number);
        for ((account, id), standing) in gone {
            let profile = self.metrics.board().profile(account).to_owned();
            self.tell(Happened::Gone, |event| {
                event.application = Some(WatchedApplication::standing(&profile, id, &standing));
            })?;
        }
        Ok(0)
    }

    /// Returns the number of requests since the last call, by result, for the metrics.
    fn count_requests(&mut self, target: &Target) -> u64 {
        let mut board = self.metrics.board();
        let mut requests = 0;
        for online in &target.accounts {
            let profile = online.account.profile.as_str();
            let now = online.client.by_status();
            let before = self.counted.insert(profile.to_owned(), now).unwrap_or_default();
            let number = usize::from(board.account(profile));
            let Some(account) = board.accounts.get_mut(number) else { continue };
            account.rate = online.client.rate_limiter.rate();
            for (sum, more) in account.answers.iter_mut().zip(now.since(before)) {
                *sum += more;
                requests += more;
            }
        }
        requests
    }

    /// Ends the pause of an application that flapped.
    fn end_pauses(&self, now: Timestamp) {
        for standing in self.metrics.board().applications.values_mut() {
            standing.fighting_until = standing.fighting_until.filter(|until| now < *until);
        }
    }
}
