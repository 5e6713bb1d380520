//! Heal: signing on again, in applications that should have it and do not. The one way in which a watch writes.
//!
//! Invariant: it writes `true` and nothing else, and it is only made for applications that somebody named: whoever has no
//! `Healer` cannot write.

use std::num::NonZeroUsize;

use vsw::change::Goal;

use super::rollout::Rollout;
use super::run::{Mode, Run};
use crate::args::Named;
use crate::codes::Code;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::plan::{Plan, Planned};
use crate::report::change::ChangedApplication;
use crate::report::status::{CheckedApplication, ExpectedSigning, Verdict};

/// What may switch signing on again.
pub struct Healer<'h> {
    context: &'h Context,
    side_by_side: NonZeroUsize,
}

/// What a healing came to.
pub struct Healed {
    pub run: String,
    pub applications: Vec<ChangedApplication>,
}

/// What is healed: voice's flag alone, gone, off or no boolean.
const HEALABLE: [Code; 4] = [Code::FlagDropped, Code::FlagAbsent, Code::FlagOff, Code::FlagInvalid];

impl<'h> Healer<'h> {
    /// For what was named, and if this machine may write at all.
    ///
    /// # Errors
    /// Nothing was named, everything is read-only, or there is no place for the journal.
    pub fn of(named: &Named, side_by_side: NonZeroUsize, context: &'h Context) -> Result<Self, Failure> {
        if named.all || (named.apps.is_empty() && named.fleet.is_none()) {
            return Err(Failure::usage(
                "--heal changes only what is named, and neither an application nor a fleet file was",
                "name applications by their ids, or a file: `vsw watch --heal --fleet ./vsw.toml`",
            ));
        }
        if context.is_read_only() {
            return Err(Failure::ReadOnly);
        }
        context.journal()?;
        Ok(Self { context, side_by_side })
    }

    /// Switches signing on in each of them. What is on by now is left as it is.
    ///
    /// # Errors
    /// There is no place for the journal: then nothing was sent.
    pub fn heal(&self, accounts: &[Online], wanting: Vec<Planned>) -> Result<Healed, Failure> {
        let Self { context, side_by_side } = *self;
        let run = Run::starting(context.now(), "watch", Mode::ForReal);
        let rollout = Rollout { context, accounts, run: &run, goal: Goal::On, side_by_side };
        let plan = Plan::new(Goal::On, context.now(), wanting, context.screen.redactions());
        let applications = rollout.carry_out(&plan, None)?;
        Ok(Healed { run: run.name, applications })
    }
}

/// Is it something that a healing mends? What is excused, unlisted, or without a voice capability is not.
pub fn wants_healing(checked: &CheckedApplication) -> bool {
    let has_flag = checked.problems.iter().any(|problem| HEALABLE.contains(&problem.code));
    checked.verdict == Verdict::Drift && checked.expected == ExpectedSigning::On && has_flag
}

/// What is wrong with it beside what a healing mends.
pub fn beyond_healing(checked: &CheckedApplication) -> Option<Code> {
    checked.problems.iter().map(|problem| problem.code).find(|code| !HEALABLE.contains(code))
}

/// A healing of it, from what a check found.
pub fn healing_of(checked: &CheckedApplication, online: &Online) -> Planned {
    let (name, before) = (checked.name.clone(), checked.signing);
    Planned { name, before, ..Planned::unread(checked.id, &online.account) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(variables: &[(&str, &str)]) -> Context {
        Context::imagined(&["--state-dir", "somewhere"], variables)
    }

    fn named(line: &[&str]) -> Named {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            named: Named,
        }
        let words = ["vsw"].iter().chain(line);
        <Line as clap::Parser>::try_parse_from(words).unwrap_or_else(|error| panic!("{error}")).named
    }

    #[test]
    fn k5_only_what_was_named_is_healed_and_nothing_where_all_is_read_only() {
        let one = NonZeroUsize::MIN;
        let world = context(&[]);
        for line in [&[][..], &["--all"], &["--name", "eu-*"]] {
            let refused = Healer::of(&named(line), one, &world).map(drop);
            assert!(matches!(refused, Err(Failure::Usage { .. })), "{line:?}");
        }
        for line in [&["--fleet", "vsw.toml"][..], &["00000000-0000-4000-8000-000000000001"]] {
            assert!(Healer::of(&named(line), one, &world).is_ok(), "{line:?}");
            let read_only = context(&[("VSW_READ_ONLY", "1")]);
            let refused = Healer::of(&named(line), one, &read_only).map(drop);
            assert!(matches!(refused, Err(Failure::ReadOnly)), "{line:?}");
        }
    }
}
