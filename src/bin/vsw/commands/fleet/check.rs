//! `vsw fleet check`: checks a fleet file, and reports its content and warnings. Offline.

use crate::args::fleet::Check;
use crate::baseline::{self, BaselineFile};
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::{Fleet, FleetAccount, Matcher, Rule};
use crate::report::Report;
use crate::report::fleet::{CheckedAccount, FileWarning, FleetCheckReport, RuleCounts, WaiverCounts};

pub fn run(check: &Check, context: &Context) -> Result<Report, Failure> {
    let fleet = Fleet::open(&check.file)?;
    // Reject a baseline file that `status` would reject.
    let baseline = baseline::in_use(fleet.baseline.as_deref(), Some(&fleet.path));
    baseline.as_deref().map(|path| BaselineFile::open_of(path, Some(&fleet.path))).transpose()?;
    let now = context.now();
    let warnings = fleet.warnings(now).into_iter().map(|warning| FileWarning {
        code: warning.code,
        message: warning.message,
        declared: warning.declared,
    });
    let account = |(number, account): (usize, &FleetAccount)| CheckedAccount {
        name: Some(account.name.clone()).filter(|name| !name.is_empty()),
        profile: account.profile.clone(),
        api_key: account.api_key.clone(),
        rules: counts(fleet.rules.iter().filter(|rule| rule.account == number)),
    };
    Ok(Report::FleetCheck(FleetCheckReport {
        file: fleet.path.display().to_string(),
        ok: true,
        accounts: fleet.accounts.iter().enumerate().map(account).collect(),
        rules: counts(fleet.rules.iter()),
        waivers: WaiverCounts {
            total: fleet.waivers.len(),
            ended: fleet.waivers.iter().filter(|waiver| waiver.is_ended(now)).count(),
        },
        unlisted: fleet.unlisted.word(),
        baseline: baseline.map(|path| path.display().to_string()),
        warnings: warnings.collect(),
    }))
}

fn counts<'f>(rules: impl Iterator<Item = &'f Rule>) -> RuleCounts {
    rules.fold(RuleCounts::default(), |mut counts, rule| {
        counts.total += 1;
        match rule.matcher {
            Matcher::Id(_) => counts.id += 1,
            Matcher::Name(_) => counts.name += 1,
            Matcher::All => counts.all += 1,
        }
        counts
    })
}
