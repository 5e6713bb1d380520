//! Commands: calls the function of the given command. Only commands that may use the API get a `Connector`.

mod apply;
mod audit;
mod baseline;
mod call;
mod complete;
mod completions;
mod config;
mod decode;
mod demo;
mod diff;
mod doctor;
mod exit_codes;
mod explain;
mod fleet {
    pub mod check;
    pub mod init;
}
mod history;
mod list;
mod login;
mod logout;
mod man;
mod probe;
mod receive;
mod replay;
mod rollback;
mod sandbox;
mod set_signing;
mod show;
mod sign;
mod status;
mod trigger;
mod verify;
mod watch;
mod whoami;

use vsw::change::Goal;

use crate::args::Command;
use crate::args::baseline::BaselineCommand;
use crate::args::fleet::Fleet;
use crate::context::Context;
use crate::failure::Failure;
use crate::fleet::SCHEMA;
use crate::online::Connector;
use crate::report::Report;

pub fn run(command: Command, context: &Context) -> Result<Report, Failure> {
    // These commands print fixed texts, which need no clock. `vsw explain` must work with a wrong clock: one
    // of its texts is about that.
    let is_fixed = matches!(
        command,
        Command::Explain { .. } | Command::ExitCodes | Command::Completions { .. } | Command::Man { .. }
    );
    if !is_fixed {
        context.check_clock()?;
    }
    let connect = Connector { context, rate: None };
    match command {
        Command::Enable(switch) => set_signing::run(&switch, Goal::On, context, connect),
        Command::Disable(switch) => set_signing::run(&switch, Goal::Off, context, connect),
        Command::Status(status) => status::run(&status, context, connect),
        Command::Watch(watch) => watch::run(&watch, context, connect),
        Command::Show(show) => show::run(&show, context, &connect.in_force()?),
        Command::List(list) => list::run(&list, context, &connect.in_force()?),
        Command::History(history) => history::run(&history, context),
        Command::Apply(apply) => apply::run(&apply, context, connect),
        Command::Rollback(rollback) => rollback::run(&rollback, context, connect),
        Command::Fleet(Fleet::Init(init)) => fleet::init::run(&init, context, connect),
        Command::Fleet(Fleet::Check(check)) => fleet::check::run(&check, context),
        Command::Fleet(Fleet::Schema) => Ok(Report::Bytes(SCHEMA.as_bytes().to_vec())),
        Command::Diff(diff) => diff::run(&diff, context, connect),
        Command::Baseline(BaselineCommand::Save(save)) => baseline::save(&save, context, connect),
        Command::Verify(verify) => verify::run(&verify, context),
        Command::Decode(decode) => decode::run(&decode, context),
        Command::Sign(sign) => sign::run(&sign, context),
        Command::Audit(audit) => audit::run(&audit, context),
        Command::Listen(listen) => receive::listen::run(&listen, context, connect),
        Command::Gateway(gateway) => receive::gateway::run(&gateway, context),
        Command::Trigger(trigger) => trigger::run(&trigger, context),
        Command::Replay(replay) => replay::run(&replay, context),
        Command::Probe(probe) => probe::run(&probe, context),
        Command::Call(call) => call::run(&call, context, connect),
        Command::Sandbox(options) => sandbox::run(options, context),
        Command::Completions { shell } => Ok(completions::run(shell)),
        Command::Complete(complete) => Ok(complete::run(&complete)),
        Command::Man { dir } => man::run(dir.as_deref(), context),
        Command::Login(login) => login::run(&login, context, connect),
        Command::Logout => logout::run(context),
        Command::Whoami => whoami::run(&connect.in_force()?),
        Command::Doctor(options) => doctor::run(&options, context, connect),
        Command::Config(config) => config::run(&config, context),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::ExitCodes => Ok(exit_codes::run()),
        Command::Demo => demo::run(context),
    }
}
