//! `vsw status`: the drift check that CI runs, of applications that were named or of a whole set of them.

use crate::args::Format;
use crate::args::change::{FailOn, Read, Survey};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::check::{Check, Keep};
use crate::flow::judge::Failing;
use crate::flow::memory::Memory;
use crate::flow::select::{Reach, Selected};
use crate::flow::survey::Reading;
use crate::online::Online;
use crate::render::checked_text;
use crate::report::Report;
use crate::report::status::{CheckedApplication, Verdict};

pub fn run(
    survey: &Survey,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    let (selected, accounts) = Selected::of(&survey.named, Reach::Check, context, connect)?;
    if let Some(rate) = survey.pace.rate {
        accounts.iter().for_each(|online| online.client.limit(rate));
    }
    let memory = Memory::of(context);
    let check = Check {
        context,
        accounts: &accounts,
        memory: memory.as_ref(),
        reading: match survey.read {
            Read::Auto => Reading::Auto,
            Read::List => Reading::Pages,
            Read::Get => Reading::Each,
        },
        side_by_side: survey.pace.concurrency,
        failing: failing(survey),
    };
    let set = match selected {
        Selected::Each { ids, source } => return Ok(Report::Status(check.each(&ids, source))),
        Selected::Set(set) => set,
    };
    if context.global.format() == Format::Json {
        return Ok(Report::Status(check.set(&set, Keep::All, &mut |_| Ok(()))?));
    }
    // Text is shown as it comes: nobody has to keep a hundred thousand applications.
    let mut show = |checked: &CheckedApplication| {
        if is_told(checked) { context.screen.show(&checked_text(checked)) } else { Ok(()) }
    };
    Ok(Report::Status(check.set(&set, Keep::First, &mut show)?))
}

/// Is it worth a person's time? What is as it should be is counted.
fn is_told(checked: &CheckedApplication) -> bool {
    !matches!(checked.verdict, Verdict::Ok | Verdict::Skipped)
}

fn failing(survey: &Survey) -> Failing {
    match &survey.fail_on {
        None => Failing { drift: true, unknown: true, unlisted: None, waived: false },
        Some(on) => Failing {
            drift: on.contains(&FailOn::Drift),
            unknown: on.contains(&FailOn::Unknown),
            unlisted: Some(on.contains(&FailOn::Unlisted)),
            waived: on.contains(&FailOn::Waived),
        },
    }
}
