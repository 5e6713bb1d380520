//! The webhooks of a call that are still to come.
//!
//! Times are milliseconds since the start of the call, as if without `--pace`, which multiplies the pauses
//! between webhooks. So `--pace` does not change what happens.

use vsw::delivery::Event;
use vsw::json::Json;
use vsw::sign::{Direction, Scenario, Step};

use super::address::Address;
use super::ncco::Action;

#[derive(Clone, Debug)]
pub struct Planned {
    pub step: Step,
    /// `None`: the call's usual address.
    pub address: Option<Address>,
    pub payload: Option<Json>,
    /// Whether an NCCO (instructions for the call) planned this webhook. The next NCCO replaces such
    /// webhooks, except recordings.
    is_of_ncco: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub scenario: Scenario,
    pub direction: Direction,
    pub machine: Option<MachineDetection>,
    /// Seconds until Vonage stops ringing.
    pub ringing_timer: u64,
    /// Seconds until Vonage ends an answered call.
    pub length_timer: u64,
}

/// What happens if a machine answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineDetection {
    Continue,
    HangUp,
}

#[derive(Clone, Debug)]
pub struct Course {
    planned: Vec<Planned>,
    at_ms: u64,
    /// The latest end of an answered call, however long its actions are.
    limit_ms: u64,
    /// How many webhooks NCCOs may still plan. Without a limit, NCCOs could lead to each other endlessly.
    budget: usize,
}

const ANSWERED_MS: u64 = 900;
const DETECTED_MS: u64 = 3_500;
/// The time from an action to its webhook.
const INPUT_MS: u64 = 5_000;
const NOTIFY_MS: u64 = 500;
const TRANSFER_MS: u64 = 4_000;
/// The least pause before the `completed` webhook, unless the call is ended earlier.
const BEFORE_END_MS: u64 = 500;
const USUAL_END_MS: u64 = 11_000;
const MOST_WEBHOOKS_OF_NCCOS: usize = 200;

impl Course {
    /// `ncco`, if any, comes from the request that creates the call. The answer webhook is then omitted,
    /// because it would only ask for an NCCO.
    pub fn new(facts: Facts, ncco: Option<&[Action]>) -> Self {
        let mut course = Self {
            planned: Vec::new(),
            at_ms: 0,
            limit_ms: ANSWERED_MS.saturating_add(facts.length_timer.saturating_mul(1_000)),
            budget: MOST_WEBHOOKS_OF_NCCOS,
        };
        for step in facts.scenario.steps(facts.direction) {
            match step.event {
                Event::Answer if ncco.is_some() => {}
                Event::Unanswered => course.add(facts.ringing_timer.saturating_mul(1_000), step.event),
                _ => course.add(step.after_ms, step.event),
            }
        }
        if facts.scenario.is_answered() {
            match (facts.machine, facts.scenario) {
                (Some(MachineDetection::HangUp), Scenario::Machine) => {
                    course.planned.retain(|planned| planned.step.event != Event::Machine);
                    course.limit_ms = course.limit_ms.min(DETECTED_MS);
                }
                (Some(_), scenario) if scenario != Scenario::Machine => {
                    course.add(DETECTED_MS, Event::Human);
                }
                _ => {}
            }
        }
        if let Some(actions) = ncco
            && course.has(Event::Answered)
        {
            course.follow(actions, ANSWERED_MS);
        }
        course.limit();
        course
    }

    pub fn next_ms(&self) -> Option<u64> {
        self.planned.first().map(|planned| planned.step.after_ms)
    }

    pub fn take(&mut self) -> Option<Planned> {
        if self.planned.is_empty() {
            return None;
        }
        let planned = self.planned.remove(0);
        self.at_ms = planned.step.after_ms;
        Some(planned)
    }

    /// Returns the time of the last planned webhook; if none is planned, that of the last taken one.
    pub fn end_ms(&self) -> u64 {
        self.planned.last().map_or(self.at_ms, |planned| planned.step.after_ms)
    }

    pub fn at_ms(&self) -> u64 {
        self.at_ms
    }

    /// Replaces the webhooks of the present NCCO, except recordings.
    pub fn follow(&mut self, actions: &[Action], begin_ms: u64) {
        self.planned.retain(|planned| !planned.is_of_ncco || planned.step.event == Event::Record);
        let mut at_ms = begin_ms.max(self.at_ms);
        for action in actions {
            let (event, address, payload) = match action {
                Action::Silent => continue,
                Action::Input(address) => {
                    at_ms += INPUT_MS;
                    (Event::Input, address, None)
                }
                Action::Notify { address, payload } => {
                    at_ms += NOTIFY_MS;
                    (Event::Notify, address, Json::parse(payload.clone()).ok())
                }
                Action::Conversation => {
                    at_ms += TRANSFER_MS;
                    (Event::Transfer, &None, None)
                }
                Action::Record(address) => (Event::Record, address, None),
            };
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            // A webhook of the NCCO, other than a notify webhook, replaces the scenario's webhooks of its kind.
            self.planned.retain(|planned| {
                planned.is_of_ncco || planned.step.event != event || event == Event::Notify
            });
            let after_ms =
                if event == Event::Record { at_ms.max(USUAL_END_MS - BEFORE_END_MS) } else { at_ms };
            self.insert(Planned {
                step: Step { after_ms, event },
                address: address.clone(),
                payload,
                is_of_ncco: true,
            });
        }
        self.stretch();
        self.limit();
    }

    pub fn plan(&mut self, after_ms: u64, event: Event, address: Option<Address>) {
        let after_ms = after_ms.max(self.at_ms);
        self.insert(Planned { step: Step { after_ms, event }, address, payload: None, is_of_ncco: false });
    }

    /// Ends the call with this event. Removes later webhooks, except recordings of an answered call.
    pub fn end(&mut self, at_ms: u64, event: Event) {
        let at_ms = at_ms.max(self.at_ms);
        let is_later = |planned: &Planned| planned.step.after_ms > at_ms;
        let is_answered =
            !self.planned.iter().any(|planned| is_later(planned) && planned.step.event == Event::Answered);
        let is_kept = |planned: &Planned| is_answered && planned.step.event == Event::Record;
        self.planned.retain(|planned| !is_later(planned) || is_kept(planned));
        for planned in &mut self.planned {
            planned.step.after_ms = planned.step.after_ms.min(at_ms);
        }
        self.planned.retain(|planned| !planned.step.event.ends_call());
        self.add(at_ms, event);
    }

    fn has(&self, event: Event) -> bool {
        self.planned.iter().any(|planned| planned.step.event == event)
    }

    fn add(&mut self, after_ms: u64, event: Event) {
        self.insert(Planned {
            step: Step { after_ms, event },
            address: None,
            payload: None,
            is_of_ncco: false,
        });
    }

    /// Webhooks of the same time keep their order.
    fn insert(&mut self, planned: Planned) {
        let place = self.planned.partition_point(|other| other.step.after_ms <= planned.step.after_ms);
        self.planned.insert(place, planned);
    }

    /// Moves the end of an answered call behind its other webhooks.
    fn stretch(&mut self) {
        let last = self.planned.iter().filter(|planned| planned.step.event != Event::Completed);
        let last = last.map(|planned| planned.step.after_ms).max().unwrap_or_default();
        let Some(place) = self.planned.iter().position(|planned| planned.step.event == Event::Completed)
        else {
            return;
        };
        let mut completed = self.planned.remove(place);
        completed.step.after_ms = completed.step.after_ms.max(last + BEFORE_END_MS);
        self.insert(completed);
    }

    /// Ends an answered call at its time limit.
    fn limit(&mut self) {
        let completed = self.planned.iter().find(|planned| planned.step.event == Event::Completed);
        if completed.is_some_and(|completed| completed.step.after_ms > self.limit_ms) {
            self.end(self.limit_ms, Event::Completed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: Facts = Facts {
        scenario: Scenario::Answered,
        direction: Direction::Outbound,
        machine: None,
        ringing_timer: 60,
        length_timer: 7_200,
    };

    fn rest(mut course: Course) -> Vec<(u64, Event)> {
        std::iter::from_fn(|| course.take())
            .map(|planned| (planned.step.after_ms, planned.step.event))
            .collect()
    }

    #[test]
    fn a_machine_ends_the_call_whatever_the_ncco_plans() {
        let machine = Some(MachineDetection::HangUp);
        let facts = Facts { scenario: Scenario::Machine, machine, ..FACTS };
        let answered = [(0, Event::Ringing), (1, Event::Started), (900, Event::Answered)];
        let completed = [(DETECTED_MS, Event::Completed)];
        let actions = [Action::Input(None), Action::Conversation];
        assert_eq!(rest(Course::new(facts, Some(&actions))), [&answered[..], &completed].concat());
        // Here the NCCO comes from the response to the answer webhook.
        let mut course = Course::new(facts, None);
        course.follow(&[Action::Record(None)], 1_000);
        let expected = [(1_000, Event::Answer), (DETECTED_MS, Event::Record), completed[0]];
        assert_eq!(rest(course), [&answered[..], &expected].concat());
        let course = Course::new(Facts { length_timer: 2, ..facts }, Some(&actions));
        assert_eq!(rest(course).last(), Some(&(2_900, Event::Completed)));
    }

    #[test]
    fn only_an_answered_call_has_a_recording() {
        for (at_ms, events) in [
            (300, &[Event::Ringing, Event::Started, Event::Completed][..]),
            (2_000, &[Event::Ringing, Event::Started, Event::Answered, Event::Record, Event::Completed]),
        ] {
            let mut course = Course::new(Facts { scenario: Scenario::Record, ..FACTS }, Some(&[]));
            course.end(at_ms, Event::Completed);
            let found: Vec<Event> = rest(course).into_iter().map(|(_, event)| event).collect();
            assert_eq!(found, events, "{at_ms}");
        }
    }
}
