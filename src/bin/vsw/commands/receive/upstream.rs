//! Upstream: tracks whether the handler responds, and whether Vonage would accept its responses. Reports each
//! change once.

use crate::context::Context;
use crate::receiver::Forwarded;
use crate::report::listen::{ListenEventKind, Reachability};
use crate::screen::Line;
use crate::sender::{SendError, Sender};

pub struct Upstream {
    sender: Sender,
    /// The path of the route; `None` if the route covers all paths.
    route: Option<String>,
    state: Option<Reachability>,
    complaint: Option<Complaint>,
}

/// A reason why Vonage would not accept a response.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Complaint {
    Slow,
    Status(u16),
}

impl Upstream {
    pub fn new(sender: Sender, route: &str) -> Self {
        let route = Some(route.to_owned()).filter(|route| !route.is_empty());
        Self { sender, route, state: None, complaint: None }
    }

    pub async fn probe(&mut self) -> ListenEventKind {
        let (state, detail) = match self.sender.connect().await {
            Ok(()) => (Reachability::Up, None),
            Err(error) => (Reachability::Down, Some(error.to_string())),
        };
        self.state = Some(state);
        ListenEventKind::Upstream { route: self.route.clone(), state, detail }
    }

    /// Returns an event if the handler went down or came up. A handler that exceeds the timeout counts as up.
    pub fn record(&mut self, forwarded: &Forwarded, context: &Context) -> Option<ListenEventKind> {
        let is_slow = forwarded.error.as_ref().is_some_and(SendError::is_timeout);
        let complaint = match forwarded.status {
            None if is_slow => Some(Complaint::Slow),
            Some(status) if !(200..=205).contains(&status) => Some(Complaint::Status(status)),
            _ => None,
        };
        if complaint != self.complaint {
            self.complaint = complaint;
            tell(complaint, forwarded.status.is_some(), context);
        }
        let is_up = forwarded.status.is_some() || is_slow;
        let state = if is_up { Reachability::Up } else { Reachability::Down };
        if self.state.replace(state) == Some(state) {
            return None;
        }
        let detail = forwarded.error.as_ref().filter(|_| !is_up).map(ToString::to_string);
        Some(ListenEventKind::Upstream { route: self.route.clone(), state, detail })
    }
}

fn tell(complaint: Option<Complaint>, has_answered: bool, context: &Context) {
    let screen = &context.screen;
    match complaint {
        None if has_answered => screen.note(&Line::new().faint("the handler accepts deliveries again").into()),
        None => {}
        Some(Complaint::Slow) => {
            screen.warn("the handler is slower than --upstream-timeout: Vonage gets 503 and sends the delivery again");
        }
        Some(Complaint::Status(status @ (429 | 503 | 504))) => {
            screen.warn(format!("the handler responds with {status}: Vonage sends the delivery once more"));
        }
        Some(Complaint::Status(status)) => screen.warn(format!(
            "the handler responds with {status}: Vonage counts that as a failure and does not send the delivery again"
        )),
    }
}
