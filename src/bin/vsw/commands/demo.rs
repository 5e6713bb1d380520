//! `vsw demo`: the story of a flag and of two webhooks, played on the sandbox with real commands.
//!
//! Each step's exit code is looked at, and a fact beside it: what the sandbox has stored, or a word of the verdict. A
//! demonstration that only printed its commands would go on telling the story after it stopped being true.

mod stage;

use crate::codes::Code;
use crate::context::Context;
use crate::failure::Failure;
use crate::report::demo::DemoReport;
use crate::report::{Report, VERSION};

use stage::{Ended, Stage};

/// What a colleague calls the application at the Dashboard.
const RENAMED: &str = "Renamed by a colleague";

pub fn run(context: &Context) -> Result<Report, Failure> {
    let mut stage = Stage::set(context)?;
    let failed = match play(&mut stage) {
        Ok(()) => None,
        Err(Ended::Astray(why)) => Some(why),
        Err(Ended::Stopped(exit)) => return Ok(Report::Ended(exit)),
        Err(Ended::Failed(failure)) => return Err(*failure),
    };
    Ok(Report::Demo(DemoReport { schema: "vsw/demo/1", vsw: VERSION, steps: stage.taken(), failed }))
}

fn play(stage: &mut Stage<'_>) -> Result<(), Ended> {
    the_flag(stage)?;
    the_dashboard(stage)?;
    the_webhooks(stage)
}

/// Absent, then on.
fn the_flag(stage: &mut Stage<'_>) -> Result<(), Ended> {
    let id = stage.id();
    let before = stage.application()?;
    stage
        .vsw("Are this application's voice webhooks signed?", &["status", &id])?
        .ended(1)?
        .said(Code::FlagAbsent.word())?;
    stage
        .vsw("What would be changed?", &["enable", &id, "--dry-run"])?
        .ended(1)?
        .said("+      \"signed_callbacks\": true")?;
    stage.same(&before)?;
    stage
        .vsw("Switch it on: GET, put one member in, PUT, GET again.", &["enable", &id])?
        .ended(0)?
        .said("absent → on")?;
    stage.grew_by_the_flag(&before)?;
    stage
        .vsw("Is it still on? This is what a CI job asks.", &["status", &id])?
        .ended(0)?
        .said("signing   on")?;
    Ok(())
}

/// Dropped, noticed, and on again, with the colleague's edit left alone.
fn the_dashboard(stage: &mut Stage<'_>) -> Result<(), Ended> {
    let id = stage.id();
    stage.dashboard(
        "A colleague renames the application at the Dashboard. In the Developer Preview that drops the flag.",
        RENAMED,
    )?;
    let edited = stage.application()?;
    stage
        .vsw("The next CI job notices, and says what else moved.", &["status", &id])?
        .ended(1)?
        .said(Code::FlagDropped.word())?
        .said("moved     /name")?;
    stage.vsw("On again; the new name stays.", &["enable", &id])?.ended(0)?.said(RENAMED)?;
    stage.grew_by_the_flag(&edited)
}

/// One that Vonage would send, and one that somebody made of it.
fn the_webhooks(stage: &mut Stage<'_>) -> Result<(), Ended> {
    stage.receive(
        "A webhook arrives. (It is made here, signed as Vonage signs, with the sandbox's signature secret.)",
        "body.json",
        "header.txt",
    )?;
    let verify = |body| ["verify", "--header-file", "header.txt", "--body-file", body];
    stage
        .vsw("Is it genuine? header.txt is its Authorization header.", &verify("body.json"))?
        .ended(0)?
        .said("genuine")?;
    stage.forge("Somebody changes one word of it.", "body.json", ["answered", "rejected"], "forged.json")?;
    stage
        .vsw("The same header, and a body that was not signed.", &verify("forged.json"))?
        .ended(1)?
        .said("payload-mismatch")?;
    Ok(())
}
