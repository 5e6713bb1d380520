//! Heal: turns signing on again for `vsw watch --heal`.
//!
//! Invariant: healing only sets the flag to `true`.

use std::num::NonZeroUsize;

use vsw::change::Goal;

use super::rollout::Rollout;
use super::run::{Mode, Run};
use crate::args::Selectors;
use crate::codes::Code;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::plan::{Plan, Planned};
use crate::report::change::ChangedApplication;
use crate::report::status::{CheckedApplication, ExpectedSigning, Verdict};

pub struct Healer<'h> {
    context: &'h Context,
    concurrency: NonZeroUsize,
}

pub struct Healed {
    pub run: String,
    pub applications: Vec<ChangedApplication>,
}

const HEALABLE: [Code; 4] = [Code::FlagDropped, Code::FlagAbsent, Code::FlagOff, Code::FlagInvalid];

impl<'h> Healer<'h> {
    /// The caller must select the applications with `Reach::Heal`, which never uses a `vsw.toml` that the
    /// command line does not name.
    pub fn of(
        selectors: &Selectors,
        concurrency: NonZeroUsize,
        context: &'h Context,
    ) -> Result<Self, Failure> {
        if selectors.all {
            return Err(Failure::usage(
                "--heal needs named applications or a fleet file",
                "name applications, or a fleet file: `vsw watch --heal --fleet ./vsw.toml`",
            ));
        }
        if context.is_read_only() {
            return Err(Failure::ReadOnly { has_dry_run: false });
        }
        context.journal()?;
        Ok(Self { context, concurrency })
    }

    pub fn heal(&self, accounts: &[Online], planned: Vec<Planned>) -> Result<Healed, Failure> {
        let Self { context, concurrency } = *self;
        let run = Run::starting(context.now(), "watch", Mode::ForReal);
        let rollout = Rollout { context, accounts, run: &run, goal: Goal::On, concurrency };
        let plan = Plan::new(Goal::On, context.now(), planned, context.screen.redactions());
        let applications = rollout.execute(&plan, None)?;
        Ok(Healed { run: run.name, applications })
    }
}

/// Applications that are waived, unlisted or without voice are not healed.
pub fn wants_healing(checked: &CheckedApplication) -> bool {
    let has_healable_problem = checked.problems.iter().any(|problem| HEALABLE.contains(&problem.code));
    checked.verdict == Verdict::Drift && checked.expected == ExpectedSigning::On && has_healable_problem
}

pub fn beyond_healing(checked: &CheckedApplication) -> Option<Code> {
    checked.problems.iter().map(|problem| problem.code).find(|code| !HEALABLE.contains(code))
}

pub fn healing_of(checked: &CheckedApplication, online: &Online) -> Planned {
    let (name, before) = (checked.name.clone(), checked.signing);
    Planned { name, before, ..Planned::unread(checked.id, &online.account) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(variables: &[(&str, &str)]) -> Context {
        Context::for_test(&["--state-dir", "somewhere"], variables)
    }

    fn selectors(line: &[&str]) -> Selectors {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            selectors: Selectors,
        }
        let words = ["vsw"].iter().chain(line);
        <Line as clap::Parser>::try_parse_from(words).unwrap_or_else(|error| panic!("{error}")).selectors
    }

    #[test]
    fn k5_healing_rejects_all_and_read_only_mode() {
        let one = NonZeroUsize::MIN;
        let world = context(&[]);
        let refused = Healer::of(&selectors(&["--all"]), one, &world).map(drop);
        assert!(matches!(refused, Err(Failure::Usage { .. })));
        for line in [&["--fleet", "vsw.toml"][..], &["00000000-0000-4000-8000-000000000001"]] {
            assert!(Healer::of(&selectors(line), one, &world).is_ok(), "{line:?}");
            let read_only = context(&[("VSW_READ_ONLY", "1")]);
            let refused = Healer::of(&selectors(line), one, &read_only).map(drop);
            assert!(matches!(refused, Err(Failure::ReadOnly { .. })), "{line:?}");
        }
    }
}
