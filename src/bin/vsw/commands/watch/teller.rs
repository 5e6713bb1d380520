//! Teller: events as they happen, each a line of JSON or of text; one that is written is out.

use crate::args::Format;
use crate::context::Context;
use crate::render::{event_text, json_line};
use crate::report::watch::WatchEvent;
use crate::screen::{Ended, Screen};

/// Whom events are told to.
pub struct Teller<'t> {
    screen: &'t Screen,
    format: Format,
}

impl<'t> Teller<'t> {
    pub fn new(context: &'t Context) -> Self {
        Self { screen: &context.screen, format: context.global.format() }
    }

    /// # Errors
    /// The reader left, or stdout failed.
    pub fn tell(&self, event: &WatchEvent) -> Result<(), Ended> {
        match self.format {
            Format::Json => {
                let mut stream = self.screen.stream();
                stream.line(&json_line(event))?;
                stream.flush()
            }
            Format::Text => self.screen.tell(&event_text(event)),
        }
    }
}
