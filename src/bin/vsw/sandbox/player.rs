//! Plays a call: waits for each webhook's time, sends it, and follows the NCCO (instructions) in the response.

mod webhook;

use std::time::Duration;

use bytes::Bytes;
use tokio::select;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};
use vsw::delivery::Event;

use super::calls::address::Role;
use super::calls::course::Planned;
use super::calls::ncco::{self, Action};
use super::state::Shared;
use webhook::Webhook;

#[derive(Clone, Debug)]
pub(super) enum Delivered {
    /// The handler accepted the webhook. This is the body of the response.
    Accepted(Bytes),
    /// The handler refused the webhook or did not respond, for this reason.
    Refused(String),
    /// The webhook was not sent, because it has no address on this machine.
    NotSent,
}

/// Long enough for a quick handler to get webhooks in order.
const FOR_ORDER: Duration = Duration::from_millis(200);

pub(super) async fn play(shared: Shared, uuid: String) {
    let mut player = Player { shared, uuid, began: began(), before: None };
    while let Some(planned) = player.next().await {
        player.wait_for_order().await;
        player.perform(planned).await;
    }
    if let Some(last) = player.before.take() {
        // A panic of the delivery is already on stderr.
        let _ = last.await;
    }
    if let Some(record) = player.shared.lock().calls.record_mut(&player.uuid) {
        record.close();
    }
}

struct Player {
    shared: Shared,
    uuid: String,
    began: Instant,
    before: Option<JoinHandle<()>>,
}

#[expect(clippy::disallowed_methods, reason = "a call is played in real time")]
fn began() -> Instant {
    Instant::now()
}

impl Player {
    /// Waits until the next webhook is due. Returns `None` at the end of the call.
    async fn next(&self) -> Option<Planned> {
        loop {
            let (due, changed) = {
                let state = self.shared.lock();
                let record = state.calls.record(&self.uuid)?;
                let due =
                    record.course.next_ms().map(|ms| Duration::from_millis(ms).mul_f64(state.calls.pace));
                (due, record.changed())
            };
            let due = self.began + due.unwrap_or_default();
            let is_due = select! {
                biased;
                () = sleep_until(due) => true,
                () = changed.notified() => false,
            };
            if is_due {
                return self.shared.lock().calls.record_mut(&self.uuid)?.take();
            }
        }
    }

    /// At pace 0 (no pauses), waits until the previous delivery ends. At other paces, waits at most
    /// [`FOR_ORDER`], because Vonage does not wait.
    async fn wait_for_order(&mut self) {
        let Some(mut before) = self.before.take() else { return };
        if self.shared.lock().calls.pace > 0.0 {
            // After the timeout, the next webhook is sent anyway.
            let _ = timeout(FOR_ORDER, &mut before).await;
        } else {
            let _ = before.await;
        }
    }

    /// Sends the webhook. Waits only for a response that may be an NCCO.
    async fn perform(&mut self, planned: Planned) {
        let (event, at_ms) = (planned.step.event, planned.step.after_ms);
        // How the call ends if no address responds: a new call as busy, a transferred call as completed. Only
        // a transferred call's answer webhook has its own address.
        let at_worst = if planned.address.is_some() { Event::Completed } else { Event::Busy };
        let Some(webhook) = self.webhook(planned) else { return };
        match event {
            Event::Answer => self.ask_for_ncco(webhook, at_ms, at_worst).await,
            Event::Input | Event::Notify => {
                let refused = webhook.clone();
                match self.deliver(webhook).await {
                    Delivered::Accepted(body) => {
                        // An empty response, or one that is no NCCO, changes nothing.
                        if let Ok(actions) = ncco::parse(&body) {
                            self.follow(&actions, at_ms);
                        }
                    }
                    Delivered::Refused(reason) => {
                        self.fall_back(refused, &reason, at_ms).await;
                    }
                    Delivered::NotSent => {}
                }
            }
            _ => {
                let (shared, uuid) = (self.shared.clone(), self.uuid.clone());
                self.before = Some(tokio::spawn(async move {
                    webhook::deliver(&shared, &uuid, webhook).await;
                }));
            }
        }
    }

    /// Requests an NCCO and follows it. Ends the call if neither the webhook's address nor the fallback
    /// address sends a valid NCCO.
    async fn ask_for_ncco(&mut self, webhook: Webhook, at_ms: u64, at_worst: Event) {
        let refused = webhook.clone();
        let refusal = match self.deliver(webhook).await {
            Delivered::Accepted(body) => match ncco::parse(&body) {
                Ok(actions) => return self.follow(&actions, at_ms),
                Err(reason) => (format!("invalid NCCO: {reason}"), true),
            },
            Delivered::Refused(reason) => (reason, false),
            Delivered::NotSent => ("the address was not called".to_owned(), false),
        };
        let (reason, is_invalid) = refusal;
        if self.fall_back(refused, &reason, at_ms).await {
            return;
        }
        let mut state = self.shared.lock();
        let Some(record) = state.calls.record_mut(&self.uuid) else { return };
        if is_invalid {
            record.course.plan(at_ms, Event::Error, None);
            record.course.end(at_ms, Event::Completed);
        } else {
            record.course.end(at_ms, at_worst);
        }
    }

    async fn fall_back(&mut self, refused: Webhook, reason: &str, at_ms: u64) -> bool {
        let webhook = {
            let state = self.shared.lock();
            let Some(record) = state.calls.record(&self.uuid) else { return false };
            let Some(address) = webhook::usual_address(&state, record, Role::Fallback) else { return false };
            let url = refused.address.map(|address| address.url).unwrap_or_default();
            let sample = record.call.fallback(reason, &url, refused.role.word(), refused.sample);
            Webhook { event: Event::Fallback, role: Role::Fallback, sample, address: Some(address) }
        };
        match self.deliver(webhook).await {
            Delivered::Accepted(body) => match ncco::parse(&body) {
                Ok(actions) => {
                    self.follow(&actions, at_ms);
                    true
                }
                Err(_) => false,
            },
            Delivered::Refused(_) | Delivered::NotSent => false,
        }
    }

    async fn deliver(&self, webhook: Webhook) -> Delivered {
        webhook::deliver(&self.shared, &self.uuid, webhook).await
    }

    fn follow(&self, actions: &[Action], at_ms: u64) {
        if let Some(record) = self.shared.lock().calls.record_mut(&self.uuid) {
            record.course.follow(actions, at_ms);
        }
    }

    /// Returns the webhook of a planned step. For a transfer, also moves the call to its next conversation.
    fn webhook(&self, planned: Planned) -> Option<Webhook> {
        let mut state = self.shared.lock();
        let record = state.calls.record_mut(&self.uuid)?;
        let Planned { step, address, payload, .. } = planned;
        let mut sample = record.call.webhook(step)?;
        if let Some(payload) = &payload {
            sample = sample.with("payload", payload);
        }
        if step.event == Event::Transfer {
            record.move_to_next_conversation();
        }
        let role = if step.event == Event::Answer { Role::Answer } else { Role::Event };
        let record = state.calls.record(&self.uuid)?;
        let address = address.or_else(|| webhook::usual_address(&state, record, role));
        Some(Webhook { event: step.event, role, sample, address })
    }
}
