//! Commands: one file each, a plain function each. This file only knows which is which, and which of them may speak
//! to the API: an offline command is handed no `Online`.

mod apply;
mod audit;
mod baseline;
mod completions;
mod decode;
mod demo;
mod diff;
mod doctor;
mod exit_codes;
mod explain;
mod fleet;
mod history;
mod list;
mod man;
mod rollback;
mod sandbox;
mod show;
mod sign;
mod status;
mod switch;
mod verify;
mod watch;

use vsw::change::Goal;
mod config;
mod login;
mod logout;
mod whoami;

use crate::args::Command;
use crate::args::baseline::Baseline;
use crate::config::Source;
use crate::context::Context;
use crate::failure::Failure;
use crate::online::Online;
use crate::report::Report;

pub fn run(command: Command, context: &Context) -> Result<Report, Failure> {
    let online = || Online::connect(context);
    let online_as = |profile: Option<&str>| match profile {
        Some(name) => Online::connect_profile(name, Source::Flag("--account"), context),
        None => Online::connect(context),
    };
    match command {
        Command::Enable(switch) => switch::run(&switch, Goal::On, context, online),
        Command::Disable(switch) => switch::run(&switch, Goal::Off, context, online),
        Command::Status(survey) => status::run(&survey, context, online),
        Command::Watch(watch) => watch::run(&watch, context, online),
        Command::Show(show) => show::run(&show, context, &online()?),
        Command::List => list::run(context, &online()?),
        Command::History(history) => history::run(&history, context),
        Command::Apply(apply) => apply::run(&apply, context, online),
        Command::Rollback(rollback) => rollback::run(&rollback, context, online),
        Command::Fleet(fleet) => fleet::run(&fleet, context, online_as),
        Command::Diff(diff) => diff::run(&diff, context, &online()?),
        Command::Baseline(Baseline::Save(save)) => baseline::save(&save, context, online),
        Command::Verify(verify) => verify::run(&verify, context),
        Command::Decode(decode) => decode::run(&decode, context),
        Command::Sign(sign) => sign::run(&sign, context),
        Command::Audit(audit) => audit::run(&audit, context),
        Command::Sandbox(options) => sandbox::run(options, context),
        Command::Completions { shell } => Ok(completions::run(shell)),
        Command::Man { dir } => man::run(dir.as_deref()),
        Command::Login(login) => login::run(&login, context),
        Command::Logout => logout::run(context),
        Command::Whoami => whoami::run(&Online::connect(context)?),
        Command::Doctor(options) => {
            Ok(doctor::run(&options, context, |account| Online::connect_as(account, context)))
        }
        Command::Config(config) => config::run(&config, context),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::ExitCodes => Ok(exit_codes::run()),
        Command::Demo => demo::run(context),
    }
}
