//! `EventWriter`: writes each event to stdout, as text or as a line of JSON, and counts the deliveries.

use jiff::Timestamp;

use crate::args::Format;
use crate::context::Context;
use crate::receiver::{self, Exchange};
use crate::render::{json_line, listen_text, rejection_text};
use crate::report::listen::{DeliveryEvent, ListenEvent, ListenEventKind, Restored, Summary};
use crate::screen::{StdoutError, Stream};
use crate::server::guard::Refusal;

pub struct EventWriter<'c> {
    context: &'c Context,
    format: Format,
    /// May hold lines of JSON that are not flushed yet.
    stream: Stream<'c>,
    /// Whether to continue if the reader of stdout leaves.
    outlives_reader: bool,
    summary: Summary,
    /// The refusals of the current minute. Each is reported once a minute, so that many bad requests do not
    /// flood the output.
    refused: Vec<Refusal>,
    minute: i64,
}

impl<'c> EventWriter<'c> {
    pub fn new(context: &'c Context, format: Format) -> Self {
        Self {
            context,
            format,
            stream: context.screen.stream(),
            outlives_reader: false,
            summary: Summary::default(),
            refused: Vec::new(),
            minute: 0,
        }
    }

    pub fn outlive_reader(&mut self) {
        self.outlives_reader = true;
    }

    pub fn event(&mut self, kind: ListenEventKind) -> Result<(), StdoutError> {
        self.write(&ListenEvent { at: self.context.now().to_string(), kind })?;
        self.flush()
    }

    /// The caller must call [`Self::flush`]. One flush for several deliveries is faster than one for each.
    pub fn delivery(&mut self, at: Timestamp, delivery: DeliveryEvent) -> Result<(), StdoutError> {
        self.summary.add(&delivery);
        let event = ListenEvent { at: at.to_string(), kind: ListenEventKind::Delivery(Box::new(delivery)) };
        self.write(&event)?;
        if let (Format::Text, ListenEventKind::Delivery(delivery)) = (self.format, &event.kind) {
            let reasons = rejection_text(delivery);
            if !reasons.is_empty() {
                self.context.screen.note(&reasons);
            }
        }
        Ok(())
    }

    pub fn exchange_of(&mut self, report: receiver::Report) -> Option<Box<Exchange>> {
        let screen = &self.context.screen;
        match report {
            receiver::Report::Exchange(exchange, held) => {
                // End the memory reservation of the body. The caller handles one exchange at a time, so only
                // one body is in memory beyond the limit.
                drop(held);
                return Some(exchange);
            }
            receiver::Report::Refused(refusal) => self.refused(refusal),
            receiver::Report::NotCaptured(error) => {
                screen.warn(format!("a delivery was refused with 503, because it could not be written to the --capture file: {error}"));
            }
        }
        None
    }

    fn refused(&mut self, refusal: Refusal) {
        let minute = self.context.now().as_second() / 60;
        if self.minute != minute {
            (self.minute, self.refused) = (minute, Vec::new());
        }
        if !self.refused.contains(&refusal) {
            self.refused.push(refusal);
            let Refusal { status, reason } = refusal;
            self.context.screen.warn(format!("responded with {} to a request: {reason}", status.as_u16()));
        }
    }

    pub fn stop(&mut self, restored: Option<Restored>) -> Result<(), StdoutError> {
        self.outlive_reader();
        let summary = std::mem::take(&mut self.summary);
        self.event(ListenEventKind::Stopped { summary, restored: restored.map(Box::new) })
    }

    pub fn flush(&mut self) -> Result<(), StdoutError> {
        let flushed = self.stream.flush();
        self.settled(flushed)
    }

    fn write(&mut self, event: &ListenEvent) -> Result<(), StdoutError> {
        let written = match self.format {
            Format::Json => self.stream.line(&json_line("listen-event", event)),
            Format::Text => self.context.screen.tell(&listen_text(event)),
        };
        self.settled(written)
    }

    fn settled(&self, written: Result<(), StdoutError>) -> Result<(), StdoutError> {
        match written {
            Err(failed) if self.outlives_reader && failed.reader_left() => Ok(()),
            written => written,
        }
    }
}
