//! The benchmark's handler and proxy: bare hyper without verification.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;

#[derive(Clone)]
enum Peer {
    /// Counts requests other than GET; a GET returns the count.
    Handler(Arc<AtomicU64>),
    Proxy(Client<HttpConnector, Full<Bytes>>, Arc<str>),
}

pub async fn serve(address: &str, upstream: Option<&str>) -> Result<(), Box<dyn Error>> {
    let peer = match upstream {
        None => Peer::Handler(Arc::default()),
        Some(origin) => {
            let mut connector = HttpConnector::new();
            connector.set_nodelay(true);
            Peer::Proxy(Client::builder(TokioExecutor::new()).build(connector), origin.into())
        }
    };
    let listener = TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let peer = peer.clone();
        tokio::spawn(async move {
            let respond = service_fn(|request| respond(request, &peer));
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), respond).await;
        });
    }
}

async fn respond(request: Request<Incoming>, peer: &Peer) -> Result<Response<Full<Bytes>>, Infallible> {
    let (mut head, body) = request.into_parts();
    let body = whole(body).await;
    let (client, origin) = match peer {
        Peer::Proxy(client, origin) => (client, origin),
        Peer::Handler(count) if head.method == Method::GET => {
            return Ok(Response::new(count.load(Ordering::Relaxed).to_string().into()));
        }
        Peer::Handler(count) => {
            count.fetch_add(1, Ordering::Relaxed);
            return Ok(Response::default());
        }
    };
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = format!("{origin}{path}").parse().unwrap_or_default();
    Ok(match client.request(Request::from_parts(head, Full::new(body))).await {
        Ok(response) => {
            let (head, body) = response.into_parts();
            Response::from_parts(head, Full::new(whole(body).await))
        }
        Err(_) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::BAD_GATEWAY;
            response
        }
    })
}

async fn whole(body: Incoming) -> Bytes {
    body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}
