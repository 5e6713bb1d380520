//! `vsw trigger`: sends a signed webhook, or all webhooks of a call, to a handler.

use std::time::Duration;

use vsw::delivery::{Event, Method};
use vsw::sign::{Call, Direction, Sample, Scenario, Step};

use crate::args::Format;
use crate::args::send::{SendMethod, Trigger, What};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::deliver::Deliverer;
use crate::render::sent_text;
use crate::report::Report;
use crate::report::send::{SendReport, SentDelivery};
use crate::signer::request::{self, Content, GivenBody, LONGEST_BODY};
use crate::signer::{Issued, Signer, random_uuid};

pub fn run(trigger: &Trigger, context: &Context) -> Result<Report, Failure> {
    check(trigger)?;
    let body = GivenBody::claim(&trigger.body, context)?;
    let deliverer = Deliverer::new(&trigger.to, &trigger.sending, context)?;
    let signer = Signer::find(&trigger.account, trigger.forge, context)?;
    let webhooks = webhooks(trigger, body, context)?;
    if let Some(forgery) = trigger.forge {
        context.screen.warn(format!("this is a forgery: {}; a handler must refuse it", forgery.about()));
    }
    let elapsed = context.stopwatch();
    let mut deliveries = Vec::new();
    for Planned { after, method, path, content } in webhooks {
        deliverer.wait(after.saturating_sub(elapsed()));
        let issued = Issued::of(&trigger.claims, context)?;
        let unsigned = request::unsigned(method, deliverer.path(path), content, issued.iat);
        let signed = signer.sign(unsigned, &issued, trigger.forge, context)?;
        let sent = deliverer.send(&signed);
        tell(&sent, deliveries.last(), context)?;
        deliveries.push(sent);
    }
    Ok(Report::Send(SendReport::new("trigger", deliverer.target(), deliveries)))
}

/// Rejects contradictory options, and a command that names no webhook.
fn check(trigger: &Trigger) -> Result<(), Failure> {
    let is_call = trigger.what == Some(What::Call);
    let (words, hint) = if !is_call && (trigger.scenario.is_some() || trigger.shuffle) {
        ("--scenario and --shuffle need the webhooks of a call", "write `vsw trigger call`")
    } else if trigger.what.is_none() && trigger.product.is_none() && !trigger.body.is_given() {
        (
            "no webhook was named; nothing was sent",
            "name an event, such as `vsw trigger answered`, or use `--product`, `--body` or `--body-file`",
        )
    } else if !trigger.body.is_given() {
        return Ok(());
    } else if is_call {
        (
            "--body and --body-file cannot be used with `call`",
            "name one event, such as `vsw trigger answered --body TEXT`",
        )
    } else if trigger.method == Some(SendMethod::Get) {
        let words = "--body and --body-file cannot be used with --method GET: a GET has no body";
        (
            words,
            "name an event instead of the body, such as `vsw trigger answer --method GET`; `--set` changes members of the query",
        )
    } else if !trigger.members.is_empty() {
        (
            "--set and --set-json cannot be used with --body and --body-file",
            "omit `--set` and `--set-json`, and write their values into the body",
        )
    } else {
        return Ok(());
    };
    Err(Failure::usage(words, hint))
}

/// In text format, shows each response as soon as it arrives.
fn tell(sent: &SentDelivery, before: Option<&SentDelivery>, context: &Context) -> Result<(), Failure> {
    match context.global.format() {
        Format::Text => Ok(context.screen.show(&sent_text(sent, before))?),
        Format::Json => Ok(()),
    }
}

/// A webhook to send. `after` is the time since the first webhook.
struct Planned {
    after: Duration,
    method: Method,
    /// The path if the handler's URL has none.
    path: &'static str,
    content: Content,
}

impl Planned {
    fn new(trigger: &Trigger, after: Duration, event: Option<Event>, content: Content) -> Self {
        // In a call, Vonage requests the answer webhook by GET by default.
        let usual = match (trigger.what, event) {
            (Some(What::Call), Some(Event::Answer)) => Method::Get,
            _ => Method::Post,
        };
        let method = trigger.method.map_or(usual, Method::from);
        Self { after, method, path: request::usual_path(trigger.product, event), content }
    }
}

fn webhooks(trigger: &Trigger, body: Option<GivenBody>, context: &Context) -> Result<Vec<Planned>, Failure> {
    let sample = |sample| request::with_members(sample, &trigger.members).map(Content::Sample);
    let alone = match (body, trigger.product.and_then(Sample::of_product)) {
        (Some(body), _) => Content::Body(body.read(LONGEST_BODY)?),
        (None, Some(product)) => sample(product)?,
        (None, None) => {
            let call = new_call(context);
            let webhook = |step: Step| {
                let after = Duration::from_millis(step.after_ms).mul_f64(trigger.pace);
                let content = sample(call.webhook(step)?);
                Some(content.map(|content| Planned::new(trigger, after, Some(step.event), content)))
            };
            return steps(trigger).into_iter().filter_map(webhook).collect();
        }
    };
    let event = trigger.what.and_then(What::event);
    Ok(vec![Planned::new(trigger, Duration::ZERO, event, alone)])
}

fn new_call(context: &Context) -> Call {
    let began_ms = u64::try_from(context.now().as_millisecond()).unwrap_or_default();
    let conversation = || format!("CON-{}", random_uuid());
    Call { next_conversation_uuid: conversation(), ..Call::outbound(random_uuid(), conversation(), began_ms) }
}

fn steps(trigger: &Trigger) -> Vec<Step> {
    if let Some(event) = trigger.what.and_then(What::event) {
        return vec![Step { after_ms: 0, event }];
    }
    let mut steps = trigger.scenario.unwrap_or(Scenario::Answered).steps(Direction::Outbound);
    if trigger.shuffle {
        let mut events: Vec<Event> = steps.iter().map(|step| step.event).collect();
        let in_order = events.clone();
        while events == in_order {
            fastrand::shuffle(&mut events);
        }
        for (step, event) in steps.iter_mut().zip(events) {
            step.event = event;
        }
    }
    steps
}
