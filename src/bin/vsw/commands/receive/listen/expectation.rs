//! Expectation: the events of `--expect`, and the time limit of `--within`.

use std::time::Duration;

use vsw::delivery::Event;

use crate::args::listen::Listen;
use crate::context::Context;
use crate::report::listen::DeliveryEvent;
use crate::vocabulary::DeliveryVerdict;

pub struct Expectation {
    missing: Vec<Event>,
    within: Option<Duration>,
    elapsed: Box<dyn Fn() -> Duration>,
}

pub enum State {
    Open,
    Met,
    /// The time limit has passed. The text names the missing events.
    Late(String),
}

impl Expectation {
    /// Returns `None` without `--expect`. The time limit counts from this call.
    pub fn of(listen: &Listen, context: &Context) -> Option<Self> {
        let is_wanted = !listen.expect.is_empty();
        let elapsed = Box::new(context.stopwatch());
        is_wanted.then(|| Self { missing: listen.expect.clone(), within: listen.within, elapsed })
    }

    pub fn arrived(&mut self, delivery: &DeliveryEvent) {
        if delivery.verdict == DeliveryVerdict::Genuine {
            self.missing.retain(|event| Some(*event) != delivery.webhook);
        }
    }

    pub fn state(&self) -> State {
        match self.within {
            _ if self.missing.is_empty() => State::Met,
            Some(within) if (self.elapsed)() >= within => {
                let missing: Vec<&str> = self.missing.iter().map(|event| event.word()).collect();
                let (names, time) = (missing.join(", "), within.as_secs_f64());
                State::Late(format!(
                    "no genuine delivery arrived within {time} s for these expected events: {names}"
                ))
            }
            _ => State::Open,
        }
    }
}
