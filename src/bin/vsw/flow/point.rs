//! Point: sends an application's voice webhooks to a receiver, and later restores their addresses.
//!
//! Invariant: an address is restored only if it is still the one that vsw wrote.

use std::time::Duration;

use jiff::Timestamp;
use vsw::application::{Application, ApplicationId};

use super::change::{Changer, Desired, Disk, Readdressing};
use super::execution::{Task, execute_one};
use super::memory::{Memory, PointedAddress, account_key};
use super::reach::Reach;
use super::read::read;
use super::run::{Mode, Run};
use super::select::Targets;
use crate::args::application::ApplicationRef;
use crate::codes::Code;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{ApplicationLock, Intent, Journal, JournalError};
use crate::online::{Connector, Online};
use crate::public_url::PublicUrl;
use crate::report::change::{ChangedApplication, NewAddress};
use crate::signals;
use crate::vocabulary::{Outcome, Word as _};

pub struct Pointer<'c> {
    context: &'c Context,
    online: Online,
    journal: Journal,
    id: ApplicationId,
    public: PublicUrl,
    /// Addresses that a killed receiver left in the application.
    left: Vec<PointedAddress>,
    replaced: Vec<PointedAddress>,
    /// The snapshot from before the pointing. `None` until the pointing's PUT may have been sent.
    snapshot: Option<String>,
    run: Run,
    /// While this lock is held, no other receiver can point the application.
    _lock: ApplicationLock,
}

pub struct Proposal {
    pub name: String,
    pub id: ApplicationId,
    pub addresses: Vec<NewAddress>,
    /// Whether a killed receiver left addresses, which are restored first.
    pub repairs: bool,
}

/// The time limit of [`Pointer::restore`]. Programs that stop a process often kill it after ten seconds.
const TO_RESTORE: Duration = Duration::from_secs(8);

impl<'c> Pointer<'c> {
    /// Reads the application and returns the proposed change. Fails if another receiver points the webhooks.
    pub fn prepare(
        app: &ApplicationRef,
        public: PublicUrl,
        context: &'c Context,
        connect: Connector<'_>,
    ) -> Result<(Self, Proposal), Failure> {
        let online = connect.in_force()?;
        if public.is_loopback() && !online.account.origin.is_loopback() {
            return Err(Failure::usage(
                format!("Vonage cannot reach {public}, which is this machine; nothing was changed"),
                "let a tunnel forward to the port of `vsw listen`, and pass the tunnel's address: `--public-url https://…`",
            ));
        }
        let (id, _) = Targets::one(Some(app), Reach::Change, context, &online)?;
        let journal = context.journal()?;
        let lock = online.run(journal.lock_webhooks(id))?;
        let now = {
            let _waiting = context.screen.waiting(format!("reading {id}"));
            let read = online.run(read(&online.client, id, online.deadline()));
            read.map_err(|unread| unread.into_failure(id, &online.account))?
        };
        let left = {
            let memory = Memory::of_journal(context)?;
            let memory = memory.account(account_key(&online.account));
            memory.pointing(&now).map(|pointing| pointing.addresses).unwrap_or_default()
        };
        let run = Run::starting(context.now(), Intent::POINTS, Mode::ForReal);
        let (replaced, snapshot) = (Vec::new(), None);
        let pointer =
            Self { context, online, journal, id, public, left, replaced, snapshot, run, _lock: lock };
        let proposal = pointer.proposal(now)?;
        Ok((pointer, proposal))
    }

    fn proposal(&self, now: Application) -> Result<Proposal, Failure> {
        let name = now.name().to_owned();
        let repaired = Readdressing::Restore(self.left.clone()).change(now.clone());
        let start = repaired.map_or(now, |repaired| repaired.after().clone());
        let changer = self.changer(&self.run);
        let pointing = Readdressing::Point(self.public.clone());
        let preview = changer.preview(start, &Desired::Addresses(&pointing));
        if !matches!(preview.outcome, Outcome::WouldChange | Outcome::Unchanged) {
            return Err(self.failure(preview));
        }
        let (id, repairs) = (self.id, !self.left.is_empty());
        Ok(Proposal { name, id, addresses: preview.addresses, repairs })
    }

    /// Call [`Pointer::restore`] even after an error. After a signal, a failed change is returned as `Ok`, so
    /// that the caller exits with the signal's code.
    pub fn point(&mut self) -> Result<ChangedApplication, Failure> {
        if !self.left.is_empty() {
            let repair = Run::starting(self.context.now(), Intent::RESTORES, Mode::ForReal);
            let left = Readdressing::Restore(std::mem::take(&mut self.left));
            let repaired = self.change(&repair, &left);
            let is_done = matches!(repaired.outcome, Outcome::Changed | Outcome::Unchanged);
            if !is_done || signals::held().is_some() {
                return self.pointed(repaired);
            }
        }
        let pointed = self.change(&self.run, &Readdressing::Point(self.public.clone()));
        if let Some(snapshot) = pointed.snapshot.as_ref().filter(|_| pointed.outcome != Outcome::NotAttempted)
        {
            self.snapshot = Some(snapshot.clone());
            self.replaced = self.pointed_by(snapshot).map_err(|error| Failure::NotPointed {
                name: pointed.name.clone().unwrap_or_else(|| self.id.to_string()),
                public: self.public.to_string(),
                detail: format!("the change was sent, but the journal's record of the earlier addresses cannot be read: {error}"),
                code: error.code(),
                exit: pointed.exit.worse(error.exit()),
                hint: Some(format!("solve that problem, then restore the addresses: `{}`", self.command())),
            })?;
        }
        self.pointed(pointed)
    }

    fn pointed_by(&self, snapshot: &str) -> Result<Vec<PointedAddress>, JournalError> {
        let memory = Memory::of_journal(self.context)?;
        memory.account(account_key(&self.online.account)).pointed_by(snapshot, self.id)
    }

    fn pointed(&self, changed: ChangedApplication) -> Result<ChangedApplication, Failure> {
        let is_done = matches!(changed.outcome, Outcome::Changed | Outcome::Unchanged);
        if is_done || signals::held().is_some() { Ok(changed) } else { Err(self.failure(changed)) }
    }

    /// Restores each address that is still the one that vsw wrote. First clears the signal that ended the
    /// session: otherwise, no PUT would be sent.
    pub fn restore(&mut self) -> Option<ChangedApplication> {
        let replaced = std::mem::take(&mut self.replaced);
        if replaced.is_empty() {
            return None;
        }
        signals::take();
        self.online.limit(TO_RESTORE);
        Some(self.change(&self.run.under(Intent::RESTORES), &Readdressing::Restore(replaced)))
    }

    pub fn is_pointed(&self) -> bool {
        !self.replaced.is_empty()
    }

    /// Returns the command that restores the addresses. After a later change by any process, the command
    /// names the snapshot, because `vsw rollback` alone would undo that change.
    pub fn command(&self) -> String {
        let (account, id) = (&self.online.account, self.id);
        let options = self.snapshot.as_ref().and_then(|snapshot| {
            let memory = Memory::of_journal(self.context).ok()?;
            Some(memory.account(account_key(account)).options_to_restore(snapshot, id))
        });
        account.command("rollback", &[id]) + &options.unwrap_or_default()
    }

    fn change(&self, run: &Run, readdressing: &Readdressing) -> ChangedApplication {
        let changer = self.changer(run);
        let (id, desired) = (self.id, Desired::Addresses(readdressing));
        let task = Task { changer: &changer, id, desired, earlier: None };
        let left = || changer.report_interrupted(id, signals::held().unwrap_or(Exit::Interrupted));
        execute_one(task, &self.context.screen).unwrap_or_else(left)
    }

    fn failure(&self, changed: ChangedApplication) -> Failure {
        let name = changed.name.unwrap_or_else(|| self.id.to_string());
        Failure::NotPointed {
            name,
            public: self.public.to_string(),
            detail: changed.detail.unwrap_or_else(|| changed.outcome.to_word()),
            code: changed.code.unwrap_or(Code::Failed),
            exit: changed.exit,
            hint: changed.remedy.or_else(|| changed.code.map(|code| hint(code, self.id))),
        }
    }

    fn changer<'p>(&'p self, run: &'p Run) -> Changer<'p> {
        Changer::new(self.context, &self.online, Some(&self.journal), run, Disk::Here)
    }
}

/// Returns the hint for an error that has none of its own.
fn hint(code: Code, id: ApplicationId) -> String {
    match code {
        Code::NoVoice | Code::NoWebhooks => {
            "first give the application a voice capability with an answer URL or event URL, in the Dashboard or with the API".to_owned()
        }
        Code::UnexpectedDocument | Code::DuplicateMember => {
            format!("inspect the document: `vsw show {id} --raw`")
        }
        Code::Unauthorized => "check the credentials and their sources with `vsw config show`".to_owned(),
        Code::NotFound => "list the account's applications: `vsw list`".to_owned(),
        Code::Unreachable => {
            format!("`vsw doctor` checks the connection; `vsw -v status {id}` shows each request")
        }
        _ => format!("inspect the application: `vsw show {id}`"),
    }
}

/// A pointing whose receiver was killed. The application may have other addresses by now.
pub struct Abandoned {
    pub name: String,
    pub at: Timestamp,
    pub command: String,
}

/// Returns the abandoned pointings in the journal, without those of the application `except`.
pub fn abandoned(context: &Context, except: Option<ApplicationId>) -> Vec<Abandoned> {
    let Ok(memory) = Memory::of_journal(context) else { return Vec::new() };
    let abandoned = memory.abandoned_pointings().into_iter();
    let others = abandoned.filter(|(intent, _)| except.is_none_or(|id| intent.application != id.to_string()));
    let others = others.map(|(intent, to_restore)| {
        // These names may mean credentials from the environment, which need no `--profile`.
        let profile = match intent.profile.as_str() {
            "default" | "environment" => None,
            profile => Some(("--profile", profile)),
        };
        let options = context.screen.options().iter().map(|(name, value)| (*name, value.as_str()));
        let options = options.filter(|(name, _)| *name != "--profile").chain(profile);
        let words = ["vsw", "rollback"].into_iter().chain(options.flat_map(<[&str; 2]>::from));
        let words: Vec<&str> = words.chain([intent.application.as_str()]).collect();
        let command = words.join(" ") + &to_restore;
        Abandoned { name: intent.name.clone(), at: intent.at, command }
    });
    others.collect()
}
