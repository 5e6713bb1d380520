//! `vsw probe`: sends a handler genuine deliveries, forgeries and a replay, and reports which of them it accepts.

mod attack;

use std::path::Path;

use vsw::capture::Capture;
use vsw::delivery::{Event, Method};
use vsw::sign::{Call, Step};

use crate::args::Format;
use crate::args::send::Probe;
use crate::args::sign::Account;
use crate::context::Context;
use crate::disk::{self, Replace};
use crate::failure::Failure;
use crate::flow::deliver::Deliverer;
use crate::flow::outputs;
use crate::render::{probe_junit, probed_text};
use crate::report::Report;
use crate::report::send::{
    ProbeOutcome, ProbeReport, ProbeSummary, ProbedForgery, ProbedGenuine, ProbedReplay, When,
};
use crate::signer::request::{self, Content};
use crate::signer::{Issued, Signer, random_uuid};

use attack::Attack;

pub fn run(probe: &Probe, context: &Context) -> Result<Report, Failure> {
    let attacks = Attack::chosen(probe)?;
    if let Some(path) = &probe.report {
        outputs::refuse_stdout("the report", "--report junit", path)?;
        replace(&context.protected()).check(path).map_err(|source| report_failure(path, source))?;
    }
    let prober = Prober::new(probe, context)?;
    let report = prober.probe(attacks)?;
    if let Some(path) = &probe.report {
        let text = probe_junit(&report, &context.now());
        replace(&context.protected())
            .write(path, text.as_bytes())
            .map_err(|source| report_failure(path, source))?;
    }
    Ok(Report::Probe(report))
}

fn replace(protected: &[disk::Protected]) -> Replace<'_> {
    Replace { protected, ..disk::PUBLIC }
}

fn report_failure(path: &Path, source: disk::WriteFileError) -> Failure {
    Failure::Report { wanted: format!("junit={}", path.display()), source }
}

/// Sends deliveries that differ only in what is wrong with them.
struct Prober<'p> {
    probe: &'p Probe,
    context: &'p Context,
    deliverer: Deliverer<'p>,
    /// Signs with the account's secret.
    signer: Signer,
    /// Signs with a random one.
    stranger: Signer,
    event: Event,
}

impl<'p> Prober<'p> {
    fn new(probe: &'p Probe, context: &'p Context) -> Result<Self, Failure> {
        let account = Account {
            application: probe.expect_application,
            api_key: probe.expect_api_key.clone(),
            signature_secret_file: probe.signature_secret_file.clone(),
        };
        let usual = if Method::from(probe.method) == Method::Get { Event::Answer } else { Event::Answered };
        Ok(Self {
            probe,
            context,
            deliverer: Deliverer::new(&probe.url, &probe.sending, context)?,
            signer: Signer::find(&account, None, context)?,
            stranger: Signer::random(&account, context)?,
            event: probe.event.unwrap_or(usual),
        })
    }

    fn probe(&self, attacks: (Vec<Attack>, Vec<String>)) -> Result<ProbeReport, Failure> {
        let (attacks, skipped) = attacks;
        let mut report = ProbeReport {
            target: self.deliverer.target(),
            genuine: Vec::new(),
            forgeries: Vec::new(),
            replay: ProbedReplay { status: None, outcome: ProbeOutcome::Refused },
            summary: ProbeSummary::default(),
            skipped,
            strict: self.probe.strict,
        };
        let (before, _) = self.genuine(When::Before)?;
        let is_taken = before.taken;
        report.genuine.push(before);
        if !is_taken {
            // A handler that refuses everything proves nothing by refusing forgeries.
            return Ok(report);
        }
        for attack in attacks {
            let forgery = self.attack(attack)?;
            let count = match forgery.outcome {
                ProbeOutcome::Refused => &mut report.summary.refused,
                ProbeOutcome::Accepted => &mut report.summary.accepted,
                ProbeOutcome::Error => &mut report.summary.errors,
            };
            *count += 1;
            if self.context.global.format() == Format::Text {
                self.context.screen.note(&probed_text(&forgery));
            }
            report.forgeries.push(forgery);
        }
        let (after, delivery) = self.genuine(When::After)?;
        report.genuine.push(after);
        let status = self.deliverer.send(&delivery).status;
        let accepted = ProbeOutcome::of(status) == ProbeOutcome::Accepted;
        let outcome = if accepted { ProbeOutcome::Accepted } else { ProbeOutcome::Refused };
        report.replay = ProbedReplay { status, outcome };
        Ok(report)
    }

    fn genuine(&self, when: When) -> Result<(ProbedGenuine, Capture), Failure> {
        let delivery = self.signer.sign(self.webhook()?, &Issued::now(self.context), None, self.context)?;
        let sent = self.deliverer.send(&delivery);
        let taken = sent.is_taken();
        Ok((ProbedGenuine { when, status: sent.status, taken, error: sent.error }, delivery))
    }

    fn attack(&self, attack: Attack) -> Result<ProbedForgery, Failure> {
        let issued = Issued::now(self.context);
        let delivery = match attack {
            Attack::Token(forgery) => {
                let signer = if forgery.needs_account_secret() { &self.signer } else { &self.stranger };
                signer.sign(self.webhook()?, &issued, Some(forgery), self.context)?
            }
            Attack::Transport(kind) => {
                kind.spoil(self.signer.sign(self.webhook()?, &issued, None, self.context)?)
            }
        };
        let status = self.deliverer.send(&delivery).status;
        let outcome = ProbeOutcome::of(status);
        Ok(ProbedForgery {
            kind: attack.word().to_owned(),
            code: attack.code(),
            status,
            outcome,
            hole: attack.hole(),
        })
    }

    /// Returns a new webhook of the event, not yet signed.
    fn webhook(&self) -> Result<Capture, Failure> {
        let call = Call {
            uuid: random_uuid(),
            conversation_uuid: format!("CON-{}", random_uuid()),
            began_ms: u64::try_from(self.context.now().as_millisecond()).unwrap_or_default(),
        };
        let content = match call.webhook(Step { after_ms: 0, event: self.event }) {
            Some(sample) => Content::Sample(request::with_members(sample, &self.probe.members)?),
            None => Content::Nothing,
        };
        let path = self.deliverer.path(request::usual_path(None, Some(self.event)));
        Ok(request::unsigned(self.probe.method.into(), path, content, self.context.now_in_seconds()))
    }
}
