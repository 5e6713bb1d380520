//! `vsw status`: the drift check that CI runs, of applications that were named or of a whole set of them.

use std::path::Path;

use crate::args::Format;
use crate::args::change::{FailOn, Read, Survey};
use crate::baseline::Baselines;
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
        for online in &accounts {
            online.client.limit(rate);
        }
    }
    let memory = Memory::of(context);
    let reviewed = reviewed(survey, &selected)?;
    let check = Check {
        context,
        accounts: &accounts,
        memory: memory.as_ref(),
        reviewed: reviewed.as_ref(),
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
    // A report has them all; text alone is shown as it comes, and nobody has to keep a hundred thousand applications.
    if context.global.format() == Format::Json || !survey.reports.wanted.is_empty() {
        return Ok(Report::Status(check.set(&set, Keep::All, &mut |_| Ok(()))?));
    }
    let mut show = |checked: &CheckedApplication| {
        if is_told(checked) { context.screen.show(&checked_text(checked)) } else { Ok(()) }
    };
    let mut report = check.set(&set, Keep::First, &mut show)?;
    report.shown = true;
    Ok(Report::Status(report))
}

/// What applications were when they were reviewed: by the file that was named, the one that the fleet file names, or
/// the one in this folder. It is knowledge and leads to nothing else, so it may merely be found.
fn reviewed(survey: &Survey, selected: &Selected) -> Result<Option<Baselines>, Failure> {
    let of_set = match selected {
        Selected::Set(set) => set.baseline(),
        Selected::Each { .. } => None,
    };
    let found = Path::new(BASELINE);
    let path = survey.baseline.as_deref().or(of_set).or(found.exists().then_some(found));
    Ok(path.map(Baselines::open).transpose()?)
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

/// The baseline of a folder.
const BASELINE: &str = "vsw.baseline.json";
