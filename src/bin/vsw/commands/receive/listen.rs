//! `vsw listen`: receives and verifies webhooks, and can forward them to a handler.
//!
//! The receiver runs on its own thread and sends reports to the main thread.

mod expectation;
mod greeting;
mod handler_process;
mod inspection;
mod opened;
mod point;
mod quiet;
mod settings;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::sleep;

use super::capture_file;
use super::event_writer::EventWriter;
use super::upstream::Upstream;
use crate::args::listen::Listen;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::received::{self, Search};
use crate::online::Connector;
use crate::receiver::{self, Forwarder, Options, Receiver, TokenStore};
use crate::report::Report;
use crate::report::listen::ListenEventKind;
use crate::runtime;
use crate::screen::{Line, StdoutError};
use crate::sender::{Sender, Target};
use crate::server::Server;
use crate::signals;
use crate::subprocess::Background;

use expectation::{Expectation, State};
use greeting::greeting;
use inspection::Inspection;
use point::Pointing;
use quiet::Quiet;
use settings::Settings;

/// If at least this many reports wait, rejections are reported without causes.
const MAY_WAIT: usize = 16;

pub fn run(listen: &Listen, context: &Context, connect: Connector<'_>) -> Result<Report, Failure> {
    if let Some(file) = &listen.open {
        return opened::run(file, listen, context);
    }
    let settings = Settings::read(listen, context)?;
    let sender = listen.forward_to.as_deref().map(|url| sender(url, listen, context)).transpose()?;
    let marks = listen.forward_all;
    let forwarder = sender.clone().map(|sender| Arc::new(Forwarder { sender, marks }));
    let options = Options {
        era: listen.signing,
        forwards_all: listen.forward_all,
        body_limit: usize::try_from(listen.body_limit).unwrap_or(usize::MAX),
        in_flight: receiver::LIMITS.connections as usize,
        capture: listen.capture.as_deref().map(|path| capture_file(path, context)).transpose()?,
        clock: Arc::new(context.clock()),
        stopwatch: Arc::new(context.stopwatch()),
    };
    let store = Arc::new(TokenStore::in_memory());
    let route = settings.route(forwarder.as_ref());
    let (receiver, reports) = Receiver::new(route, store, &settings.verifier, options);
    let receiver = Arc::new(receiver);
    let pointing = Pointing::prepare(listen, context, connect)?;
    signals::hold();
    signals::reload_on_hangup();
    let address = SocketAddr::new(listen.bind, listen.port);
    let server = Server::start("listen", address, receiver.proxy(), receiver::LIMITS)?;
    let runtime = runtime::new().map_err(anyhow::Error::from)?;
    let process = {
        let _guard = runtime.enter();
        handler_process::start(listen, &settings.secrets, context)?
    };
    let address = format!("http://{}", server.address());
    let inspection = Inspection::of(listen, Some(address.clone()), sender.clone())?;
    let mut writer = EventWriter::new(context, context.global.format());
    if !listen.expect.is_empty() {
        // With `--expect`, the exit code is the result: stdout may be closed.
        writer.outlive_reader();
    }
    let session = Session {
        listen,
        context,
        settings,
        address,
        receiver,
        reports,
        writer,
        upstream: sender.map(|sender| Upstream::new(sender, "")),
        forwarder,
        inspection,
        expectation: Expectation::of(listen, context),
        pointing,
    };
    session.run(&runtime, server, process)
}

fn sender(url: &str, listen: &Listen, context: &Context) -> Result<Sender, Failure> {
    let target = Target::parse(url, &listen.yes_i_own_this)?;
    Ok(Sender::new(&target, context.global.ca_file.as_deref(), listen.upstream_timeout)?)
}

struct Session<'l> {
    listen: &'l Listen,
    context: &'l Context,
    settings: Settings,
    address: String,
    receiver: Arc<Receiver>,
    /// `None` if the receiver answers deliveries itself.
    forwarder: Option<Arc<Forwarder>>,
    reports: mpsc::Receiver<receiver::Report>,
    writer: EventWriter<'l>,
    upstream: Option<Upstream>,
    inspection: Option<Inspection>,
    expectation: Option<Expectation>,
    pointing: Option<Pointing<'l>>,
}

enum End {
    Signal(Exit),
    HandlerEnded(u8),
    Arrived,
    /// The text names the events that did not arrive in time.
    Missing(String),
    ReaderLeft,
}

impl Session<'_> {
    fn run(
        mut self,
        runtime: &Runtime,
        server: Server,
        mut process: Option<Background>,
    ) -> Result<Report, Failure> {
        // The receiver must run as long as the webhooks are pointed to it.
        let begun = self.pointing.as_mut().map_or(Ok(()), Pointing::begin);
        let ended = begun.and_then(|()| match signals::held() {
            Some(exit) => Ok(End::Signal(exit)),
            None => Ok(runtime.block_on(async {
                self.greet().await?;
                self.receive(process.as_mut()).await
            })?),
        });
        let restored = self.pointing.as_mut().and_then(Pointing::end);
        // Dropping the server lets the requests in flight finish, so stop their handler only after that.
        drop(server);
        // If the reader of stdout has left, the remaining reports cannot be written either.
        while let Ok(report) = self.reports.try_recv()
            && self.hear(report).is_ok()
        {}
        if let Some(process) = process {
            runtime.block_on(process.stop());
        }
        let end = match ended {
            Err(Failure::Stdout(failed)) if failed.reader_left() => End::ReaderLeft,
            other => other?,
        };
        let (restored, exit_of_pointing) = restored.unzip();
        self.writer.stop(restored)?;
        let exit = match end {
            End::Signal(exit) => exit,
            End::HandlerEnded(code) => Exit::OfCommand(code),
            End::Arrived | End::ReaderLeft => Exit::Yes,
            End::Missing(words) => {
                self.context.screen.fail(&words, None);
                Exit::No
            }
        };
        Ok(Report::Ended(exit.worse(exit_of_pointing.unwrap_or_default())))
    }

    async fn greet(&mut self) -> Result<(), StdoutError> {
        let inspector = self.inspection.as_ref().map(Inspection::url);
        let greeting = greeting(self.listen, &self.settings.secrets, &self.address, inspector.as_deref());
        let pointed = self.pointing.as_ref().and_then(Pointing::pointed);
        let address = Some(self.address.clone());
        self.writer.event(ListenEventKind::Listening { address, inspector, pointed, gateway: None })?;
        self.context.screen.note(&greeting);
        self.pointing.iter().for_each(Pointing::tell);
        match &mut self.upstream {
            Some(upstream) => {
                let event = upstream.probe().await;
                self.writer.event(event)
            }
            None => Ok(()),
        }
    }

    async fn receive(&mut self, mut process: Option<&mut Background>) -> Result<End, StdoutError> {
        let mut quiet = Quiet::new(self.context);
        loop {
            if let Some(exit) = signals::held() {
                return Ok(End::Signal(exit));
            }
            if signals::hung_up() {
                self.reload();
            }
            quiet.look();
            tokio::select! {
                report = self.reports.recv() => if let Some(report) = report {
                    quiet.restart();
                    self.hear(report)?;
                },
                question = inspection::question(&mut self.inspection) => {
                    if let Some(inspection) = &self.inspection {
                        inspection.answer(question, &self.settings, self.context);
                    }
                },
                code = ended(&mut process) => return Ok(End::HandlerEnded(code)),
                () = sleep(signals::POLL_INTERVAL) => {}
            }
            match self.expectation.as_ref().map(Expectation::state) {
                Some(State::Met) => return Ok(End::Arrived),
                Some(State::Late(words)) => return Ok(End::Missing(words)),
                Some(State::Open) | None => {}
            }
        }
    }

    fn hear(&mut self, report: receiver::Report) -> Result<(), StdoutError> {
        let Some(exchange) = self.writer.exchange_of(report) else { return Ok(()) };
        // Under load, the search for causes would delay the next reports.
        let search = if self.reports.len() < MAY_WAIT { Search::Causes } else { Search::Nothing };
        let delivery = received::event(&exchange, self.settings.verifying(), search, self.context);
        if let Some(inspection) = &self.inspection {
            inspection.show(&exchange, delivery.clone());
        }
        if let Some(expectation) = &mut self.expectation {
            expectation.arrived(&delivery);
        }
        let at = exchange.at;
        self.writer.delivery(at, delivery)?;
        self.writer.flush()?;
        let state = match (&mut self.upstream, exchange.upstream) {
            (Some(upstream), Some(forwarded)) => upstream.record(&forwarded, self.context),
            _ => None,
        };
        state.map_or(Ok(()), |state| self.writer.event(state))
    }

    /// Reads the secrets and the NCCO (the actions that answer a call, `--answer`) again. If this fails, the
    /// old ones stay in use.
    fn reload(&mut self) {
        let screen = &self.context.screen;
        self.context.forget_profiles();
        match Settings::read(self.listen, self.context) {
            Ok(settings) => {
                self.receiver.replace(settings.route(self.forwarder.as_ref()));
                self.settings = settings;
                screen.note(&Line::new().faint("reloaded the secrets and the NCCO").into());
            }
            Err(failure) => screen.warn(format!("the previous secrets and NCCO stay in use: {failure}")),
        }
    }
}

/// Waits until the handler's process ends. Without a process, waits forever.
async fn ended(process: &mut Option<&mut Background>) -> u8 {
    match process {
        Some(process) => process.ended().await,
        None => std::future::pending().await,
    }
}
