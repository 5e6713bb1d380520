//! Config: `vsw config show` and `path` report settings with their sources. `vsw config secret` manages
//! signature secrets. These commands make no network requests.

mod check;
mod secret;

use crate::args::secret::Secret;
use crate::args::setup::Config;
use crate::config::{places, settings};
use crate::context::Context;
use crate::failure::Failure;
use crate::profiles::fault_of_key;
use crate::report::{ConfigReport, Report};

pub fn run(config: &Config, context: &Context) -> Result<Report, Failure> {
    let settings = match config {
        Config::Show => settings(context)?,
        Config::Path => places(context),
        Config::Secret(Secret::Add(add)) => return secret::add(add, context),
        Config::Secret(Secret::List) => return secret::list(context),
        Config::Secret(Secret::Retire(retire)) => return secret::retire(retire, context),
        Config::Secret(Secret::Check(check)) => return check::run(check, context),
    };
    Ok(Report::Config(ConfigReport { settings }))
}

fn refuse_bad_key(api_key: Option<&str>) -> Result<(), Failure> {
    match api_key.and_then(fault_of_key) {
        Some(fault) => {
            let words = format!("--api-key: {fault}");
            Err(Failure::usage(words, "the Dashboard shows it under API settings"))
        }
        None => Ok(()),
    }
}
