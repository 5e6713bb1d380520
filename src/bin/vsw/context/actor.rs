//! Actor: the user, machine and CI job of this run, for the journal.

use crate::context::Environment;
use crate::journal::Actor;
use crate::vocabulary::VERSION;

const MAX_CHARS: usize = 200;

pub(super) fn actor(environment: &Environment) -> Actor {
    let text =
        |name: &str| environment.text(name).map(|text| text.chars().take(MAX_CHARS).collect::<String>());
    let user = text("USER").or_else(|| text("LOGNAME"));
    let user = user.unwrap_or_else(|| format!("uid {}", rustix::process::geteuid().as_raw()));
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    Actor { user: Some(user), host: Some(host), job: job(&text), vsw: VERSION.to_owned() }
}

fn job(text: &impl Fn(&str) -> Option<String>) -> Option<String> {
    if let Some(run) = text("GITHUB_RUN_ID") {
        return Some(format!(
            "{} run {run}",
            text("GITHUB_REPOSITORY").unwrap_or_else(|| "GitHub".to_owned())
        ));
    }
    text("CI_JOB_URL")
        .or_else(|| text("BUILD_URL"))
        .or_else(|| text("CI").filter(|ci| ci != "false" && ci != "0").map(|_| "CI".to_owned()))
}
