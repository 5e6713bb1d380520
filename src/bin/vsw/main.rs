//! The `vsw` program: parses the arguments, runs the command, renders the result, and exits.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

mod api;
mod application_token;
mod args;
mod baseline;
mod capture;
mod codes;
mod commands;
mod config;
mod context;
mod diagnosis;
mod disk;
mod exit;
mod failure;
mod fleet;
mod flow;
mod inspector;
mod journal;
mod metrics;
mod online;
mod panic_hook;
mod plan;
mod profiles;
mod public_url;
mod receiver;
mod render;
#[cfg(feature = "redis")]
mod replay_store;
mod report;
mod runtime;
mod sandbox;
mod screen;
mod sender;
mod server;
mod signals;
mod signer;
mod strict_toml;
mod subprocess;
mod tls;
mod verifier;
mod vocabulary;
mod watch;

use std::process::ExitCode;

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    panic_hook::end_with_a_bug_on_panic();
    signals::watch();
    let line: Vec<_> = std::env::args_os().collect();
    let exit = match args::Args::of(&line) {
        Err(error) => render::usage(&error, &line, &context::secrets_of_environment()),
        Ok(args) => {
            let context = context::Context::new(args.global, line);
            screen::log::start(context.global.verbose, context.screen.redactions().clone());
            let step_summary = context.environment.path("GITHUB_STEP_SUMMARY");
            context.protect_inputs(&args.command);
            let run_info = render::RunInfo::new(args.command.reports(), context.now(), step_summary);
            render::prepare(&run_info, context.global.format(), &context.screen, context.end_state());
            let checked = flow::outputs::check(&args.command, &context);
            let result = checked.and_then(|()| commands::run(args.command, &context));
            let run_info = run_info.ending(context.now(), context.protected());
            render::finish(&result, &run_info, context.global.format(), &context.screen)
        }
    };
    let exit = signals::left_to_run().map_or(exit, |by_signal| exit.worse(by_signal));
    ExitCode::from(exit.code())
}
