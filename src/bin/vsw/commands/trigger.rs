//! `vsw trigger`: sends a signed webhook, or all webhooks of a call, to a handler.

use std::time::Duration;

use vsw::capture::Capture;
use vsw::delivery::{Event, Method};
use vsw::sign::{Call, Direction, Sample, Scenario, Step};

use crate::args::Format;
use crate::args::send::{Trigger, What};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::deliver::Deliverer;
use crate::render::sent_text;
use crate::report::Report;
use crate::report::send::{SendReport, SentDelivery};
use crate::signer::request::{self, Content};
use crate::signer::{Issued, Signer, random_uuid};

pub fn run(trigger: &Trigger, context: &Context) -> Result<Report, Failure> {
    if trigger.what != What::Call && (trigger.scenario.is_some() || trigger.shuffle) {
        let words = "--scenario and --shuffle need the webhooks of a call";
        return Err(Failure::usage(words, "write `vsw trigger call`"));
    }
    let deliverer = Deliverer::new(&trigger.to, &trigger.sending, context)?;
    let signer = Signer::find(&trigger.account, trigger.forge, context)?;
    let webhooks = webhooks(trigger, context)?;
    if let Some(forgery) = trigger.forge {
        context.screen.warn(format!("this is a forgery: {}; a handler must refuse it", forgery.about()));
    }
    let elapsed = context.stopwatch();
    let mut deliveries = Vec::new();
    for webhook in webhooks {
        deliverer.wait(webhook.after.saturating_sub(elapsed()));
        let issued = Issued::now(context);
        let unsigned = unsigned(trigger, &webhook, &deliverer, issued.iat);
        let signed = signer.sign(unsigned, &issued, trigger.forge, context)?;
        let sent = deliverer.send(&signed);
        tell(&sent, deliveries.last(), context)?;
        deliveries.push(sent);
    }
    Ok(Report::Send(SendReport::new("trigger", deliverer.target(), deliveries)))
}

/// In text format, shows the response as soon as it arrives.
fn tell(sent: &SentDelivery, before: Option<&SentDelivery>, context: &Context) -> Result<(), Failure> {
    match context.global.format() {
        Format::Text => Ok(context.screen.show(&sent_text(sent, before))?),
        Format::Json => Ok(()),
    }
}

/// A webhook, and when to send it, counted from the first.
struct Planned {
    after: Duration,
    event: Event,
    sample: Sample,
}

fn webhooks(trigger: &Trigger, context: &Context) -> Result<Vec<Planned>, Failure> {
    let began_ms = u64::try_from(context.now().as_millisecond()).unwrap_or_default();
    let conversation = || format!("CON-{}", random_uuid());
    let call = Call {
        next_conversation_uuid: conversation(),
        ..Call::outbound(random_uuid(), conversation(), began_ms)
    };
    let mut steps = match trigger.what {
        What::Event(event) => vec![Step { after_ms: 0, event }],
        What::Call => trigger.scenario.unwrap_or(Scenario::Answered).steps(Direction::Outbound),
    };
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
    let webhook = |step: Step| {
        let sample = call.webhook(step).map(|sample| request::with_members(sample, &trigger.members));
        let after = Duration::from_millis(step.after_ms).mul_f64(trigger.pace);
        sample.map(|sample| Ok(Planned { after, event: step.event, sample: sample? }))
    };
    steps.into_iter().filter_map(webhook).collect()
}

fn unsigned(trigger: &Trigger, webhook: &Planned, deliverer: &Deliverer<'_>, now: u64) -> Capture {
    let Planned { event, sample, .. } = webhook;
    // In a call, Vonage requests the answer webhook by GET, unless the application is configured otherwise.
    let usual = match (trigger.what, event) {
        (What::Call, Event::Answer) => Method::Get,
        _ => Method::Post,
    };
    let method = trigger.method.map_or(usual, Method::from);
    let path = deliverer.path(request::usual_path(None, Some(*event)));
    request::unsigned(method, path, Content::Sample(sample.clone()), now)
}
