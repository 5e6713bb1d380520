//! The benchmark's HTTP server. Requests for `/_/record` and `/_/initial` are neither recorded nor delayed.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;
use std::time::Duration;

use base64::Engine as _;
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};

use crate::state::{Reply, RequestKind, State};

pub const API_KEY: &str = "measure";
pub const API_SECRET: &str = "Measured0nLoopback";

/// Serves until stdin is closed.
pub async fn serve(state: State) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    let state = Rc::new(RefCell::new(state));
    let mut stdin = tokio::io::stdin();
    let mut buffer = [0; 64];
    tokio::select! {
        () = accept(&listener, &state) => {}
        () = async { while stdin.read(&mut buffer).await.is_ok_and(|read| read > 0) {} } => {}
    }
}

async fn accept(listener: &TcpListener, state: &Rc<RefCell<State>>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::task::spawn_local(serve_connection(stream, Rc::clone(state)));
        }
    }
}

async fn serve_connection(stream: TcpStream, state: Rc<RefCell<State>>) {
    let _ = stream.set_nodelay(true);
    let is_counted = std::cell::Cell::new(false);
    let service = service_fn(|request| respond(request, &state, &is_counted));
    // Ignore errors: the client may have been killed.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    if is_counted.get() {
        state.borrow_mut().log.open -= 1;
    }
}

async fn respond(
    request: Request<Incoming>,
    state: &Rc<RefCell<State>>,
    is_counted: &std::cell::Cell<bool>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let started = tokio::time::Instant::now();
    match request.uri().path() {
        "/_/record" => return Ok(response(200, state.borrow().record().to_string().into())),
        "/_/initial" => return Ok(response(200, state.borrow().initial_documents().to_string().into())),
        _ => {}
    }
    if !is_counted.replace(true) {
        let log = &mut state.borrow_mut().log;
        log.connections += 1;
        log.open += 1;
        log.max_open = log.max_open.max(log.open);
    }
    if request.headers().get(AUTHORIZATION) != Some(&authorization()) {
        return Ok(response(401, Bytes::new()));
    }
    let kind =
        state.borrow().classify(request.method().as_str(), request.uri().path(), request.uri().query());
    let Ok(body) = request.into_body().collect().await.map(http_body_util::Collected::to_bytes) else {
        return Ok(response(400, Bytes::new()));
    };
    let latency = state.borrow().latency;
    let is_admitted = state.borrow_mut().admit(kind);
    let reply = match kind {
        _ if !is_admitted => {
            wait(started, latency).await;
            Reply { status: 429, body: Bytes::new(), retry_after: true }
        }
        // Apply half of the changes before the delay and half after it, so that killing a client during the
        // delay tests both cases.
        RequestKind::Put(number) if number % 8 < 4 => {
            let reply = state.borrow_mut().respond(kind, &body);
            wait(started, latency).await;
            reply
        }
        _ => {
            wait(started, latency).await;
            state.borrow_mut().respond(kind, &body)
        }
    };
    state.borrow_mut().record_duration(started.elapsed());
    let mut response = response(reply.status, reply.body);
    if reply.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    Ok(response)
}

/// Waits until `latency` after `started`. A zero latency is skipped, because even a sleep of zero waits for
/// the timer's next tick.
async fn wait(started: tokio::time::Instant, latency: Duration) {
    if !latency.is_zero() {
        tokio::time::sleep_until(started + latency).await;
    }
}

fn response(status: u16, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = hyper::StatusCode::from_u16(status).expect("a status");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

pub fn authorization() -> HeaderValue {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{API_KEY}:{API_SECRET}"));
    HeaderValue::try_from(format!("Basic {pair}")).expect("a header")
}
