//! Rounds: what each of them finds, tells and mends. One at a time, and nothing of one is lost for the next: what is known
//! stands on the board.

mod healing;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use vsw::application::ApplicationId;

use super::Stop;
use super::hook::{Heard, Hook, Hurry};
use super::published::Published;
use super::target::Target;
use super::teller::Teller;
use crate::api::ByStatus;
use crate::args::watch::Watch;
use crate::config::Account;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::check::{Check, Keep};
use crate::flow::heal::{Healer, wants_healing};
use crate::flow::judge::Failing;
use crate::flow::memory::Memory;
use crate::flow::select::Selected;
use crate::flow::survey::Reading;
use crate::interrupt;
use crate::report::status::{CheckedApplication, StatusReport, StatusSummary, Verdict};
use crate::report::watch::{
    DriftReport, Happened, Key, LastRound, RoundNote, WatchEvent, WatchedApplication,
};
use crate::screen::Line;
use crate::watch::{Allowance, Ledger, News, Quarrels};
use healing::Wanting;

/// Everything that goes on from round to round.
pub struct Rounds<'w> {
    watch: &'w Watch,
    context: &'w Context,
    healer: Option<Healer<'w>>,
    published: Arc<Published>,
    hook: Option<Hook>,
    teller: Teller<'w>,
    quarrels: Quarrels,
    allowance: Allowance,
    number: u32,
    exit: Exit,
    /// The list, or a part of it, cannot be read; that was told.
    is_dark: bool,
    /// How many were held back when that was last told.
    held_back: usize,
    /// Why those were not healed that it was tried for; that was told.
    unhealed: BTreeMap<Key, Option<&'static str>>,
    counted: Vec<(String, ByStatus)>,
}

/// What a round gathers while it reads.
#[derive(Default)]
struct Gathered {
    wanting: Vec<Wanting>,
    drift: DriftReport,
    exit: Exit,
    /// Nobody can be told any more.
    stop: Option<Stop>,
}

impl<'w> Rounds<'w> {
    pub fn new(
        watch: &'w Watch,
        context: &'w Context,
        healer: Option<Healer<'w>>,
        published: Arc<Published>,
        hook: Option<Hook>,
        teller: Teller<'w>,
    ) -> Self {
        Self {
            watch,
            context,
            healer,
            published,
            hook,
            teller,
            quarrels: Quarrels::default(),
            allowance: Allowance::new(watch.max_changes),
            number: 0,
            exit: Exit::Yes,
            is_dark: false,
            held_back: 0,
            unhealed: BTreeMap::new(),
            counted: Vec::new(),
        }
    }

    /// How many were made, the one under way included.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What the last one came to.
    pub fn exit(&self) -> Exit {
        self.exit
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
        if let Some(exit) = interrupt::held() {
            return Err(Stop::Signal(exit));
        }
        let now = self.context.now();
        let (mut summary, selection, complete, problem) = match checked {
            Ok(report) => {
                gathered.exit = Exit::of_survey([gathered.exit, report.incomplete]);
                let problem = report.code.map(|code| (code, report.detail.unwrap_or_default()));
                (report.summary, Some(report.selection), report.complete, problem)
            }
            // What can only be mended by a person is told at the start, and not every five minutes.
            Err(failure)
                if self.number == 1 && matches!(failure.exit(), Exit::Usage | Exit::Configuration) =>
            {
                return Err(Stop::Failed(Box::new(failure)));
            }
            Err(failure) => {
                gathered.exit = Exit::of_survey([gathered.exit, failure.exit()]);
                (StatusSummary::default(), None, false, Some((failure.code(), failure.to_string())))
            }
        };
        let dark = self.look_at_the_list(complete, problem, now)?;
        if selection.is_none() {
            summary.unknown = dark;
        }
        let wanting = std::mem::take(&mut gathered.wanting);
        let healed = self.heal(target, wanting, &mut gathered)?;
        summary.drift = summary.drift.saturating_sub(healed);
        summary.ok += healed;
        let took_ms = u64::try_from(took().as_millis()).unwrap_or(u64::MAX);
        let requests = self.count_requests(target);
        let is_good = complete && (summary.unknown < summary.all() || summary.all() == 0);
        if is_good {
            self.published.good();
        }
        {
            let mut board = self.published.board();
            board.rounds += 1;
            board.missed += u64::from(missed);
            board.last_round = Some(LastRound { began, took_ms, complete });
            board.last_good = if is_good { Some(now) } else { board.last_good };
        }
        self.exit = gathered.exit;
        if let Some(hook) = self.hook.as_ref().filter(|_| !gathered.drift.is_empty()) {
            hook.call(gathered.drift);
        }
        let exit = self.exit.code();
        let note = RoundNote { took_ms, requests, missed, complete, selection, summary, exit };
        self.tell(Happened::Round, |event| event.checked = Some(note))?;
        match interrupt::held() {
            Some(exit) => Err(Stop::Signal(exit)),
            None => Ok(self.exit),
        }
    }

    /// What the command wrote and came to.
    pub fn hear(&mut self) -> Result<(), Stop> {
        for heard in self.hook.as_ref().map(Hook::heard).unwrap_or_default() {
            let word = match heard {
                Heard::Line(line) => {
                    self.context.screen.note(&Line::new().faint("on-drift: ").plain(line).into());
                    continue;
                }
                Heard::Done => "done",
                Heard::Failed(word, why) => {
                    self.tell(Happened::OnDriftFailed, |event| {
                        (event.code, event.detail) = (Some(word), Some(why));
                    })?;
                    word
                }
            };
            *self.published.board().calls.entry(word).or_default() += 1;
        }
        Ok(())
    }

    /// The files were read again, or could not be.
    pub fn reloaded(&mut self, failure: Option<&Failure>) -> Result<(), Stop> {
        {
            let mut board = self.published.board();
            board.reload_failed = failure.is_some();
            if failure.is_none() {
                board.last_reload = Some(self.context.now());
                self.counted.clear();
            }
        }
        match failure {
            None => self.tell(Happened::Reloaded, |_| ()),
            Some(failure) => self.tell(Happened::ReloadFailed, |event| {
                let words = format!("what was read before stays in force: {failure}");
                (event.code, event.detail) = (Some(failure.code()), Some(words));
            }),
        }
    }

    /// Ends what is under way, and says so.
    pub fn stop(mut self, hurry: Hurry, why: &str) -> Result<(), Stop> {
        if let Some(hook) = &mut self.hook {
            hook.finish(hurry);
        }
        self.hear()?;
        self.tell(Happened::Stopped, |event| event.detail = Some(why.to_owned()))
    }

    /// Tells of something that happened.
    pub fn tell(&self, happened: Happened, say: impl FnOnce(&mut WatchEvent)) -> Result<(), Stop> {
        let mut event = WatchEvent::new(happened, self.context.now().to_string(), self.number);
        say(&mut event);
        Ok(self.teller.tell(&event)?)
    }

    /// The same of an application; where it is of drift, the command is to hear of it too.
    fn tell_of(
        &self,
        happened: Happened,
        gathered: &mut Gathered,
        say: impl FnOnce(&mut WatchEvent),
    ) -> Result<(), Stop> {
        let mut event = WatchEvent::new(happened, self.context.now().to_string(), self.number);
        say(&mut event);
        gathered.drift.add(&event);
        Ok(self.teller.tell(&event)?)
    }

    fn check(&mut self, target: &Target, gathered: &mut Gathered) -> Result<StatusReport, Failure> {
        let checking = &self.watch.checking;
        let published = Arc::clone(&self.published);
        let saw_on = move |account: &Account, id: ApplicationId| {
            let mut board = published.board();
            let key = (board.account(&account.profile), id);
            board.applications.get(&key).is_some_and(|standing| standing.was_on)
        };
        // It grows while this goes on: by what others do, and by what was healed.
        let memory = Memory::of(self.context, target.reviewed.as_ref(), Some(&saw_on));
        let check = Check {
            context: self.context,
            accounts: &target.accounts,
            memory: &memory,
            reading: Reading::of(checking.read),
            side_by_side: checking.pace.concurrency,
            failing: Failing::of(checking.fail_on.as_deref()),
        };
        match &target.selected {
            Selected::Each { ids, source } => {
                let report = check.each(ids, source);
                report.applications.iter().for_each(|checked| self.judged(target, checked, gathered));
                Ok(report)
            }
            Selected::Set(set) => check.set(set, Keep::First, &mut |checked| {
                self.judged(target, checked, gathered);
                Ok(())
            }),
        }
    }

    /// An application as this round finds it.
    fn judged(&mut self, target: &Target, checked: &CheckedApplication, gathered: &mut Gathered) {
        let now = self.context.now();
        let tame = |text: &str| self.context.screen.tame(text);
        let (key, news, standing, was_bad) = {
            let mut board = self.published.board();
            let key = (board.account(&checked.profile), checked.id);
            let was_bad = board.applications.get(&key).is_some_and(|standing| standing.is_bad);
            let news = Ledger { board: &mut board, tame: &tame }.see(key, checked, self.number, now);
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
        let (Some(news), Some(standing)) = (news, standing) else { return };
        if gathered.stop.is_some() {
            return;
        }
        let happened = match news {
            News::Drift => Happened::Drift,
            News::Recovered => Happened::Recovered,
            News::Unknown => Happened::Unknown,
        };
        let mut event = WatchEvent::new(happened, now.to_string(), self.number);
        event.code = checked.code;
        event.detail.clone_from(&checked.detail);
        event.application = Some(WatchedApplication::of(checked, &standing));
        // Nobody was told of one that was unknown for a while and is as well as before.
        if happened != Happened::Recovered || was_bad {
            gathered.drift.add(&event);
        }
        gathered.stop = self.teller.tell(&event).err().map(Stop::from);
    }

    /// What a list that could not be read whole means for those that it did not show, and what one means that could.
    /// How many are unknown by that.
    fn look_at_the_list(
        &mut self,
        complete: bool,
        problem: Option<(&'static str, String)>,
        now: Timestamp,
    ) -> Result<usize, Stop> {
        let tame = |text: &str| self.context.screen.tame(text);
        if !complete {
            let unseen = Ledger { board: &mut self.published.board(), tame: &tame }.unseen(self.number, now);
            if !std::mem::replace(&mut self.is_dark, true) {
                self.tell(Happened::Unknown, |event| {
                    event.count = Some(unseen);
                    (event.code, event.detail) = problem.unzip();
                })?;
            }
            return Ok(unseen);
        }
        if std::mem::replace(&mut self.is_dark, false) {
            self.tell(Happened::Recovered, |event| event.detail = Some("all can be read again".to_owned()))?;
        }
        let gone = Ledger { board: &mut self.published.board(), tame: &tame }.gone(self.number);
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
            let before = self.counted.iter().find(|(known, _)| known == profile).map(|(_, before)| *before);
            let number = usize::from(board.account(profile));
            let Some(account) = board.accounts.get_mut(number) else { continue };
            account.rate = online.client.rate();
            for (sum, more) in account.answers.iter_mut().zip(now.since(before.unwrap_or_default())) {
                *sum += more;
                requests += more;
            }
            self.counted.retain(|(known, _)| known != profile);
            self.counted.push((profile.to_owned(), now));
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
