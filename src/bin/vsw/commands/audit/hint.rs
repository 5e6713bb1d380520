//! Hint: the next step, if the log as a whole shows that the command line does not fit it.

use vsw::audit::{DeliveryStatus, Layout, Totals};
use vsw::capture::ParseLineError;

/// Returns the hint that fits most: a log that cannot be read comes before what was read.
pub fn of(layout: &Layout, totals: &Totals) -> Option<String> {
    match layout {
        Layout::Capture if is_foreign(totals) => Some(FOREIGN.to_owned()),
        Layout::Foreign(places) if places.request.is_none() => {
            // API Gateway omits the body of a GET, or writes null.
            let path = &places.body;
            let absent = [format!("no value at {path}"), format!("the value at {path} is not a string")];
            let is_absent = totals.broken.iter().any(|broken| absent.contains(&broken.reason));
            is_absent.then(|| GET.to_owned())
        }
        _ => None,
    }
}

/// Returns whether the log, read in vsw's own format, seems to have another one: every line is broken. If a body was
/// parsed, its signed bytes are lost: options that say where the body is would not help.
fn is_foreign(totals: &Totals) -> bool {
    let parsed_body = ParseLineError::ParsedBody.to_string();
    totals.read > 0
        && totals.total.of(DeliveryStatus::Broken) == totals.read
        && !totals.broken.iter().any(|broken| broken.reason == parsed_body)
}

const FOREIGN: &str =
    "for a log in another format, name the places in each line: `--authorization`, `--body`, `--received-at`";

const GET: &str =
    "a delivery by GET has no body: name its method and its URL or query, `--method POINTER --url POINTER`";
