//! Rounds: what each of them finds, tells and mends. One at a time, and nothing of one is lost for the next: what is known
//! stands on the board.

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

/// Everything that goes on from round to round.
pub struct Rounds<'w> {
    watch: &'w Watch,
    context: &'w Context,
    healer: Option<Healer<'w>>,
    published: Arc<MetricsState>,
    hook: Option<Hook>,
    quarrels: FlapDetector,
    allowance: ChangeLimit,
    /// How many were made, the one under way included.
    pub number: u32,
    /// What the last one came to.
    pub exit: Exit,
    /// The list, or a part of it, cannot be read; that was told.
    is_dark: bool,
    /// How many were held back when that was last told.
    held_back: usize,
    /// Why those were not healed that it was tried for; that was told.
    unhealed: BTreeMap<Key, Option<Code>>,
    /// What the command is to hear at the end of the round.
    drift: DriftReport,
    /// The requests of each profile that are counted already.
    counted: HashMap<String, ByStatus>,
}

/// What a round gathers while it reads.
#[derive(Default)]
struct Gathered {
    wanting: Vec<Wanting>,
    exit: Exit,
    /// Nobody can be told any more.
    stop: Option<Stop>,
}

/// Why a check is not complete: a code and a sentence.
type Problem = (Code, String);

impl<'w> Rounds<'w> {
    pub fn new(
        watch: &'w Watch,
        context: &'w Context,
        healer: Option<Healer<'w>>,
        published: Arc<MetricsState>,
        hook: Option<Hook>,
    ) -> Self {
        Self {
            watch,
            context,
            healer,
            published,
            hook,
            quarrels: FlapDetector::default(),
            allowance: ChangeLimit::new(watch.max_changes),
            number: 0,
            exit: Exit::Yes,
            is_dark: false,
            held_back: 0,
            unhealed: BTreeMap::new(),
            drift: DriftReport::default(),
            counted: HashMap::new(),
        }
    }

    /// Checks everything once, tells what is new, and heals what may be healed.
    ///
    /// # Errors
    /// The watch is to end.
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

    /// What a check came to, and why it is not complete.
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
            // What can only be mended by a person is told at the start, and not every five minutes.
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
        let mut board = self.published.board();
        board.rounds += 1;
        board.missed += u64::from(*missed);
        board.last_round = Some(LastRound { began, took_ms: *took_ms, complete: *complete });
        if *complete && (summary.of(Verdict::Unknown) < summary.all() || summary.all() == 0) {
            board.last_good = Some(now);
            board.last_good_after = Some(self.published.elapsed());
        }
    }

    fn check(&mut self, target: &Target, gathered: &mut Gathered) -> Result<StatusReport, Failure> {
        let published = Arc::clone(&self.published);
        let saw_on = move |account: &Account, id: ApplicationId| {
            let mut board = published.board();
            let key = (board.account(&account.profile), id);
            board.applications.get(&key).is_some_and(|standing| standing.was_on)
        };
        // It grows while this goes on: by what others do, and by what was healed.
        let memory = Memory::of(self.context, target.reviewed.as_ref(), Some(&saw_on));
        let check = Check::new(&self.watch.checking, &target.accounts, &memory, self.context);
        match &target.selected {
            Targets::Each { ids, source } => {
                let report = check.each(ids, *source);
                report.applications.iter().for_each(|checked| self.judged(target, checked, gathered));
                Ok(report)
            }
            Targets::Set(set) => check.set(set, Keep::First, &mut |checked| {
                self.judged(target, checked, gathered);
                Ok(())
            }),
        }
    }

    /// An application as this round finds it.
    fn judged(&mut self, target: &Target, checked: &CheckedApplication, gathered: &mut Gathered) {
        let now = self.context.now();
        let name = checked.name.as_deref().map(|name| self.context.screen.sanitize(name));
        let (key, news, standing, was_bad) = {
            let mut board = self.published.board();
            let key = (board.account(&checked.profile), checked.id);
            let was_bad = board.applications.get(&key).is_some_and(|standing| standing.is_bad);
            let news = board.see(key, checked, name, self.number, now);
            (key, news, board.applications.get(&key).cloned(), was_bad)
        };
        if checked.verdict == Verdict::Ok {
            self.quarrels.well(key, now);
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
        // The command was not told of one that was unknown for a while and is as well as before.
        if news != Happened::Recovered || was_bad {
            self.drift.add(&event);
        }
        gathered.stop = self.write(&event).err();
    }

    /// What a list that could not be read whole means for those that it did not show, and what one means that could.
    /// How many are unknown by that.
    fn look_at_the_list(
        &mut self,
        complete: bool,
        problem: Option<Problem>,
        now: Timestamp,
    ) -> Result<usize, Stop> {
        if !complete {
            let unseen = self.published.board().unseen(self.number, now);
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
            self.tell(Happened::Recovered, |event| event.detail = Some("all can be read again".to_owned()))?;
        }
        let gone = self.published.board().gone(self.number);
        for ((account, id), standing) in gone {
            let profile = self.published.board().profile(account).to_owned();
            self.tell(Happened::Gone, |event| {
                event.application = Some(WatchedApplication::standing(&profile, id, &standing));
            })?;
        }
        Ok(0)
    }

    /// How many requests went out since this was last asked; for the metrics, by what was answered.
    fn count_requests(&mut self, target: &Target) -> u64 {
        let mut board = self.published.board();
        let mut requests = 0;
        for online in &target.accounts {
            let profile = online.account.profile.as_str();
            let now = online.client.by_status();
            let before = self.counted.insert(profile.to_owned(), now).unwrap_or_default();
            let number = usize::from(board.account(profile));
            let Some(account) = board.accounts.get_mut(number) else { continue };
            account.rate = online.client.budget.rate();
            for (sum, more) in account.answers.iter_mut().zip(now.since(before)) {
                *sum += more;
                requests += more;
            }
        }
        requests
    }

    /// Whoever was left alone until now is not any longer.
    fn end_pauses(&self, now: Timestamp) {
        for standing in self.published.board().applications.values_mut() {
            standing.fighting_until = standing.fighting_until.filter(|until| now < *until);
        }
    }
}
