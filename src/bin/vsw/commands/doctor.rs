//! `vsw doctor`: reports problems of the setup, with fixes.
//!
//! Invariant: the output may be shared. It has no secrets, whole API keys, or home directory.

mod account;
mod live_check;
mod machine;
mod network;
mod scrub;
mod state;

use crate::args::setup::Doctor;
use crate::config::Account;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Connector;
use crate::report::Report;
use crate::report::doctor::{Check, DoctorReport, Finding};

use scrub::Scrub;

fn failed(name: &'static str, failure: impl Into<Failure>) -> Check {
    let failure = failure.into();
    Check::wrong(name, failure.to_string(), failure.hint(), failure.exit())
}

pub fn run(doctor: &Doctor, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    if doctor.live_check {
        live_check::run(doctor, context, connect)
    } else {
        Ok(diagnose(doctor, context, connect))
    }
}

fn diagnose(doctor: &Doctor, context: &Context, connect: Connector<'_>) -> Report {
    // Hold back warnings: they become a check, so that the home directory in their paths is replaced.
    context.screen.hold_warnings();
    let account = Account::resolve(context);
    let mut checks =
        vec![machine::program(), machine::configuration_file(context), account::credentials(&account)];
    checks.extend(account::precedence(context, &account));
    checks.extend(account::signature_secrets(context));
    checks.push(state::directory(context));
    checks.extend(state::found_files(context.now()));
    checks.extend(account.iter().filter_map(|account| state::leftovers(context, account)));
    checks.push(network::certificates(context, &account));
    checks.push(network::proxy(context, &account));
    let scrub = Scrub::of(context, account.as_ref().ok());
    let (asked, requests) = network::api(account, doctor, context, connect);
    checks.extend(asked);
    // This check must be last: it reports all held warnings.
    checks.push(machine::file_modes(context));
    let checks: Vec<Check> = once_each(checks).into_iter().map(|check| scrub.check(check)).collect();
    Report::Doctor(DoctorReport {
        platform: machine::platform(),
        offline: doctor.offline,
        requests,
        summary: checks.iter().map(|check| check.verdict).collect(),
        checks,
    })
}

/// If an earlier check reported the same problem, replaces the later check by a reference to the earlier one.
fn once_each(checks: Vec<Check>) -> Vec<Check> {
    let mut kept: Vec<Check> = Vec::new();
    for check in checks {
        let is_same = |known: &&Check| {
            check.verdict == Finding::Wrong
                && known.verdict == Finding::Wrong
                && known.name != check.name
                && known.detail == check.detail
        };
        let reported = kept.iter().find(is_same).map(|known| known.name);
        kept.push(match reported {
            Some(first) => Check::skipped(check.name, format!("the same problem as `{first}`")),
            None => check,
        });
    }
    kept
}
