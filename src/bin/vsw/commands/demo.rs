//! `vsw demo`: shows the main commands on a sandbox. The printed `vsw` commands really run. Other printed
//! commands are only simulated.

mod stage;

use crate::codes::Code;
use crate::context::Context;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::demo::DemoReport;

use stage::{Ended, Stage};

const RENAMED: &str = "Renamed by a colleague";

pub fn run(context: &Context) -> Result<Report, Failure> {
    let mut stage = Stage::set(context)?;
    let failed = match play(&mut stage) {
        Ok(()) => None,
        Err(Ended::Astray(why)) => Some(why),
        Err(Ended::Stopped(exit)) => return Ok(Report::Ended(exit)),
        Err(Ended::Failed(failure)) => return Err(*failure),
    };
    Ok(Report::Demo(DemoReport { steps: stage.taken(), failed }))
}

fn play(stage: &mut Stage<'_>) -> Result<(), Ended> {
    let id = stage.id();
    turn_on_flag(stage, &id)?;
    lose_and_restore_flag(stage, &id)?;
    verify_webhooks(stage)?;
    make_calls(stage, &id)
}

fn turn_on_flag(stage: &mut Stage<'_>, id: &str) -> Result<(), Ended> {
    let before = stage.document()?;
    let question = "Are this application's voice webhooks signed?";
    stage.vsw(question, &["status", id], 1, &[Code::FlagAbsent.word()])?;
    let added = "+      \"signed_callbacks\": true";
    stage.vsw("What would be changed?", &["enable", id, "--dry-run"], 1, &[added])?;
    stage.same(&before)?;
    let about = "Turn signing on: GET, insert one member, PUT, GET again.";
    stage.vsw(about, &["enable", id], 0, &["absent → on"])?;
    stage.grew_by_the_flag(&before)?;
    stage.vsw("Is signing still on? This is what a CI job asks.", &["status", id], 0, &["signing   on"])
}

fn lose_and_restore_flag(stage: &mut Stage<'_>, id: &str) -> Result<(), Ended> {
    stage.dashboard(
        "A colleague renames the application at the Dashboard. In the Developer Preview that drops the flag.",
        RENAMED,
    )?;
    let edited = stage.document()?;
    let about = "The next CI job detects the lost flag, and reports the new name.";
    stage.vsw(about, &["status", id], 1, &[Code::FlagDropped.word(), "moved     /name"])?;
    stage.vsw("Turn signing on again; the new name stays.", &["enable", id], 0, &[RENAMED])?;
    stage.grew_by_the_flag(&edited)
}

fn verify_webhooks(stage: &mut Stage<'_>) -> Result<(), Ended> {
    stage.receive(
        "A webhook arrives. (It is made here, signed as Vonage signs, with the sandbox's signature secret.)",
        "body.json",
        "header.txt",
    )?;
    let verify = |body| ["verify", "--header-file", "header.txt", "--body-file", body];
    let about = "Is it genuine? header.txt is its Authorization header.";
    stage.vsw(about, &verify("body.json"), 0, &["genuine"])?;
    stage.forge("An attacker changes one word of the body.", "body.json", "forged.json")?;
    let about = "The same header, and a body that was not signed.";
    stage.vsw(about, &verify("forged.json"), 1, &["payload-mismatch"])
}

fn make_calls(stage: &mut Stage<'_>, id: &str) -> Result<(), Ended> {
    let code = "Your code is 4 2 7";
    let call = ["call", "--to", "447700900000", "--from", "442079460000", "--say", code, "--verify"];
    stage.vsw(
        "A call that speaks a code. Are its events signed?",
        &call,
        0,
        &["4 of 4 events of the call signed"],
    )?;
    stage.dashboard("The colleague edits the application again, and the flag is gone.", RENAMED)?;
    let about = "The events of the next call are unsigned: a handler must refuse them.";
    stage.vsw(about, &call, 1, &["0 of 4 events of the call signed", Code::NoHeader.word()])?;
    stage.vsw("Why?", &["status", id], 1, &[Code::FlagDropped.word()])
}
