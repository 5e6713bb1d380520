//! A server with a fleet of applications, and a minimal client to compare with `vsw`. `benches/fleet.py` starts both.
//! With `half`, half of the applications have `signed_callbacks` on. RATE is in requests per second; 0 is no limit.
//!
//!     fleet serve APPLICATIONS half|on LATENCY_MS RATE|0
//!     fleet fetch ORIGIN pages|changes CONCURRENCY

mod client;
mod server;
mod state;
mod stock;

use std::num::NonZeroUsize;

use state::State;
use stock::Stock;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["serve", applications, flags, latency, rate] => serve(applications, flags, latency, rate),
        ["fetch", origin, requests @ ("pages" | "changes"), concurrency] => {
            fetch(origin, requests, concurrency)
        }
        _ => None,
    };
    if result.is_none() {
        eprintln!("invalid arguments: see the first lines of benches/fleet/main.rs");
        std::process::exit(2);
    }
}

fn serve(applications: &str, flags: &str, latency: &str, rate: &str) -> Option<()> {
    let flags = match flags {
        "half" => stock::Flags::HalfOn,
        "on" => stock::Flags::On,
        _ => return None,
    };
    let stock = Stock { applications: applications.parse().ok()?, flags };
    let latency = std::time::Duration::from_millis(latency.parse().ok()?);
    let rate: usize = rate.parse().ok()?;
    let state = State::of(stock, latency, (rate > 0).then_some(rate));
    runtime().block_on(tokio::task::LocalSet::new().run_until(server::serve(state)));
    Some(())
}

fn fetch(origin: &str, requests: &str, concurrency: &str) -> Option<()> {
    let concurrency: NonZeroUsize = concurrency.parse().ok()?;
    let client = client::MinimalClient::of(origin, concurrency);
    runtime().block_on(async {
        let applications = client.pages().await;
        if requests == "changes" {
            client.changes(Stock { applications, flags: stock::Flags::HalfOn }).await;
        }
    });
    Some(())
}

/// Uses one thread, as `vsw` does for its requests.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}
