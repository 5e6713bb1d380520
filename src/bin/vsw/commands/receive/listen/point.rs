//! `--point`: points an application's webhooks to this machine, and restores them at the end of the session.

use vsw::application::ApplicationId;

use crate::args::listen::Listen;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::consent::{Consent, writable};
use crate::flow::point::{Abandoned, Pointer, Proposal, abandoned};
use crate::flow::run::Mode;
use crate::online::Connector;
use crate::public_url::PublicUrl;
use crate::render::{pointing_text, proposed_addresses, restored_text};
use crate::report::change::ChangedApplication;
use crate::report::listen::{Pointed, Restored};
use crate::screen::Line;
use crate::signals;
use crate::vocabulary::Outcome;

pub struct Pointing<'c> {
    context: &'c Context,
    pointer: Pointer<'c>,
    public: PublicUrl,
    name: String,
    pointed: Option<Pointed>,
}

const NAMED: usize = 3;

impl<'c> Pointing<'c> {
    /// Prepares the change, and asks the user to confirm it. Returns `None` without `--point`.
    pub fn prepare(
        listen: &Listen,
        context: &'c Context,
        connect: Connector<'_>,
    ) -> Result<Option<Self>, Failure> {
        let (Some(app), Some(url)) = (&listen.point, &listen.public_url) else {
            warn_of_abandoned(context, None);
            return Ok(None);
        };
        let public = PublicUrl::parse(url)?;
        writable(context)?;
        signals::before_change();
        let (pointer, proposal) = Pointer::prepare(app, public.clone(), context, connect)?;
        warn_of_abandoned(context, Some(proposal.id));
        if proposal.repairs {
            let words = "a vsw listen that has ended left its addresses in the webhooks; vsw first restores the earlier addresses";
            context.screen.warn(format!("`{}`: {words}", proposal.name));
        }
        ask(&proposal, listen, context)?;
        Ok(Some(Self { context, pointer, public, name: proposal.name, pointed: None }))
    }

    /// The caller must call [`Pointing::end`], even after an error.
    pub fn begin(&mut self) -> Result<(), Failure> {
        let changed = self.pointer.point();
        // From now on, a signal is only recorded, so that the session can end with [`Self::end`], which
        // restores the webhooks.
        signals::hold();
        let changed = changed?;
        self.pointed = Some(Pointed {
            application: changed.id,
            name: changed.name,
            outcome: changed.outcome,
            snapshot: changed.snapshot,
            webhooks: changed.addresses,
        });
        Ok(())
    }

    pub fn pointed(&self) -> Option<Pointed> {
        self.pointed.clone()
    }

    pub fn tell(&self) {
        if let Some(pointed) = &self.pointed {
            self.context.screen.note(&pointing_text(pointed, &self.public.to_string()));
        }
    }

    /// Restores the webhooks. Returns the result and its exit code, or `None` if nothing was replaced.
    pub fn end(&mut self) -> Option<(Restored, Exit)> {
        if self.pointer.is_pointed() {
            let words = format!("restoring the webhooks of `{}`; Ctrl-C skips this", self.name);
            self.context.screen.note(&Line::new().faint(words).into());
        }
        let changed = self.pointer.restore()?;
        let exit = changed.exit;
        let restored = self.restored(changed);
        match (restored.outcome, &restored.remedy) {
            (_, Some(remedy)) => {
                let detail = restored.detail.as_deref().unwrap_or("unknown");
                let words =
                    format!("the webhooks of `{}` may still go to {}: {detail}", self.name, self.public);
                self.context.screen.fail(&words, Some(&format!("restore them: `{remedy}`")));
            }
            _ => self.context.screen.note(&restored_text(&restored)),
        }
        Some((restored, exit))
    }

    fn restored(&self, changed: ChangedApplication) -> Restored {
        let is_done = matches!(changed.outcome, Outcome::Changed | Outcome::Unchanged);
        let is_back = |webhook| changed.addresses.iter().any(|one| one.webhook == webhook);
        let pointed = self.pointed.iter().flat_map(|pointed| &pointed.webhooks).map(|one| one.webhook);
        let kept = pointed.filter(|webhook| is_done && !is_back(*webhook)).collect();
        Restored {
            application: changed.id,
            name: changed.name,
            outcome: changed.outcome,
            code: changed.code,
            detail: changed.detail,
            snapshot: changed.snapshot,
            webhooks: changed.addresses,
            kept,
            moved_since_reference: changed.moved_since_reference,
            reference_error: changed.reference_error,
            remedy: (!is_done).then(|| self.pointer.command()),
        }
    }
}

fn ask(proposal: &Proposal, listen: &Listen, context: &Context) -> Result<(), Failure> {
    if proposal.addresses.is_empty() && !proposal.repairs {
        return Ok(());
    }
    let consent = Consent { context, mode: Mode::ForReal, yes: listen.yes };
    let hint = "pass `--yes`; the webhooks are restored at the end";
    consent.ask_or(
        "Point these webhooks here until vsw listen ends?",
        || proposed_addresses(&proposal.name, proposal.id, &proposal.addresses),
        hint,
    )
}

/// Warns of webhooks that an earlier `vsw listen` may not have restored.
fn warn_of_abandoned(context: &Context, except: Option<ApplicationId>) {
    let abandoned = abandoned(context, except);
    for Abandoned { name, at, command } in abandoned.iter().take(NAMED) {
        context.screen.warn(format!(
            "the webhooks of `{name}` may still go to a vsw listen that has ended (started {at}); restore them: \
             `{command}`"
        ));
    }
    if let Some(more) = abandoned.len().checked_sub(NAMED).filter(|more| *more > 0) {
        context.screen.warn(format!("webhooks of other applications ({more}) may also still point to a `vsw listen` that has ended: look for `listen --point` in `vsw history --limit 0`"));
    }
}
