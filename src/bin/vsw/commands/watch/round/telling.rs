//! Telling: writes events to stdout, and adds those about drift to the report for the `--on-drift` command.

use super::Rounds;
use crate::args::Format;
use crate::commands::watch::Stop;
use crate::commands::watch::hook::{Hook, HookResult, Shutdown};
use crate::failure::Failure;
use crate::render::{event_text, json_line};
use crate::report::watch::{EventCode, EventKind, WatchEvent};
use crate::screen::Line;
use crate::vocabulary::Word as _;

impl Rounds<'_> {
    pub fn report_results(&mut self) -> Result<(), Stop> {
        for result in self.hook.as_ref().map(Hook::results).unwrap_or_default() {
            let word = match result {
                HookResult::Line(line) => {
                    self.context.screen.note(&Line::new().faint("on-drift: ").plain(line).into());
                    continue;
                }
                HookResult::Done => "done".to_owned(),
                HookResult::Failed(failure, why) => {
                    self.report(EventKind::OnDriftFailed, |event| {
                        (event.code, event.detail) = (Some(EventCode::OnDrift(failure)), Some(why));
                    })?;
                    failure.to_word()
                }
            };
            *self.metrics.lock().calls.entry(word).or_default() += 1;
        }
        Ok(())
    }

    pub fn reloaded(&mut self, failure: Option<&Failure>) -> Result<(), Stop> {
        {
            let mut state = self.metrics.lock();
            state.reload_failed = failure.is_some();
            if failure.is_none() {
                state.last_reload = Some(self.context.now());
                self.counted.clear();
            }
        }
        match failure {
            None => self.report(EventKind::Reloaded, |_| ()),
            Some(failure) => self.report(EventKind::ReloadFailed, |event| {
                let words = format!("the previous files stay in use: {failure}");
                (event.code, event.detail) = (Some(EventCode::Of(failure.code())), Some(words));
            }),
        }
    }

    pub fn stop(mut self, shutdown: Shutdown, why: &str) -> Result<(), Stop> {
        if let Some(hook) = &mut self.hook {
            hook.finish(shutdown);
        }
        self.report_results()?;
        self.report(EventKind::Stopped, |event| event.detail = Some(why.to_owned()))
    }

    /// Also adds an event about drift to the report for the `--on-drift` command.
    pub fn report(&mut self, kind: EventKind, say: impl FnOnce(&mut WatchEvent)) -> Result<(), Stop> {
        let mut event = WatchEvent::new(kind, self.context.now().to_string(), self.number);
        say(&mut event);
        self.drift.add(&event);
        self.write(&event)
    }

    pub(super) fn write(&self, event: &WatchEvent) -> Result<(), Stop> {
        let screen = &self.context.screen;
        match self.context.global.format() {
            Format::Json => {
                let mut stream = screen.stream();
                stream.line(&json_line("watch-event", event))?;
                stream.flush()?;
            }
            Format::Text => screen.tell(&event_text(event))?,
        }
        Ok(())
    }
}
