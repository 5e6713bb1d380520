//! Render: prints a report or a failure as text or JSON, or in a format for other programs.

mod exposition;
mod gateway_metrics;
mod human;
mod json;
mod metrics;
mod report;
mod usage;

pub use exposition::{open_metrics, text as metrics_text};
pub use gateway_metrics::of_gateway_state;
pub use human::{
    audit, checked_text, compared_text, curl_command, demo, diff_text, event_text, is_worth_showing,
    listen_text, live_check_text, number_of, pointing_text, proposal_text, proposed_addresses,
    rejection_text, remedy, restored_text, sent_text, set_options, verify_command, withheld_text,
};
pub use json::{ListDocument, line as json_line};
pub use metrics::of_watch_state;
pub use report::RunInfo;
pub use usage::usage;

use jiff::Timestamp;

use crate::args::Format;
use crate::disk::Protected;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::report::Report;
use crate::screen::Screen;
use crate::signals;

/// Registers the output of a run that a signal ends before [`finish`].
///
/// `end` returns the time and the files that no report may replace. If these files are not known yet, `end`
/// returns `None` and no report is written.
pub fn prepare(
    run_info: &RunInfo,
    format: Format,
    screen: &Screen,
    end: impl Fn() -> Option<(Timestamp, Vec<Protected>)> + Send + Sync + 'static,
) {
    if format == Format::Text && !run_info.has_reports() {
        return;
    }
    let (run_info, screen) = (run_info.clone(), screen.for_thread());
    signals::before_end(move |interrupted| {
        let failure = Failure::Interrupted(interrupted);
        if format == Format::Json && !screen.has_written() {
            // The exit code of a signal takes precedence over one for a failing stdout or report.
            let _ = screen.show_json(&json::failure(&failure, &screen));
        }
        if let Some((ended, protected)) = end() {
            let (run_info, result) = (run_info.clone().ending(ended, protected), Err(failure));
            if let Some(text) = run_info.for_stdout(&result, &screen).filter(|_| !screen.has_written()) {
                let _ = screen.show_bytes(text.as_bytes());
            }
            let _ = run_info.publish(&result, &screen);
        }
    });
}

pub fn finish(result: &Result<Report, Failure>, run_info: &RunInfo, format: Format, screen: &Screen) -> Exit {
    signals::finish();
    let instead = run_info.for_stdout(result, screen);
    let (shown, exit) = match result {
        Ok(report) => {
            let shown = match (report, format) {
                (Report::Ended(_), _) => Ok(()),
                (Report::Bytes(bytes), _) => screen.show_bytes(bytes),
                (Report::Sign(report), Format::Text) => screen.show_bytes(&human::delivery(report)),
                (_, Format::Json) => screen.show_json(&json::document(report)),
                (_, Format::Text) => human::show(report, instead.as_deref(), screen),
            };
            (shown, report.exit())
        }
        Err(failure) => {
            let shown = match format {
                Format::Json => screen.show_json(&json::failure(failure, screen)),
                Format::Text => {
                    screen.fail(&failure.to_string(), failure.hint().as_deref());
                    instead.map_or(Ok(()), |text| screen.show_bytes(text.as_bytes()))
                }
            };
            (shown, failure.exit())
        }
    };
    let exit = exit.worse(run_info.publish(result, screen));
    match shown {
        Ok(()) => exit,
        Err(failed) => {
            screen.fail(&failed.to_string(), Some(after_failed_stdout(result)));
            exit.worse(Exit::Configuration)
        }
    }
}

fn after_failed_stdout(result: &Result<Report, Failure>) -> &'static str {
    let Ok(report) = result else { return CHECK_STDOUT };
    match report {
        Report::Change(report) if report.applications.iter().any(|one| one.snapshot.is_some()) => {
            "changes may have been made: see `vsw history`"
        }
        Report::Call(_) => "the call was made: do not repeat the command; the Dashboard's logs show the call",
        Report::Login(_)
        | Report::Logout(_)
        | Report::SecretAdd(_)
        | Report::SecretRetire(_)
        | Report::Baseline(_)
        | Report::FleetInit(_)
        | Report::Prune(_)
        | Report::Send(_)
        | Report::Probe(_)
        | Report::LiveCheck(_) => {
            "the command ran to its end, and only its output is lost: before repeating it, check the disk or file behind stdout"
        }
        _ => CHECK_STDOUT,
    }
}

const CHECK_STDOUT: &str = "check the disk or file behind stdout";
