//! The server: connections and responses, on one thread. A timer adds the latency, so that any number of requests can
//! wait at once. Requests under `/_/` are for the measurement: they are neither recorded nor delayed.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

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

use crate::world::{Answer, Asked, World};

/// The credentials that the server accepts.
pub const API_KEY: &str = "measure";
pub const API_SECRET: &str = "Measured0nLoopback";

/// Serves until its stdin is closed.
pub async fn serve(world: World) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("http://{}", listener.local_addr().expect("an address"));
    let world = Rc::new(RefCell::new(world));
    let mut stdin = tokio::io::stdin();
    let mut nothing = [0; 64];
    tokio::select! {
        () = accept(&listener, &world) => {}
        () = async { while stdin.read(&mut nothing).await.is_ok_and(|read| read > 0) {} } => {}
    }
}

async fn accept(listener: &TcpListener, world: &Rc<RefCell<World>>) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::task::spawn_local(converse(stream, Rc::clone(world)));
        }
    }
}

async fn converse(stream: TcpStream, world: Rc<RefCell<World>>) {
    let _ = stream.set_nodelay(true);
    let is_counted = std::cell::Cell::new(false);
    let service = service_fn(|request| respond(request, &world, &is_counted));
    // Ignore how a connection ends.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    if is_counted.get() {
        world.borrow_mut().log.open -= 1;
    }
}

async fn respond(
    request: Request<Incoming>,
    world: &Rc<RefCell<World>>,
    is_counted: &std::cell::Cell<bool>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let began = tokio::time::Instant::now();
    match request.uri().path() {
        "/_/truth" => return Ok(made(200, world.borrow().truth().to_string().into())),
        "/_/beginning" => return Ok(made(200, world.borrow().beginning().to_string().into())),
        _ => {}
    }
    if !is_counted.replace(true) {
        let log = &mut world.borrow_mut().log;
        log.connections += 1;
        log.open += 1;
        log.most_open = log.most_open.max(log.open);
    }
    if request.headers().get(AUTHORIZATION) != Some(&authorization()) {
        return Ok(made(401, Bytes::new()));
    }
    let asked = world.borrow().asked(request.method().as_str(), request.uri().path(), request.uri().query());
    let Ok(body) = request.into_body().collect().await.map(http_body_util::Collected::to_bytes) else {
        return Ok(made(400, Bytes::new()));
    };
    let latency = world.borrow().latency;
    let admitted = world.borrow_mut().admits(asked);
    let answer = match asked {
        _ if !admitted => {
            tokio::time::sleep_until(began + latency).await;
            Answer { status: 429, body: Bytes::new(), retry_after: true }
        }
        // Apply half of the changes when the request arrives and half right before the response, so that a client
        // killed in between may or may not have changed the application.
        Asked::Put(place) if place % 8 < 4 => {
            let answer = world.borrow_mut().answer(asked, &body);
            tokio::time::sleep_until(began + latency).await;
            answer
        }
        _ => {
            if !latency.is_zero() {
                tokio::time::sleep_until(began + latency).await;
            }
            world.borrow_mut().answer(asked, &body)
        }
    };
    world.borrow_mut().served(began.elapsed());
    let mut response = made(answer.status, answer.body);
    if answer.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    Ok(response)
}

fn made(status: u16, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = hyper::StatusCode::from_u16(status).expect("a status");
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

pub fn authorization() -> HeaderValue {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{API_KEY}:{API_SECRET}"));
    HeaderValue::try_from(format!("Basic {pair}")).expect("a header")
}
