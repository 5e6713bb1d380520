//! `vsw config show`, `vsw config path`: settings with their origins; offline.

use crate::args::setup::Config;
use crate::config::{places, settings};
use crate::context::Context;
use crate::failure::Failure;
use crate::report::{ConfigReport, Report};

pub fn run(config: &Config, context: &Context) -> Result<Report, Failure> {
    let settings = match config {
        Config::Show => settings(context)?,
        Config::Path => places(context),
    };
    Ok(Report::Config(ConfigReport { schema: "vsw/config/1", vsw: env!("CARGO_PKG_VERSION"), settings }))
}
