//! `vsw status`: the drift check that CI runs.

use crate::args::change::Survey;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::select::{Reach, Selected};
use crate::flow::survey::Surveyor;
use crate::online::Online;
use crate::report::status::{StatusReport, StatusSummary};
use crate::report::{Report, VERSION};

pub fn run(
    survey: &Survey,
    context: &Context,
    connect: impl FnOnce() -> Result<Online, Failure>,
) -> Result<Report, Failure> {
    Selected::check(&survey.named, Reach::Check)?;
    let online = connect()?;
    let selected = Selected::of(&survey.named, context, &online)?;
    let surveyor = Surveyor::new(context, &online);
    let mut applications = Vec::new();
    for &id in &selected.ids {
        let _waiting = context.screen.waiting(format!("reading {id}"));
        applications.push(online.run(surveyor.check(id)));
    }
    Ok(Report::Status(StatusReport {
        schema: "vsw/status/1",
        vsw: VERSION,
        checked_at: context.now().to_string(),
        requests: online.client.requests(),
        selection: selected.summary(),
        read: "get",
        complete: true,
        code: None,
        detail: None,
        summary: StatusSummary::of(&applications),
        applications,
    }))
}
