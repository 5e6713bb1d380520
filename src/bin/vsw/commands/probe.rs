//! `vsw probe`: sends genuine deliveries, forgeries and a replay to a handler, and reports which the handler
//! accepts.

mod alteration;
mod problem;
mod webhook;

use bytes::Bytes;
use hyper::Request;
use hyper::header::{CONNECTION, HeaderValue, LOCATION};
use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::sign::Forgery;

use crate::args::probe::Probe;
use crate::args::sign::Account;
use crate::context::Context;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::probe::{
    Answer, ForgerySent, GenuineSent, ProbeReport, ProbeSummary, ReplaySent, SkippedKind, When,
};
use crate::runtime;
use crate::sender::{SendError, Sender, Target, request};
use crate::signer::{Issued, Signer};
use crate::vocabulary::ProbeKind;

use webhook::Webhook;

/// After this many timeouts in a row, the remaining forgeries are skipped.
const MAX_TIMEOUTS: usize = 3;

pub fn run(probe: &Probe, context: &Context) -> Result<Report, Failure> {
    let (target, path) = Target::of_handler(&probe.url, &probe.sending.yes_i_own_this)?;
    let method = if probe.method.eq_ignore_ascii_case("GET") { Method::Get } else { Method::Post };
    let webhook = Webhook::claim(probe, method, path, context)?;
    let signer = Signer::find(&account(probe), None, context)?;
    let webhook = webhook.read()?;
    let sender = Sender::new(&target, context.global.ca_file.as_deref(), probe.sending.response_timeout)?;
    let run = Run { probe, context, signer, method, webhook, sender };
    let runtime = runtime::new().map_err(anyhow::Error::from)?;
    runtime.block_on(run.report())
}

/// Returns the account of genuine deliveries. By default, it is that of `--expect-api-key` and
/// `--expect-application`.
fn account(probe: &Probe) -> Account {
    let Account { application, api_key, signature_secret_file } = &probe.account;
    Account {
        application: application.or(probe.expect_application.flatten()),
        api_key: api_key.clone().or_else(|| probe.expect_api_key.clone().flatten()),
        signature_secret_file: signature_secret_file.clone(),
    }
}

struct Run<'r> {
    probe: &'r Probe,
    context: &'r Context,
    signer: Signer,
    method: Method,
    webhook: Webhook<'r>,
    sender: Sender,
}

impl Run<'_> {
    async fn report(&self) -> Result<Report, Failure> {
        let waiting = self.context.screen.waiting(format!("probing {}", self.probe.url));
        let first = self.genuine()?;
        let (before, error) = self.send(&first).await;
        let mut genuine = vec![GenuineSent::new(When::Before, before.clone())];
        let (mut forgeries, mut skipped, mut replay) =
            (Vec::new(), Vec::new(), ReplaySent::new(Answer::default()));
        // If the first delivery gets no response, later ones would get none either.
        if error.is_none() {
            (forgeries, skipped) = self.forgeries().await?;
            if before.is_accepted() {
                replay = ReplaySent::new(self.send(&first).await.0);
            }
            let (after, _) = self.send(&self.genuine()?).await;
            genuine.push(GenuineSent::new(When::After, after));
        }
        drop(waiting);
        let mut report = ProbeReport {
            target: self.probe.url.clone(),
            method: self.method.word(),
            holes: ProbeReport::holes(&forgeries, &replay),
            summary: ProbeSummary::of(&forgeries),
            genuine,
            forgeries,
            replay,
            skipped,
            detail: None,
            hint: None,
            strict: self.probe.strict,
        };
        if !report.is_conclusive() {
            let (detail, hint) = problem::of(&report, error.as_ref(), &self.signer);
            (report.detail, report.hint) = (Some(detail), Some(hint));
        }
        Ok(Report::Probe(Box::new(report)))
    }

    async fn forgeries(&self) -> Result<(Vec<ForgerySent>, Vec<SkippedKind>), Failure> {
        let (mut forgeries, mut skipped) = (Vec::new(), Vec::new());
        let mut timeouts = 0;
        for kind in ProbeKind::all().filter(|kind| kind.applies_to(self.method)) {
            let reason = match self.skip(kind) {
                None if timeouts == MAX_TIMEOUTS => Some("the handler had stopped responding".to_owned()),
                reason => reason,
            };
            if let Some(reason) = reason {
                skipped.push(SkippedKind { kind, reason });
                continue;
            }
            let Some(delivery) = self.forged(kind)? else {
                let reason = "the body does not start with a nonempty JSON object or array".to_owned();
                skipped.push(SkippedKind { kind, reason });
                continue;
            };
            let (answer, _) = self.send(&delivery).await;
            timeouts = if answer.timed_out { timeouts + 1 } else { 0 };
            forgeries.push(ForgerySent::new(kind, answer));
        }
        Ok((forgeries, skipped))
    }

    fn skip(&self, kind: ProbeKind) -> Option<String> {
        let reason = match kind {
            _ if self.probe.skip.contains(&kind) => "--skip",
            ProbeKind::Forged(Forgery::WrongApiKey) if self.probe.expect_api_key.is_none() => {
                "add --expect-api-key if the handler should accept only one account"
            }
            ProbeKind::Forged(Forgery::WrongApplication) if self.probe.expect_application.is_none() => {
                "add --expect-application if the handler should accept only one application"
            }
            _ => return None,
        };
        Some(reason.to_owned())
    }

    fn genuine(&self) -> Result<Capture, Failure> {
        self.signer.sign(self.webhook.unsigned()?, &Issued::now(self.context), None, self.context)
    }

    /// Each forgery has a new token, because a handler may refuse a known token as a replay.
    fn forged(&self, kind: ProbeKind) -> Result<Option<Capture>, Failure> {
        match kind {
            ProbeKind::Forged(forgery) => {
                let other;
                let signer = if forgery.needs_account_secret() {
                    &self.signer
                } else {
                    other = alteration::with_secret(&self.signer, alteration::random_secret())?;
                    &other
                };
                let issued = Issued::now(self.context);
                signer.sign(self.webhook.unsigned()?, &issued, Some(forgery), self.context).map(Some)
            }
            ProbeKind::Altered(fault) => {
                alteration::of(fault, &self.signer, &self.webhook.unsigned()?, self.context)
            }
        }
    }

    async fn send(&self, delivery: &Capture) -> (Answer, Option<SendError>) {
        let sent = match on_own_connection(delivery) {
            Ok(request) => self.sender.send(request).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(response) => {
                let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
                let status = Some(response.status().as_u16());
                (Answer { status, location: location.map(str::to_owned), ..Answer::default() }, None)
            }
            Err(error) => {
                let answer = Answer {
                    error: Some(error.to_string()),
                    timed_out: error.is_timeout(),
                    ..Answer::default()
                };
                (answer, Some(error))
            }
        }
    }
}

/// Each delivery has its own connection, because a handler may close the connection after a refusal.
fn on_own_connection(delivery: &Capture) -> Result<Request<Bytes>, SendError> {
    let mut request = request(delivery, &delivery.url)?;
    request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    Ok(request)
}
