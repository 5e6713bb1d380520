//! Opened: shows a capture file on the web page of `--inspect`. Receives nothing. Verifies each delivery as
//! of its receive time.

use std::path::Path;

use tokio::time::sleep;

use super::super::event_writer::EventWriter;
use super::inspection::{self, Inspection};
use super::sender;
use super::settings::Settings;
use crate::args::listen::Listen;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::capture_file;
use crate::flow::received::{self, Search};
use crate::receiver::Exchange;
use crate::report::Report;
use crate::report::listen::ListenEventKind;
use crate::{runtime, signals};

pub fn run(file: &Path, listen: &Listen, context: &Context) -> Result<Report, Failure> {
    let settings = Settings::read(listen, context)?;
    let sender = listen.forward_to.as_deref().map(|url| sender(url, listen, context)).transpose()?;
    let input = context.stdin.input("--open", file)?;
    let mut inspection = Inspection::of(listen, None, sender)?;
    let stopwatch = context.stopwatch();
    let mut number = 0;
    capture_file::read(&input, "nothing is shown", |capture| {
        number += 1;
        if let Some(inspection) = &inspection {
            let exchange = Exchange::of_file(
                number,
                capture,
                &settings.verifier,
                listen.signing,
                context.now(),
                &stopwatch,
            );
            let event = received::event(&exchange, settings.verifying(), Search::Nothing, context);
            inspection.show(&exchange, event);
        }
    })?;
    let inspector = inspection.as_ref().map(Inspection::url);
    let mut writer = EventWriter::new(context, context.global.format());
    writer.event(ListenEventKind::Listening { address: None, inspector, pointed: None, gateway: None })?;
    signals::hold();
    let exit = runtime::new().map_err(anyhow::Error::from)?.block_on(async {
        loop {
            if let Some(exit) = signals::held() {
                return exit;
            }
            tokio::select! {
                question = inspection::question(&mut inspection) => {
                    if let Some(inspection) = &inspection {
                        inspection.answer(question, &settings, context);
                    }
                }
                () = sleep(signals::POLL_INTERVAL) => {}
            }
        }
    });
    Ok(Report::Ended(exit))
}
