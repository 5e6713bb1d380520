//! Sends deliveries over several connections, at full speed or at a fixed rate, and counts the responses.
//!
//! At a fixed rate, a late delivery's latency starts at its due time: a slow gateway delays the next sends,
//! and this delay must count.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::spawn_local;
use tokio::time::sleep_until;

use super::tokens::Minter;

#[derive(Deserialize)]
pub struct Plan {
    /// Addresses (`HOST:PORT`). Each connection uses one of them.
    targets: Vec<String>,
    secret: String,
    body: String,
    connections: usize,
    /// Maximum duration of the run. It ends earlier if `deliveries` have been sent.
    seconds: f64,
    deliveries: u64,
    /// Deliveries per second over all connections; 0 for as many as possible.
    rate: f64,
    /// Share of forged deliveries, in percent. `replayed` is a percentage too.
    forged: u64,
    replayed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Genuine,
    Forged,
    Replayed,
}

struct Sender {
    plan: Plan,
    minter: Minter,
    began: Instant,
    sent: u64,
    /// A sample of the requests that got 200, to be sent again as replays.
    accepted: VecDeque<Vec<u8>>,
    responses: BTreeMap<String, u64>,
    /// Latencies of the genuine deliveries that got 200, in microseconds.
    latencies: Vec<u32>,
}

const KEPT: usize = 1_000;

pub async fn run(plan: Plan) -> io::Result<Value> {
    // Connect one after another: many at once may overflow the listener's queue.
    let mut streams = Vec::new();
    for target in plan.targets.iter().cycle().take(plan.connections) {
        streams.push(connect(target).await?);
    }
    let sender = Rc::new(RefCell::new(Sender {
        minter: Minter::new(&plan.secret, plan.body.clone()),
        plan,
        began: Instant::now(),
        sent: 0,
        accepted: VecDeque::new(),
        responses: BTreeMap::new(),
        latencies: Vec::new(),
    }));
    let start = |(number, stream)| spawn_local(send(Rc::clone(&sender), number, stream));
    let tasks: Vec<_> = streams.into_iter().enumerate().map(start).collect();
    for task in tasks {
        task.await?;
    }
    let took = sender.borrow().began.elapsed();
    let mut sender = sender.borrow_mut();
    sender.latencies.sort_unstable();
    let latencies = &sender.latencies;
    let at = |share: f64| latencies.get((latencies.len() as f64 * share) as usize).copied();
    Ok(json!({
        "seconds": took.as_secs_f64(), "sent": sender.sent, "responses": sender.responses,
        "median": at(0.5), "p99": at(0.99), "longest": latencies.last(),
    }))
}

/// Sends deliveries over one connection at a time, and reconnects if it was closed.
async fn send(sender: Rc<RefCell<Sender>>, number: usize, stream: TcpStream) {
    let target = {
        let targets = &sender.borrow().plan.targets;
        targets[number % targets.len()].clone()
    };
    let mut stream = Some(stream);
    let mut buffer = Vec::new();
    loop {
        let Some((kind, request, due)) = sender.borrow_mut().next() else { return };
        if let Some(due) = due.filter(|due| *due > Instant::now()) {
            sleep_until(due.into()).await;
        }
        // Measure from the due time only if the send is more than 2 ms late. A shorter delay is this
        // program's own late wake-up.
        let began = due.filter(|due| due.elapsed() > Duration::from_millis(2)).unwrap_or_else(Instant::now);
        let status = exchange(&mut stream, &target, &request, &mut buffer).await;
        if status.is_err() {
            stream = None;
        }
        sender.borrow_mut().note(kind, request, status, began.elapsed());
    }
}

impl Sender {
    /// Returns the next delivery and, at a fixed rate, its due time. `None` at the end of the plan.
    fn next(&mut self) -> Option<(Kind, Vec<u8>, Option<Instant>)> {
        let plan = &self.plan;
        let due =
            (plan.rate > 0.0).then(|| self.began + Duration::from_secs_f64(self.sent as f64 / plan.rate));
        let time = due.unwrap_or_else(Instant::now).duration_since(self.began);
        if self.sent >= plan.deliveries || time.as_secs_f64() >= plan.seconds {
            return None;
        }
        let place = self.sent % 100;
        self.sent += 1;
        let kind = if place >= 100 - plan.forged {
            Kind::Forged
        } else if place >= 100 - plan.forged - plan.replayed && !self.accepted.is_empty() {
            Kind::Replayed
        } else {
            Kind::Genuine
        };
        let request = match kind {
            Kind::Replayed => self.accepted[self.sent as usize * 7 % self.accepted.len()].clone(),
            _ => self.minter.request(kind == Kind::Forged),
        };
        Some((kind, request, due))
    }

    fn note(&mut self, kind: Kind, request: Vec<u8>, status: io::Result<u16>, took: Duration) {
        let word = match kind {
            Kind::Genuine => "genuine",
            Kind::Forged => "forged",
            Kind::Replayed => "replayed",
        };
        let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        if kind == Kind::Genuine && status == "200" {
            self.latencies.push(took.as_micros() as u32);
            if self.plan.replayed > 0 && self.sent.is_multiple_of(10) {
                self.accepted.push_back(request);
                if self.accepted.len() > KEPT {
                    self.accepted.pop_front();
                }
            }
        }
        *self.responses.entry(format!("{word} {status}")).or_default() += 1;
    }
}

async fn connect(target: &str) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(target).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn exchange(
    stream: &mut Option<TcpStream>,
    target: &str,
    request: &[u8],
    buffer: &mut Vec<u8>,
) -> io::Result<u16> {
    if stream.is_none() {
        *stream = Some(connect(target).await?);
    }
    let Some(open) = stream else { return Err(io::ErrorKind::NotConnected.into()) };
    open.write_all(request).await?;
    buffer.clear();
    loop {
        if open.read_buf(buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
        let value = |name: &str| {
            let of_name =
                |line: &str| line.strip_prefix(name)?.strip_prefix(':').map(|value| value.trim().to_owned());
            head.lines().find_map(of_name)
        };
        let length: usize = value("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        if buffer.len() < end + 4 + length {
            continue;
        }
        if value("connection").is_some_and(|value| value == "close") {
            *stream = None;
        }
        return head
            .get(9..12)
            .and_then(|status| status.parse().ok())
            .ok_or(io::ErrorKind::InvalidData.into());
    }
}
