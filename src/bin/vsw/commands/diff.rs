//! `vsw diff`: compares applications with earlier documents. Changes no application. Only `--accept` records
//! references for later comparisons.

mod acceptance;
mod snapshot_name;

use std::path::Path;

use vsw::application::{Application, ApplicationId};
use vsw::drift::LikelyCause;
use vsw::signing::Signing;

use crate::args::baseline::Diff;
use crate::baseline::Reviewed;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::collect::{self, Collected};
use crate::flow::consent;
use crate::flow::memory::{AccountMemory, Memory, Reference, ReferenceFile, account_key};
use crate::flow::reach::Reach;
use crate::flow::select::Targets;
use crate::online::{Connector, Online};
use crate::render::{remedy, set_options};
use crate::report::comparison::{ComparedApplication, Comparison, ComparisonReport, MovedMember};
use crate::report::{Report, Selection, diff};
use crate::signals;
use crate::vocabulary::SigningState;

use snapshot_name::snapshot_name;

pub fn run(options: &Diff, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    if options.accept {
        consent::writable(context)?;
        signals::before_change();
    }
    let connect = connect.limited(options.pace.rate);
    let (targets, accounts) = Targets::of(&options.selectors, Reach::Read, connect)?;
    if let Targets::Set(set) = &targets
        && options.accept
        && !options.yes
        && !context.screen.can_ask()
    {
        let review = set_options(&set.selection(0)).unwrap_or_default();
        return Err(Failure::usage(
            format!(
                "--accept with --all or --fleet needs a confirmation, but {}; nothing was accepted",
                context.screen.why_not_asked()
            ),
            format!("review the differences with `vsw diff {review}`, then pass `--accept --yes`"),
        ));
    }
    let reviewed = if options.against.is_none() { targets.reviewed(None, context)? } else { None };
    let named = options.against.as_deref().filter(|path| snapshot_name(path).is_none());
    let file = named.map(ReferenceFile::open).transpose()?;
    let memory = if file.is_some() { None } else { Some(memory(options, reviewed.as_ref(), context)?) };
    let comparing = Comparing { options, context, memory: memory.as_ref(), file };
    comparing.check_named(&targets, &accounts)?;
    let mut read = comparing.read(&targets, &accounts)?;
    if let (Targets::Each { ids, .. }, [(online, collected)]) = (&targets, read.as_mut_slice())
        && ids.len() == 1
        && let Some((id, unread)) = collected.unread.pop()
    {
        return Err(unread.into_failure(id, &online.account));
    }
    let mut applications = Vec::new();
    for (online, collected) in &read {
        comparing.compare(online, collected, &mut applications);
    }
    if let Targets::Set(set) = &targets
        && applications.is_empty()
    {
        return Err(set.empty_set_error());
    }
    let mut shown = false;
    if options.accept {
        shown = comparing.confirm(&targets, &applications)?;
        signals::change_begins();
        comparing.accept(&targets, &read, &mut applications)?;
    }
    let requests = accounts.iter().map(|online| online.client.requests()).sum();
    let selection = match &targets {
        Targets::Each { ids, source } => Selection::of(*source, ids.len()),
        Targets::Set(set) => set.selection(applications.len()),
    };
    let report = ComparisonReport::of(requests, selection, applications);
    let file = options.against.as_ref().map(|path| path.display().to_string());
    Ok(Report::Comparison(ComparisonReport { file, shown, ..report }))
}

/// Without `--accept`, a baseline makes the journal optional: an unreadable journal only causes a warning.
fn memory<'m>(
    options: &Diff,
    reviewed: Option<&'m Reviewed>,
    context: &Context,
) -> Result<Memory<'m>, Failure> {
    Ok(match reviewed {
        Some(_) if !options.accept => Memory::of(context, reviewed, None),
        _ => Memory::of_journal(context)?.with(reviewed),
    })
}

struct Comparing<'c> {
    options: &'c Diff,
    context: &'c Context,
    memory: Option<&'c Memory<'c>>,
    /// The file of `--against`. `None` if `--against` names a snapshot or is not given.
    file: Option<ReferenceFile>,
}

type Read<'r> = Vec<(&'r Online, Collected)>;

impl Comparing<'_> {
    /// Fails early, before the read. For one application, the earlier document must be usable, unless
    /// `--accept` is given. For several applications, `--against` must name a baseline file.
    fn check_named(&self, targets: &Targets, accounts: &[Online]) -> Result<(), Failure> {
        let Some(online) = accounts.first() else { return Ok(()) };
        match (targets, self.options.against.as_deref()) {
            (Targets::Each { ids, .. }, _) if let [id] = ids.as_slice() => {
                if self.options.accept {
                    Ok(())
                } else {
                    self.known(*id, online).map(drop)
                }
            }
            (_, Some(path)) => self.check_against(path, online),
            (_, None) => Ok(()),
        }
    }

    /// Several applications cannot be compared with a snapshot or with one application's document.
    fn check_against(&self, path: &Path, online: &Online) -> Result<(), Failure> {
        if self.file.as_ref().is_some_and(ReferenceFile::is_baseline) {
            return Ok(());
        }
        let given = path.display();
        let memory = self.account(online);
        let owner = snapshot_name(path).and_then(|name| memory.as_ref()?.owner_of_snapshot(name));
        let hint = match owner {
            Some(id) => format!("compare the snapshot's own application: `vsw diff {id} --against {given}`"),
            None => format!("compare one application: `vsw diff APP --against {given}`"),
        };
        Err(Failure::usage(
            format!(
                "vsw can compare several applications only with a baseline file; {given} is not a baseline file"
            ),
            hint,
        ))
    }

    /// Reads each application with its own GET: a list entry may omit members.
    fn read<'r>(&self, targets: &Targets, accounts: &'r [Online]) -> Result<Read<'r>, Failure> {
        let concurrency = self.options.pace.concurrency;
        let mut read = Vec::new();
        match targets {
            Targets::Each { ids, .. } => {
                let _waiting = self.context.screen.waiting(match ids.as_slice() {
                    [id] => format!("reading {id}"),
                    ids => format!("reading {} applications", ids.len()),
                });
                for online in accounts.iter().take(1) {
                    read.push((online, online.run(collect::named(online, ids, concurrency))));
                }
            }
            Targets::Set(set) => {
                let _waiting = self.context.screen.waiting("reading the applications");
                for (number, online) in accounts.iter().enumerate() {
                    read.push((online, online.run(collect::each(online, &set.scope(number), concurrency))?));
                }
            }
        }
        Ok(read)
    }

    fn compare(&self, online: &Online, read: &Collected, applications: &mut Vec<ComparedApplication>) {
        for application in &read.applications {
            let known = self.known(application.id(), online);
            applications.push(compared(application, online, known));
        }
        self.note_signing_on(online, read);
        for (id, unread) in &read.unread {
            applications.push(ComparedApplication {
                code: Some(unread.code()),
                detail: Some(unread.to_string()),
                remedy: unread.remedy(&online.account).or_else(|| Some(remedy(unread.code(), *id))),
                exit: unread.exit(),
                ..unknown(*id, online)
            });
        }
    }

    fn note_signing_on(&self, online: &Online, read: &Collected) {
        let Some(memory) = self.account(online) else { return };
        for application in read.applications.iter().filter(|one| one.signing() == Signing::On) {
            memory.saw_on(application.id(), self.context.now());
        }
        memory.save_last_seen(&self.context.screen);
    }

    fn account<'a>(&'a self, online: &'a Online) -> Option<AccountMemory<'a>> {
        Some(self.memory?.account(account_key(&online.account)))
    }

    fn known(&self, id: ApplicationId, online: &Online) -> Result<Reference, Failure> {
        let api_key = &online.account.api_key;
        let snapshot = self.options.against.as_deref().and_then(snapshot_name);
        match (&self.file, snapshot, self.account(online)) {
            (Some(file), ..) => Ok(file.reference(api_key, id)?),
            (None, Some(name), Some(memory)) => Ok(memory.snapshot(name, id)?),
            (None, None, Some(memory)) => memory.reference(id)?.ok_or(Failure::NothingKnown { id }),
            (None, _, None) => Err(Failure::NothingKnown { id }),
        }
    }
}

fn compared(
    application: &Application,
    online: &Online,
    known: Result<Reference, Failure>,
) -> ComparedApplication {
    let compared = ComparedApplication {
        name: Some(application.name().to_owned()),
        signing: application.into(),
        ..unknown(application.id(), online)
    };
    let known = match known {
        Ok(known) => known,
        Err(failure) => {
            let (code, detail) = (Some(failure.code()), Some(failure.to_string()));
            return ComparedApplication { code, detail, exit: failure.exit(), ..compared };
        }
    };
    let differences = known.baseline.differences(application);
    let is_same = differences.is_empty();
    let (before, after) = known.baseline.sides(application);
    ComparedApplication {
        outcome: if is_same { Comparison::Same } else { Comparison::Moved },
        against: Some(known.against()),
        differences: differences.iter().map(MovedMember::of).collect(),
        likely_cause: LikelyCause::of(&differences),
        diff: if is_same { Vec::new() } else { diff::lines(&before, &after) },
        exit: if is_same { Exit::Yes } else { Exit::No },
        ..compared
    }
}

fn unknown(id: ApplicationId, online: &Online) -> ComparedApplication {
    ComparedApplication {
        profile: online.account.profile.clone(),
        id,
        name: None,
        signing: SigningState::UNKNOWN,
        outcome: Comparison::Unknown,
        code: None,
        detail: None,
        against: None,
        differences: Vec::new(),
        likely_cause: None,
        diff: Vec::new(),
        remedy: None,
        exit: Exit::Yes,
    }
}
